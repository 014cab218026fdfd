"""What is overdue follows from review dates, and reads "not assessed", never "open"."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils import translation

from pasquino.outlooks import actions, reader_words, records, sentences
from pasquino.outlooks.models import OutlookClaim
from tests import make
from tests.outlooks.expected import assess, claim, editor, outlook

pytestmark = pytest.mark.django_db
REVIEWED = {"review_on": ["2024-09-07", "2025-03-07"]}
Queries = Any  # pytest-django's fixture has no type of its own


def test_a_claim_is_open_up_to_and_on_its_review_date() -> None:
    of = claim(of=outlook(horizon=REVIEWED))

    standing = records.standing_of(of, date(2024, 9, 7))

    assert (standing.is_overdue, standing.next_review) == (False, date(2024, 9, 7))
    assert sentences.of_standing(standing) == "open"


def test_an_overdue_claim_reads_not_assessed_and_never_open() -> None:
    of = claim(of=outlook(horizon=REVIEWED))

    standing = records.standing_of(of, date(2024, 9, 8))

    assert standing.is_overdue
    assert sentences.of_standing(standing) == "not assessed, overdue since September 7, 2024"


def test_a_claim_found_still_open_is_overdue_again_after_the_next_review_date() -> None:
    of = claim(of=outlook(horizon=REVIEWED))
    assess(of, "open", on=date(2024, 10, 1))

    in_between = records.standing_of(of, date(2024, 12, 1))
    afterwards = records.standing_of(of, date(2025, 3, 8))

    assert sentences.of_standing(in_between) == "open"
    assert sentences.of_standing(afterwards) == "not assessed, overdue since March 7, 2025"


def test_what_is_contested_keeps_its_state_and_says_that_a_review_is_overdue() -> None:
    of = claim(of=outlook(horizon=REVIEWED))
    assess(of, "contested", on=date(2024, 10, 1))

    standing = records.standing_of(of, date(2026, 1, 1))

    assert sentences.of_standing(standing) == "contested, review overdue since March 7, 2025"


@pytest.mark.parametrize(
    "verdict", ["confirmed", "refuted", "mixed", "unresolvable", "withdrawn_by_author"]
)
def test_what_is_settled_is_not_reviewed_again(verdict: str) -> None:
    of = claim(of=outlook(horizon=REVIEWED))
    assess(of, verdict, on=date(2024, 4, 1))

    standing = records.standing_of(of, date(2026, 1, 1))

    assert not standing.is_overdue
    assert standing.next_review is None


def test_without_a_review_date_nothing_is_overdue() -> None:
    assert not records.standing_of(claim(), date(2999, 1, 1)).is_overdue


@pytest.mark.parametrize(
    ("horizon", "last"), [("2024", "2024-12-31"), ("2024-06", "2024-06-30"), ("soon", None)]
)
def test_the_end_of_a_horizon_that_is_a_date_is_a_review_date(
    horizon: str, last: str | None
) -> None:
    found = outlook(horizon={"stated": horizon})

    assert [day.isoformat() for day in records.review_days(found)] == ([last] if last else [])


def test_what_is_due_is_listed_the_longest_overdue_first() -> None:
    late = outlook(horizon={"review_on": ["2025-01-01"]})
    later = outlook(horizon={"review_on": ["2024-06-01"]})
    outlook()
    assess(claim("C1", late), "confirmed")

    found = [(one.claim.outlook, one.claim.key) for one in records.due(date(2025, 6, 1))]

    assert found == [(later, "C1"), (later, "C2"), (later, "C3"), (late, "C2"), (late, "C3")]


def test_review_dates_are_set_anew() -> None:
    of = outlook(horizon=REVIEWED)

    actions.set_review_dates(
        outlook=of,
        days=[date(2025, 3, 7), date(2027, 1, 1)],
        reason="A report is due.",
        by=editor(),
    )

    assert records.review_days(of) == [date(2025, 3, 7), date(2027, 1, 1)]


def test_the_standings_of_many_claims_cost_three_queries(
    django_assert_num_queries: Queries,
) -> None:
    one, other = outlook(horizon=REVIEWED), outlook(horizon=REVIEWED)
    assess(claim("C1", one), "confirmed")
    claims = list(OutlookClaim.objects.filter(outlook__in=[one, other]))

    with django_assert_num_queries(3):
        standings = records.standings_of(claims)

    assert len(standings) == 6


def test_standings_are_said_in_the_reader_s_language() -> None:
    of = claim(of=outlook(horizon=REVIEWED))
    assess(of, "contested", on=date(2024, 10, 1))

    with translation.override("de"):
        said = sentences.of_standing(records.standing_of(of, date(2026, 1, 1)))

    assert "März" in said


def test_days_are_said_as_the_magazine_writes_them_everywhere() -> None:
    make.magazine(clock="24")

    standing = records.standing_of(claim(of=outlook(horizon=REVIEWED)), date(2024, 9, 8))

    assert sentences.of_standing(standing) == "not assessed, overdue since 7 September 2024"
    assert reader_words.review(standing) == "review was due on 7 September 2024"
