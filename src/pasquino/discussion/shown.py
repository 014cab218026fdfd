"""What is read of comments to print them: one query a page, and one for what its reader thinks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db import models
from django.db.models import QuerySet
from django.utils import timezone

from pasquino.delivery.prepared import Among, Given, GivenList, Prepared
from pasquino.discussion import fragments
from pasquino.discussion.actions import editable_until
from pasquino.discussion.models import Comment, CommentText, DiscussionPolicy, Rating, Thread


class Shown(NamedTuple):
    """What is read of a comment to show it."""

    number: int
    pk: int
    author_id: int
    posted_at: datetime
    rating_sum: int
    rating_count: int
    author: str
    author_slug: str
    parent_author: str | None
    parent_state: int | None
    subject: str
    reason: str  # a moderator's, for what stands in its place
    fragment: str
    version: int
    edited_at: datetime | None


_COLUMNS = (
    "number", "pk", "author_id", "posted_at", "rating_sum", "rating_count",
    "author__name", "author__slug", "parent__author__name", "parent__state",
    "text__subject", "text__moderator_reason", "text__fragment", "text__fragment_version",
    "text__edited_at",
)  # fmt: skip
_shown = Prepared(
    lambda: Comment.objects.filter(
        Among("number", GivenList("numbers")), thread=Given("thread", models.BigIntegerField())
    ).values_list(*_COLUMNS)
)
_ratings = Prepared(
    lambda: Rating.objects.filter(
        Among("comment_id", GivenList("comments")), rater=Given("rater", models.BigIntegerField())
    ).values_list("comment_id", "value")
)


def read(thread: Thread, numbers: Iterable[int]) -> dict[int, Shown]:
    """What is shown of these comments, by number; in one query.

    Fragments that an earlier template made are made anew; the rows are left alone.
    """
    shown = {row[0]: Shown(*row) for row in _shown.rows(thread=thread.pk, numbers=numbers)}
    older = [number for number, row in shown.items() if row.version != fragments.VERSION]
    for text in _texts(thread, older) if older else ():
        number, fragment = text.comment.number, fragments.render(text.as_written())
        shown[number] = shown[number]._replace(fragment=fragment)
    return shown


def _texts(thread: Thread, numbers: list[int]) -> QuerySet[CommentText]:
    texts = CommentText.objects.select_related("comment")
    texts = texts.prefetch_related("comment__additions")
    return texts.filter(comment__thread=thread, comment__number__in=numbers)


def own_ratings(reader: int, shown: Iterable[Shown]) -> dict[int, int]:
    """What a reader (by id) has thought of comments, by the comments' ids; in one query."""
    found = _ratings.rows(rater=reader, comments=[row.pk for row in shown])
    return dict(found)


def still_open(reader: int, shown: Iterable[Shown], policy: DiscussionPolicy) -> frozenset[int]:
    """Which comments their author may still edit, by id: they are new, and nobody has answered.

    Asks only where somebody has just written something; `check_editable` has the last word.
    """
    now = timezone.now()
    own = [row for row in shown if row.author_id == reader]
    new = {row.pk for row in own if now <= editable_until(row.posted_at, policy)}
    if not new:
        return frozenset()
    answers = Comment.objects.filter(parent__in=new).exclude(state__in=Comment.UNSEEN)
    return frozenset(new.difference(answers.values_list("parent_id", flat=True)))
