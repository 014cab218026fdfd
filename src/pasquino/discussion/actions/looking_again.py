"""Quotations in comments are looked at again when what they may be from came, or changed.

Each comment is a task of its own, behind whatever people wait for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet
from django_tasks import task

from pasquino.discussion.actions.quoting import look_at_quotations
from pasquino.discussion.batches import batches
from pasquino.discussion.models import Comment, CommentQuotation, Thread
from pasquino.discussion.origins import key_of_given
from pasquino.sources.models import WorkAddress
from pasquino.stories.models import StorySource

Origin = CommentQuotation.Origin
AFTER_OTHERS = -10  # priority of the tasks
_NOBODY_NAMED = Q(origin=Origin.NONE, quotation__work=None)


def wait_for_sources(story: int) -> bool:
    """Whether anything is quoted that a change of this story may bear upon."""
    waiting = CommentQuotation.objects.filter(
        Q(comment__thread__story=story) & (_NOBODY_NAMED | Q(origin=Origin.STORY))
        | Q(origin=Origin.GIVEN, quotation__work=None)
    )
    return bool(waiting.exists())


@task()
def look_again(work: int) -> None:
    """In the background: a copy of this work came; it may be what comments quote."""
    stories = StorySource.objects.filter(work=work).values("story")
    _look_at(
        CommentQuotation.objects.filter(_NOBODY_NAMED, comment__thread__story__in=stories),
        _naming([work]),
    )


@task()
def look_again_under(story: int) -> None:
    """In the background: a story was published or changed, in its words or in what it cites."""
    under = CommentQuotation.objects.filter(comment__thread__story=story)
    works = StorySource.objects.filter(story=story).values_list("work", flat=True)
    _look_at(under.filter(_NOBODY_NAMED | Q(origin=Origin.STORY)), _naming(list(works)))


def look_again_at_quoting(thread: Thread, changed: Iterable[int]) -> None:
    """Have comments that quote these (by id) looked at: they changed, or who may read them did."""
    for batch in batches(changed):
        numbers = Comment.objects.filter(pk__in=batch).values("number")
        _look_at(
            CommentQuotation.objects.filter(
                origin=Origin.COMMENT, comment__thread=thread, of_number__in=numbers
            )
        )


def _look_at(rows: QuerySet[CommentQuotation], more: Collection[int] = ()) -> None:
    comments = {*rows.values_list("comment", flat=True), *more}
    for comment in sorted(comments, reverse=True):
        look_at_quotations.using(priority=AFTER_OTHERS).enqueue(comment)


def _naming(works: Collection[int]) -> set[int]:
    """The comments that give an address of one of these works, which was not known then."""
    if not works:
        return set()
    keys = set(WorkAddress.objects.filter(work__in=works).values_list("key", flat=True))
    given = CommentQuotation.objects.filter(quotation__work=None, origin=Origin.GIVEN)
    rows = given.values_list("comment", "url").iterator()
    return {comment for comment, url in rows if key_of_given(url) in keys}
