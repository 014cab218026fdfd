"""Threads, comments, ratings, and how they are written and read."""

from pasquino.discussion.models.comments import (
    Addition,
    Comment,
    CommentQuerySet,
    CommentText,
    CommentVersion,
    Thread,
)
from pasquino.discussion.models.figures import CommentFigure
from pasquino.discussion.models.policy import DiscussionPolicy
from pasquino.discussion.models.quoting import CommentQuotation
from pasquino.discussion.models.readers import Rating, ReadingPreference
from pasquino.discussion.models.writing import Draft, Submission

__all__ = [
    "Addition",
    "Comment",
    "CommentFigure",
    "CommentQuerySet",
    "CommentQuotation",
    "CommentText",
    "CommentVersion",
    "DiscussionPolicy",
    "Draft",
    "Rating",
    "ReadingPreference",
    "Submission",
    "Thread",
]
