"""Fills in what a page says of itself where nobody has said it yet."""

from __future__ import annotations

import re
from contextlib import suppress
from urllib.parse import urlsplit

from django.db import transaction

from pasquino.sources import web_addresses, works
from pasquino.sources.announcements import work_changed
from pasquino.sources.evidence import REPLACED
from pasquino.sources.keeping import OPT_OUT, Copy, storable
from pasquino.sources.models import Party, Work
from pasquino.sources.parties import LONGEST_NAME, names_in, party_for

_LONGEST_TITLE = 500
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_OF_NO_ACCOUNT = ("www.", "m.", "amp.", "mobile.")


@transaction.atomic
def fill(work: Work, copy: Copy) -> Work:
    """Fill the empty fields of a work from a copy, unless an editor has looked it over.

    What an import or somebody before said stays. Addresses at which the page stands are added:
    where it led to, and what it calls its own if that is on the same host (a page of somebody
    else may claim anything). Gives the work as it is now.
    """
    if REPLACED in copy.reasons:
        return work
    _add_addresses(work, copy)
    work = Work.objects.select_for_update().get(pk=work.pk)
    changed = [] if work.is_filled else [*_fill_fields(work, copy), *_fill_names(work, copy)]
    if OPT_OUT in copy.reasons and not work.opt_out:
        work.opt_out = True
        changed.append("opt_out")
    if changed:
        work.save(update_fields=[name for name in changed if name != "authors"])
        work_changed.send(sender=Work, work=work)
    return work


def _fill_fields(work: Work, copy: Copy) -> list[str]:
    found = copy.reading
    said = {
        "title": shortened(storable(found.title)),
        "published": found.published if _DATE.fullmatch(found.published) else "",
        "language": found.language if LANGUAGE.fullmatch(found.language[:20]) else "",
    }
    changed = [name for name, value in said.items() if value and not getattr(work, name)]
    for name in changed:
        setattr(work, name, said[name])
    return changed


def _fill_names(work: Work, copy: Copy) -> list[str]:
    found, changed = copy.reading, []
    publisher = " ".join(storable(found.publisher).split())
    if publisher and len(publisher) <= LONGEST_NAME and work.publisher_id is None:
        work.publisher = party_for(publisher, Party.Kind.ORGANISATION)
        changed.append("publisher")
    names = [name for given in found.authors for name in names_in(storable(given))]
    names = [name for name in names if len(name) <= LONGEST_NAME]
    if names and not work.author_rows.exists():
        works.name_authors(work, names)
        changed.append("authors")
    return changed


def shortened(title: str) -> str:
    """A title in one line that fits; what is cut is marked by an ellipsis."""
    title = " ".join(title.split())
    return title if len(title) <= _LONGEST_TITLE else title[: _LONGEST_TITLE - 1] + "…"


def _add_addresses(work: Work, copy: Copy) -> None:
    own = copy.reading.canonical_url
    for url in (copy.url_final, own if _is_same_host(own, copy.url_final) else ""):
        with suppress(web_addresses.NoWebAddress):
            if url:
                works.add_address(work, url)


def _is_same_host(one: str, other: str) -> bool:
    return bool(_host(one)) and _host(one) == _host(other)


def _host(url: str) -> str:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    for prefix in _OF_NO_ACCOUNT:
        host = host.removeprefix(prefix)
    return host
