"""What the deeds of this room may refuse; the words for readers are the pages' own."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from pasquino.discussion.models import Comment


class DiscussionClosed(Exception):
    """The editors have closed the discussion, or there is none."""


class ReplyElsewhere(Exception):
    """The comment that is answered is not in this thread."""


class ParentGone(Exception):
    """The comment that is answered was removed, hidden or held meanwhile."""


class NothingSaid(Exception):
    """Subject or text is empty."""


class NoWordInSubject(NothingSaid):
    """The subject has signs alone, no letter and no digit."""


class TooLong(Exception):
    """Subject or text is longer than may be; nothing is cut."""


class SentBefore(Exception):
    """The form was sent before, with other words; `comment` is what it made then."""

    def __init__(self, comment: Comment) -> None:
        super().__init__(comment)
        self.comment = comment


class MayNotWrite(Exception):
    """Somebody may not write now; `why` is the sentence for them."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Suspended(MayNotWrite):
    """A moderator or editor keeps this person from writing for a while."""


class NotTheAuthor(Exception):
    """Only who wrote a comment may edit it, add to it or take it back."""


class NotEditable(Exception):
    """The comment was removed, hidden or, where that matters, held."""


class TooLate(Exception):
    """The time for editing is over, or somebody has answered: now it can be added to."""


class ChangedMeanwhile(Exception):
    """The comment was edited in another window since the form was opened."""


class TooManyChanges(Exception):
    """The comment was edited, or added to, as often as it may be."""


class OwnComment(Exception):
    """Nobody rates what they wrote themselves."""


class NotRatable(Exception):
    """The comment was removed, hidden or held: nobody rates what nobody reads."""


class NoSuchRating(Exception):
    """The value is not one of those that this reader may give here."""


class HiddenEnough(Exception):
    """A reader may hide only so many comments a day; `until` says when they may again."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until
