"""Figures and series as files: CSV with its Table Schema, JSON and JSON-LD.

What the source said and how we read it stand in columns of their own (`read_…`). The schema is a
Table Schema of Frictionless (https://datapackage.org/standard/table-schema/). Names are masked
here, since quotation marks of a format could hide one from the gate (decision 0023).
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pasquino.figures import records, shown
from pasquino.figures.linked import absolute
from pasquino.figures.models import Figure, Series
from pasquino.figures.series_shown import LineShown
from pasquino.figures.spreadsheets import harmless
from pasquino.figures.stated import QUALIFIERS, plain
from pasquino.sources.masking import masked
from pasquino.sources.shown import name_of

Value = str | int | bool | Decimal | None


@dataclass(frozen=True)
class Column:
    """A column: its name, its type in Table Schema, what it holds, and what it may be."""

    name: str
    type: str
    about: str
    constraints: dict[str, Any] | None = None


@dataclass(frozen=True)
class Table:
    """Rows of these columns; `about` names the whole."""

    about: dict[str, Any]
    columns: Sequence[Column]
    rows: Sequence[dict[str, Value]]


_DATE = {"pattern": r"\d{4}(-\d\d(-\d\d)?)?"}
FIGURE = (
    Column("id", "integer", "Number of the figure", {"required": True, "unique": True}),
    Column("url", "string", "Its page"),
    Column("words", "string", "The words as printed", {"required": True}),
    Column("language", "string", "Language of the words (BCP 47)"),
    Column("qualifier", "string", "Kind of qualifier", {"enum": list(QUALIFIERS)}),
    Column("amount", "number", "The number, or the lower of two, as the source gave it"),
    Column("amount_to", "number", "The upper number of two"),
    Column("per", "number", "Of a ratio: to how many"),
    Column("unit", "string", "What is counted in: persons, percent, days, a currency's code"),
    Column("modal", "string", "What makes it less than a statement"),
    Column("word", "string", "The word that stands for a number"),
    Column("read_low", "number", "The lowest we read the words as; not the source's number"),
    Column("read_high", "number", "The highest we read the words as; not the source's number"),
    Column("read_high_open", "boolean", "Whether the reading ends just below read_high"),
    Column("read_basis", "string", "Why we read them so: an editor's words, or a rule in English"),
    Column("population", "string", "Of whom or what"),
    Column("place", "string", "Where"),
    Column("leaves_out", "string", "What is not counted"),
    Column("as_of", "string", "As of when, as exactly as it is known", _DATE),
    Column("as_of_note", "string", "About the date"),
    Column("counted_by", "string", "Who counted"),
    Column("source", "string", "Title of the source"),
    Column("via", "string", "By way of whom"),
    Column("reported_in", "string", "Title of what reports it"),
    Column("reported_on", "string", "When it was reported", _DATE),
    Column("state", "string", "current, superseded, disputed or withdrawn"),
    Column("newest", "integer", "Number of the newest count, if that is another"),
)
LINE = (
    Column("line", "integer", "Number of the line in the series, from 1; lines are not compared"),
    Column("line_measure", "string", "What the line counts"),
    Column("line_definition", "string", "How it is counted"),
    Column("line_counted_by", "string", "Who counts it"),
)


def of_figure(figure: Figure) -> Table:
    """One prepared figure as a table of one row."""
    about = {"url": absolute(figure.get_absolute_url())}
    return Table(about, FIGURE, _rows([figure]))


def of_series(series: Series, lines: Sequence[LineShown]) -> Table:
    """All figures of a series, line by line."""
    about = {
        "url": absolute(series.get_absolute_url()),
        "title": masked(series.title),
        "note": masked(series.note),
    }
    figures = list({one.pk: one for line in lines for one in line.figures}.values())
    known = {row["id"]: row for row in _rows(figures)}
    rows = [
        {**_line(place, line), **known[one.pk]}
        for place, line in enumerate(lines, start=1)
        for one in line.figures
    ]
    unique = {"required": True}  # a figure may stand on two lines
    columns = [*LINE, Column(FIGURE[0].name, FIGURE[0].type, FIGURE[0].about, unique), *FIGURE[1:]]
    return Table(about, columns, rows)


def as_csv(table: Table, _node: object = None) -> str:
    """RFC 4180; no cell begins like a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([column.name for column in table.columns])
    for row in table.rows:
        writer.writerow([_cell(row[column.name]) for column in table.columns])
    return out.getvalue()


def as_schema(table: Table, _node: object = None) -> str:
    """The Table Schema of the CSV."""
    fields = [
        {"name": one.name, "type": one.type, "description": one.about}
        | ({"constraints": one.constraints} if one.constraints else {})
        for one in table.columns
    ]
    return _json({"fields": fields, "missingValues": [""]})


def as_json(table: Table, _node: object = None) -> str:
    """What the table is of, and its rows; amounts are strings, so that no digit is lost."""
    rows = [
        {name: _plain(value) for name, value in row.items() if value not in (None, "")}
        for row in table.rows
    ]
    return _json({**table.about, "figures": rows})


def as_json_ld(_table: object, node: dict[str, Any]) -> str:
    """The schema.org node."""
    return _json(node)


FORMS: dict[str, tuple[Callable[[Table, dict[str, Any]], str], str]] = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "schema.json": (as_schema, "application/json"),
    "json": (as_json, "application/json"),
    "jsonld": (as_json_ld, "application/ld+json"),
}


def _rows(figures: Sequence[Figure]) -> list[dict[str, Value]]:
    states, newest = records.states_of(figures), records.newest_of_each(figures)
    return [
        {
            name: masked(value) if isinstance(value, str) and name not in _UNMASKED else value
            for name, value in _row(one, states[one.pk], newest[one.pk])
        }
        for one in figures
    ]


_UNMASKED = {"url", "as_of", "reported_on", "qualifier", "state", "language"}


def _row(figure: Figure, state: str, newest: Figure) -> Iterable[tuple[str, Value]]:
    reading = records.reading_of(figure)
    told: dict[str, Value] = {
        "id": figure.pk,
        "url": absolute(figure.get_absolute_url()),
        "read_low": reading.low if reading else None,
        "read_high": reading.high if reading else None,
        "read_high_open": reading.high_open if reading else None,
        "read_basis": reading.basis if reading else "",
        "counted_by": shown.counted_by(figure),
        "source": str(figure.work or ""),
        "reported_in": str(figure.reported_in or ""),
        "state": state,
        "newest": newest.pk if newest != figure else None,
    }
    for column in FIGURE:
        yield (
            column.name,
            told[column.name] if column.name in told else getattr(figure, column.name),
        )


def _line(place: int, line: LineShown) -> dict[str, Value]:
    producer = line.line.producer
    return {
        "line": place,
        "line_measure": masked(line.line.measure),
        "line_definition": masked(line.line.definition),
        "line_counted_by": masked(name_of(producer)) if producer else "",
    }


def _cell(value: Value) -> str:
    text = str(_plain(value)).lower() if isinstance(value, bool) else str(_plain(value))
    return harmless(text)


def _plain(value: Value) -> str | int | bool:
    if value is None:
        return ""
    return plain(value) if isinstance(value, Decimal) else value


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
