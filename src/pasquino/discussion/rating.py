"""The words for a comment's rating: the mean of its ratings and how many there are."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class RatingProfile(models.TextChoices):
    """How readers rate here; the choice is the site's."""

    ONE_TO_FIVE = "1-5", gettext_lazy("from 1 to 5")
    RECOMMEND = "recommend", gettext_lazy("recommend")
    OFF = "off", gettext_lazy("nobody rates")


def score_words(rating_sum: int, rating_count: int) -> str:
    """The score as the comment's header prints it: ``"none / 0"`` or ``"3.50 / 2"``."""
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
