"""The series of a draft: points that are no figures of their own become figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from pasquino.figures import wording
from pasquino.figures.documents import FigureEntry, LineEntry, PartyEntry, SeriesEntry
from pasquino.figures.stated import QUALIFIERS
from pasquino.figures.texts import one_line
from pasquino.figures.transfer_draft_sources import Sources
from pasquino.figures.transfer_draft_values import from_value
from pasquino.figures.transfer_given import Given
from pasquino.figures.transfer_reading import a_place

SERIES = ("id", "title", "definition_note", "note", "points", "lines")
POINT = (
    "as_of", "as_of_note", "qualifier", "value", "unit", "measure", "producer", "source", "figure",
    "outside_seed",
)  # fmt: skip
LANGUAGE = "en"


@dataclass
class _Reader:
    """What points lead to, while series are read."""

    figures: dict[str, FigureEntry]
    sources: Sources
    document: str
    called: dict[str, PartyEntry]  # who is meant by a producer's name, as its figures show
    made: list[FigureEntry] = field(default_factory=list)


def read_series(
    given: list[Any], figures: Iterable[FigureEntry], sources: Sources, document: str
) -> tuple[list[SeriesEntry], list[FigureEntry]]:
    """The series, and the figures that their points became. Raises NotUnderstood."""
    known = {figure.id: figure for figure in figures}
    looked = [_looked(value, number) for number, value in enumerate(given, 1)]
    reader = _Reader(known, sources, document, _called(looked, known))
    return [_series(one, points, reader) for one, points in looked], reader.made


def _looked(value: object, number: int) -> tuple[Given, list[Given]]:
    local = value.get("id") if isinstance(value, dict) else ""
    where = a_place("series", number, local if isinstance(local, str) else "")
    given = Given(value, where, SERIES)
    if not given.text("id"):
        given.refuse(_("“id” is missing."))
    points = [
        Given(point, f"{where}, {a_place('point', number, '')}", POINT)
        for number, point in enumerate(given.items("points"), 1)
    ]
    return given, points


def _called(
    looked: list[tuple[Given, list[Given]]], figures: dict[str, FigureEntry]
) -> dict[str, PartyEntry]:
    """A producer named beside a figure is whoever counted that figure, however it is spelled."""
    called = {}
    for _given, points in looked:
        for point in points:
            figure = figures.get(point.text("figure"))
            if figure and figure.counted_by and point.has("producer"):
                called[point.text("producer")] = figure.counted_by
    return called


def _series(given: Given, points: list[Given], reader: _Reader) -> SeriesEntry:
    unit = _unit(points, reader)
    lines: dict[tuple[str, PartyEntry | None, str], list[str]] = {}
    for number, point in enumerate(points, 1):
        figure = _figure(given, point, number, unit, reader)
        stated_unit = figure.stated.unit if figure.stated else ""
        name = point.text("producer")
        producer = figure.counted_by or (PartyEntry(name) if name else None)
        lines.setdefault((point.text("measure"), producer, stated_unit), []).append(figure.id)
    notes = (given.text("definition_note"), given.text("note"))
    return SeriesEntry(
        id=given.text("id"),
        title=one_line(given.text("title")),
        note="\n".join(note for note in notes if note).strip(),
        lines=tuple(
            LineEntry(one_line(measure), "", producer, one_line(unit), tuple(ids))
            for (measure, producer, unit), ids in lines.items()
        ),
        document=reader.document,
        document_id=one_line(given.text("id")),
        where=given.where,
    )


def _unit(points: list[Given], reader: _Reader) -> str:
    """The one unit that points of a series give, for those that give none; else empty."""
    units = {point.text("unit") for point in points}
    for point in points:
        figure = reader.figures.get(point.text("figure"))
        if figure and figure.stated:
            units.add(figure.stated.unit)
    units.discard("")
    return units.pop() if len(units) == 1 else ""


def _figure(series: Given, point: Given, number: int, unit: str, reader: _Reader) -> FigureEntry:
    """The figure that a point leads to, or the one it becomes."""
    known = point.text("figure")
    if known:
        if known not in reader.figures:
            why = _("“figure” is “{key}”, which is none of the document's figures.")
            point.refuse(why.format(key=known[:60]))
        return reader.figures[known]
    made = _made(series, point, f"{series.text('id')}/{number}", unit, reader)
    reader.made.append(made)
    return made


def _made(series: Given, point: Given, local: str, unit: str, reader: _Reader) -> FigureEntry:
    qualifier = point.choice("qualifier", QUALIFIERS)
    unit = point.text("unit") or unit
    stated, reading = from_value(point, qualifier, point.fields.get("value"), unit)
    name, url = point.text("producer"), point.text("source")
    producer = reader.called.get(name) or (PartyEntry(name) if name else None)
    noted = {
        "language": LANGUAGE,
        "population": point.text("measure") or series.text("title"),
        "place": "",
        "as_of": point.text("as_of"),
        "as_of_note": point.text("as_of_note"),
        "note": _("The document gives no words; these were put together from its numbers."),
    }
    return FigureEntry(
        id=local, words=wording.compose(replace(stated, words=""), LANGUAGE), stated=stated,
        reading=reading, noted=noted, counted_by=producer,
        source=reader.sources.at(url, point.where) if url else "", document=reader.document,
        document_id=one_line(local), where=point.where,
    )  # fmt: skip
