"""The deeds an author may do to what they have written."""

from __future__ import annotations

from django.db import transaction

from pasquino.discussion.actions.revisions import next_revision
from pasquino.discussion.announcements import comments_changed
from pasquino.discussion.models import Comment


@transaction.atomic
def remove_own_comment(*, comment: Comment) -> None:
    """The author takes a comment back: a tombstone keeps its place and its replies."""
    revision = next_revision(comment.thread_id)
    taken = Comment.objects.filter(pk=comment.pk, state=Comment.State.VISIBLE).update(
        state=Comment.State.REMOVED_BY_AUTHOR, revision=revision
    )
    if not taken:
        return
    comments_changed.send(sender=Comment, thread=comment.thread, comments=[comment.pk])
