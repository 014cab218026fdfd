"""What a reader is shown of a source: what it is, how its link stands, what we keep of it.

No database: made from the rows of `cited_rows.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pasquino.quotations.words import day
from pasquino.sources.models import LinkState, Takedown
from pasquino.stories.cited_rows import AddressRow, QuotationRow, SourceRow, TakedownRow

DEAD = frozenset({LinkState.State.GONE, LinkState.State.REPLACED})
_DRIFT = ("gone", "reworded", "still")  # the worst first
_YEAR, _MONTH = 4, 7  # characters of a date that is known so far only


@dataclass(frozen=True, slots=True)
class CopyShown:
    """A preserved copy: when it was made, its number, its text's SHA-256."""

    at: datetime
    number: int
    text_hash: str

    @property
    def on(self) -> str:
        """The day in words."""
        return day(self.at)


@dataclass(frozen=True, slots=True)
class SourceShown:
    """A work as stories show it; `place` is its number in the list at the story's foot.

    `state` says in words how its link stands and what is kept; `archived` is the copy to offer
    beside a link that is dead. `page` is its own page here.
    """

    place: int
    work: int
    kind: str
    title: str
    authors: tuple[str, ...]
    publisher: str
    published: str
    language: str
    url: str
    page: str
    state: str = ""
    is_dead: bool = False
    archived: CopyShown | None = None
    copy: CopyShown | None = None
    takedowns: tuple[TakedownRow, ...] = field(default=(), repr=False)

    @property
    def name(self) -> str:
        """Its title; a work nobody has named yet is known by its address, else by its number."""
        return self.title or self.site or _("Source {number}").format(number=self.work)

    @property
    def site(self) -> str:
        """The host at which it stands."""
        return (urlsplit(self.url).hostname or "").removeprefix("www.")

    @property
    def published_words(self) -> str:
        """Its date in words, as exactly as it is known."""
        return partial_day(self.published)

    def withheld(self, capture_id: int | None) -> str:
        """Why the public is shown nothing of this copy, in words; empty where it is."""
        reasons = (t.reason for t in self.takedowns if t.capture_id in (None, capture_id))
        reason = next(reasons, "")
        return str(Takedown.Reason(reason).label) if reason else ""


def partial_day(text: str) -> str:
    """`2017`, `2017-03` or `2017-03-07` in words."""
    try:
        if len(text) <= _YEAR:
            return text
        if len(text) <= _MONTH:
            return date_format(date.fromisoformat(f"{text}-01"), "YEAR_MONTH_FORMAT")
        return day(date.fromisoformat(text))
    except ValueError:  # a date nobody could have meant, such as 2017-02-30
        return text


def shown(sources: Sequence[SourceRow], quotations: Sequence[QuotationRow]) -> list[SourceShown]:
    """The sources in the order of the list."""
    return [_shown(row, [q for q in quotations if q.work == row.work]) for row in sources]


def _shown(row: SourceRow, quotations: Sequence[QuotationRow]) -> SourceShown:
    address = next((a for a in row.addresses if a.is_canonical), None) or next(
        iter(row.addresses), None
    )
    copy = _copy(row, quotations)
    is_dead = address is not None and address.state in DEAD
    return SourceShown(
        place=row.place,
        work=row.work,
        kind=row.kind,
        title=row.title,
        authors=row.authors,
        publisher=row.publisher,
        published=row.published,
        language=row.language,
        url=address.url if address else "",
        page=reverse("source", args=[row.work]),
        state=_state(address, copy, _worst_drift(quotations)),
        is_dead=is_dead,
        archived=copy if is_dead else None,
        copy=copy,
        takedowns=row.takedowns,
    )


def _copy(row: SourceRow, quotations: Sequence[QuotationRow]) -> CopyShown | None:
    """The newest copy that a quotation was compared with and that the public may know of."""
    taken = {takedown.capture_id for takedown in row.takedowns}
    if None in taken:
        return None
    known = [
        CopyShown(found.copied_at, found.capture, found.text_hash or "")
        for found in quotations
        if found.capture and found.copied_at and found.capture not in taken
    ]
    return max(known, key=lambda copy: copy.at, default=None)


def _worst_drift(quotations: Sequence[QuotationRow]) -> str:
    found = {quotation.drift for quotation in quotations}
    return next((drift for drift in _DRIFT if drift in found), "")


def _state(address: AddressRow | None, copy: CopyShown | None, drift: str) -> str:
    """How the link stands and which copy is kept, in one phrase."""
    link = link_words(address, drift) if address else ""
    kept = _("copy of {date} kept").format(date=copy.on) if copy else ""
    return ", ".join(filter(None, (link, kept)))


def link_words(address: AddressRow, drift: str = "") -> str:
    """How a link stands, in words; nothing before anybody looked."""
    states = LinkState.State
    since = day(address.since) if address.since else ""
    checked = day(address.checked_at) if address.checked_at else ""
    if address.state == states.CHANGED:
        return _changed(since, drift)
    words = {
        states.OK: _("works, checked {checked}") if checked else _("works"),
        states.REDIRECTED: _("leads elsewhere since {since}"),
        states.REPLACED: _("another page stands there since {since}"),
        states.GONE: _("gone since {since}"),
        states.BLOCKED: _("does not let us look"),
        states.FAILING: _("does not answer at present"),
    }
    return words.get(states(address.state), "").format(since=since, checked=checked)


def _changed(since: str, drift: str) -> str:
    words = {
        "still": _("page changed since {since}: quoted words still there"),
        "reworded": _("page changed since {since}: quoted words reworded"),
        "gone": _("page changed since {since}: quoted words gone"),
    }.get(drift, _("page changed since {since}"))
    return words.format(since=since)
