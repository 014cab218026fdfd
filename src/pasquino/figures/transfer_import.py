"""Takes a document of figures over into the magazine: all of it, or nothing.

What is on record already, by its uuid or by (document, id), stays as it is; the report says
where the file has it otherwise. Words and numbers that differ stop the import: they are never
changed, a later count is a figure of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pasquino.figures import actions, sentences, texts, transfer_series
from pasquino.figures.announcements import figures_imported
from pasquino.figures.documents import (
    Document,
    FigureEntry,
    PartyEntry,
    RelationEntry,
    SeriesEntry,
)
from pasquino.figures.models import Figure, FigureChange, FigureMark, FigureRelation
from pasquino.figures.recording import Kept
from pasquino.figures.stated import Stated, plain
from pasquino.figures.transfer_given import NotUnderstood
from pasquino.figures.transfer_report import Report, Reported
from pasquino.figures.transfer_sources import Works, party
from pasquino.sources.models import Party
from pasquino.sources.parties import NameTooLong, find, resolved

if TYPE_CHECKING:
    from pasquino.accounts.models import User

BETWEEN = 250  # figures, until it is said again how many are done
SAID = ("qualifier", "amount", "amount_to", "per", "unit", "modal", "word")


@transaction.atomic
def take_over(
    document: Document,
    *,
    by: User | None = None,
    dry_run: bool = False,
    progress: Callable[[int, int, str], None] | None = None,
) -> Report:
    """Import a document; with `dry_run` say what would be made, and make nothing.

    `progress` is told now and then how many figures of how many are done, and which. Raises
    NotUnderstood, with the place and what is allowed.
    """
    report = Report(left_out=document.left_out)
    _look_at_ids(document)
    importing = _Import(document, report, by)
    for number, entry in enumerate(document.figures, 1):
        with said_at(entry.where):
            importing.figure(entry)
        if progress and number % BETWEEN == 0:
            progress(number, len(document.figures), entry.id)
    for entry in document.figures:
        with said_at(entry.where):
            importing.beside(entry)
    for series in document.series:
        with said_at(series.where):
            transfer_series.take_over(series, importing.figures, report, by)
    if report.reported:
        figures_imported.send(sender=Figure, reported=report.reported)
    if dry_run:
        transaction.set_rollback(True)
    return report


@contextmanager
def said_at(where: str) -> Iterator[None]:
    """Have a refusal say where in the document."""
    try:
        yield
    except NameTooLong as problem:
        why = _("The name “{name}…” has more than 200 characters.")
        raise NotUnderstood(where, why.format(name=str(problem)[:40])) from problem
    except sentences.REFUSALS as refused:
        raise NotUnderstood(where, sentences.of_refusal(refused)) from refused


def _look_at_ids(document: Document) -> None:
    """Every id stands once, and every one that is led to is there."""
    ids: set[str] = set()
    for entry in document.figures:
        if entry.id in ids:
            raise NotUnderstood(entry.where, _("The id “{id}” stands twice.").format(id=entry.id))
        ids.add(entry.id)
    _look_at_origins(document.figures)
    _look_at_origins(document.series)
    for entry in document.figures:
        _look_at_ends([one.to for one in entry.relations], ids, entry.where)
        for key in {entry.source, entry.reported_in} - {"", *document.sources}:
            why = _("“{key}” is none of the document's sources.").format(key=key[:60])
            raise NotUnderstood(entry.where, why)
    for series in document.series:
        _look_at_ends([to for line in series.lines for to in line.points], ids, series.where)


def _look_at_origins(entries: Sequence[FigureEntry | SeriesEntry]) -> None:
    """No two are the same one of a document, however their ids are spaced."""
    origins: set[tuple[str, str]] = set()
    for entry in entries:
        origin = (entry.document, entry.document_id)
        if entry.document and origin in origins:
            why = _("The id “{id}” stands twice.").format(id=entry.document_id)
            raise NotUnderstood(entry.where, why)
        origins.add(origin)


def _look_at_ends(ends: list[str], ids: set[str], where: str) -> None:
    for to in ends:
        if to not in ids:
            why = _("“{id}” is none of the document's figures.").format(id=to[:60])
            raise NotUnderstood(where, why)


class _Import:
    """One import under way: the figures of the document by their ids in it."""

    def __init__(self, document: Document, report: Report, by: User | None) -> None:
        self.document, self.report, self.by = document, report, by
        self.works = Works(document.sources, report)
        self.figures: dict[str, Figure] = {}
        self.is_new: dict[str, bool] = {}
        self._by_uuid = _by_uuid([one.uuid for one in document.figures if one.uuid])
        names = {one.document for one in document.figures if one.document}
        rows = Figure.objects.filter(document__in=names).select_related("work", "producer")
        self._by_id = {(figure.document, figure.local_id): figure for figure in rows}

    def figure(self, entry: FigureEntry) -> None:
        """Find a figure on record, or write it down."""
        known = self._by_uuid.get(entry.uuid) if entry.uuid else None
        if known is None and entry.document:
            known = self._by_id.get((entry.document, entry.document_id))
        found = self._compared(known, entry) if known else self._made(entry)
        self.figures[entry.id], self.is_new[entry.id] = found, known is None
        story = self.document.sources.get(entry.reported_in)
        self.report.reported.append(
            Reported(
                found, story.url if story else "", entry.noted.get("comment_number"), known is None
            )
        )

    def beside(self, entry: FigureEntry) -> None:
        """Relations; and of a new figure its marks and what was noted of it before."""
        figure = self.figures[entry.id]
        for relation in entry.relations:
            self._relate(figure, relation)
        if not self.is_new[entry.id]:
            return
        for mark in entry.marks:
            clean = texts.clean(FigureMark, {"reason": mark.reason})
            FigureMark.objects.create(
                figure=figure, kind=FigureMark.Kind(mark.kind), at=mark.at,
                lifted_at=mark.lifted_at, **clean,
            )  # fmt: skip
            self.report.marks += 1
        for change in entry.changes:
            clean = texts.clean(FigureChange, {"reason": change.reason})
            FigureChange.objects.create(figure=figure, before=change.before, at=change.at, **clean)

    def _made(self, entry: FigureEntry) -> Figure:
        kept = None
        if entry.uuid:
            kept = Kept(entry.uuid, entry.created_at or timezone.now())
        self.report.figures += 1
        return actions.record_figure(
            words=entry.words,
            stated=entry.stated,
            unit=entry.unit,
            reading=entry.reading,
            work=self.works.made(entry.source),
            reported_in=self.works.made(entry.reported_in),
            producer=party(entry.counted_by),
            document=entry.document,
            local_id=entry.document_id,
            kept=kept,
            by=self.by,
            **entry.noted,
        )

    def _compared(self, known: Figure, entry: FigureEntry) -> Figure:
        """The figure on record, once it is sure that the file has no other words."""
        self.report.known_figures += 1
        words = texts.clean(Figure, {"words": entry.words})["words"]
        if words != known.words or self._said_otherwise(known, entry):
            why = _(
                "Here it reads “{here}”, in the document “{there}”. What a source said is never "
                "changed: give the later count an id of its own, and say that it supersedes this "
                "one."
            )
            here, there = _said(known.stated, known.words), _said(entry.stated, words)
            raise NotUnderstood(entry.where, why.format(here=here, there=there))
        for name in self._differing(known, entry):
            why = _("{where}: “{field}” stands otherwise here; it is left as it is.")
            label = sentences.label(name)
            self.report.differences.append(why.format(where=entry.where, field=label))
        return known

    def _said_otherwise(self, known: Figure, entry: FigureEntry) -> bool:
        """Whether the file has other numbers; words alone have been compared."""
        if entry.stated is None:
            return False
        there = replace(entry.stated, unit=entry.stated.unit or entry.unit)
        return any(getattr(known, name) != getattr(there, name) for name in SAID)

    def _differing(self, known: Figure, entry: FigureEntry) -> Iterator[str]:
        """The names of the fields that the file has otherwise than the record."""
        given = texts.clean(Figure, dict(entry.noted))
        yield from (name for name, value in given.items() if getattr(known, name) != value)
        for name, key in (("work", entry.source), ("reported_in", entry.reported_in)):
            work = self.works.known(key)
            if getattr(known, f"{name}_id") != (work.pk if work else None) or (key and not work):
                yield name
        there, here = _found(entry.counted_by), known.producer
        if there != (resolved(here) if here else None) or (entry.counted_by and not there):
            yield "producer"
        if (entry.reading is not None or known.reading_basis) and not _reads_so(known, entry):
            yield "reading_basis"

    def _relate(self, figure: Figure, relation: RelationEntry) -> None:
        other = self.figures[relation.to]
        if FigureRelation.objects.filter(figure=figure, other=other, kind=relation.kind).exists():
            return
        made = actions.relate(
            figure=figure, other=other, kind=relation.kind, basis=relation.basis,
            reason=relation.reason, note=relation.note, by=self.by,
        )  # fmt: skip
        self.report.relations += 1
        if relation.at:
            FigureRelation.objects.filter(pk=made.pk).update(at=relation.at)


def _found(entry: PartyEntry | None) -> Party | None:
    return find(entry.name) if entry else None


def _reads_so(known: Figure, entry: FigureEntry) -> bool:
    return known.edited_reading == entry.reading


def _said(stated: Stated | None, words: str) -> str:
    if stated is None or stated.amount is None:
        return words
    given = (stated.amount, stated.amount_to, stated.per)
    numbers = [plain(number) for number in given if number is not None]
    return " ".join([f"{words}:", stated.qualifier, *numbers, stated.unit]).strip()


def _by_uuid(uuids: list[UUID]) -> dict[UUID, Figure]:
    rows = Figure.objects.select_related("work", "producer")
    return {figure.uuid: figure for figure in rows.filter(uuid__in=uuids)}
