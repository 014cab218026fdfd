"""What this room says to people: how claims stand, and why a wish was refused."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from pasquino.magazine.templatetags.magazine_tags import day_in_words
from pasquino.outlooks import refusals
from pasquino.outlooks.comparing import LeftOut
from pasquino.outlooks.models import State
from pasquino.outlooks.records import Standing
from pasquino.sources import sentences as of_sources

REFUSALS = (
    refusals.AlreadyDecided,
    refusals.AlreadySettled,
    refusals.AlreadyWithdrawn,
    refusals.BeforeItWasStated,
    refusals.ClaimInUse,
    refusals.InTheFuture,
    refusals.NoDate,
    refusals.NoReason,
    refusals.NoSource,
    refusals.NoVerdict,
    refusals.NoWords,
    refusals.NotAPercentage,
    refusals.NotAnEditor,
    refusals.NotAsked,
    *of_sources.REFUSALS,
)


def of_standing(standing: Standing) -> str:
    """How a claim stands in a few words: "refuted", "not assessed, overdue since 7 March 2018"."""
    if standing.overdue_since is None:
        return str(State(standing.state).label)
    since = _day(standing.overdue_since)
    if standing.reads_not_assessed:
        return _("not assessed, overdue since {day}").format(day=since)
    return _("{state}, review overdue since {day}").format(
        state=State(standing.state).label, day=since
    )


def of_last_assessment(standing: Standing) -> str:
    """When it was last assessed, and according to whom; empty where it never was."""
    if standing.assessment is None:
        return ""
    day = _day(standing.assessment.on)
    if standing.assessment.assessor:
        return _("{day}, according to {assessor}").format(
            day=day, assessor=standing.assessment.assessor
        )
    return day


def of_left_out(left_out: LeftOut) -> str:
    """What a file adds to an outlook that was not brought in; empty where that is nothing."""
    if not left_out:
        return ""
    counted = (
        (left_out.assessments, _l("assessments")),
        (left_out.proposals, _l("proposed assessments")),
        (left_out.observations, _l("observations")),
        (left_out.review_dates, _l("review dates")),
    )
    parts = ", ".join(f"{name}: {count}" for count, name in counted if count)
    return _("The file has more than is here, and it was not brought in ({parts}).").format(
        parts=parts
    )


def of_refusal(refused: Exception) -> str:
    """What to tell somebody whose wish was refused: one of `REFUSALS`."""
    if isinstance(refused, refusals.ClaimInUse):
        return _(
            "The claim “{claim}” was assessed, readers have said what they expect of it, or a "
            "story comes back to it. It stays: what was found must remain readable."
        ).format(claim=refused.claim)
    if isinstance(refused, of_sources.REFUSALS):
        return of_sources.of_refusal(refused)
    return str(_REFUSED[type(refused)])


def _day(day: date) -> str:
    return day_in_words(day)


_REFUSED: dict[type[Exception], object] = {
    refusals.NoSource: _l(
        "An assessment needs at least one source. Give the address of a page, or choose a source."
    ),
    refusals.NotAnEditor: _l("Claims are assessed by editors. Propose it to them instead."),
    refusals.NoVerdict: _l("Choose one of the verdicts from the list."),
    refusals.InTheFuture: _l("This day has not come yet. Give the day as of which you assess it."),
    refusals.BeforeItWasStated: _l(
        "The outlook was stated later than that. Give the day as of which you assess it."
    ),
    refusals.NoDate: _l("Give the date as exactly as it is known: 2017, 2017-03 or 2017-03-07."),
    refusals.NoReason: _l("Say why in a few words: readers see it."),
    refusals.NoWords: _l("Say what happened."),
    refusals.AlreadyWithdrawn: _l("This assessment has been withdrawn already."),
    refusals.AlreadyDecided: _l(
        "Somebody has decided on this proposal already. Look at it again."
    ),
    refusals.NotAsked: _l("This magazine does not ask its readers how likely a claim is."),
    refusals.AlreadySettled: _l(
        "This claim is settled. How likely it is could be said until then."
    ),
    refusals.NotAPercentage: _l("Give a whole number from 0 to 100."),
}
