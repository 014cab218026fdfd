"""One outlook at the desk: its tree, how its claims stand, and what became of its condition."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from pasquino.accounts.access import member, roles_in
from pasquino.outlooks import actions, citing
from pasquino.outlooks.assessing import EDITORS
from pasquino.outlooks.desk_door import at_the_desk, by_editors, done, shown
from pasquino.outlooks.desk_forms import ObservationForm
from pasquino.outlooks.models import AssessmentProposal, ConditionObservation, Outlook
from pasquino.outlooks.outline_reading import outline_of

CHANGES_SHOWN = 50


@at_the_desk
def outlook(request: HttpRequest, number: int) -> HttpResponse:
    """All that is recorded of an outlook."""
    return page(request, _outlook(number))


@by_editors
@require_POST
def observe(request: HttpRequest, number: int) -> HttpResponse:
    """Something happened to its condition."""
    found, form = _outlook(number), ObservationForm(request.POST)
    if form.is_valid() and done(
        form,
        lambda: actions.observe_condition(outlook=found, by=member(request), **form.cleaned_data),
    ):
        messages.success(request, _("It is noted; readers see it beside the condition."))
        return redirect("desk-outlook", number)
    return page(request, found, observation=form)


@by_editors
@require_POST
def decide(request: HttpRequest, number: int, observation: int) -> HttpResponse:
    """A proposed observation is noted or declined."""
    found = get_object_or_404(ConditionObservation, pk=observation, outlook=number)
    form = ObservationForm(request.POST)
    is_noted = "note" in request.POST
    if done(
        form,
        lambda: actions.decide_observation(
            observation=found, is_noted=is_noted, by=member(request)
        ),
    ):
        said = _("It is noted; readers see it beside the condition.")
        messages.success(request, said if is_noted else _("It is declined."))
        return redirect("desk-outlook", number)
    messages.error(request, " ".join(map(str, form.non_field_errors())))
    return page(request, _outlook(number), refused=True)


def page(
    request: HttpRequest,
    found: Outlook,
    *,
    observation: ObservationForm | None = None,
    refused: bool = False,
) -> HttpResponse:
    """The page of an outlook; with a form that was refused, 422."""
    context: dict[str, Any] = {  # what the template shows
        "outlook": found,
        "outline": outline_of(found),
        "is_public": citing.public().filter(pk=found.pk).exists(),
        "is_editor": bool(roles_in(request) & EDITORS),
        "observations": found.observations.select_related("work", "by", "decided_by"),
        "proposals": AssessmentProposal.objects.filter(claim__outlook=found, outcome="").count(),
        "changes": found.changes.select_related("by").order_by("-at")[:CHANGES_SHOWN],
        "observation_form": observation or ObservationForm(),
    }
    return shown(request, "outlook.html", context, refused=refused or observation is not None)


def _outlook(number: int) -> Outlook:
    rows = Outlook.objects.select_related("work", "relayed_in", "created_by")
    return get_object_or_404(rows, pk=number)
