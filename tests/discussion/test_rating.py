import pytest
from django.utils import translation

from pasquino.discussion.rating import mean_words, score_words


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
