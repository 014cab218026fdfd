"""Which held comments somebody has known: those that were released and are held again.

The row of a comment does not say; the room above that holds comments again registers how to
find them, so that those who keep copies learn of it.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import QuerySet

from pasquino.discussion.models import Comment

Narrowed = Callable[[QuerySet[Comment]], QuerySet[Comment]]
_ways: list[Narrowed] = []


def register(way: Narrowed) -> None:
    """Have a function asked: of held comments it keeps those that were not always held."""
    if way not in _ways:
        _ways.append(way)


def held_again(comments: QuerySet[Comment]) -> set[int]:
    """The ids of those among these that are held, or were taken back then, and were not always."""
    held = comments.filter(state__in=Comment.UNSEEN)
    return {pk for way in _ways for pk in way(held).values_list("pk", flat=True)}
