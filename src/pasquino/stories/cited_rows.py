"""What is stored of a story's quotations and sources, read in two queries for its page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple, TypeVar

from django.db.models import FilteredRelation, Q

from pasquino.stories.models import StoryQuotation, StorySource

T = TypeVar("T")


class CheckRow(NamedTuple):
    """The check that counts of one quotation, with its copy's date and hash."""

    status: str
    kind: str
    warnings: list[str]
    words_omitted: int
    evidence: str
    reasons: list[str]
    spans: list[list[int]]
    diff: list[dict[str, Any]]
    context_before: str
    context_words: str
    context_after: str
    drift: str
    capture_id: int | None
    copied_at: datetime | None
    text_hash: str


class Vouched(NamedTuple):
    """Who vouches for the words, and how they know."""

    how: str
    name: str
    note: str


@dataclass(frozen=True)
class QuotationRow:
    """A quotation in its place, with what is known of it now; `check` is None before any."""

    place: int
    uuid: str
    kind: str
    work: int | None
    check: CheckRow | None
    attestation: Vouched | None


class AddressRow(NamedTuple):
    """One address of a work and how its link stands."""

    url: str
    is_canonical: bool
    state: str
    since: datetime | None
    checked_at: datetime | None


class TakedownRow(NamedTuple):
    """What the public is not shown any more: one copy, or all there is of the work (None)."""

    reason: str
    capture_id: int | None


@dataclass(frozen=True)
class SourceRow:
    """A work with its number in the story's list of sources."""

    place: int
    work: int
    kind: str
    title: str
    publisher: str
    published: str
    language: str
    authors: tuple[str, ...]
    addresses: tuple[AddressRow, ...]
    takedowns: tuple[TakedownRow, ...]


_CHECK = (
    *(field for field in CheckRow._fields if field not in ("copied_at", "text_hash")),
    "capture__at",
    "capture__text_hash",
)
_QUOTATION = ("place", "quotation__uuid", "quotation__kind", "quotation__work_id")
_VOUCHED = tuple(f"quotation__attestations__{field}" for field in Vouched._fields)


def quotations_of(story: int) -> list[QuotationRow]:
    """The quotations of a story's newest edition, in order; one query."""
    found = (
        StoryQuotation.objects.filter(story=story)
        .annotate(standing=_only("quotation__checks", "stale_at"))
        .order_by("place", "quotation__attestations__at")
        .values_list(*_QUOTATION, *(f"standing__{field}" for field in _CHECK), *_VOUCHED)
    )
    newest = {row[0]: row for row in found}  # of several attestations the last one counts
    return [_quotation(row) for row in newest.values()]


def _quotation(row: tuple[Any, ...]) -> QuotationRow:
    own = len(_QUOTATION)
    place, uuid, kind, work = row[:own]
    check, vouched = row[own : own + len(_CHECK)], row[own + len(_CHECK) :]
    return QuotationRow(
        place,
        str(uuid),
        kind,
        work,
        CheckRow(*check) if check[0] is not None else None,
        Vouched(*vouched) if vouched[0] is not None else None,
    )


_SOURCE = (
    "place", "work_id", "work__kind", "work__title", "work__publisher__name",
    "work__published", "work__language",
)  # fmt: skip
_TAKEDOWN = ("taken__reason", "taken__capture_id")
_AUTHOR = ("work__author_rows__party__name", "work__author_rows__party__same_as__name")
_PEOPLE = slice(len(_SOURCE), len(_SOURCE) + len(_AUTHOR))
_TAKEDOWNS = slice(_PEOPLE.stop, _PEOPLE.stop + len(_TAKEDOWN))
_ADDRESS = (
    "work__addresses__url", "work__addresses__is_canonical", "work__addresses__link__state",
    "work__addresses__link__since", "work__addresses__link__checked_at",
)  # fmt: skip


def sources_of(story: int) -> list[SourceRow]:
    """The works that a story's newest edition names, in order; one query."""
    found = (
        StorySource.objects.filter(story=story)
        .annotate(taken=_only("work__takedowns", "lifted_at"))
        .order_by("place", "work__author_rows__order", "work__addresses__pk")
        .values_list(*_SOURCE, *_AUTHOR, *_TAKEDOWN, *_ADDRESS)
    )
    return [_source(list(rows)) for _place, rows in groupby(found, lambda row: row[0])]


def _source(rows: list[tuple[Any, ...]]) -> SourceRow:
    """One work from its rows: one for each author at each address."""
    people = (row[_PEOPLE] for row in rows)
    place, work, *known = rows[0][: len(_SOURCE)]
    kind, title, publisher, published, language = (value or "" for value in known)
    return SourceRow(
        place, work, kind, title, publisher, published, language,
        _unique(same or name for name, same in people if name),
        _unique(AddressRow(*row[-len(_ADDRESS) :]) for row in rows if row[-len(_ADDRESS)]),
        _unique(TakedownRow(*row[_TAKEDOWNS]) for row in rows if row[_TAKEDOWNS][0]),
    )  # fmt: skip


def _only(relation: str, ended: str) -> FilteredRelation:
    """Of what a relation leads to, only that which has no end yet; anew, as Django changes it."""
    return FilteredRelation(relation, condition=Q(**{f"{relation}__{ended}__isnull": True}))


def _unique(found: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(found))
