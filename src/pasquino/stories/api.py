"""Stories by the API: the list of all, and what is told of one.

One story's address is in `discussion/api.py`, as its page is: it tells of the discussion too.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Annotated, Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema
from pydantic import BeforeValidator

from pasquino.delivery.problems import Problem
from pasquino.stories import feeds, lists
from pasquino.stories.feed_content import full_text, portable
from pasquino.stories.models import Edition, PublishedStory, Section, Topic, Writer

router = Router(tags=["stories"])

CURSOR = r"^[0-9]{8}T[0-9]{6}\.[0-9]{6}-[0-9]{1,19}$"
SLUG = r"^[-a-zA-Z0-9_]+$"
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
USUAL, MOST = 20, 100
UNKNOWN, GONE, MISSING = 422, 410, 404


def _day(text: object) -> object:
    """A day as ISO 8601 writes it; pydantic would take numbers of seconds as well."""
    if not (isinstance(text, str) and DAY.fullmatch(text)):
        raise ValueError("it is not a day like 2026-03-07")
    if not "1000" <= text[:4] <= "9000":  # so that any time zone's midnight can be counted
        raise ValueError("it is not a day between the years 1000 and 9000")
    return text


Day = Annotated[date, BeforeValidator(_day)]


class Address(Schema):
    year: int = Field(
        description="The year the story came out.", json_schema_extra={"example": 2026}
    )
    month: int = Field(description="The month, from 1.", json_schema_extra={"example": 3})
    slug: str = Field(
        pattern=SLUG,
        description="The end of the story's address.",
        json_schema_extra={"example": "wall-with-a-gap"},
    )


class Filters(Schema):
    section: str | None = Field(
        None,
        pattern=SLUG,
        max_length=60,
        description="Stories of this section only: the end of its address.",
        json_schema_extra={"example": "river"},
    )
    topic: str | None = Field(
        None,
        pattern=SLUG,
        max_length=60,
        description="Stories on this topic only.",
        json_schema_extra={"example": "flood-wall"},
    )
    writer: str | None = Field(
        None,
        pattern=SLUG,
        max_length=100,
        description="Stories under this writer's name only.",
        json_schema_extra={"example": "ada-quill"},
    )
    before: Day | None = Field(
        None,
        description="Published before this day began, in the magazine's time zone.",
        json_schema_extra={"example": "2026-04-01"},
    )
    after: Day | None = Field(
        None,
        description="Published on this day or later, in the magazine's time zone.",
        json_schema_extra={"example": "2026-03-01"},
    )
    cursor: str | None = Field(
        None,
        pattern=CURSOR,
        description="Where to go on: the `cursor` of the page before.",
    )
    limit: int = Field(USUAL, ge=1, le=MOST, description="How many stories at most.")


class Named(Schema):
    name: str = Field(examples=["River"])
    slug: str = Field(examples=["river"])


class Byline(Named):
    role: str = Field(description="“text”, “pictures”; empty when only one wrote it.")


class Correction(Schema):
    at: datetime
    html: str


class Story(Schema):
    id: str = Field(
        description="Stays when headline or address change (RFC 4151).",
        examples=["tag:magazine.example,2026:story/17"],
    )
    url: str = Field(
        description="The page for readers.",
        examples=["https://magazine.example/2026/03/wall-with-a-gap/"],
    )
    api: str = Field(
        description="The same story here, in full.",
        examples=["https://magazine.example/api/v1/stories/2026/03/wall-with-a-gap"],
    )
    headline: str = Field(examples=["A wall with a gap"])
    standfirst: str
    byline: str = Field(description="The writers' names in one line.", examples=["Ada Quill"])
    section: Named
    language: str = Field(examples=["en"])
    published_at: datetime
    updated_at: datetime


class StoryPage(Schema):
    stories: list[Story] = Field(description="Newest first.")
    cursor: str | None = Field(description="Give it to get the next page; null on the last one.")


class FullStory(Story):
    edition: int = Field(description="1 at first; each change that was published adds 1.")
    writers: list[Byline]
    topics: list[Named]
    html: str = Field(
        description="Lead picture, text, quotations with their sources, corrections; clean HTML "
        "with whole addresses."
    )
    text: str = Field(description="The running text without markup.")
    corrections: list[Correction] = Field(description="Oldest first; part of `html` too.")


@router.get("/stories", response=StoryPage, summary="List stories", url_name="stories")
def list_stories(request: HttpRequest, filters: Query[Filters]) -> dict[str, Any]:
    """Published stories, newest first, by pages. Of section, topic and writer one may be given."""
    if filters.cursor and lists.Cursor.read(filters.cursor) is None:
        raise Problem(UNKNOWN, _("This cursor is none that the API gave."))
    page = lists.page(_chosen(filters), filters.cursor or "", size=filters.limit)
    return {
        "stories": [told(story) for story in page.stories],
        "cursor": str(page.older) if page.older else None,
    }


def told(story: PublishedStory) -> dict[str, Any]:
    """What lists tell of a story, as `Story` wants it."""
    return {
        "id": feeds.story_id(story),
        "url": feeds.absolute(story.get_absolute_url()),
        "api": feeds.absolute(
            reverse("api:story", args=[story.year, f"{story.month:02}", story.slug])
        ),
        "headline": story.headline,
        "standfirst": story.standfirst,
        "byline": story.byline,
        "section": {"name": story.section.name, "slug": story.section.slug},
        "language": story.language,
        "published_at": story.published_at,
        "updated_at": story.updated_at,
    }


def told_in_full(story: PublishedStory) -> dict[str, Any]:
    """What its own address tells of a story, as `FullStory` wants it."""
    edition: Edition = story.edition
    return told(story) | {
        "edition": edition.number,
        "writers": edition.bylines,
        "topics": edition.topics,
        "html": portable(full_text(edition), feeds.absolute(story.get_absolute_url())),
        "text": edition.text,
        "corrections": [
            {"at": parse_datetime(note["at"]), "html": portable(note["html"], _page(story))}
            for note in edition.corrections
        ],
    }


def find(address: Address) -> PublishedStory:
    """The published story of this address with its newest edition.

    Raises Problem: 404 when there is none, 410 when it was withdrawn.
    """
    stories = PublishedStory.objects.select_related("edition", "section")
    story = stories.filter(year=address.year, month=address.month, slug=address.slug).first()
    if story is None:
        raise Problem(MISSING, _("There is no story at this address."))
    if story.withdrawn_at:
        raise Problem(GONE, _("This story was withdrawn."))
    return story


def _page(story: PublishedStory) -> str:
    return feeds.absolute(story.get_absolute_url())


def _chosen(filters: Filters) -> lists.Fetch:
    """The list that the filters name, between their days: each is read from one index."""
    fetch, within = _listed(filters), _days(filters)
    return lambda where, order, size: fetch(where & within, order, size)


def _listed(filters: Filters) -> lists.Fetch:
    if sum(map(bool, (filters.section, filters.topic, filters.writer))) > 1:
        raise Problem(UNKNOWN, _("Give one of section, topic and writer."))
    if filters.section:
        return lists.in_section(_named(Section, filters.section))
    if filters.topic:
        return lists.on_topic(_named(Topic, filters.topic))
    if filters.writer:
        return lists.by_writer(_named(Writer, filters.writer))
    return lists.everything()


def _named(kind: Any, slug: str) -> Any:  # one of three models, which share no typed base
    found = kind.objects.filter(slug=slug).first()
    if found is None:
        words = _("There is no %(kind)s “%(slug)s”.")
        raise Problem(UNKNOWN, words % {"kind": kind._meta.verbose_name, "slug": slug})
    return found


def _days(filters: Filters) -> Q:
    within = Q()
    if filters.before:
        within &= Q(published_at__lt=_midnight(filters.before))
    if filters.after:
        within &= Q(published_at__gte=_midnight(filters.after))
    return within


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone())
