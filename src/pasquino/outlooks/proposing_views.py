"""Members tell the editors what became of claims, and see what the editors decided."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pasquino.accounts import limits, standing
from pasquino.accounts.access import member, only
from pasquino.accounts.limit import Limit
from pasquino.accounts.models import Role
from pasquino.outlooks import actions, addresses, reader_words, records
from pasquino.outlooks.models import AssessmentProposal, OutlookClaim
from pasquino.outlooks.proposing_forms import AssessmentForm
from pasquino.outlooks.reach import claim_for, outlook_for
from pasquino.outlooks.sentences import REFUSALS, of_refusal

PROPOSALS = Limit(20, 86_400)  # of one member a day


@dataclass(frozen=True)
class SaidIn:
    """The comment that says what became of a claim: its path and its number."""

    address: str
    number: int


@only(Role.READER, why="members tell the editors what became of claims")
def propose(request: HttpRequest, number: int, key: str) -> HttpResponse:
    """The form, and what follows from it."""
    return answer(request, claim_for(outlook_for(request, number), key))


@only(Role.READER, why="a member's own proposals")
def own(request: HttpRequest) -> HttpResponse:
    """What a member has proposed, the last first, with what the editors decided."""
    proposed = AssessmentProposal.objects.filter(by=member(request)).order_by("-pk")
    found = list(proposed.select_related("claim__outlook", "made"))
    standings = records.standings_of([one.claim for one in found])
    rows = [
        {
            "proposal": one,
            "address": addresses.of_claim(one.claim),
            "newer": reader_words.overtaken(one, standings[one.claim_id]),
        }
        for one in found
    ]
    return render(request, "outlooks/own_assessments.html", {"rows": rows})


def answer(
    request: HttpRequest, claim: OutlookClaim, said_in: SaidIn | None = None
) -> HttpResponse:
    """The page of the form about a claim; a higher room says in which comment it stands.

    The claim is one that whoever asks may see. Nothing that is given is fetched.
    """
    standing_now = records.standing_of(claim)
    context = {
        "claim": claim,
        "address": addresses.of_claim(claim),
        "state": reader_words.state(standing_now),
        "last": reader_words.last_assessed(standing_now),
        "said_in": said_in,
        "hindrance": standing.hindrance(member(request)),
    }
    if request.method != "POST":
        return _page(request, context, AssessmentForm())
    form = AssessmentForm(request.POST)
    if context["hindrance"]:
        return _page(request, context, form, status=HTTPStatus.FORBIDDEN)
    if not form.is_valid():
        return _page(request, context, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return _proposed(request, context, form)


def _proposed(request: HttpRequest, context: dict[str, Any], form: AssessmentForm) -> HttpResponse:
    said_in, by = context["said_in"], member(request)
    try:
        limits.take("assessments", by.pk, limit=PROPOSALS)
        proposal = actions.propose_assessment(
            claim=context["claim"],
            by=by,
            from_address=said_in.address if said_in else "",
            **form.cleaned_data,
        )
    except (*REFUSALS, limits.TooOften) as refused:
        form.add_error(None, of_refusal(refused))
        is_often = isinstance(refused, limits.TooOften)
        status = HTTPStatus.TOO_MANY_REQUESTS if is_often else HTTPStatus.UNPROCESSABLE_ENTITY
        return _page(request, context, form, status=status)
    newer = reader_words.overtaken(proposal, records.standing_of(proposal.claim))
    return _page(request, context | {"proposal": proposal, "newer": newer}, form)


def _page(
    request: HttpRequest,
    context: dict[str, Any],
    form: AssessmentForm,
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    return render(request, "outlooks/propose.html", {**context, "form": form}, status=status)
