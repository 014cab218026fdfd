"""What the deeds of this room may refuse; the words for readers are the pages' own."""

from __future__ import annotations

from datetime import datetime


class DiscussionClosed(Exception):
    """The editors have closed the discussion, or there is none."""


class ReplyElsewhere(Exception):
    """The comment that is answered is not in this thread."""


class NothingSaid(Exception):
    """Subject or text is empty."""


class TooLong(Exception):
    """Subject or text is longer than may be; nothing is cut."""


class OwnComment(Exception):
    """Nobody rates what they wrote themselves."""


class NotRatable(Exception):
    """The comment was removed, hidden or held: nobody rates what nobody reads."""


class NoSuchRating(Exception):
    """The value is not one of those that this reader may give here."""


class MayNotRate(Exception):
    """Somebody who may not write now may not rate either."""


class HiddenEnough(Exception):
    """A reader may hide only so many comments a day; `until` says when they may again."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until
