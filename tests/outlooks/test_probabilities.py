"""Readers may say how likely a claim is, and see afterwards how well that fitted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from pasquino.accounts.models import User
from pasquino.outlooks import actions, expecting, records, refusals
from pasquino.outlooks.models import OutlookClaim, OutlookPolicy, Probability
from tests import make
from tests.outlooks.expected import assess, claim, editor, outlook

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked() -> None:
    """The magazine asks its readers."""
    policy = OutlookPolicy.load()
    policy.readers_state_probabilities = True
    policy.save()


def test_nobody_is_asked_unless_the_magazine_says_so() -> None:
    with pytest.raises(refusals.NotAsked):
        actions.state_probability(claim=claim(), reader=make.reader(), percent=50)


@pytest.mark.usefixtures("asked")
def test_a_reader_changes_their_mind_and_what_they_said_before_is_kept() -> None:
    of, reader = claim(), make.reader()
    actions.state_probability(claim=of, reader=reader, percent=80)
    actions.state_probability(claim=of, reader=reader, percent=60)
    actions.state_probability(claim=of, reader=reader, percent=60)

    current = expecting.probability_of(of, reader)
    assert current is not None
    assert current.percent == 60
    assert [one.percent for one in of.probabilities.all()] == [80, 60]


@pytest.mark.usefixtures("asked")
def test_a_reader_takes_back_what_they_said() -> None:
    of, reader = claim(), make.reader()
    actions.state_probability(claim=of, reader=reader, percent=80)

    actions.take_back_probability(claim=of, reader=reader)

    assert expecting.probability_of(of, reader) is None


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("percent", [-1, 101])
def test_a_probability_is_a_percentage(percent: int) -> None:
    with pytest.raises(refusals.NotAPercentage):
        actions.state_probability(claim=claim(), reader=make.reader(), percent=percent)


@pytest.mark.usefixtures("asked")
def test_nothing_can_be_said_of_a_settled_claim() -> None:
    of, reader = claim(), make.reader()
    assess(of, "confirmed")

    with pytest.raises(refusals.AlreadySettled):
        actions.state_probability(claim=of, reader=reader, percent=99)
    with pytest.raises(refusals.AlreadySettled):
        actions.take_back_probability(claim=of, reader=reader)


@pytest.mark.usefixtures("asked")
def test_a_reader_sees_their_own_calibration_after_settlement() -> None:
    of, ada, bert = outlook(), make.reader(), make.reader()
    for key, percent in (("C1", 90), ("C2", 80), ("C3", 50)):
        actions.state_probability(claim=claim(key, of), reader=ada, percent=percent)
    actions.state_probability(claim=claim("C1", of), reader=bert, percent=0)
    assert expecting.calibration_of(ada) is None

    settle(claim("C1", of), "confirmed")
    settle(claim("C2", of), "refuted")
    settle(claim("C3", of), "unresolvable")

    own, whole = expecting.calibration_of(ada), expecting.calibration_in_sum(fewest=1)
    assert own is not None
    assert own.count == 2
    assert own.brier == pytest.approx((0.1**2 + 0.8**2) / 2)
    assert whole is not None
    assert whole.count == 3
    assert whole.brier == pytest.approx((0.1**2 + 0.8**2 + 1) / 3)


@pytest.mark.usefixtures("asked")
def test_what_was_said_after_the_day_of_the_assessment_does_not_count() -> None:
    of, early, late, hasty = claim(), make.reader(), make.reader(), make.reader()
    then = datetime(2025, 3, 7, 12, tzinfo=UTC)
    stated(of, early, 70, at=then - timedelta(days=9), until=then + timedelta(days=1))
    stated(of, early, 100, at=then + timedelta(days=1))
    stated(of, late, 100, at=then + timedelta(days=1))
    stated(of, hasty, 40, at=then - timedelta(days=9), until=then - timedelta(days=2))

    assess(of, "confirmed", on=then.date())

    whole = expecting.calibration_in_sum(fewest=1)
    assert whole is not None
    assert (whole.count, whole.tenths[0].low, whole.tenths[0].stated) == (1, 70, 70)


@pytest.mark.usefixtures("asked")
def test_a_reader_is_not_shown_as_a_sum_because_others_spoke_too_late() -> None:
    of, then = claim(), datetime(2025, 3, 7, 12, tzinfo=UTC)
    stated(of, make.reader(), 80, at=then - timedelta(days=9))
    for _number in range(expecting.FEWEST - 1):
        stated(of, make.reader(), 80, at=then + timedelta(days=9))

    assess(of, "confirmed", on=then.date())

    assert expecting.calibration_in_sum() is None


@pytest.mark.usefixtures("asked")
def test_a_reader_alone_in_a_tenth_is_left_out_of_the_sum_and_of_its_score() -> None:
    of, then = claim(), datetime(2025, 3, 7, 12, tzinfo=UTC)
    for _number in range(expecting.FEWEST):
        stated(of, make.reader(), 80, at=then - timedelta(days=9))
    stated(of, make.reader(), 0, at=then - timedelta(days=9))

    assess(of, "confirmed", on=then.date())

    whole = expecting.calibration_in_sum()
    assert whole is not None
    assert [(tenth.low, tenth.count) for tenth in whole.tenths] == [(80, expecting.FEWEST)]
    assert whole.brier == pytest.approx(0.04)


@pytest.mark.usefixtures("asked")
def test_one_reader_who_speaks_often_is_not_many() -> None:
    of, then, reader = outlook(), datetime(2025, 3, 7, 12, tzinfo=UTC), make.reader()
    for key in ("C1", "C2", "C3"):
        stated(claim(key, of), reader, 80, at=then - timedelta(days=9))
        assess(claim(key, of), "confirmed", on=then.date())

    assert expecting.calibration_in_sum(fewest=2) is None
    assert expecting.calibration_of(reader) is not None


@pytest.mark.usefixtures("asked")
def test_a_withdrawn_assessment_opens_the_claim_for_readers_again() -> None:
    of, reader = claim(), make.reader()
    mistaken = assess(of, "confirmed")

    actions.withdraw_assessment(assessment=mistaken, reason="Another wall.", by=editor())
    actions.state_probability(claim=of, reader=reader, percent=30)

    assert not records.standing_of(of).is_settled
    assert expecting.calibration_in_sum() is None


def test_what_was_said_while_the_switch_was_on_is_not_shown_when_it_is_off() -> None:
    of, reader = claim(), make.reader()
    stated(of, reader, 70, at=datetime(2025, 1, 1, tzinfo=UTC))
    assess(of, "confirmed")

    assert expecting.calibration_of(reader) is None
    assert expecting.calibration_in_sum() is None


def settle(of: OutlookClaim, verdict: str) -> None:
    """Assess it as of today."""
    assess(of, verdict, on=timezone.localdate())


def stated(
    of: OutlookClaim, reader: User, percent: int, *, at: datetime, until: datetime | None = None
) -> None:
    """What a reader said some time ago."""
    Probability.objects.create(claim=of, reader=reader, percent=percent, at=at, replaced_at=until)
