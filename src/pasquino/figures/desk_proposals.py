"""Readers' newer counts at the desk: accepted with a form, or declined with an answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from pasquino.accounts.access import member
from pasquino.figures import actions, citing, records, sentences
from pasquino.figures.desk_door import by_editors, shown
from pasquino.figures.desk_figure import READ, read_anew, taken_over
from pasquino.figures.desk_forms import AnswerForm, NewerForm
from pasquino.figures.models import Figure, FigureProposal

SHOWN = 100


@by_editors
def proposals(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, oldest first, and what was decided lately."""
    rows = FigureProposal.objects.select_related("figure", "by", "made", "decided_by")
    context = {
        "waiting": _with_newest(rows.filter(outcome="").order_by("at")[:SHOWN]),
        "decided": rows.exclude(outcome="").order_by("-decided_at")[:20],
    }
    return shown(request, "proposals.html", context)


@by_editors
def proposal(request: HttpRequest, key: int) -> HttpResponse:
    """One proposal, with a newer figure filled in from it."""
    found = _proposal(key)
    form = NewerForm(request.POST or None, initial=_initial(found))
    if request.POST and READ in request.POST:
        return _page(request, found, form=read_anew(form))
    if form.is_valid() and _accepted(request, found, form):
        messages.success(request, _("Stories that cite the older count show this one now."))
        return redirect("desk-figure-proposals")
    return _page(request, found, form=form)


@by_editors
@require_POST
def decline(request: HttpRequest, key: int) -> HttpResponse:
    """No, and why."""
    found, form = _proposal(key), AnswerForm(request.POST)
    if form.is_valid():
        try:
            actions.decline_proposal(
                proposal=found, answer=form.cleaned_data["answer"], by=member(request)
            )
        except sentences.REFUSALS as refused:
            form.add_error("answer", sentences.of_refusal(refused))
        else:
            messages.success(request, _("It is declined; whoever proposed it is told why."))
            return redirect("desk-figure-proposals")
    return _page(request, found, answer=form)


def _with_newest(waiting: Iterable[FigureProposal]) -> list[tuple[FigureProposal, Figure]]:
    """Each proposal, and the count whose place it would take: often another one by now."""
    rows = list(waiting)
    newest = records.newest_of_each(one.figure for one in rows)
    return [(one, newest[one.figure_id]) for one in rows]


def _proposal(key: int) -> FigureProposal:
    rows = FigureProposal.objects.select_related("figure", "by", "made")
    return get_object_or_404(rows, pk=key)


def _initial(found: FigureProposal) -> dict[str, Any]:
    taken = taken_over(records.newest_of(found.figure))
    return taken | {"words": found.words, "as_of": found.as_of, "work": found.url}


def _accepted(request: HttpRequest, found: FigureProposal, form: NewerForm) -> bool:
    given = form.cleaned_data
    try:
        with transaction.atomic():
            actions.accept_proposal(
                proposal=found, by=member(request), reason=given["reason"],
                stated=form.stated(), words=given["words"], unit=given["unit"], **form.noted(),
            )  # fmt: skip
    except sentences.REFUSALS as refused:
        form.add_error(None, sentences.of_refusal(refused))
        return False
    return True


def _page(
    request: HttpRequest,
    found: FigureProposal,
    *,
    form: NewerForm | None = None,
    answer: AnswerForm | None = None,
) -> HttpResponse:
    older = records.newest_of(found.figure)
    context = {
        "proposal": found,
        "older": older,
        "last": records.last_of(older),
        "is_public": citing.is_public(older),
        "form": form or NewerForm(initial=_initial(found)),
        "answer": answer or AnswerForm(),
    }
    refused = bool((form and form.is_bound) or answer)
    return shown(request, "proposal.html", context, refused=refused)
