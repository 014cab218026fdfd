"""Moderators and what they find, for tests of the broom."""

from __future__ import annotations

from pasquino.accounts.models import Role, User
from pasquino.discussion.models import Comment, CommentText, Thread
from pasquino.moderation.records import Grounds
from tests import make


def moderator(name: str = "") -> User:
    return make.person(name, Role.MODERATOR)


def grounds(by: User | None = None, reason: str = "Not about the weir.") -> Grounds:
    return Grounds(by or moderator(), reason)


def held(comment: Comment) -> Comment:
    """The comment, held as posting holds it: nobody counts it."""
    Comment.objects.filter(pk=comment.pk).update(state=Comment.State.HELD)
    recount(comment.thread)
    comment.refresh_from_db()
    return comment


def recount(thread: Thread) -> None:
    """Store the count as it is worked out from scratch."""
    count = Comment.objects.filter(thread=thread).visible_to(None).count()
    Thread.objects.filter(pk=thread.pk).update(visible_count=count)


def standing(comment: Comment) -> tuple[int, str]:
    """State and reason as stored."""
    comment.refresh_from_db()
    return comment.state, CommentText.objects.get(pk=comment.pk).moderator_reason
