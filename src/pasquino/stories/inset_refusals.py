"""Why a chart, an outlook or a claim cannot stand in a story, each in one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from pasquino.figures.models import Figure, Series, SeriesPoint
from pasquino.figures.stated import PERCENT
from pasquino.outlooks.models import Assessment, Outlook, OutlookClaim

Refusal = tuple[str, str]  # the field of the block, and the sentence
LARGEST = 2**63 - 1  # of a number in the database


def of_figures(numbers: Sequence[int], series: int | None, shown: str) -> Refusal | None:
    """Why these figures, or this series, cannot be shown so."""
    if numbers and series:
        return "series", _("Give either figures or a series, not both.")
    if series:
        return _of_series(series, shown)
    if not numbers:
        return "figures", _("Give the number of at least one figure, or of a series.")
    return _of_numbers(numbers, shown)


def of_outlook(number: int) -> str:
    """Why this outlook cannot be shown; empty where it can."""
    if number <= LARGEST and Outlook.objects.filter(pk=number).exists():
        return ""
    return _("No outlook has this number; look it up under Outlooks.")


def of_claim(number: int, assessment: int | None) -> Refusal | None:
    """Why this claim, or this assessment of it, cannot be cited."""
    if number > LARGEST or not OutlookClaim.objects.filter(pk=number).exists():
        return "claim", _("No claim has this number; look it up on the page of its outlook.")
    if assessment is None:
        return None
    found = Assessment.objects.filter(pk=min(assessment, LARGEST)).first()
    if found is None:
        return "assessment", _("No assessment has this number; look it up beside its claim.")
    if found.claim_id != number:
        return "assessment", _("This is an assessment of another claim; give one of this claim.")
    if found.is_withdrawn:
        return "assessment", _("This assessment was withdrawn; give the one that counts.")
    return None


def _of_series(series: int, shown: str) -> Refusal | None:
    if series > LARGEST or not Series.objects.filter(pk=series).exists():
        return "series", _("No series has this number; look it up under Figures.")
    if not SeriesPoint.objects.filter(line__series=series).exists():
        return "series", _("There is no count in this series yet; add one first.")
    if shown == "share":
        return "shown", _("A share of a whole shows one figure, not a series.")
    return None


def _of_numbers(numbers: Sequence[int], shown: str) -> Refusal | None:
    asked = [number for number in numbers if number <= LARGEST]
    known = {figure.pk: figure for figure in Figure.objects.filter(pk__in=asked)}
    unknown = [str(number) for number in numbers if number not in known]
    if unknown:
        sentence = _("No figure has the number {numbers}; look it up under Figures.")
        return "figures", sentence.format(numbers=", ".join(unknown))
    if shown == "share" and (len(numbers) > 1 or known[numbers[0]].unit != PERCENT):
        return "shown", _("A share of a whole shows one figure that is a percentage.")
    return None
