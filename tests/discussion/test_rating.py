import pytest
from django.utils import translation

from pasquino.discussion.models import DiscussionPolicy
from pasquino.discussion.rating import (
    few_rate,
    is_low,
    mean_words,
    recommendations,
    score_words,
    values,
    words,
)

pytestmark = pytest.mark.once


def test_a_comment_nobody_rated_says_none() -> None:
    with translation.override("en"):
        assert score_words(0, 0) == "none / 0"


def test_a_rated_comment_shows_its_mean_and_how_many_rated() -> None:
    assert score_words(7, 2) == "3.50 / 2"


@pytest.mark.parametrize(
    ("rating_sum", "rating_count", "words"),
    [(10, 3, "3.33"), (5, 3, "1.67"), (0, 4, "0.00"), (107, 40, "2.68"), (1, 200, "0.01")],
)
def test_a_mean_is_rounded_half_up_to_two_decimals(
    rating_sum: int, rating_count: int, words: str
) -> None:
    assert mean_words(rating_sum, rating_count) == words


def test_a_mean_below_zero_keeps_its_sign_unless_it_rounds_to_zero() -> None:
    assert mean_words(-7, 2) == "-3.50"
    assert mean_words(-1, 200) == "-0.01"
    assert mean_words(-1, 1000) == "0.00"


def a_policy(profile: str = "1-5", needed: int = 1) -> DiscussionPolicy:
    return DiscussionPolicy(rating_profile=profile, ratings_to_count=needed)


@pytest.mark.parametrize(
    ("profile", "needed", "ratings", "said"),
    [
        ("1-5", 1, (), "none / 0"),
        ("1-5", 1, (3, 4), "3.50 / 2"),
        ("1-5", 3, (3, 4), "none / 2"),
        ("recommend", 1, (), ""),
        ("recommend", 1, (4,), "1 recommends"),
        ("recommend", 1, (4, 4, 4, 0), "3 recommend"),
        ("recommend", 2, (4,), ""),
        ("recommend", 1, (0, 0), ""),
        ("off", 1, (3, 4), ""),
    ],
)
def test_the_site_settles_how_a_score_is_said(
    profile: str, needed: int, ratings: tuple[int, ...], said: str
) -> None:
    with translation.override("en"):
        assert words(sum(ratings), len(ratings), a_policy(profile, needed)) == said


@pytest.mark.parametrize(("ratings", "number"), [((5, 5, 5), 3), ((3, 3), 2), ((1, 1, 1), 1)])
def test_earlier_ratings_count_as_recommendations_by_a_quarter_of_their_sum(
    ratings: tuple[int, ...], number: int
) -> None:
    assert recommendations(sum(ratings), len(ratings)) == number


@pytest.mark.parametrize(
    ("ratings", "needed", "low"),
    [((), 1, False), ((0,), 1, True), ((0,), 2, False), ((0, 1, 1), 1, True), ((1,), 1, False)],
)
def test_low_is_a_mean_below_one_of_enough_ratings(
    ratings: tuple[int, ...], needed: int, low: bool
) -> None:
    assert is_low(sum(ratings), len(ratings), a_policy(needed=needed)) is low
    assert not is_low(sum(ratings), len(ratings), a_policy("off", needed))


def test_few_is_under_a_tenth() -> None:
    assert (few_rate(1, 11), few_rate(1, 10), few_rate(0, 0)) == (True, False, False)


def test_each_profile_has_its_values_and_hiding_is_for_trusted_readers() -> None:
    assert values(a_policy(), is_trusted=False) == (1, 2, 3, 4, 5)
    assert values(a_policy(), is_trusted=True) == (0, 1, 2, 3, 4, 5)
    assert values(a_policy("recommend"), is_trusted=True) == (0, 4)
    assert values(a_policy("off"), is_trusted=True) == ()
