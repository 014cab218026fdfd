"""Reports: rows that people read as a table and programs as JSON."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

NOTHING = "-"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One finding or measurement; `ok` is None where nothing was promised."""

    id: str
    what: str
    value: str | float | int | None = None
    unit: str = ""
    bar: str | float | int | None = None
    ok: bool | None = None
    note: str = ""


def add_arguments(parser: argparse.ArgumentParser, *, strict: bool = False) -> None:
    """`--json`, and where a report can find problems `--strict`."""
    parser.add_argument("--json", action="store_true", help="print rows as JSON")
    if strict:
        parser.add_argument(
            "--strict", action="store_true", help="end with exit code 1 when something is wrong"
        )


def show(rows: Sequence[Row], options: argparse.Namespace, columns: Sequence[str]) -> int:
    """Print the report; the exit code: 1 with `--strict` when a row is not ok."""
    dictionaries = [as_dictionary(row) for row in rows]
    if options.json:
        print_json(dictionaries)
    else:
        print_table(dictionaries, columns)
    wrong = any(row.ok is False for row in rows)
    return 1 if wrong and getattr(options, "strict", False) else 0


def as_dictionary(row: object) -> dict[str, object]:
    """The row's columns by name; any object that has them will do."""
    return {column.name: getattr(row, column.name) for column in fields(Row)}


def print_json(rows: Sequence[dict[str, object]]) -> None:
    """`{"rows": [...]}`, alone on standard output."""
    print(json.dumps({"rows": rows}, ensure_ascii=False, indent=1, default=str))


def print_table(rows: Sequence[dict[str, object]], columns: Sequence[str]) -> None:
    """Aligned columns under their names; the last may be of any length."""
    cells = [[_cell(row.get(column)) for column in columns] for row in rows]
    table = [[column.upper() for column in columns], *cells]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for line in table:
        print("  ".join(_padded(line, widths)).rstrip())


def _padded(line: Sequence[str], widths: Iterable[int]) -> list[str]:
    return [cell.ljust(width) for cell, width in zip(line, widths, strict=True)]


def _cell(value: object) -> str:
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return "ok" if value else "WRONG"
    if isinstance(value, float):
        return f"{value:.3g}"
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    return str(value)
