"""What readers' pages show of probabilities; nothing where the magazine does not ask for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pasquino.accounts.models import User
from pasquino.outlooks import expecting
from pasquino.outlooks.calibration import Calibration
from pasquino.outlooks.outline import ClaimShown


@dataclass(frozen=True)
class Expectation:
    """What a page asks a reader of a claim: `percent` is what they said last, or None."""

    percent: int | None
    is_open: bool
    is_member: bool


def of_claim(request: HttpRequest, shown: ClaimShown) -> Expectation | None:
    """What stands on the claim's page; None where the magazine does not ask."""
    if not expecting.are_asked():
        return None
    is_open = not shown.standing.is_settled
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES  # else nobody is asked for
    if not has_session or not isinstance(request.user, User):
        return Expectation(None, is_open=is_open, is_member=False) if is_open else None
    stated = expecting.probability_of(shown.claim, request.user)
    return Expectation(stated.percent if stated else None, is_open=is_open, is_member=True)


def in_sum() -> list[str] | None:
    """How well all readers' probabilities fitted; None where too few have said something."""
    found = expecting.calibration_in_sum()
    if not found:
        return None
    return [*(_of_readers(*one) for one in _tenths(found)), _in_all(found)]


def of_reader(reader: User) -> list[str]:
    """How well a reader's own probabilities fitted: a sentence for each tenth they used."""
    found = expecting.calibration_of(reader)
    return [*(_of_own(*one) for one in _tenths(found)), _in_all(found)] if found else []


def _tenths(found: Calibration) -> Iterator[tuple[int, int, int]]:
    """Of each tenth: how many claims, how likely they were held on average, how many came true."""
    for tenth in found.tenths:
        yield tenth.count, round(tenth.stated), tenth.came_true


def _in_all(found: Calibration) -> str:
    """The Brier score with what it may be measured against."""
    score = number_format(round(found.brier, 2), decimal_pos=2, use_l10n=True)
    always_even = number_format(0.25, decimal_pos=2, use_l10n=True)
    return _(
        "In all, the Brier score is {score}: 0 is for whoever is always right and sure of it, "
        "{even} for whoever says 50 % each time."
    ).format(score=score, even=always_even)


def _of_own(count: int, percent: int, came_true: int) -> str:
    words = ngettext(
        "Of {count} claim to which you gave about {percent} %, {came_true} came true.",
        "Of {count} claims to which you gave about {percent} %, {came_true} came true.",
        count,
    )
    return words.format(count=count, percent=percent, came_true=came_true)


def _of_readers(count: int, percent: int, came_true: int) -> str:
    words = ngettext(
        "{count} time readers gave a claim about {percent} %; {came_true} time it came true.",
        "{count} times readers gave a claim about {percent} %; {came_true} times it came true.",
        count,
    )
    return words.format(count=count, percent=percent, came_true=came_true)
