"""The deeds of this room, each one transaction."""

from pasquino.discussion.actions.editing import remove_own_comment
from pasquino.discussion.actions.posting import (
    LONGEST_SUBJECT,
    LONGEST_TEXT,
    open_thread,
    post_comment,
)
from pasquino.discussion.actions.rating import HIGHEST, LOWEST, rate_comment, take_over_rating
from pasquino.discussion.actions.refusals import (
    DiscussionClosed,
    NoSuchRating,
    NothingSaid,
    NotRatable,
    OwnComment,
    ReplyElsewhere,
    TooLong,
)

__all__ = [
    "HIGHEST",
    "LONGEST_SUBJECT",
    "LONGEST_TEXT",
    "LOWEST",
    "DiscussionClosed",
    "NoSuchRating",
    "NotRatable",
    "NothingSaid",
    "OwnComment",
    "ReplyElsewhere",
    "TooLong",
    "open_thread",
    "post_comment",
    "rate_comment",
    "remove_own_comment",
    "take_over_rating",
]
