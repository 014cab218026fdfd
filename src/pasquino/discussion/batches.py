"""Changes to a great many comments at once: each gets a new revision, and rooms above hear of it.

One statement a batch instead of one a comment: ten thousand comments take seconds, not minutes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from pasquino.discussion.announcements import comments_changed
from pasquino.discussion.models import Comment, DiscussionPolicy, Thread

BATCH = 2_000
T = TypeVar("T")


def lock_threads(*comments: QuerySet[Comment]) -> None:
    """Lock the threads of these comments, in one order, so that no two deeds wait for each other.

    To be called first in a transaction that changes comments of many threads in several steps.
    """
    keys: set[int] = set()
    for found in comments:
        keys |= set(found.order_by().values_list("thread", flat=True).distinct())
    for batch in batches(sorted(keys)):
        _locked(batch)


def change(comments: QuerySet[Comment], **changes: object) -> list[int]:
    """Change these comments and announce it; gives their ids. Without changes they only renew.

    Must run in a transaction; what the comments say must be changed before, if it changes too.
    """
    found = list(comments.order_by("thread", "pk").values_list("pk", "thread"))
    for batch in batches(found):
        by_thread: dict[int, list[int]] = defaultdict(list)
        for comment, thread in batch:
            by_thread[thread].append(comment)
        threads = _locked(list(by_thread))
        Thread.objects.filter(pk__in=by_thread).update(revision=F("revision") + 1)
        own_thread = Thread.objects.filter(pk=OuterRef("thread"))
        Comment.objects.filter(pk__in=[comment for comment, _thread in batch]).update(
            revision=Subquery(own_thread.values("revision")[:1]), **changes
        )
        for row in threads:
            comments_changed.send(sender=Comment, thread=row, comments=by_thread[row.pk])
    return [comment for comment, _thread in found]


def recount(threads: Iterable[int], policy: DiscussionPolicy) -> None:
    """Count anew what everybody sees of these threads; a deed has their rows locked."""
    hidden = [*Comment.UNSEEN, Comment.State.BRANCH_HIDDEN]
    hidden += [Comment.State.FOLDED] if policy.low_rating_hides else []
    shown = Q(comments__is_under_hidden=False) & ~Q(comments__state__in=hidden)
    for batch in batches(sorted(set(threads))):
        counted = Thread.objects.filter(pk__in=batch).annotate(shown=Count("comments", shown))
        for thread in counted:
            Thread.objects.filter(pk=thread.pk).update(visible_count=thread.shown)


def batches(things: Iterable[T]) -> Iterator[list[T]]:
    """The things in lists of at most `BATCH`."""
    source = iter(things)
    while batch := list(islice(source, BATCH)):
        yield batch


def _locked(threads: list[int]) -> list[Thread]:
    """Their rows, locked in the order of their keys."""
    rows = Thread.objects.select_for_update(of=("self",)).select_related("story")
    return list(rows.filter(pk__in=threads).order_by("pk"))
