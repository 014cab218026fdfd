"""How readers rate here, what a comment's ratings amount to, and the words for it. No database.

All that prints a score asks `words`, so that a magazine where nobody rates shows none anywhere
(decision 0016).
"""

from __future__ import annotations

from typing import Protocol

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

HIDE = 0  # what trusted readers may give: "nobody should have to read this"
LOWEST, HIGHEST = 1, 5
RECOMMENDED = 4
FOLDS_BELOW = 1
FEW = 10  # of a hundred comments


class RatingProfile(models.TextChoices):
    """How readers rate here; the choice is the site's."""

    ONE_TO_FIVE = "1-5", gettext_lazy("from 1 to 5")
    RECOMMEND = "recommend", gettext_lazy("recommend")
    OFF = "off", gettext_lazy("nobody rates")


class Policy(Protocol):
    """What a site has settled about rating; `DiscussionPolicy` has it."""

    rating_profile: str
    ratings_to_count: int


def words(rating_sum: int, rating_count: int, policy: Policy) -> str:
    """The score as a comment's header prints it; empty where nothing is to be printed.

    ``"none / 0"``, ``"3.50 / 2"`` or, with fewer ratings than count here, ``"none / 1"``; where
    readers recommend, ``"3 recommend"``, and nothing while nobody does.
    """
    if policy.rating_profile == RatingProfile.ONE_TO_FIVE:
        if rating_count < policy.ratings_to_count:
            return f"{mean_words(0, 0)} / {rating_count}"
        return score_words(rating_sum, rating_count)
    if policy.rating_profile == RatingProfile.OFF or rating_count < policy.ratings_to_count:
        return ""
    number = recommendations(rating_sum, rating_count)
    if not number:
        return ""
    return ngettext("{number} recommends", "{number} recommend", number).format(number=number)


def score_words(rating_sum: int, rating_count: int) -> str:
    """Mean and number of ratings: ``"none / 0"`` or ``"3.50 / 2"``."""
    return f"{mean_words(rating_sum, rating_count)} / {rating_count}"


def mean_words(rating_sum: int, rating_count: int) -> str:
    """The mean with two decimals, ``"3.50"``, or ``"none"`` where nobody has rated.

    Rounded half up, away from zero for a negative mean, in whole numbers: 2.675 is "2.68",
    which a float would print as "2.67".
    """
    if rating_count == 0:
        return _("none")
    hundredths = (200 * abs(rating_sum) + rating_count) // (2 * rating_count)
    sign = "-" if rating_sum < 0 and hundredths else ""
    return f"{sign}{hundredths // 100}.{hundredths % 100:02d}"


def recommendations(rating_sum: int, rating_count: int) -> int:
    """How many recommend: each gives 4, so it is a quarter of the sum, at most one a rater.

    Ratings from 1 to 5 of an earlier time, whose values an import may not even know, count by
    the same measure.
    """
    return min((rating_sum + RECOMMENDED // 2) // RECOMMENDED, rating_count)


def value_words(value: int, policy: Policy) -> str:
    """One reader's rating in words: ``"4"``, ``"hide"``, ``"recommends"``."""
    if value == HIDE:
        return _("hide")
    return _("recommends") if policy.rating_profile == RatingProfile.RECOMMEND else str(value)


def values(policy: Policy, *, is_trusted: bool) -> tuple[int, ...]:
    """What a reader may give here."""
    hide = (HIDE,) if is_trusted else ()
    if policy.rating_profile == RatingProfile.ONE_TO_FIVE:
        return (*hide, *range(LOWEST, HIGHEST + 1))
    return (*hide, RECOMMENDED) if policy.rating_profile == RatingProfile.RECOMMEND else ()


def is_low(rating_sum: int, rating_count: int, policy: Policy) -> bool:
    """Readers think it should not be read: enough have rated, and their mean is below 1.

    With recommendations of 4 this is the rule Daily Kos came to: three times as many hide it as
    recommend it, and one more (specs/discussion.md a4, a10).
    """
    if policy.rating_profile == RatingProfile.OFF or not rating_count:
        return False
    return rating_count >= policy.ratings_to_count and rating_sum < FOLDS_BELOW * rating_count


def few_rate(rated: int, comments: int) -> bool:
    """So few comments of a discussion are rated that their scores tell nothing (a10)."""
    return 100 * rated < FEW * comments
