"""Finding the work that is meant by an address or by a title, or making it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from pasquino.sources import web_addresses
from pasquino.sources.models import LinkState, Party, Work, WorkAddress, WorkAuthor
from pasquino.sources.parties import parties_for, party_for

if TYPE_CHECKING:
    from pasquino.accounts.models import User

LONGEST_TITLE = 500


class TitleTooLong(ValueError):
    """A title has more than 500 characters: it is no title."""


def work_at(url: str) -> Work | None:
    """The work at this address, if one is known. Raises NoWebAddress."""
    key = web_addresses.key_of(url)
    row = WorkAddress.objects.select_related("work").filter(key=key).first()
    return row.work if row else None


@transaction.atomic
def work_for(
    *,
    url: str = "",
    title: str = "",
    publisher: str = "",
    authors: Sequence[str] = (),
    by: User | None = None,
) -> Work:
    """The work at `url`, else the one of this title and publisher; made if there is none.

    What is known of a work already is not overwritten. Raises NoWebAddress for an address that
    is none, TitleTooLong, NameTooLong for the publisher's or an author's, and ValueError where
    neither an address nor a title is given.
    """
    if not url and not title.strip():
        raise ValueError("A work is known by its address or by its title.")
    if len(title.strip()) > LONGEST_TITLE:
        raise TitleTooLong(title)
    known = work_at(url) if url else _titled(title, publisher)
    if known:
        return known
    work = Work.objects.create(
        title=title.strip(),
        publisher=party_for(publisher, Party.Kind.ORGANISATION) if publisher.strip() else None,
        created_by=by,
    )
    if url:
        address = add_address(work, url, is_canonical=True)
        if address.work_id != work.pk:  # somebody else has just made it
            work.delete()
            return address.work
    name_authors(work, authors)
    return work


def _titled(title: str, publisher: str) -> Work | None:
    """The oldest work of this title that has no other publisher than this one."""
    works = Work.objects.filter(title__iexact=title.strip()).select_related("publisher")
    wanted = " ".join(publisher.split()).casefold()
    for work in works.order_by("pk"):
        known = work.publisher.name.casefold() if work.publisher else ""
        if known == wanted:
            return work
    return None


def name_authors(work: Work, names: Sequence[str]) -> None:
    """Have these people be its authors, in this order."""
    work.author_rows.all().delete()
    WorkAuthor.objects.bulk_create(
        WorkAuthor(work=work, party=party, order=order)
        for order, party in enumerate(parties_for(names))
    )


@transaction.atomic
def add_address(work: Work, url: str, *, is_canonical: bool = False) -> WorkAddress:
    """Have the work stand at this address too; its link is watched from now on.

    An address that leads to another work stays with that one: look at what is given back.
    """
    address, is_new = WorkAddress.objects.get_or_create(
        key=web_addresses.key_of(url),
        defaults={
            "work": work,
            "url": web_addresses.cleaned(url),
            "is_canonical": is_canonical,
        },
    )
    if is_new:
        LinkState.objects.create(address=address)
    return address
