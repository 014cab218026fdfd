"""Held comments, oldest first, and the switch that has them held."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from pasquino.discussion.models import Comment
from pasquino.moderation import actions, holding, sentences
from pasquino.moderation.forms import HeldForm, ReasonForm
from pasquino.moderation.models import Action
from pasquino.moderation.page import after, moderator, shown, sweepers
from pasquino.moderation.records import Grounds

SHOWN = 20
DEEDS = {"release": actions.release_comment, "remove": actions.refuse_comment}


@dataclass
class Decision:
    """What was decided about some held comments, and what became of it."""

    act: str
    chosen: list[int]
    done: list[Action] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)


@sweepers
def held(request: HttpRequest) -> HttpResponse:
    """What waits, whole, with boxes to choose some; the chosen ones are released or removed."""
    form, decision = HeldForm(), Decision("", [])
    if request.method == "POST":
        form, decision = HeldForm(request.POST), _decision(request)
        _decide(request, form, decision)
        if not decision.refusals:
            return after(decision.done, reverse("moderation-held"))
    rows = list(_waiting(request.GET.get("after", ""))[: SHOWN + 1])
    context = {
        "comments": rows[:SHOWN],
        "has_more": len(rows) > SHOWN,
        "form": form,
        "decision": decision,
        "is_holding": holding.is_on(),
    }
    return shown(request, "moderation/held.html", context, refused=bool(decision.refusals))


@sweepers
def holding_switch(request: HttpRequest) -> HttpResponse:
    """Whether first comments of new members are held, and the form that changes it."""
    form = ReasonForm(request.POST) if request.method == "POST" else ReasonForm()
    refusal = ""
    if form.is_bound and form.is_valid():
        turn_on = request.POST.get("switch") == "on"
        try:
            action = actions.switch_holding(on=turn_on, grounds=form.grounds(moderator(request)))
        except sentences.REFUSALS as refused:
            refusal = sentences.sentence(refused)
        else:
            return after([action], reverse("moderation-holding"))
    context = {"form": form, "refusal": refusal, "is_holding": holding.is_on()}
    return shown(request, "moderation/holding.html", context, refused=form.is_bound)


def _waiting(beyond: str) -> QuerySet[Comment]:
    waiting: QuerySet[Comment] = Comment.objects.filter(state=Comment.State.HELD)
    found = waiting.select_related(
        "text", "author", "thread__story", "parent__text", "parent__author"
    )
    if beyond.isdecimal():
        found = found.filter(pk__gt=int(beyond[:18]))
    return found.order_by("pk")


def _decision(request: HttpRequest) -> Decision:
    """What the form asks for: a button below one comment, or one for all that are chosen."""
    act, _colon, one = request.POST.get("act", "").partition(":")
    wanted = [one] if one else request.POST.getlist("chosen")
    chosen = [int(number[:18]) for number in wanted if number.isdecimal()]
    return Decision(act, chosen[:SHOWN])


def _decide(request: HttpRequest, form: HeldForm, decision: Decision) -> None:
    """Release or remove each by itself: one that somebody else was quicker with stops no other."""
    deed = DEEDS.get(decision.act)
    if deed is None or not decision.chosen:
        decision.refusals.append(_("Choose at least one comment. Nothing was changed."))
        return
    reason = form.reason(decision.act)
    if not reason:
        decision.refusals.append(_("Nothing was done: give a reason first."))
        return
    grounds = Grounds(moderator(request), reason)
    for comment in Comment.objects.filter(pk__in=decision.chosen).order_by("pk"):
        try:
            decision.done.append(deed(comment=comment, grounds=grounds))
        except sentences.REFUSALS as refused:
            number = _("Comment #%(number)d:") % {"number": comment.number}
            decision.refusals.append(f"{number} {sentences.sentence(refused)}")
