"""`pasquino outlooks`: brings outlooks in, writes them out, lists what is due for review."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pasquino.cli import report
from pasquino.cli.refusals import Refused

if TYPE_CHECKING:
    from pasquino.outlooks.documents import Document, Imported
    from pasquino.outlooks.models import Outlook
    from pasquino.outlooks.records import Due


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`import`, `export` and `due`."""
    deeds = parser.add_subparsers(metavar="import|export|due", required=True)
    bring = deeds.add_parser(
        "import",
        help="bring in outlooks from files",
        description="Bring in outlooks, all or none; what is here already stays as it is. See "
        "docs/reference/outlooks.md.",
    )
    bring.add_argument("files", nargs="+", type=Path, metavar="FILE", help="JSON")
    bring.add_argument(
        "--dry-run", action="store_true", help="say what would be made, make nothing"
    )
    bring.set_defaults(do=_import)
    write = deeds.add_parser(
        "export",
        help="write outlooks to standard output, as JSON",
        description="Write outlooks to standard output: one as it is, several as a list.",
    )
    write.add_argument("numbers", nargs="*", type=int, metavar="ID", help="default: all")
    write.set_defaults(do=_export)
    due = deeds.add_parser(
        "due",
        help="list the claims that should have been reviewed",
        description="List the claims whose review date has passed with no assessment since.",
    )
    due.add_argument("--json", action="store_true", help="print the list as JSON")
    due.set_defaults(do=_due)


def execute(options: argparse.Namespace) -> int:
    """Do one of them, in the magazine's time zone."""
    from pasquino.cli.loading import load

    load(database=True)
    from django.utils import timezone

    from pasquino.magazine.models import Magazine

    with timezone.override((Magazine.objects.first() or Magazine()).zone_info):
        return int(options.do(options))


def _import(options: argparse.Namespace) -> int:
    from django.db import transaction

    from pasquino.outlooks.documents import import_documents
    from pasquino.outlooks.sentences import of_left_out

    documents = [document for path in options.files for document in _read(path)]
    with transaction.atomic():
        imported = import_documents(documents)
        told = [_told(one, is_dry=options.dry_run) for one in imported]
        transaction.set_rollback(options.dry_run)
    for line in told:
        print(line)
    for one in imported:
        if one.differs:
            print(
                f"  “{one.outlook}” says something else here than in the file. It was left as it "
                f"is; `pasquino outlooks export {one.outlook.pk}` shows it.",
                file=sys.stderr,
            )
        if one.left_out:
            print(f"  “{one.outlook}”: {of_left_out(one.left_out)}", file=sys.stderr)
    return 0


def _read(path: Path) -> list[Document]:
    from pasquino.outlooks.documents import read
    from pasquino.outlooks.shapes import NotUnderstood

    try:
        return read(path.read_text(encoding="utf-8"))
    except NotUnderstood as problem:
        raise Refused(f"{path}: {problem} Nothing was imported.") from problem
    except UnicodeDecodeError as problem:
        raise Refused(f"{path} is not written in UTF-8. Nothing was imported.") from problem


def _told(one: Imported, *, is_dry: bool) -> str:
    outlook = one.outlook
    if not one.is_new:
        return f"“{outlook}” (outlook {outlook.pk}): here already; nothing was changed."
    groups = _count(outlook.nodes.filter(kind="group").count(), "group")
    claims = _count(outlook.claims.count(), "claim")
    proposed = sum(claim.proposals.count() for claim in outlook.claims.all())
    proposals = _count(proposed, "proposed assessment")
    made = "would be new" if is_dry else f"new, outlook {outlook.pk}"
    return f"“{outlook}”: {made}; {groups}, {claims}, {proposals}."


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _export(options: argparse.Namespace) -> int:
    from pasquino.outlooks.documents import written

    sys.stdout.write(_as_json(written(_chosen(options.numbers))))
    return 0


def _chosen(numbers: Sequence[int]) -> list[Outlook]:
    """The outlooks of these numbers, in this order; all of them without any."""
    from pasquino.outlooks.models import Outlook

    outlooks = {outlook.pk: outlook for outlook in Outlook.objects.order_by("pk")}
    missing = [number for number in numbers if number not in outlooks]
    if missing:
        known = ", ".join(map(str, outlooks)) or "none"
        raise Refused(f"There is no outlook {missing[0]}. There are: {known}.")
    return [outlooks[number] for number in dict.fromkeys(numbers or outlooks)]


def _due(options: argparse.Namespace) -> int:
    from pasquino.outlooks import records

    found = records.due()
    if options.json:
        report.print_json([_row(one) for one in found])
        return 0
    for one in found:
        print(_printable(f"{one.claim.outlook} {one.claim.key}: {one.claim} ({_says(one)})"))
    if not found:
        print("No claim is overdue.")
    return 0


def _row(one: Due) -> dict[str, object]:
    since = one.standing.overdue_since
    return {
        "id": f"{one.claim.outlook_id}:{one.claim.key}",
        "what": one.claim.text,
        "outlook": one.claim.outlook_id,
        "title": one.claim.outlook.title,
        "claim": one.claim.key,
        "modality": one.claim.modality,
        "reads": _says(one),
        "overdue_since": since.isoformat() if since else None,
    }


def _says(one: Due) -> str:
    from pasquino.outlooks.sentences import of_standing

    return of_standing(one.standing)


def _as_json(text: str) -> str:
    """JSON as it is; escaped where the output's encoding has no signs for it."""
    return text if _printable(text) == text else f"{json.dumps(json.loads(text), indent=1)}\n"


def _printable(text: str) -> str:
    """The text; what the output's encoding has no signs for is escaped."""
    encoding = sys.stdout.encoding or "utf-8"
    return text.encode(encoding, "backslashreplace").decode(encoding)
