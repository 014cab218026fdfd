"""Our format as a table, one row a figure, and back; what a cell holds is documented.

What a figure has several of (relations, series ...) stands in its cell as JSON. A cell that a
spreadsheet would take for a formula gets an apostrophe in front, which is taken off again.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from pasquino.figures.documents import FORMAT
from pasquino.figures.spreadsheets import as_meant, to_be_read_again
from pasquino.figures.transfer_given import NotUnderstood, parsed
from pasquino.figures.transfer_reading import READING, SOURCE, STATED, TEXTS

Raw = dict[str, Any]  # what JSON can hold
NESTED = {"stated": STATED, "reading": READING}
OF_WORKS = ("source", "reported_in")
AS_JSON = ("relations", "marks", "changes", "series")
NUMBERS = ("amount", "amount_to", "per", "low", "high")
FLAGS = ("is_rhetorical", "high_open")
MANY = ("authors", "other_urls")
FIRST = ("id", "words", "language")
LAST = ("uuid", "document", "document_id", "created_at")
COLUMNS = (
    *FIRST,
    *STATED,
    *(f"reading_{name}" for name in READING),
    *(name for name in TEXTS if name not in FIRST),
    "comment", "is_rhetorical", "counted_by",
    *(f"{work}_{name}" for work in OF_WORKS for name in ("key", *SOURCE)),
    *AS_JSON,
    *LAST,
)  # fmt: skip
MOST = 10_000  # lines of a series, and points on a line, that a table may speak of
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,4})?", re.ASCII)


def as_csv(raw: Raw) -> str:
    """The document as a table (RFC 4180). A series without figures is not in it."""
    out = io.StringIO(newline="")
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(COLUMNS)
    series = _by_figure(raw["series"])
    for figure in raw["figures"]:
        cells = _cells(figure, raw["sources"], series.get(figure["id"], []))
        table.writerow([to_be_read_again(_text(cells.get(name, ""))) for name in COLUMNS])
    return out.getvalue()


def raw_of(text: str) -> tuple[Raw, list[int]]:
    """The document in a table, and the line on which each figure begins.

    Raises NotUnderstood.
    """
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    raw: Raw = {"format": FORMAT, "sources": {}, "figures": [], "series": []}
    series: dict[str, Raw] = {}
    begins = []
    try:
        names = _header(next(lines, []))
        before = lines.line_num
        for row in lines:
            if row:
                begins.append(before + 1)
                _take_row(row, names, raw, series, before + 1)
            before = lines.line_num
    except csv.Error as problem:
        where = _("line {line}").format(line=lines.line_num)
        raise NotUnderstood(where, _("This is not CSV ({why}).").format(why=problem)) from problem
    found = [_in_order(one) for one in series.values()]
    raw["series"] = sorted(found, key=lambda one: (len(one["id"]), one["id"]))
    return raw, begins


def _header(names: list[str]) -> list[str]:
    for name in names:
        if name not in COLUMNS:
            why = _("“{name}” is no column. Columns are: {columns}.")
            raise NotUnderstood(
                _("line {line}").format(line=1),
                why.format(name=name[:60], columns=", ".join(COLUMNS)),
            )
    if "words" not in names or len(set(names)) < len(names):
        why = _("The first line names the columns, each once; “words” has to be among them.")
        raise NotUnderstood(_("line {line}").format(line=1), why)
    return names


def _take_row(row: list[str], names: list[str], raw: Raw, series: dict[str, Raw], at: int) -> None:
    where = _("line {line}").format(line=at)
    if len(row) != len(names):
        why = _("There are {cells} cells under {names} columns.")
        raise NotUnderstood(where, why.format(cells=len(row), names=len(names)))
    cells = {name: as_meant(cell) for name, cell in zip(names, row, strict=True)}
    figure: Raw = {name: cells.get(name) or None for name in (*FIRST, *TEXTS, *LAST, "counted_by")}
    figure["id"] = figure["id"] or f"line {at}"
    figure |= {name: _typed(name, cells.get(name, ""), where) for name in ("comment", *FLAGS[:1])}
    for field, parts in NESTED.items():
        figure[field] = _nested(field, parts, cells, where)
    for work in OF_WORKS:
        figure[work] = _work(work, cells, raw["sources"], where)
    for name in AS_JSON[:-1]:
        figure[name] = _list(name, cells, where)
    for one in _list("series", cells, where):
        _take_series(one, figure["id"], series, where)
    if figure["stated"] is None:
        figure["unit"] = cells.get("unit") or None
    if figure["counted_by"]:
        figure["counted_by"] = _party(figure["counted_by"], where)
    raw["figures"].append(figure)


def _nested(field: str, parts: Iterable[str], cells: dict[str, str], where: str) -> Raw | None:
    names = {part: part if field == "stated" else f"{field}_{part}" for part in parts}
    found = {part: _typed(part, cells.get(name, ""), where) for part, name in names.items()}
    given = {part: value for part, value in found.items() if value is not None}
    if field == "stated" and set(given) <= {"unit"}:
        return None
    return given or None


def _typed(name: str, cell: str, where: str) -> object:
    if not cell:
        return None
    if name in FLAGS:
        if cell not in ("true", "false"):
            why = _("“{name}” is “{value}”; true or false is expected.")
            raise NotUnderstood(where, why.format(name=name, value=cell[:60]))
        return cell == "true"
    if name in NUMBERS or name == "comment":
        return Decimal(cell) if _NUMBER.fullmatch(cell) else cell
    return cell


def _work(work: str, cells: dict[str, str], sources: Raw, where: str) -> str:
    """The key of a work; its columns are read where the key is met first."""
    given: Raw = {name: cells.get(f"{work}_{name}") or None for name in SOURCE}
    key = cells.get(f"{work}_key") or given["url"] or given["title"] or ""
    if not key or key in sources:
        return key
    for name in MANY:
        lines = (given[name] or "").splitlines()
        given[name] = [_party(line, where) if name == "authors" else line for line in lines]
    if given["publisher"]:
        given["publisher"] = _party(given["publisher"], where)
    sources[key] = given
    return key


def _take_series(one: object, figure: str, series: dict[str, Raw], where: str) -> None:
    """The series of a point, its lines and their points by the numbers that they are given."""
    if not isinstance(one, dict) or not {"id", "line", "order"} <= one.keys():
        raise NotUnderstood(where, _("A point of a series needs its “id”, “line” and “order”."))
    said = {key: value for key, value in one.items() if key not in ("line", "order", "counted")}
    found = series.setdefault(str(one["id"]), {**said, "lines": {}})
    number, order = one["line"], one["order"]
    if not all(isinstance(n, Decimal) and 1 <= n <= MOST and n == int(n) for n in (number, order)):
        raise NotUnderstood(where, _("“line” and “order” are whole numbers from 1."))
    line = found["lines"].setdefault(int(number), {"points": {}})
    counted = one.get("counted")
    line |= counted if isinstance(counted, dict) else {}
    if int(order) in line["points"]:
        why = _("Another figure has place {order} on line {line} of this series.")
        raise NotUnderstood(where, why.format(order=int(order), line=int(number)))
    line["points"][int(order)] = figure


def _in_order(series: Raw) -> Raw:
    """A series with lists of its lines and points, as JSON has them; places left out close up."""
    lines = [line for _number, line in sorted(series["lines"].items())]
    return {
        **series,
        "lines": [
            {**line, "points": [figure for _order, figure in sorted(line["points"].items())]}
            for line in lines
        ],
    }


def _list(name: str, cells: dict[str, str], where: str) -> list[Any]:
    cell = cells.get(name, "")
    if not cell:
        return []
    try:
        found = parsed(cell)
    except NotUnderstood as problem:
        why = _("“{name}” is a list in JSON. {problem}").format(name=name, problem=problem)
        raise NotUnderstood(where, why) from problem
    if not isinstance(found, list):
        raise NotUnderstood(where, _("“{name}” is a list in JSON.").format(name=name))
    return found


def _by_figure(series: list[Raw]) -> dict[str, list[Raw]]:
    """For each figure its places: series, line and place on it, counted from 1."""
    found: dict[str, list[Raw]] = {}
    for one in series:
        said = {key: value for key, value in one.items() if key != "lines"}
        for number, line in enumerate(one.get("lines", []), 1):
            counted = {key: value for key, value in line.items() if key != "points"}
            for order, figure in enumerate(line.get("points", []), 1):
                place = {**said, "line": number, "order": order, "counted": counted}
                found.setdefault(figure, []).append(place)
    return found


def _cells(figure: Raw, sources: Raw, series: list[Raw]) -> Raw:
    cells: Raw = {name: figure.get(name, "") for name in COLUMNS if name not in AS_JSON}
    for field, parts in NESTED.items():
        given = figure.get(field) or {}
        prefix = "" if field == "stated" else f"{field}_"
        cells |= {f"{prefix}{part}": given.get(part, "") for part in parts}
    for work in OF_WORKS:
        key = figure.get(work, "")
        given = {"key": key, **sources.get(key, {})}
        cells |= {f"{work}_{name}": given.get(name, "") for name in ("key", *SOURCE)}
    for name in AS_JSON[:-1]:
        cells[name] = _json(figure[name]) if figure.get(name) else ""
    cells["series"] = _json(series) if series else ""
    return cells


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "\n".join(_text(one) for one in value)
    if isinstance(value, dict):
        return _json(value)
    if isinstance(value, Decimal):
        return str(int(value)) if value == value.to_integral_value() else str(float(value))
    return str(value)


def _party(cell: str, where: str) -> object:
    """A name, or an object in JSON where it is the other kind."""
    try:
        return parsed(cell) if cell.startswith("{") else cell
    except NotUnderstood as problem:
        raise NotUnderstood(where, str(problem)) from problem


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
