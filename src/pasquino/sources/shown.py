"""What the public pages of sources show: never a copy's text, only that it is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from pasquino.sources import citing
from pasquino.sources.models import Capture, LinkState, Party, Work, WorkAddress, WorkAuthor
from pasquino.sources.takedowns import withheld

SHOWN = 40
COPIES_SHOWN = 100


@dataclass(frozen=True)
class Row:
    """A source in a list; `link` is the address to cite with its state, if it has one."""

    work: Work
    authors: tuple[str, ...]
    link: WorkAddress | None
    cited: int

    @property
    def publisher(self) -> str:
        """Its publisher under the name that stays."""
        return name_of(self.work.publisher) if self.work.publisher else ""

    @property
    def host(self) -> str:
        """Where it stands: what tells two works of one title apart."""
        host = urlsplit(self.link.url).hostname if self.link else ""
        return (host or "").removeprefix("www.")

    @property
    def state(self) -> str:
        """How the link stands, in words."""
        return link_in_words(self.link)


@dataclass(frozen=True)
class CopyShown:
    """A copy, and why the public is told no more of it than its hash; empty where it is."""

    copy: Capture
    withheld: str


@dataclass(frozen=True)
class SourcePage:
    """One page of the list; `older` is the number below which the next one begins, or None."""

    rows: list[Row]
    older: int | None


def page(found: QuerySet[Work]) -> SourcePage:
    """The newest of these works, in four queries."""
    works = list(prepared(found).order_by("-pk")[: SHOWN + 1])
    listed = rows(works[:SHOWN])
    return SourcePage(listed, listed[-1].work.pk if len(works) > SHOWN else None)


def prepared(found: QuerySet[Work]) -> QuerySet[Work]:
    """The works with all that is shown of them: publisher, authors, addresses and their state."""
    addresses = WorkAddress.objects.order_by("-is_canonical", "pk").select_related("link")
    authors = WorkAuthor.objects.select_related("party__same_as")
    return found.select_related("publisher__same_as").prefetch_related(
        Prefetch("addresses", addresses), Prefetch("author_rows", authors)
    )


def rows(works: Sequence[Work]) -> list[Row]:
    """Prepared works as lists show them."""
    cited = citing.counts([work.pk for work in works])
    return [_row(work, cited[work.pk]) for work in works]


def _row(work: Work, cited: int) -> Row:
    authors = tuple(name_of(row.party) for row in work.author_rows.all())
    return Row(work, authors, next(iter(work.addresses.all()), None), cited)


def name_of(party: Party) -> str:
    """The name that stays of somebody known under several."""
    return (party.same_as or party).name


def link_in_words(address: WorkAddress | None) -> str:
    """How a link stands: "works", "gone"; empty without an address."""
    if address is None:
        return ""
    state = getattr(address, "link", None)
    return state.get_state_display() if state else str(LinkState.State.UNCHECKED.label)


def source(work: Work) -> dict[str, Any]:  # what a template is given
    """All that the page of one source shows."""
    row = rows(list(prepared(Work.objects.filter(pk=work.pk))))[0]
    found = work.captures.defer("text", "blocks", "by").order_by("-at")[:COPIES_SHOWN]
    hidden = withheld([work.pk])
    copies = [CopyShown(copy, hidden.why(work.pk, copy.pk)) for copy in found]
    return {
        "row": row,
        "work": row.work,
        "copies": copies,
        "cited_by": citing.shown(work),
        "json_ld": json_ld(row, copies),
    }


def json_ld(row: Row, copies: Sequence[CopyShown]) -> dict[str, Any]:  # a JSON-LD object
    """The work for machines; `archivedAt` is its page here, where its copies are listed."""
    work = row.work
    node: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": _TYPES.get(work.kind, "CreativeWork"),
        "name": str(work),
        "url": row.link.url if row.link else "",
        "author": [{"@type": "Person", "name": name} for name in row.authors],
        "publisher": {"@type": "Organization", "name": row.publisher} if row.publisher else "",
        "datePublished": work.published,
        "inLanguage": work.language,
        "license": work.licence if work.licence.startswith("https://") else "",
        "archivedAt": settings.BASE_URL + reverse("source", args=[work.pk])
        if any(shown.copy.text_hash and not shown.withheld for shown in copies)
        else "",
    }
    return {key: value for key, value in node.items() if value}


_TYPES: dict[str, str] = {
    Work.Kind.ARTICLE: "Article",
    Work.Kind.REPORT: "Report",
    Work.Kind.DATASET: "Dataset",
    Work.Kind.POST: "SocialMediaPosting",
}
