"""`pasquino import`: brings in stories and comments from elsewhere."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pasquino.cli.refusals import Refused

if TYPE_CHECKING:
    from pasquino.stories.models import Section, Writer
    from pasquino.transfer.scoop.load import Report, Wishes


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One sub-command a kind; each kind says what its files lack."""
    kinds = parser.add_subparsers(metavar="KIND", required=True)
    scoop = kinds.add_parser("scoop", help="pages of the engine Scoop, as text")
    scoop.add_argument("files", nargs="+", type=Path, metavar="FILE", help="the text of a page")
    scoop.add_argument(
        "--dry-run", action="store_true", help="say what would be made, make nothing"
    )
    scoop.add_argument(
        "--published", metavar="TIME", help="when it appeared: 2017-03-08, or with time"
    )
    scoop.add_argument("--byline", default="", help="who wrote it")
    scoop.add_argument("--section", default="Imported", help="where it goes (default: Imported)")
    scoop.add_argument("--zone", help="the zone meant by unknown abbreviations and --published")
    scoop.add_argument(
        "--marks", type=Path, metavar="FILE", help="what the text cannot tell, as JSON"
    )
    scoop.add_argument(
        "--site", action="store_true", help="take name and tagline over into an empty magazine"
    )
    scoop.set_defaults(import_kind=_import_scoop)


def execute(options: argparse.Namespace) -> int:
    """Import all files, or none."""
    from pasquino.cli.loading import load

    load(database=True)
    return int(options.import_kind(options))


def _import_scoop(options: argparse.Namespace) -> int:
    from django.core.exceptions import ValidationError

    from pasquino.transfer.scoop import load
    from pasquino.transfer.scoop.page import NotAScoopPage

    wishes = _wishes(options)
    try:
        reports = load.import_pages(options.files, wishes)
    except NotAScoopPage as problem:
        raise Refused(f"{problem} Nothing was imported.") from problem
    except load.SiteNotEmpty as problem:
        raise Refused(
            "The magazine has stories and keeps its name. Leave --site out. Nothing was imported."
        ) from problem
    except ValidationError as problem:
        raise Refused(f"{' '.join(problem.messages)} Nothing was imported.") from problem
    for report in reports:
        _tell(report, dry_run=options.dry_run)
    return 0


def _wishes(options: argparse.Namespace) -> Wishes:
    from pasquino.stories.models import Section, Writer
    from pasquino.transfer.scoop.load import Wishes
    from pasquino.transfer.scoop.marks import MarksNotUnderstood, read_marks

    zone = _zone(options.zone) if options.zone else None
    try:
        marks = read_marks(options.marks.read_text(encoding="utf-8")) if options.marks else None
    except (MarksNotUnderstood, UnicodeDecodeError) as problem:
        raise Refused(f"{options.marks}: {problem} Nothing was imported.") from problem
    return Wishes(
        published=_moment(options.published, zone) if options.published else None,
        byline=_name("--byline", options.byline, Writer) if options.byline else "",
        section=_name("--section", options.section, Section),
        zone=zone,
        site=options.site,
        marks=marks,
        dry_run=options.dry_run,
    )


def _name(option: str, text: str, model: type[Section | Writer]) -> str:
    """The text if it can be the name of a section or a writer."""
    longest = model._meta.get_field("name").max_length or 0
    name = text.strip()
    if not name or len(name) > longest or not name.isprintable():
        raise Refused(
            f"{option} {text!r} cannot be a name: it needs 1 to {longest} characters that can be "
            "seen. Nothing was imported."
        )
    return name


def _zone(name: str) -> ZoneInfo:
    from django.core.exceptions import ValidationError

    from pasquino.magazine.models import known_zone

    try:
        known_zone(name)
    except ValidationError as problem:
        raise Refused(" ".join(problem.messages)) from problem
    return ZoneInfo(name)


def _moment(text: str, zone: ZoneInfo | None) -> datetime:
    """The moment meant; without an offset in --zone, else in the magazine's own zone."""
    from pasquino.magazine.models import Magazine
    from pasquino.transfer.scoop.checks import EARLIEST_YEAR, latest_year

    try:
        moment = datetime.fromisoformat(text)
    except ValueError as problem:
        raise Refused(
            f"--published {text!r} is not a time. Write it like 2017-03-08 or 2017-03-08T23:59."
        ) from problem
    if not EARLIEST_YEAR <= moment.year <= latest_year():
        raise Refused(
            f"--published {text!r} is no year a story appeared in: allowed are {EARLIEST_YEAR} to "
            f"{latest_year()}. Nothing was imported."
        )
    if moment.tzinfo:
        return moment
    return moment.replace(tzinfo=zone or (Magazine.objects.first() or Magazine()).zone_info)


def _tell(report: Report, *, dry_run: bool) -> None:
    """One line on standard output for the story; what could not be read on standard error."""
    story = "new" if report.story_is_new else "here already"
    would = "would be " if dry_run else ""
    print(
        f"{report.headline}: {would}{story}; {report.new_comments} of {report.comments_in_page} "
        f"comments and {len(report.new_readers)} readers {would}new. {report.address}"
    )
    for note in report.notes:
        print(f"  {note}", file=sys.stderr)
