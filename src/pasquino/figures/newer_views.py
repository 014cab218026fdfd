"""Members tell the editors of newer counts, and see what became of that."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from pasquino.accounts import limits, standing
from pasquino.accounts.access import member, only
from pasquino.accounts.limit import Limit
from pasquino.accounts.models import Role, User
from pasquino.figures import actions, citing, records
from pasquino.figures.models import Figure, FigureProposal
from pasquino.figures.newer_forms import NewerForm
from pasquino.figures.sentences import REFUSALS, of_refusal
from pasquino.sources import sentences as of_sources

PROPOSALS = Limit(20, 86_400)  # of one member a day
LARGEST = 2**63 - 1


@dataclass(frozen=True)
class SaidIn:
    """The comment that gives the newer count: its path and its number."""

    address: str
    number: int


@only(Role.READER, why="members tell the editors of newer counts")
def newer(request: HttpRequest, number: int) -> HttpResponse:
    """The form, and what follows from it."""
    return answer(request, number)


@only(Role.READER, why="a member's own proposals")
def own(request: HttpRequest) -> HttpResponse:
    """What a member has proposed, the last first, with what the editors decided."""
    proposed = FigureProposal.objects.filter(by=member(request)).select_related("figure", "made")
    return render(request, "figures/own_newer.html", {"proposals": proposed.order_by("-pk")})


def answer(request: HttpRequest, number: int, said_in: SaidIn | None = None) -> HttpResponse:
    """The page of the form about a public figure; a higher room says in which comment it stands.

    Nothing that is given is fetched. Raises Http404.
    """
    figure = get_object_or_404(Figure, pk=number if number <= LARGEST else None)
    if not citing.is_public(figure):
        raise Http404
    context = {
        "figure": figure, "newest": records.newest_of(figure), "said_in": said_in,
        "hindrance": _hindrance(request),
    }  # fmt: skip
    if request.method != "POST":
        return _page(request, context, NewerForm())
    form = NewerForm(request.POST)
    if context["hindrance"]:
        return _page(request, context, form, status=HTTPStatus.FORBIDDEN)
    if not form.is_valid():
        return _page(request, context, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return _proposed(request, context, form)


def _proposed(request: HttpRequest, context: dict[str, Any], form: NewerForm) -> HttpResponse:
    said_in = context["said_in"]
    by = member(request)
    try:
        limits.take("newer_counts", by.pk, limit=PROPOSALS)
        proposal = actions.propose_newer(
            figure=context["figure"],
            by=by,
            from_address=said_in.address if said_in else "",
            **form.cleaned_data,
        )
    except limits.TooOften as refused:
        form.add_error(None, of_sources.of_refusal(refused))
        return _page(request, context, form, status=HTTPStatus.TOO_MANY_REQUESTS)
    except REFUSALS as refused:
        form.add_error(None, of_refusal(refused))
        return _page(request, context, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return _page(request, context | {"proposal": proposal}, form)


def _page(
    request: HttpRequest, context: dict[str, Any], form: NewerForm, *, status: int = HTTPStatus.OK
) -> HttpResponse:
    return render(request, "figures/newer.html", {**context, "form": form}, status=status)


def _hindrance(request: HttpRequest) -> str:
    """Why this member may not write now; empty where they may."""
    user: User = member(request)
    return standing.hindrance(user)
