"""`pasquino restore`: makes a magazine from an archive, where there is none yet."""

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
    from pasquino.transfer.backup.manifest import Manifest


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which archive; where to is said by the settings, as for every verb."""
    parser.add_argument("file", type=Path, metavar="FILE", help="made by `pasquino backup`")
    report.add_arguments(parser)


def execute(options: argparse.Namespace) -> int:
    """Restore all or nothing, into an empty data folder and an empty database."""
    from pasquino.cli.loading import load

    load()
    from pasquino.cli.progress import Progress
    from pasquino.config import restoration
    from pasquino.transfer.backup.refusals import BackupRefused

    began = time.monotonic()
    try:
        manifest = restoration.restore(options.file.absolute(), Progress(), _say)
    except BackupRefused as refused:
        raise Refused(str(refused)) from refused
    if not manifest.with_key:
        _say("The archive had no key: everybody has to sign in again.")
    return report.show(
        _rows(manifest, time.monotonic() - began), options, ("what", "value", "unit")
    )


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


def _rows(manifest: Manifest, seconds: float) -> list[Row]:
    from django.conf import settings

    pictures = sum(name.startswith("media/") for name in manifest.members)
    return [
        Row(id="folder", what="data folder", value=str(settings.DATA)),
        Row(id="made-at", what="state of", value=manifest.made_at),
        Row(id="made-by", what="made by Pasquino", value=manifest.pasquino),
        Row(id="made-from", what="made from", value=manifest.database),
        Row(id="rows", what="rows", value=sum(t.rows for t in manifest.tables.values())),
        Row(id="files", what="uploaded files", value=pictures),
        Row(id="seconds", what="time", value=round(seconds, 2), unit="s"),
    ]
