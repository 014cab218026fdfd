"""Puts the demo magazine into a site; a second time changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from pasquino.accounts.actions import imported_reader
from pasquino.accounts.models import User
from pasquino.discussion import actions as discussion
from pasquino.discussion.models import Comment, Thread
from pasquino.figures.models import Figure
from pasquino.funding.models import ContributePage
from pasquino.magazine.models import Magazine
from pasquino.stories.models import Picture, PublishedStory, Section, Story, Topic, Writer
from pasquino.stories.publishing import Draft, publish
from pasquino.transfer import imported
from pasquino.transfer.demo import files, records, sources
from pasquino.transfer.demo.records import Records

DOCUMENT = "demo magazine"
Say = Callable[[int, int, str], None]


class Known(NamedTuple):
    """What stories need of the rest: the magazine's zone, and the records by name."""

    zone: ZoneInfo
    records: Records


def load(say: Say = lambda done, total, what: None) -> int:
    """Load all stories with their comments, sources, figures; gives how many stories were new.

    `say(done, total, what)` is told how far it is. Each story is one transaction, so it can be
    interrupted and repeated.
    """
    zone = _frame(files.table("magazine"))
    found = list(files.stories())
    new = 0
    with timezone.override(zone):
        known = _known(zone)
        for done, (stem, table, comments) in enumerate(found):
            say(done, len(found), table["headline"])
            new += _story(stem, table, comments, known)
        sources.load(DOCUMENT, zone)
    say(len(found), len(found), "done")
    return new


@transaction.atomic
def _frame(table: files.Table) -> ZoneInfo:
    """Name, sections, topics and writers; a magazine that has a name of its own keeps it."""
    magazine = Magazine.objects.first() or Magazine()
    if magazine.name == Magazine._meta.get_field("name").default:
        magazine.name, magazine.tagline = table["name"], table["tagline"]
        magazine.language, magazine.zone = table["language"], table["zone"]
        magazine.clock = Magazine.Clock.TWENTY_FOUR
        magazine.save()
    if not ContributePage.objects.exists():
        ContributePage.objects.create(
            label=table["contribute_title"],
            title=table["contribute_title"],
            text=files.rich(table["contribute_text"]),
        )
    for position, entry in enumerate(table["section"]):
        Section.objects.get_or_create(
            slug=entry["slug"],
            defaults={"name": entry["name"], "about": entry["about"], "position": position},
        )
    for entry in table["topic"]:
        Topic.objects.get_or_create(slug=entry["slug"], defaults={"name": entry["name"]})
    for entry in table["writer"]:
        defaults = {"name": entry["name"], "about": entry["about"]}
        Writer.objects.get_or_create(slug=entry["slug"], defaults=defaults)
    return magazine.zone_info


def _known(zone: ZoneInfo) -> Known:
    """Keep the figures, then the sources that only figures and the outlook have, then that one.

    An outlook that comes before its sources would ask for copies of them.
    """
    records.load_figures(DOCUMENT)
    sources.load_unquoted(DOCUMENT, zone)
    return Known(zone, records.load(DOCUMENT))


@transaction.atomic
def _story(stem: str, table: files.Table, comments: list[files.Table], known: Known) -> bool:
    """One story with its editions and comments, unless it is here already."""
    if imported.find(DOCUMENT, stem):
        return False
    public = _editions(stem, table, known)
    imported.remember(DOCUMENT, stem, public)
    thread = discussion.open_thread(public)
    posted: dict[int, Comment] = {}
    for entry in comments:
        posted[entry["n"]] = _comment(thread, entry, posted, known)
    return True


def _editions(stem: str, table: files.Table, known: Known) -> PublishedStory:
    """All editions of a story; the newest has its figures marked."""
    editions = [{"number": 1, "at": table["published"], "note": ""}, *table.get("edition", [])]
    lead = table.get("picture")
    story: Story | None = None
    for edition in editions:
        is_newest = edition is editions[-1]
        at = files.local(edition["at"], known.zone)
        draft = Draft(
            headline=table["headline"],
            standfirst=table["standfirst"],
            address=table["slug"],
            section=Section.objects.get(slug=table["section"]),
            topics=list(Topic.objects.filter(slug__in=table.get("topics", []))),
            bylines=[_byline(entry) for entry in table["bylines"]],
            blocks=files.blocks(table, edition["number"], stem, _named(table, known)),
            lead_picture=_picture(lead) if lead else None,
            lead_words=files.picture_words(lead),
            corrections=_corrections(table, edition["at"], known.zone),
            figures=_figures(table, known) if is_newest else [],
            note=edition["note"],
        )
        public = publish(draft, at=at.astimezone(UTC), story=story)
        story = public.story
    return public


def _named(table: files.Table, known: Known) -> files.Known:
    """What the blocks of a story name."""
    pictures = {entry["file"]: _picture(entry).pk for entry in table["block"] if "file" in entry}
    made_by = {
        "figures": known.records.chart,
        "outlook": known.records.outlook,
        "claim": known.records.claim,
    }
    return files.Known(pictures, known.zone, made_by)


def _figures(table: files.Table, known: Known) -> list[tuple[Figure, str]]:
    """The figures in a story's text, with their words there."""
    return [(known.records.figure(one["id"]), one["words"]) for one in table.get("figures", [])]


def _byline(entry: files.Table) -> tuple[Writer, str]:
    return Writer.objects.get(slug=entry["writer"]), entry.get("role", "")


def _corrections(
    table: files.Table, until: object, zone: ZoneInfo
) -> list[tuple[datetime, str, int | None]]:
    """The corrections noted up to an edition."""
    return [
        (files.local(entry["at"], zone), files.rich(entry["text"]), entry.get("comment"))
        for entry in table.get("correction", [])
        if entry["at"] <= until
    ]


def _picture(entry: files.Table) -> Picture:
    found = Picture.objects.filter(title=entry["file"]).first()
    if found:
        return found
    content = ContentFile(files.picture(entry["file"]).read_bytes(), name=entry["file"])
    return Picture.objects.create(
        title=entry["file"], file=content, description=entry["alt"], credit=entry.get("credit", "")
    )


def _comment(
    thread: Thread, entry: files.Table, posted: dict[int, Comment], known: Known
) -> Comment:
    comment = discussion.post_comment(
        thread=thread,
        author=_reader(entry["by"]),
        subject=entry["subject"],
        source=known.records.mentioned(entry["text"].strip()),
        parent=posted[entry["re"]] if "re" in entry else None,
        posted_at=files.local(entry["at"], known.zone).astimezone(UTC),
        number=entry["n"],
        is_import=True,
    )
    for name, value in entry.get("ratings", []):
        discussion.rate_comment(comment=comment, rater=_reader(name), value=value)
    if entry.get("removed") == "author":
        discussion.remove_own_comment(comment=comment)
    return comment


def _reader(name: str) -> User:
    return imported_reader(name=name, origin="demo")
