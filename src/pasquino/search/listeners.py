"""Listens to what is published and said; the index changes in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.dispatch import receiver

from pasquino.discussion.announcements import comments_changed, thread_changed
from pasquino.discussion.models import Comment, Thread
from pasquino.search import indexing
from pasquino.sources.announcements import masks_changed
from pasquino.sources.models import NameMask
from pasquino.stories.announcements import everything_replaced, story_changed
from pasquino.stories.models import PublishedStory


@receiver(story_changed)
def a_story_changed(story: PublishedStory, **_rest: Any) -> None:
    """It was published, published anew or withdrawn."""
    indexing.refresh_story(story)


@receiver(comments_changed)
def comments_came_or_changed(
    comments: Iterable[int], new: Comment | None = None, **_rest: Any
) -> None:
    """Comments were posted, changed, removed, hidden or shown again."""
    if new is not None:
        indexing.add_comment(new)
    else:
        indexing.refresh_comments(comments)


@receiver(thread_changed)
def a_discussion_changed(thread: Thread, **_rest: Any) -> None:
    """A whole discussion was put away, or shown again."""
    indexing.refresh_thread(thread)


@receiver(masks_changed)
def names_were_masked_or_shown(masks: Iterable[NameMask], **_rest: Any) -> None:
    """What said the name no longer is found by it; what said something else for it is again."""
    for mask in masks:
        indexing.refresh_saying(mask.name if mask.lifted_at is None else mask.replacement)


@receiver(everything_replaced)
def everything_was_replaced(**_rest: Any) -> None:
    """A backup was restored; it holds no index."""
    indexing.complete()


def the_database_was_brought_up_to_date(using: str, **rest: Any) -> None:
    """Index what was there before there was a search, and what an interruption left out.

    Not after going back, or half the way: then the tables are not those that the models know.
    Nor after emptying all tables, which announces the same without a plan.
    """
    if "plan" not in rest:
        return
    executor = MigrationExecutor(connections[using])
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        indexing.complete()
