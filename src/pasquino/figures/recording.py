"""Writing figures down, putting right what was noted of them, and marking them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone

from pasquino.figures import texts, wording
from pasquino.figures.announcements import figure_changed
from pasquino.figures.models import Figure, FigureChange, FigureMark
from pasquino.figures.refusals import (
    AlreadyMarked,
    NoNumber,
    NoReason,
    NoWords,
    NumberTooLong,
    WordsStay,
)

if TYPE_CHECKING:
    from pasquino.accounts.models import User
    from pasquino.figures.stated import Reading, Stated
    from pasquino.sources.models import Party, Work

NOTED = (
    "language", "population", "place", "leaves_out", "as_of", "as_of_note", "work", "producer",
    "via", "reported_in", "comment_number", "reported_on", "is_rhetorical", "note",
)  # fmt: skip
LANGUAGE = "en"  # of words whose language nobody gives
_TOO_LONG = re.compile(r"\d(?:[ .,'’\u00a0\u202f]?\d){15}")
READ = ("reading_low", "reading_high", "reading_high_open", "reading_basis")


@dataclass(frozen=True)
class Kept:
    """What a figure that was on record elsewhere keeps."""

    uuid: UUID
    created_at: datetime


@transaction.atomic
def record_figure(  # noqa: PLR0913 - what is known of a figure; all but the words may be missing
    *,
    words: str,
    language: str = "",
    stated: Stated | None = None,
    unit: str = "",
    population: str = "",
    place: str = "",
    leaves_out: str = "",
    as_of: str = "",
    as_of_note: str = "",
    work: Work | None = None,
    producer: Party | None = None,
    via: str = "",
    reported_in: Work | None = None,
    comment_number: int | None = None,
    reported_on: str = "",
    is_rhetorical: bool = False,
    note: str = "",
    document: str = "",
    local_id: str = "",
    reading: Reading | None = None,
    kept: Kept | None = None,
    by: User | None = None,
) -> Figure:
    """Write a figure down: its words, what they state, and what is known of it.

    `reading` is an editor's, where there is one already; `kept` is for one that was on record
    elsewhere. What somebody enters is as of no day to come; what a document has stays as it is.

    What is stated is read from the words unless it is given; `unit` is taken where they name
    none. Raises NoWords, NoNumber where none is found in the words, NotCountedYet, and what
    `texts.clean` and `texts.look_at_numbers` raise.
    """
    given = {name: value for name, value in locals().items() if name in NOTED}
    given |= {"words": words, "document": document, "local_id": local_id}
    fields = texts.clean(Figure, given)
    if not fields["words"]:
        raise NoWords
    if not (document or kept):
        texts.look_at_past(fields["as_of"])
    stated = stated or _stated(fields["words"], fields["language"])
    fields |= _fields_of(replace(stated, unit=stated.unit or unit)) | _read_as(reading)
    if reading:
        fields["reading_by"] = by
    if kept:
        fields |= {"uuid": kept.uuid, "created_at": kept.created_at}
    figure = Figure.objects.create(created_by=by, **fields)
    figure_changed.send(sender=Figure, figure=figure)
    return figure


def _stated(words: str, language: str) -> Stated:
    """What the words state, as `wording` reads them."""
    stated = wording.parse(words, language or LANGUAGE)
    if stated is not None:
        return stated
    raise NumberTooLong(words) if _TOO_LONG.search(words) else NoNumber(words)


def _fields_of(stated: Stated) -> dict[str, Any]:
    texts.look_at_numbers(stated)
    said = {"unit": stated.unit, "modal": stated.modal, "word": stated.word}
    numbers = {"amount": stated.amount, "amount_to": stated.amount_to, "per": stated.per}
    return {"qualifier": stated.qualifier, **numbers, **texts.clean(Figure, said)}


def _read_as(reading: Reading | None) -> dict[str, Any]:
    if reading is None:
        return dict(zip(READ, (None, None, False, ""), strict=True))
    texts.look_at_order(reading)
    basis = texts.clean(Figure, {"reading_basis": reading.basis})["reading_basis"]
    if not basis:
        raise NoReason
    return dict(zip(READ, (reading.low, reading.high, reading.high_open, basis), strict=True))


@transaction.atomic
def correct(*, figure: Figure, reason: str, by: User | None, **fields: Any) -> Figure:
    """Put right what was noted of a figure (any of `NOTED`); what was noted before is kept.

    Raises NoReason, WordsStay for what the source said, NotCountedYet, and what
    `texts.clean` raises.
    """
    if not set(fields) <= set(NOTED):
        raise WordsStay
    reason = _reason(FigureChange, reason)
    figure = _locked(figure)
    new = texts.clean(Figure, fields)
    texts.look_at_past(new.get("as_of", ""))
    changed = {name: value for name, value in new.items() if getattr(figure, name) != value}
    if changed:
        _change(figure, changed, reason, by)
    return figure


@transaction.atomic
def set_reading(*, figure: Figure, reading: Reading | None, by: User | None) -> Figure:
    """Have a figure read otherwise than by default, or with None by default again.

    `reading.basis` says why. Raises NoReason without it, Backwards, NumberTooLong, TooLong.
    """
    new = _read_as(reading)
    figure = _locked(figure)
    if any(getattr(figure, name) != value for name, value in new.items()):
        _change(figure, new | {"reading_by": by if reading else None}, new["reading_basis"], by)
    return figure


@transaction.atomic
def mark(*, figure: Figure, kind: str, reason: str, by: User | None) -> FigureMark:
    """Say that a figure is disputed or withdrawn, and why. Raises NoReason and AlreadyMarked."""
    reason = _reason(FigureMark, reason)
    figure = _locked(figure)
    if figure.marks.filter(kind=kind, lifted_at=None).exists():
        raise AlreadyMarked
    made = FigureMark.objects.create(
        figure=figure, kind=FigureMark.Kind(kind), reason=reason, by=by
    )
    figure_changed.send(sender=Figure, figure=figure)
    return made


@transaction.atomic
def lift_mark(*, mark: FigureMark, by: User | None) -> FigureMark:
    """Say that a dispute is settled or a withdrawal taken back; the mark stays on record."""
    mark = FigureMark.objects.select_for_update(of=("self",)).select_related("figure").get(
        pk=mark.pk
    )  # fmt: skip
    if mark.lifted_at is None:
        mark.lifted_at, mark.lifted_by = timezone.now(), by
        mark.save(update_fields=["lifted_at", "lifted_by"])
        figure_changed.send(sender=Figure, figure=mark.figure)
    return mark


def _change(figure: Figure, new: dict[str, Any], reason: str, by: User | None) -> None:
    """Write the new fields, and the old ones beside."""
    before = {name: _as_text(getattr(figure, name)) for name in new if name != "reading_by"}
    FigureChange.objects.create(figure=figure, before=before, reason=reason, by=by)
    for name, value in new.items():
        setattr(figure, name, value)
    figure.save(update_fields=list(new))
    figure_changed.send(sender=Figure, figure=figure)


def _as_text(value: object) -> object:
    """A field's value for people to read later, whatever becomes of what it led to."""
    return value if value is None or isinstance(value, (bool, int, str)) else str(value)


def _reason(model: type[models.Model], reason: str) -> str:
    found: str = texts.clean(model, {"reason": reason})["reason"]
    if not found:
        raise NoReason
    return found


def _locked(figure: Figure) -> Figure:
    rows = Figure.objects.select_for_update(of=("self",))
    return rows.select_related("work", "producer", "reported_in").get(pk=figure.pk)
