"""The deeds of this room, each one transaction."""

from pasquino.discussion.actions.editing import remove_own_comment
from pasquino.discussion.actions.posting import (
    LONGEST_SUBJECT,
    LONGEST_TEXT,
    open_thread,
    post_comment,
)
from pasquino.discussion.actions.rating import (
    HIDES_A_DAY,
    HIGHEST,
    LOWEST,
    Rated,
    rate_comment,
    rate_many,
    take_back_rating,
    take_over_rating,
)
from pasquino.discussion.actions.rating_rules import reapply_rating_rules
from pasquino.discussion.actions.refusals import (
    DiscussionClosed,
    HiddenEnough,
    MayNotRate,
    NoSuchRating,
    NothingSaid,
    NotRatable,
    OwnComment,
    ReplyElsewhere,
    TooLong,
)

__all__ = [
    "HIDES_A_DAY",
    "HIGHEST",
    "LONGEST_SUBJECT",
    "LONGEST_TEXT",
    "LOWEST",
    "DiscussionClosed",
    "HiddenEnough",
    "MayNotRate",
    "NoSuchRating",
    "NotRatable",
    "NothingSaid",
    "OwnComment",
    "Rated",
    "ReplyElsewhere",
    "TooLong",
    "open_thread",
    "post_comment",
    "rate_comment",
    "rate_many",
    "reapply_rating_rules",
    "remove_own_comment",
    "take_back_rating",
    "take_over_rating",
]
