"""Keeps the skeletons of the discussions read last, one store a process, always up to date."""

from __future__ import annotations

from collections.abc import Iterable

from pasquino.discussion.kept import SkeletonCache
from pasquino.discussion.models import Comment, Thread
from pasquino.discussion.threads import Skeleton

_cache = SkeletonCache()
_COLUMNS = ("number", "parent_number", "state", "rating_sum", "rating_count", "author_id")


def skeleton(thread: Thread) -> Skeleton:
    """The skeleton of a thread at the revision of the row given, loaded or brought up to date."""
    return _cache.get(
        thread.pk, thread.revision, lambda: _rows(thread), lambda since: _rows(thread, since)
    )


def forget() -> None:
    """Drop all: for tests, whose databases reuse ids."""
    global _cache  # noqa: PLW0603 - one store a process
    _cache = SkeletonCache()


def _rows(thread: Thread, since: int | None = None) -> Iterable[tuple[int, ...]]:
    """All rows, or those changed after a revision; newer ones than the thread's do no harm."""
    comments = Comment.objects.filter(thread=thread)
    if since is not None:
        comments = comments.filter(revision__gt=since)
    rows: Iterable[tuple[int, ...]] = comments.values_list(*_COLUMNS)
    return rows
