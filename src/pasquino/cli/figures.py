"""`pasquino figures`: documents of figures in and out, and what adds up among them."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pasquino.cli import report
from pasquino.cli.refusals import Refused

if TYPE_CHECKING:
    from pasquino.figures.checking import Check
    from pasquino.figures.models import Figure
    from pasquino.figures.transfer_report import Report

COLUMNS = ("id", "what", "value", "unit", "bar", "ok", "note")
MOST_NAMED = 10  # figures in the id of a row; all of them are in the JSON
# What of a check's arithmetic is its value, in which unit, and what that is held against.
VALUES = {
    "sum": ("parts", "", "total"),
    "sum_if_disjoint": ("parts", "", "total"),
    "subset": ("share_percent", "percent", None),
    "subset_unstated": ("share_percent", "percent", None),
    "share": ("nominal", "", None),
    "share_upper_bound": ("share_percent", "percent", "at_most_percent"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`import`, `check`, `export`."""
    deeds = parser.add_subparsers(metavar="import|check|export", required=True)
    bring = deeds.add_parser(
        "import",
        help="bring the figures of a document in",
        description="Bring the figures of a document in: all, or none. A second time changes "
        "nothing. See docs/reference/figures.md.",
    )
    bring.add_argument("file", type=Path, metavar="FILE", help="JSON or CSV")
    bring.add_argument(
        "--document", default="", metavar="NAME",
        help="what the document is called (default: its own name, else the file's)",
    )  # fmt: skip
    bring.add_argument(
        "--dry-run", action="store_true", help="say what would be made, make nothing"
    )
    bring.set_defaults(do=_import)
    check = deeds.add_parser(
        "check",
        help="say what adds up and what does not",
        description="Say what adds up among the figures, and what does not.",
    )
    report.add_arguments(check, strict=True)
    check.set_defaults(do=_check)
    export = deeds.add_parser(
        "export",
        help="write all figures down",
        description="Write all figures and series down, so that nothing is lost.",
    )
    export.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help="default: standard output"
    )
    export.add_argument("--format", choices=("json", "csv"), default="json")
    export.set_defaults(do=_export)


def execute(options: argparse.Namespace) -> int:
    """Do one of the three, in the magazine that there is."""
    from pasquino.cli.loading import load

    load(database=True)
    return int(options.do(options))


def _import(options: argparse.Namespace) -> int:
    from pasquino.cli.progress import Progress
    from pasquino.figures.transfer_files import document_in
    from pasquino.figures.transfer_given import NotUnderstood
    from pasquino.figures.transfer_import import take_over

    try:
        name = options.document or options.file.stem
        document = document_in(options.file.read_bytes(), name)
        done = take_over(document, dry_run=options.dry_run, progress=Progress())
    except NotUnderstood as problem:
        raise Refused(f"{options.file}: {problem} Nothing was imported.") from problem
    _tell(done, dry_run=options.dry_run)
    return 0


def _tell(done: Report, *, dry_run: bool) -> None:
    """One line on standard output; what differs and what is left out on standard error."""
    if done.is_nothing_new:
        print(f"Nothing new: the {done.known_figures} figures are here already.")
    else:
        would = "Would be new" if dry_run else "New"
        print(
            f"{would}: {done.figures} figures, {done.relations} relations, {done.series} series "
            f"with {done.points} more points, {done.sources} sources. Here already: "
            f"{done.known_figures} figures."
        )
    for difference in done.differences:
        print(difference, file=sys.stderr)
    if done.left_out:
        print(f"Not taken over: {', '.join(done.left_out)}.", file=sys.stderr)


def _check(options: argparse.Namespace) -> int:
    from pasquino.figures.checking import all_checks

    rows = [_row(check) for check in all_checks()]
    if options.json:
        report.print_json(rows)
    else:
        report.print_table(rows, COLUMNS)
    return 1 if options.strict and any(row["ok"] is False for row in rows) else 0


def _row(check: Check) -> dict[str, object]:
    """The columns of every report, and the figures and the arithmetic beside."""
    from pasquino.figures.checking import as_plain

    arithmetic = as_plain(check.arithmetic)
    value, unit, bar = VALUES.get(check.kind, ("", "", None))
    names = [f"fig:{figure.pk}" for figure in check.figures[:MOST_NAMED]]
    if len(check.figures) > MOST_NAMED:
        names.append(f"+{len(check.figures) - MOST_NAMED}")
    shown = report.Row(
        id=f"{check.kind} {' '.join(names)}",
        what=f"{check.kind}: {check.result}",
        unit=unit or (check.figures[0].unit if value else ""),
        ok=check.is_ok,
        note=check.sentence,
    )
    return report.as_dictionary(shown) | {
        "value": arithmetic.get(value),
        "bar": arithmetic.get(bar or ""),
        "check": check.kind,
        "result": check.result,
        "figures": [_named(figure) for figure in check.figures],
        "arithmetic": arithmetic,
        "sources": [str(work) for work in check.works],
    }


def _named(figure: Figure) -> dict[str, object]:
    return {
        "id": f"fig:{figure.pk}",
        "words": figure.words,
        "document": figure.document,
        "document_id": figure.local_id,
    }


def _export(options: argparse.Namespace) -> int:
    from pasquino.figures.transfer_csv import as_csv
    from pasquino.figures.transfer_writing import as_json, raw_document

    raw = raw_document()
    data = (as_csv(raw) if options.format == "csv" else as_json(raw)).encode()
    if options.file:
        options.file.write_bytes(data)
        print(f"{len(raw['figures'])} figures written to {options.file}.", file=sys.stderr)
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
    return 0
