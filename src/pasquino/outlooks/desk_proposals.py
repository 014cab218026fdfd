"""Proposed assessments at the desk: accepted with a form, or declined with an answer."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from pasquino.accounts.access import member
from pasquino.outlooks import actions, desk_sayings, reader_words, records
from pasquino.outlooks.desk_assessing import assessment_given
from pasquino.outlooks.desk_door import by_editors, done, shown
from pasquino.outlooks.desk_forms import AnswerForm, AssessForm
from pasquino.outlooks.models import AssessmentProposal

SHOWN = 100
DECIDED_SHOWN = 20


@by_editors
def proposals(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, oldest first, and what was decided lately."""
    rows = AssessmentProposal.objects.select_related("claim__outlook", "by", "made", "decided_by")
    waiting = rows.filter(outcome="").order_by("at", "pk")
    context = {
        "waiting": waiting[:SHOWN],
        "more": max(0, waiting.count() - SHOWN),
        "decided": rows.exclude(outcome="").order_by("-decided_at", "-pk")[:DECIDED_SHOWN],
    }
    return shown(request, "proposals.html", context)


@by_editors
def proposal(request: HttpRequest, key: int) -> HttpResponse:
    """One proposal, with an assessment filled in from it; saving that credits the proposer."""
    found = _proposal(key)
    if request.method != "POST":
        return _page(request, found)
    form = AssessForm(request.POST)
    if form.is_valid() and done(form, lambda: _accept(request, found, form)):
        return redirect("desk-outlook-proposals")
    return _page(request, found, form=form)


@by_editors
@require_POST
def decline(request: HttpRequest, key: int) -> HttpResponse:
    """No, and why."""
    found, form = _proposal(key), AnswerForm(request.POST)
    if form.is_valid() and done(
        form,
        lambda: actions.decline_proposal(
            proposal=found, answer=form.cleaned_data["answer"], by=member(request)
        ),
    ):
        messages.success(request, _("It is declined; whoever proposed it can read why."))
        return redirect("desk-outlook-proposals")
    return _page(request, found, answer=form)


def _accept(request: HttpRequest, found: AssessmentProposal, form: AssessForm) -> None:
    given = assessment_given(form, request)
    if not given["sources"]:
        given["sources"] = [""]  # none at all: the proposal's own was taken out of the form
    made = actions.accept_proposal(proposal=found, **given)
    messages.success(request, desk_sayings.of_assessed(made, is_proposed=True))


def _proposal(key: int) -> AssessmentProposal:
    rows = AssessmentProposal.objects.select_related(
        "claim__outlook", "claim__node", "by", "made", "decided_by"
    )
    return get_object_or_404(rows, pk=key)


def _initial(found: AssessmentProposal) -> dict[str, Any]:
    """The day only where the proposal names one: an editor says as of when."""
    is_day = len(found.on) == len("2018-03-07")
    return {
        "verdict": found.verdict,
        "on": found.on if is_day else "",
        "sources": found.url,
        "assessor": found.assessor,
        "reason": found.reason,
    }


def _page(
    request: HttpRequest,
    found: AssessmentProposal,
    *,
    form: AssessForm | None = None,
    answer: AnswerForm | None = None,
) -> HttpResponse:
    claim = found.claim
    standing = records.standing_of(claim)
    context = {
        "proposal": found,
        "claim": claim,
        "said_by": records.said_by(claim),
        "state": reader_words.state(standing),
        "review": reader_words.review(standing),
        "last": reader_words.last_assessed(standing),
        "newer": reader_words.overtaken(found, standing),
        "form": form or AssessForm(initial=_initial(found)),
        "answer": answer or AnswerForm(),
    }
    return shown(request, "proposal.html", context, refused=bool(form or answer))
