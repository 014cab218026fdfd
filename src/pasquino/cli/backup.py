"""`pasquino backup`: the whole magazine as one archive, made while it runs."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from pasquino.cli import report
from pasquino.cli.refusals import Refused
from pasquino.cli.report import Row

if TYPE_CHECKING:
    from pasquino.transfer.backup.writing import Report


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where it goes, and whether what lets people in goes with it."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the archive, such as today.tar")
    parser.add_argument("--overwrite", action="store_true", help="replace FILE if it is there")
    parser.add_argument(
        "--with-key",
        action="store_true",
        help="also the secret key and who is signed in: whoever has the file can be anybody",
    )
    report.add_arguments(parser)


def execute(options: argparse.Namespace) -> int:
    """Write the archive; a refused or interrupted backup leaves nothing under the name."""
    from pasquino.cli.loading import load

    load(database=True)
    from pasquino.cli.progress import Progress
    from pasquino.transfer.backup.refusals import BackupRefused
    from pasquino.transfer.backup.writing import back_up

    target: Path = options.file.absolute()
    began = time.monotonic()
    try:
        made = back_up(
            target, overwrite=options.overwrite, with_key=options.with_key, say=Progress()
        )
    except BackupRefused as refused:
        raise Refused(str(refused)) from refused
    for note in made.left_out:
        print(f"Left out: {note}.", file=sys.stderr)
    rows = _rows(target, made, time.monotonic() - began)
    return report.show(rows, options, ("what", "value", "unit"))


def _rows(target: Path, made: Report, seconds: float) -> list[Row]:
    return [
        Row(id="file", what="archive", value=str(target)),
        Row(id="size", what="size", value=made.size, unit="bytes"),
        Row(id="tables", what="tables", value=made.tables),
        Row(id="rows", what="rows", value=made.rows),
        Row(id="files", what="uploaded files", value=made.files),
        Row(
            id="left-out",
            what="left out",
            value=len(made.left_out),
            unit="files",
            note="; ".join(made.left_out),
        ),
        Row(id="seconds", what="time", value=round(seconds, 2), unit="s"),
    ]
