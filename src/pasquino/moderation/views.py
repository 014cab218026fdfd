"""What was done, undoing it, and who is suspended."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from pasquino.accounts.models import Suspension, User
from pasquino.moderation import listing, sentences, undoing
from pasquino.moderation.forms import FilterForm, ReasonForm
from pasquino.moderation.models import Action
from pasquino.moderation.page import after, moderator, shown, sweepers, way_back

SUSPENDED_SHOWN = 100


@sweepers
def done(request: HttpRequest) -> HttpResponse:
    """All that was done, newest first, by verb and by person if asked."""
    asked = FilterForm(request.GET.dict(), _people())
    verb, by = asked.chosen("verb"), asked.chosen("by")
    found = Action.objects.all()
    found = found.filter(verb=verb) if verb else found
    found = found.filter(by__slug=by) if by else found
    page = listing.page(found, request.GET.get("before", ""), verb=verb, by=by)
    return shown(request, "moderation/done.html", {"page": page, "asked": asked})


@sweepers
def undo(request: HttpRequest, action_id: int) -> HttpResponse:
    """Undo one action: by the button in a list, or on its own page with another reason."""
    action = get_object_or_404(Action.objects.listed(), pk=action_id)
    form = ReasonForm(request.POST) if request.method == "POST" else ReasonForm()
    refusal = ""
    if form.is_bound and form.is_valid():
        try:
            undone = undoing.undo(action=action, grounds=form.grounds(moderator(request)))
        except sentences.REFUSALS as refused:
            refusal = sentences.sentence(refused)
        else:
            return after([undone], way_back(request))
    context = {"row": listing.rows([action])[0], "form": form, "refusal": refusal}
    return shown(request, "moderation/undo.html", context, refused=form.is_bound)


@sweepers
def suspended(request: HttpRequest) -> HttpResponse:
    """Who may not write now, those suspended last first."""
    lasting = Q(until=None) | Q(until__gt=timezone.now())
    found = Suspension.objects.filter(lasting, lifted_at=None).select_related("user")
    before = request.GET.get("before", "")
    if before.isdecimal():
        found = found.filter(pk__lt=int(before[:18]))
    rows = list(found.order_by("-pk")[: SUSPENDED_SHOWN + 1])
    context = {"suspensions": rows[:SUSPENDED_SHOWN], "has_older": len(rows) > SUSPENDED_SHOWN}
    return shown(request, "moderation/suspended.html", context)


def _people() -> list[tuple[str, str]]:
    """Everybody who has moderated, as choices."""
    acted = Exists(Action.objects.filter(by=OuterRef("pk")))
    people = User.objects.filter(acted).order_by("name_key")
    return list(people.values_list("slug", "name"))
