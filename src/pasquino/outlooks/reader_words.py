"""What readers are told of claims and dates, in words."""

from __future__ import annotations

from datetime import date

from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from pasquino.magazine.templatetags.magazine_tags import day_in_words
from pasquino.outlooks.models import Assessment, AssessmentProposal, State
from pasquino.outlooks.records import Standing, first_day, last_day


def state(standing: Standing) -> str:
    """How a claim stands, in a word or two: "refuted", "open", "not assessed"."""
    if standing.reads_not_assessed:
        return _("not assessed")
    return str(State(standing.state).label)


def review(standing: Standing) -> str:
    """Which review was missed, or comes next; empty where none does."""
    if standing.overdue_since:
        return _("review was due on {day}").format(day=day_in_words(standing.overdue_since))
    if standing.next_review:
        return _("next review on {day}").format(day=day_in_words(standing.next_review))
    return ""


def last_assessed(standing: Standing) -> str:
    """When a claim was last assessed, and whose finding it was; empty where it never was."""
    return as_of(standing.assessment) if standing.assessment else ""


def overtaken(proposal: AssessmentProposal, standing: Standing) -> str:
    """That what is proposed is older than what counts; empty where it is not, or was declined."""
    on = proposal.made.on if proposal.made else last_day(proposal.on)
    counting = standing.assessment
    is_declined = proposal.outcome == AssessmentProposal.Outcome.DECLINED
    if is_declined or counting is None or on is None or on >= counting.on:
        return ""
    return _(
        "The assessment of {day} counts: one of an earlier day is noted beside it, and the claim "
        "stands as it does."
    ).format(day=day_in_words(counting.on))


def as_of(assessment: Assessment) -> str:
    """The day of an assessment, with whose finding it is if not the magazine's own."""
    day = day_in_words(assessment.on)
    if not assessment.assessor:
        return day
    return _("{day}, according to {assessor}").format(day=day, assessor=assessment.assessor)


def known_date(words: str) -> str:
    """A date as exactly as it is known: "2017", "March 2017", "7 March 2017"."""
    day = first_day(words)
    if day is None or len(words) == len("2017"):
        return words
    if len(words) == len("2017-03"):
        pattern = pgettext("month of a year, Django date format", "F Y")
        return dateformat.format(day, pattern)
    return day_in_words(day)


def days(listed: list[date]) -> str:
    """Days in a row: "7 September 2017, 7 March 2018"."""
    return ", ".join(day_in_words(day) for day in listed)
