"""Members say how likely a claim is, and see how well that fitted; nobody else does."""

from __future__ import annotations

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from pasquino.accounts import limits
from pasquino.accounts.access import member, only
from pasquino.accounts.limit import Limit
from pasquino.accounts.limits import TooOften
from pasquino.accounts.models import Role, User
from pasquino.outlooks import (
    actions,
    addresses,
    citing,
    expectations,
    expecting,
    reader_words,
    records,
)
from pasquino.outlooks.models import OutlookClaim, Probability
from pasquino.outlooks.reach import claim_for, outlook_for
from pasquino.outlooks.refusals import NotAPercentage
from pasquino.outlooks.sentences import REFUSALS, of_refusal
from pasquino.outlooks.views import claim_page

CHANGES = Limit(60, 3600)
LONGEST = 20  # characters that come back in a refused form


@only(Role.READER, why="members say how likely a claim is")
def probability(request: HttpRequest, number: int, key: str) -> HttpResponse:
    """Take what a member says of a claim, or takes back; the form stands on the claim's page."""
    claim = claim_for(outlook_for(request, number), key)
    if not expecting.are_asked():
        raise Http404
    if request.method != "POST":
        return redirect(addresses.of_claim(claim))
    given = request.POST.get("percent", "")[:LONGEST]
    try:
        limits.take("probabilities", member(request).pk, limit=CHANGES)
        _say(claim, member(request), given, takes_back="take_back" in request.POST)
    except (*REFUSALS, TooOften) as refused:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if isinstance(refused, TooOften):
            status = HTTPStatus.TOO_MANY_REQUESTS
        return claim_page(request, claim, status=status, given=given, refusal=of_refusal(refused))
    return redirect(f"{addresses.of_claim(claim)}#probability")


@only(Role.READER, why="a member's own probabilities")
def own(request: HttpRequest) -> HttpResponse:
    """What a member holds likely now, and how well that fitted what was settled."""
    if not expecting.are_asked():
        raise Http404
    reader = member(request)
    context = {"rows": _rows(reader), "fitted": expectations.of_reader(reader)}
    return render(request, "outlooks/own_probabilities.html", context)


def _say(claim: OutlookClaim, reader: User, given: str, *, takes_back: bool) -> None:
    if takes_back:
        actions.take_back_probability(claim=claim, reader=reader)
        return
    words = given.strip().removesuffix("%").strip()
    if not (words.isascii() and words.isdecimal()):
        raise NotAPercentage
    actions.state_probability(claim=claim, reader=reader, percent=int(words))


def _rows(reader: User) -> list[dict[str, object]]:
    """Each claim with what the reader holds of it and how it stands, the last said first.

    Claims that nobody may read any more are left out.
    """
    stated = Probability.objects.filter(reader=reader, replaced_at=None).order_by("-at", "-pk")
    stated = stated.filter(claim__outlook__in=citing.public())
    found = list(stated.select_related("claim__outlook"))
    standings = records.standings_of([one.claim for one in found])
    return [
        {
            "stated": one,
            "claim": one.claim,
            "address": addresses.of_claim(one.claim),
            "state": reader_words.state(standings[one.claim_id]),
        }
        for one in found
    ]
