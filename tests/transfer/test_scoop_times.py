"""What Scoop prints of a comment's ratings and time, read back, with every doubt noted."""

from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pasquino.transfer.scoop.page import read_page
from pasquino.transfer.scoop.zones import rating_sum, zone_of
from tests.transfer.scoop_text import (
    FRAME,
    STORY,
    WHEN,
    a_comment,
    only_comment,
    page_with,
    refusal,
)

pytestmark = pytest.mark.once


def test_an_unrated_comment_has_no_mean() -> None:
    comment = only_comment(a_comment(1))

    assert (comment.mean, comment.ratings, comment.rating_sum) == (None, 0, 0)


def test_the_sum_of_ratings_comes_back_from_the_mean() -> None:
    comment = only_comment(a_comment(1, title="Fares (4.33 / 3) (#1)"))

    assert (comment.mean, comment.ratings, comment.rating_sum) == (Decimal("4.33"), 3, 13)


@given(st.lists(st.integers(1, 5), min_size=1, max_size=99))
def test_every_sum_survives_its_printed_mean(ratings: list[int]) -> None:
    mean = (Decimal(sum(ratings)) / len(ratings)).quantize(Decimal("0.01"))

    assert rating_sum(mean, len(ratings)) == (sum(ratings), "")


@pytest.mark.parametrize(
    ("score", "note"),
    [
        ("3.30 / 2", "has the mean 3.30 of 2 ratings, which no whole numbers give"),
        ("none / 2", "shows no mean for its 2 ratings"),
        ("3.00 / 0", "shows the mean 3.00 without a rating"),
        ("3.00 / 400", "has so many ratings (400) that the mean 3.00 fits several sums"),
    ],
)
def test_a_doubtful_rating_is_noted(score: str, note: str) -> None:
    page = page_with(a_comment(1, title=f"Fares ({score}) (#1)"))

    assert page.notes == (f"Line 19: comment #1 {note}.",)


@pytest.mark.parametrize(
    ("when", "moment"),
    [
        ("Wed May 06, 2015 at 12:08:09 AM EDT", "2015-05-06T00:08:09-04:00"),
        ("Wed May 06, 2015 at 12:08:09 PM CEST", "2015-05-06T12:08:09+02:00"),
        ("Wed May 06, 2015 at 19:08:09 GMT", "2015-05-06T19:08:09+00:00"),
        ("wednesday may 6, 2015 at 7:08:09 pm +0530", "2015-05-06T19:08:09+05:30"),
    ],
)
def test_dates_carry_their_zone(when: str, moment: str) -> None:
    posted_at = only_comment(a_comment(1, when=when)).posted_at

    assert posted_at is not None
    assert posted_at.isoformat() == moment


def test_an_unknown_zone_is_noted_once_and_never_guessed() -> None:
    when = WHEN.replace("EDT", "XYZ")
    page = page_with(a_comment(1, when=when), a_comment(2, when=when))

    assert [comment.posted_at for comment in page.comments] == [None, None]
    assert page.comments[0].local.isoformat() == "2015-05-06T19:08:09"
    assert page.notes == (
        '"XYZ" is no time zone we know (first in line 20): name the zone with --zone.',
    )


def test_an_operator_may_name_the_zone_that_is_unknown() -> None:
    text = STORY + FRAME + a_comment(1, when=WHEN.replace("EDT", "IST"))

    page = read_page(text, fallback_zone=ZoneInfo("Europe/Dublin"))

    assert page.comments[0].posted_at == datetime(2015, 5, 6, 18, 8, 9, tzinfo=UTC)
    assert page.notes == (
        '"IST" is no time zone we know (first in line 20): read as Europe/Dublin.',
    )


def test_an_hour_that_came_twice_is_noted() -> None:
    text = STORY + FRAME + a_comment(1, when="Sun Oct 25, 2015 at 02:30:00 AM XYZ")

    page = read_page(text, fallback_zone=ZoneInfo("Europe/Rome"))

    assert any("clocks changed in Europe/Rome" in note for note in page.notes)


def test_a_wrong_weekday_is_noted() -> None:
    page = page_with(a_comment(1, when=WHEN.replace("Wed", "Thu")))

    assert page.notes == ("Line 20: 2015-05-06 was another day of the week.",)


@pytest.mark.parametrize("when", [WHEN.replace("06", "32"), WHEN.replace("07:", "13:")])
def test_an_impossible_date_is_refused(when: str) -> None:
    assert refusal(STORY + FRAME + a_comment(1, when=when)).startswith("Line 20 has an impossible")


def test_zones_that_mean_several_offsets_are_unknown() -> None:
    assert [zone_of(name) for name in ("IST", "MSK", "", "EST5", "+99")] == [None] * 5
    assert zone_of("hst") is not None
