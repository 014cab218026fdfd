"""What this room does when it hears of changes: counts anew, and has new rules applied."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from django_tasks import task

from pasquino.accounts.announcements import account_closed, person_joined
from pasquino.discussion.actions.figuring import tie_reported
from pasquino.discussion.actions.looking_again import (
    look_again,
    look_again_at_quoting,
    look_again_under,
    wait_for_sources,
)
from pasquino.discussion.actions.posting import open_thread
from pasquino.discussion.actions.rating_rules import reapply_rating_rules
from pasquino.discussion.announcements import comments_changed
from pasquino.discussion.batches import recount
from pasquino.discussion.models import Comment, DiscussionPolicy, Thread
from pasquino.figures.announcements import figures_imported
from pasquino.sources.announcements import capture_kept
from pasquino.sources.models import Capture
from pasquino.stories.announcements import story_changed
from pasquino.stories.models import PublishedStory


@receiver(story_changed)
def a_published_story_has_a_discussion(story: PublishedStory, **_rest: Any) -> None:
    """Opened with the story; editors may close it. A withdrawn story keeps what it has."""
    if story.withdrawn_at is None:
        open_thread(story)


@receiver(story_changed)
def a_story_may_say_what_its_comments_quote(story: PublishedStory, **_rest: Any) -> None:
    """Have quotations looked at again that may be from it, or from what it cites."""
    if wait_for_sources(story.pk):
        transaction.on_commit(partial(look_again_under.enqueue, story.pk))


@receiver(capture_kept)
def a_copy_may_be_what_comments_quote(capture: Capture, **_rest: Any) -> None:
    """Have quotations without a source looked at again, where the work may be theirs."""
    transaction.on_commit(partial(look_again.enqueue, capture.work_id))


@receiver(figures_imported)
def figures_came_in(reported: Any, **_rest: Any) -> None:
    """Figures of a document are tied to the comment that reports them, where it is ours."""
    for one in reported:
        if one.story_url and one.comment_number is not None:
            tie_reported(one.figure, one.story_url, one.comment_number)


@receiver(comments_changed)
def a_comment_may_no_longer_say_what_others_quote(
    thread: Thread, comments: list[int], new: Comment | None = None, **_rest: Any
) -> None:
    """Have whoever quotes a changed comment looked at again; nobody quotes a new one yet."""
    if new is None:
        look_again_at_quoting(thread, comments)


@receiver(comments_changed)
def _count_without_what_is_hidden(thread: Thread, **_announced: object) -> None:
    """Where readers hide by rating, which deeds need not know of, a thread's count follows."""
    policy = DiscussionPolicy.current()
    if policy.low_rating_hides:
        recount([thread.pk], policy)


@receiver(account_closed)
@receiver(person_joined)
@receiver(post_save, sender=DiscussionPolicy)
def _have_rules_applied(**_announced: object) -> None:
    """The editors may have changed what a low rating does; who left took their ratings along."""
    transaction.on_commit(apply_rating_rules.enqueue)


@task()
def apply_rating_rules() -> None:
    """Fold and unfold in the background what today's policy asks for."""
    reapply_rating_rules()
