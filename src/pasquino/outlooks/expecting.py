"""What readers hold likely: said before a claim is settled, held against it afterwards.

Only where the magazine's switch is on (`OutlookPolicy`). A reader sees their own; the magazine
shows all of them in sum; nobody sees another's.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from pasquino.outlooks import records
from pasquino.outlooks.calibration import Calibration, Stated, calibration, of_enough_readers
from pasquino.outlooks.models import (
    Assessment,
    OutlookClaim,
    OutlookPolicy,
    Probability,
    State,
)
from pasquino.outlooks.refusals import AlreadySettled, NotAPercentage, NotAsked

if TYPE_CHECKING:
    from pasquino.accounts.models import User

CERTAIN = 100
FEWEST = 5  # readers in a sum: fewer could be told apart in it
OUTCOMES = {State.CONFIRMED: True, State.REFUTED: False}  # what was neither, counts for nobody


def are_asked() -> bool:
    """The magazine asks its readers how likely claims are."""
    return bool(OutlookPolicy.load().readers_state_probabilities)


@transaction.atomic
def state_probability(*, claim: OutlookClaim, reader: User, percent: int) -> Probability:
    """Have a reader hold a claim so likely from now on; what they said before is kept.

    Raises NotAsked, AlreadySettled and NotAPercentage (0 to 100).
    """
    _check_open(claim)
    if not 0 <= percent <= CERTAIN:
        raise NotAPercentage
    current = _current(claim, reader)
    if current and current.percent == percent:
        return current
    now = timezone.now()
    if current:
        Probability.objects.filter(pk=current.pk).update(replaced_at=now)
    return Probability.objects.create(claim=claim, reader=reader, percent=percent, at=now)


@transaction.atomic
def take_back_probability(*, claim: OutlookClaim, reader: User) -> None:
    """Have a reader hold nothing of a claim any more. Raises NotAsked and AlreadySettled."""
    _check_open(claim)
    if current := _current(claim, reader):
        Probability.objects.filter(pk=current.pk).update(replaced_at=timezone.now())


def probability_of(claim: OutlookClaim, reader: User) -> Probability | None:
    """What a reader holds of a claim now."""
    return Probability.objects.filter(claim=claim, reader=reader, replaced_at=None).first()


def calibration_of(reader: User) -> Calibration | None:
    """How well a reader's own probabilities fitted; None before any of those claims is settled."""
    return calibration(_settled(reader)) if are_asked() else None


def calibration_in_sum(fewest: int = FEWEST) -> Calibration | None:
    """How well all readers' probabilities fitted, without saying whose they were.

    Tenths with fewer readers are left out, of the score too; None where nothing is left.
    """
    return calibration(of_enough_readers(_settled(), fewest)) if are_asked() else None


def _settled(reader: User | None = None) -> Iterator[Stated]:
    """The probabilities that stood on the day as of which their claim was confirmed or refuted.

    What was said after that day, or after the editor's finding, does not count: it was known then.
    """
    stated = Probability.objects.order_by("at", "pk")
    if reader:
        stated = stated.filter(reader=reader)
    claims = OutlookClaim.objects.filter(pk__in=stated.order_by().values("claim")).distinct()
    settled = {
        claim: found.assessment
        for claim, found in records.standings_of(claims).items()
        if found.state in OUTCOMES and found.assessment
    }
    standing: dict[tuple[int, int], Probability] = {}
    for one in stated.filter(claim__in=list(settled)):
        if _stood(one, settled[one.claim_id]):
            standing[one.claim_id, one.reader_id] = one
    for one in standing.values():
        outcome = OUTCOMES[State(settled[one.claim_id].verdict)]
        yield Stated(one.percent, came_true=outcome, reader=one.reader_id)


def _stood(stated: Probability, assessment: Assessment) -> bool:
    """It was said before the assessment, on its day at the latest, and not taken back by then."""
    is_in_time = stated.at < assessment.at and _day(stated.at) <= assessment.on
    ended = stated.replaced_at
    return is_in_time and not (ended and ended < assessment.at and _day(ended) <= assessment.on)


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()


def _check_open(claim: OutlookClaim) -> None:
    if not are_asked():
        raise NotAsked
    if records.standing_of(claim).is_settled:
        raise AlreadySettled


def _current(claim: OutlookClaim, reader: User) -> Probability | None:
    """What the reader holds now; the claim's row is locked: two tabs do not write at once."""
    OutlookClaim.objects.select_for_update(no_key=True).get(pk=claim.pk)
    return probability_of(claim, reader)
