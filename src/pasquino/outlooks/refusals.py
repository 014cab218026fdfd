"""Why a deed of this room is not done, by name; `sentences.py` finds the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pasquino.outlooks.models import OutlookClaim


class NoSource(Exception):
    """An assessment, or a proposal for one, without a source."""


class NotAnEditor(Exception):
    """Assessments are signed by editors."""


class NoVerdict(Exception):
    """The verdict is none of the states a claim can have."""


class InTheFuture(Exception):
    """Nothing is assessed as of a day that has not come."""


class BeforeItWasStated(Exception):
    """A claim cannot have been assessed before it was made."""


class NoDate(Exception):
    """The date is none: neither a year, nor a month, nor a day."""


class NoReason(Exception):
    """Something is taken back or put right without saying why."""


class NoWords(Exception):
    """An observation without saying what happened."""


class AlreadyWithdrawn(Exception):
    """The assessment has been withdrawn before."""


class AlreadyDecided(Exception):
    """An editor has decided on this proposal before."""


class NotAsked(Exception):
    """The magazine does not ask its readers for probabilities."""


class AlreadySettled(Exception):
    """The claim is settled: what was expected of it can no longer be said."""


class NotAPercentage(Exception):
    """A probability is a whole number from 0 to 100."""


class ClaimInUse(Exception):
    """A claim stays that was assessed, of which readers said what they expect, or that a story
    comes back to: `claim`.
    """

    def __init__(self, claim: OutlookClaim) -> None:
        super().__init__(claim)
        self.claim = claim


class AlreadyHere(Exception):
    """An outlook of this identity is here already."""
