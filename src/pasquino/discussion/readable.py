"""Whether somebody may read a comment by itself: one rule for all pages and deeds."""

from __future__ import annotations

from pasquino.accounts import standing
from pasquino.accounts.models import User
from pasquino.discussion.models import Comment, DiscussionPolicy
from pasquino.discussion.rating import RatingProfile


def hides_low(reader: User | None) -> bool:
    """Whether what is rated low is hidden from this reader, or from the public."""
    policy = DiscussionPolicy.current()
    if not policy.low_rating_hides or policy.rating_profile == RatingProfile.OFF:
        return False
    return reader is None or not standing.is_trusted(reader)


def is_readable(comment: Comment, reader: User | None) -> bool:
    """Neither gone nor hidden, nor held: what is held is on its author's and moderators' pages.

    Who is trusted is looked up only where it matters.
    """
    if comment.is_under_hidden:
        return False
    if comment.state == Comment.State.FOLDED:
        return not hides_low(reader)
    return comment.state == Comment.State.VISIBLE
