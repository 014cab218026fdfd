"""What is stored of a story's quotations and sources, read in three light queries for its page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from django.db import models
from django.db.models import FilteredRelation, Q, QuerySet

from pasquino.delivery.prepared import Given, Prepared
from pasquino.quotations.models import Attestation, QuoteCheck
from pasquino.stories.models import PublicationOverride, StoryQuotation, StorySource

T = TypeVar("T")
_STORY = Given("story", models.BigIntegerField())


class QuotationRow(NamedTuple):
    """A quotation in its place, and which check and which editor's word count for it now.

    All numbers and short words: equal rows look the same on a page, as checks and attestations
    never change. `check` is None before any.
    """

    place: int
    uuid: UUID
    kind: str
    work: int | None
    check: int | None
    drift: str | None
    capture: int | None
    copied_at: datetime | None
    text_hash: str | None
    attestation: int | None


class CheckRow(NamedTuple):
    """What a check found, and the sentences around the words in the copy."""

    status: str
    kind: str
    warnings: list[str]
    words_omitted: int
    evidence: str
    reasons: list[str]
    spans: list[list[int]]
    diff: list[dict[str, Any]]
    context: list[list[str]]


class Vouched(NamedTuple):
    """Who vouches for the words, and how they know."""

    how: str
    name: str
    note: str


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


class SourceRow(NamedTuple):
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


_QUOTATION = (
    "place", "quotation__uuid", "quotation__kind", "quotation__work_id", "standing__pk",
    "standing__drift", "standing__capture_id", "standing__capture__at",
    "standing__capture__text_hash", "quotation__attestations__pk",
)  # fmt: skip


def _quotations() -> QuerySet[Any, Any]:
    return (
        StoryQuotation.objects.filter(story=_STORY)
        .annotate(standing=_only("quotation__checks", "stale_at"))
        .order_by("place", "quotation__attestations__pk")
        .values_list(*_QUOTATION)
    )


def quotations_of(story: int) -> list[QuotationRow]:
    """The quotations of a story's newest edition, in order; one query."""
    rows = [QuotationRow._make(row) for row in _prepared_quotations.rows(story=story)]
    return list({row.place: row for row in rows}.values())  # of attestations the last one counts


def checks_of(rows: Iterable[QuotationRow]) -> dict[int, CheckRow]:
    """What the checks found, by their number; one query, none without checks."""
    wanted = [row.check for row in rows if row.check]
    if not wanted:
        return {}
    found = QuoteCheck.objects.filter(pk__in=wanted).values_list("pk", *CheckRow._fields)
    return {pk: CheckRow(*check) for pk, *check in found}


def vouched_of(rows: Iterable[QuotationRow]) -> dict[int, Vouched]:
    """What editors vouch for, by its number; one query, none where nobody does."""
    wanted = [row.attestation for row in rows if row.attestation]
    if not wanted:
        return {}
    found = Attestation.objects.filter(pk__in=wanted).values_list("pk", *Vouched._fields)
    return {pk: Vouched(*vouched) for pk, *vouched in found}


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


def _sources() -> QuerySet[Any, Any]:
    return (
        StorySource.objects.filter(story=_STORY)
        .annotate(taken=_only("work__takedowns", "lifted_at"))
        .order_by("place", "work__author_rows__order", "work__addresses__pk")
        .values_list(*_SOURCE, *_AUTHOR, *_TAKEDOWN, *_ADDRESS)
    )


def sources_of(story: int) -> list[SourceRow]:
    """The works that a story's newest edition names, in order; one query."""
    found = _prepared_sources.rows(story=story)
    return [_source(list(rows)) for _place, rows in groupby(found, lambda row: row[0])]


def _reasons() -> QuerySet[Any, Any]:
    edition = Given("edition", models.BigIntegerField())
    public = PublicationOverride.objects.filter(edition=edition, is_public=True)
    return public.order_by("place", "pk").values_list("place", "reason")


def reasons_of(edition: int) -> list[tuple[int, str]]:
    """Why an edition was published in spite of doubts, as readers may know: place and reason."""
    return [(place, reason) for place, reason in _prepared_reasons.rows(edition=edition)]


_prepared_quotations = Prepared(_quotations)
_prepared_sources = Prepared(_sources)
_prepared_reasons = Prepared(_reasons)


def _source(rows: list[list[Any]]) -> SourceRow:
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
