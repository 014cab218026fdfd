"""What is read of comments to print them: one query a page, and one for what its reader thinks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from pasquino.discussion import fragments
from pasquino.discussion.models import Comment, CommentText, Rating, Thread


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


_COLUMNS = (
    "number", "pk", "author_id", "posted_at", "rating_sum", "rating_count",
    "author__name", "author__slug", "parent__author__name", "parent__state",
    "text__subject", "text__moderator_reason", "text__fragment", "text__fragment_version",
)  # fmt: skip


def read(thread: Thread, numbers: Iterable[int]) -> dict[int, Shown]:
    """What is shown of these comments, by number; in one query.

    Fragments that an earlier template made are made anew; the rows are left alone.
    """
    rows = Comment.objects.filter(thread=thread, number__in=list(numbers))
    shown = {row[0]: Shown(*row) for row in rows.values_list(*_COLUMNS)}
    older = [number for number, row in shown.items() if row.version != fragments.VERSION]
    for text in _texts(thread, older) if older else ():
        comment = text.comment
        written = fragments.Written(
            comment.number, comment.parent_number, comment.depth, text.subject, text.html,
            text.language,
        )  # fmt: skip
        number = comment.number
        shown[number] = shown[number]._replace(fragment=fragments.render(written))
    return shown


def _texts(thread: Thread, numbers: list[int]) -> QuerySet[CommentText]:
    texts = CommentText.objects.select_related("comment")
    return texts.filter(comment__thread=thread, comment__number__in=numbers)


def own_ratings(reader: int, shown: Iterable[Shown]) -> dict[int, int]:
    """What a reader (by id) has thought of comments, by the comments' ids; in one query."""
    found = Rating.objects.filter(rater=reader, comment__in=[row.pk for row in shown])
    return dict(found.values_list("comment_id", "value"))


def still_open(reader: int, shown: Iterable[Shown], minutes: int) -> frozenset[int]:
    """Which comments their author may still edit, by id: they are new, and nobody has answered.

    Asks only where somebody has just written something.
    """
    since = timezone.now() - timedelta(minutes=minutes)
    new = {row.pk for row in shown if row.author_id == reader and row.posted_at > since}
    if not new:
        return frozenset()
    answered = Comment.objects.filter(parent__in=new).values_list("parent_id", flat=True)
    return frozenset(new.difference(answered))
