"""What the deeds of this room may refuse; the words for moderators are in `sentences.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pasquino.moderation.models import Action


class ReasonMissing(Exception):
    """Nothing is done without a reason."""


class ReasonTooLong(Exception):
    """Reason or note is longer than may be; nothing is cut."""


class AlreadyUndone(Exception):
    """Somebody has undone this action; `undoing` is theirs."""

    def __init__(self, undoing: Action) -> None:
        super().__init__(undoing.pk)
        self.undoing = undoing


class ChangedSince(Exception):
    """What was done to has been changed since; `later` is what a moderator did, if one did."""

    def __init__(self, later: Action | None) -> None:
        super().__init__(later.pk if later else None)
        self.later = later


class SwitchedAlready(Exception):
    """The site's switch stands there already."""
