"""Lists of stories, newest first, cut by keyset: a page starts where the one before ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import models
from django.db.models import Q, QuerySet

from pasquino.delivery.prepared import Given, Prepared
from pasquino.stories.models import (
    PublishedByline,
    PublishedStory,
    PublishedTopic,
    Section,
    Topic,
    Writer,
)

PAGE = 20


@dataclass(frozen=True)
class Cursor:
    """Where a page of a list starts: after (older) or before (newer) one story."""

    published_at: datetime
    story: int

    def __str__(self) -> str:
        return f"{self.published_at.astimezone(UTC):%Y%m%dT%H%M%S.%f}-{self.story}"

    @classmethod
    def read(cls, text: str) -> Cursor | None:
        """The cursor in an address, or None when it is not one."""
        moment, _, story = text.partition("-")
        try:
            at = datetime.strptime(moment, "%Y%m%dT%H%M%S.%f").replace(tzinfo=UTC)
            return cls(at, int(story)) if 0 < int(story) < 2**63 else None
        except ValueError:
            return None


@dataclass(frozen=True)
class Page:
    """Some stories of a list, and the cursors of the pages on either side, if any."""

    stories: list[PublishedStory]
    older: Cursor | None
    newer: Cursor | None


Fetch = Callable[[Q, tuple[str, str], int], list[PublishedStory]]


def everything() -> Fetch:
    """All published stories."""
    return _of(PublishedStory.objects.public())


def in_section(section: Section) -> Fetch:
    """The stories of one section."""
    return _of(PublishedStory.objects.public().filter(section=section))


def in_month(year: int, month: int) -> Fetch:
    """The stories first published in one month of the magazine's zone."""
    return _of(PublishedStory.objects.public().filter(year=year, month=month))


def on_topic(topic: Topic) -> Fetch:
    """The stories on one topic."""
    return _through(PublishedTopic.objects.filter(topic=topic))


def by_writer(writer: Writer) -> Fetch:
    """The stories that one writer stands over."""
    return _through(PublishedByline.objects.filter(writer=writer))


def page(fetch: Fetch, before: str = "", after: str = "", size: int = PAGE) -> Page:
    """One page: the newest, or the next older than `before`, or the next newer than `after`.

    A cursor that cannot be read is as if it were not there.
    """
    newer_than = Cursor.read(after)
    if newer_than:
        found = fetch(_newer(newer_than), ("published_at", "story_id"), size + 1)
        stories = found[:size][::-1]
        return Page(stories, _at(stories[-1:]), _at(stories[:1]) if len(found) > size else None)
    older_than = Cursor.read(before)
    found = fetch(_older(older_than), ("-published_at", "-story_id"), size + 1)
    stories = found[:size]
    return Page(
        stories,
        _at(stories[-1:]) if len(found) > size else None,
        _at(stories[:1]) if older_than else None,
    )


def neighbours(public: PublishedStory) -> tuple[PublishedStory | None, PublishedStory | None]:
    """The stories published just before and just after this one."""
    here = {"at": public.published_at, "story": public.story_id}
    return _just_before.first(**here), _just_after.first(**here)


def _beside(side: Callable[[Cursor], Q], *order: str) -> QuerySet[PublishedStory]:
    """The story next to a given one."""
    at, story = Given("at", models.DateTimeField()), Given("story", models.BigIntegerField())
    beside = PublishedStory.objects.public().filter(side(Cursor(at, story)))  # type: ignore[arg-type]  # they stand for such
    return beside.order_by(*order).select_related("section")[:1]


_just_before = Prepared(lambda: _beside(_older, "-published_at", "-story_id"))
_just_after = Prepared(lambda: _beside(_newer, "published_at", "story_id"))


def _at(stories: list[PublishedStory]) -> Cursor | None:
    return Cursor(stories[0].published_at, stories[0].story_id) if stories else None


def _older(cursor: Cursor | None) -> Q:
    if cursor is None:
        return Q()
    same = Q(published_at=cursor.published_at, story_id__lt=cursor.story)
    return Q(published_at__lte=cursor.published_at) & (
        Q(published_at__lt=cursor.published_at) | same
    )


def _newer(cursor: Cursor) -> Q:
    same = Q(published_at=cursor.published_at, story_id__gt=cursor.story)
    return Q(published_at__gte=cursor.published_at) & (
        Q(published_at__gt=cursor.published_at) | same
    )


def _of(stories: QuerySet[PublishedStory]) -> Fetch:
    def fetch(where: Q, order: tuple[str, str], size: int) -> list[PublishedStory]:
        return list(stories.filter(where).order_by(*order).select_related("section")[:size])

    return fetch


def _through(listed: QuerySet[PublishedTopic] | QuerySet[PublishedByline]) -> Fetch:
    """Through the table whose index holds the list; withdrawn stories are left out after."""

    def fetch(where: Q, order: tuple[str, str], size: int) -> list[PublishedStory]:
        rows = listed.filter(where, story__withdrawn_at=None).order_by(*order)
        return [row.story for row in rows.select_related("story__section")[:size]]

    return fetch
