"""Keeps the index in step with the texts.

Each change reads again what it names, so it may be announced twice or in any order.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from pasquino.discussion import texts
from pasquino.discussion.models import Comment, Thread
from pasquino.search import engines
from pasquino.search.engines import Asked, Entry, engine, key_of
from pasquino.search.models import Document, comment_id, story_id
from pasquino.search.words import words
from pasquino.sources.masking import masked
from pasquino.stories import markup
from pasquino.stories.models import PublishedStory

BATCH = 500
MANY = 10_000  # new entries after which the index is put in order


@transaction.atomic
def refresh_story(story: PublishedStory) -> None:
    """Index a story as it reads now, or take it out; its comments follow it.

    They are written anew only when it moved to another section, as each knows its section.
    """
    _put_stories([story.pk])
    thread = Thread.objects.filter(story=story).first()
    if thread is None:
        return
    others = Document.objects.filter(story=story, comment__isnull=False)
    if others.exclude(section_key=story.section_id).exists():
        refresh_comments(thread.comments.order_by("pk").values_list("pk", flat=True))
    refresh_thread(thread)


@transaction.atomic(savepoint=False)  # a failure takes back the deed it is part of
def refresh_comments(comments: Iterable[int]) -> None:
    """Index comments as they read now, or take them out where they are no longer shown."""
    for batch in _batches(comments):
        _put_comments(batch)


def add_comment(new: Comment) -> None:
    """Index a comment that was written just now, from what is at hand: nothing of it is there.

    Where its story was withdrawn in that moment the entry is one too many, which shows nothing.
    """
    story = new.thread.story
    if new.state != Comment.State.VISIBLE or new.is_under_hidden or story.withdrawn_at:
        return
    text = new.text
    engine().put(
        [
            _comment(
                Told(
                    new.pk, new.posted_at, new.author_id, text.subject, text.html,
                    story.pk, story.section_id,
                )
            )
        ]
    )  # fmt: skip


@transaction.atomic
def refresh_thread(thread: Thread) -> None:
    """Index what of a discussion is shown and was not there; take out what is not shown."""
    shown = Comment.objects.listed().filter(thread=thread)
    there = Document.objects.filter(comment__thread=thread)
    there.exclude(comment__in=shown).delete()
    missing = shown.filter(~Exists(Document.objects.filter(comment=OuterRef("pk"))))
    refresh_comments(list(missing.order_by("pk").values_list("pk", flat=True)))


@transaction.atomic
def refresh_saying(phrase: str) -> int:
    """Index anew what is found by these words, in this order; gives how much that is.

    For names that are masked: what is found by the name, or later by what stood in its place.
    """
    wanted = tuple(words(phrase))
    end, there = engines.HIGHEST, 0
    while wanted and (ids := engine().newest(Asked(wanted=[wanted], end=end), BATCH)):
        found = Document.objects.filter(pk__in=ids)
        rows: list[tuple[int, int | None]] = list(found.values_list("story_id", "comment_id"))
        _put_stories([story for story, comment in rows if comment is None])
        _put_comments([comment for _story, comment in rows if comment is not None])
        there += len(rows)
        end = ids[-1]
    return there


def complete() -> int:
    """Index all that should be found and is not there, and take out what should not be.

    Gives how many were added. Each 500 are a transaction of their own: it can be broken off and
    called again.
    """
    _drop_strays()
    added = 0
    for batch in _batches(_missing(PublishedStory.objects.public(), "story", comment=None)):
        with transaction.atomic():
            added += _put_stories(batch)
    for batch in _batches(_missing(Comment.objects.listed(), "comment")):
        with transaction.atomic():
            added += _put_comments(batch)
    if added >= MANY:
        engine().tidy()
    return added


def _drop_strays() -> None:
    stories = Document.objects.filter(comment=None)
    stories.exclude(story__in=PublishedStory.objects.public()).delete()
    comments = Document.objects.filter(comment__isnull=False)
    comments.exclude(comment__in=Comment.objects.listed()).delete()


def missing() -> int:
    """How many stories and comments should be found and are not in the index; changes nothing."""
    stories = _absent(PublishedStory.objects.public(), "story", comment=None)
    return stories.count() + _absent(Comment.objects.listed(), "comment").count()


def _missing(shown: QuerySet, field: str, **which: None) -> list[int]:
    """The keys of what is shown and not in the index."""
    absent = _absent(shown, field, **which)
    return list(absent.order_by("pk").values_list("pk", flat=True))


def _absent(shown: QuerySet, field: str, **which: None) -> QuerySet:
    there = Document.objects.filter(**{field: OuterRef("pk")}, **which)
    return shown.filter(~Exists(there))


def _put_stories(keys: list[int]) -> int:
    public = PublishedStory.objects.public().filter(pk__in=keys).select_related("edition")
    shown = list(public.prefetch_related("by_writers"))
    _drop_moved([story_id(story) for story in shown], story__in=keys, comment=None)
    engine().put([_story(story) for story in shown])
    return len(shown)


def _put_comments(keys: list[int]) -> int:
    listed = Comment.objects.listed().filter(pk__in=keys)
    shown = [Told(*row) for row in listed.values_list(*Told._fields)]
    _drop_moved([comment_id(told.pk, told.posted_at) for told in shown], comment__in=keys)
    engine().put([_comment(told) for told in shown])
    return len(shown)


class Told(NamedTuple):
    """What of a comment is indexed, by the names the query knows it under."""

    pk: int
    posted_at: datetime
    author_id: int
    text__subject: str
    text__html: str
    thread__story_id: int
    thread__story__section_id: int


def _drop_moved(ids: list[int], **which: object) -> None:
    """Take out what is no longer shown, or is shown under another date."""
    moved = Document.objects.filter(**which).exclude(pk__in=ids)
    moved._raw_delete(moved.db)  # nothing points at an entry


def _story(story: PublishedStory) -> Entry:
    return Entry(
        id=story_id(story),
        story=story.pk,
        comment=None,
        section=story.section_id,
        indexed_at=_now(),
        title=words(masked(story.headline)),
        body=words(story_text(story)),
        keys=[
            engines.ALL,
            engines.STORY,
            key_of("section", story.section_id),
            *(key_of("writer", byline.writer_id) for byline in story.by_writers.all()),
        ],
    )


def _comment(told: Told) -> Entry:
    return Entry(
        id=comment_id(told.pk, told.posted_at),
        story=told.thread__story_id,
        comment=told.pk,
        section=told.thread__story__section_id,
        indexed_at=_now(),
        title=words(masked(told.text__subject)),
        body=words(comment_text(told.text__html)),
        keys=[
            engines.ALL,
            engines.COMMENT,
            key_of("section", told.thread__story__section_id),
            key_of("user", told.author_id),
        ],
    )


def story_text(story: PublishedStory) -> str:
    """What is searched of a story beside its headline: standfirst, text, corrections; masked."""
    edition = story.edition
    corrections = (markup.plain(note["html"]) for note in edition.corrections)
    return masked("\n\n".join(filter(None, (edition.standfirst, edition.text, *corrections))))


def comment_text(html: str) -> str:
    """What is searched of a comment beside its subject; masked."""
    return masked(texts.plain_text(html))


def _batches(keys: Iterable[int]) -> Iterator[list[int]]:
    remaining = iter(keys)
    while batch := list(islice(remaining, BATCH)):
        yield batch


def _now() -> int:
    return time.time_ns() // 1000
