"""Assessing a claim at the desk, and taking an assessment back that was a mistake."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from pasquino.accounts.access import member
from pasquino.outlooks import actions, desk_sayings, reader_words, records
from pasquino.outlooks.desk_door import by_editors, done, shown
from pasquino.outlooks.desk_forms import AssessForm, ReasonForm
from pasquino.outlooks.models import Assessment, OutlookClaim
from pasquino.sources.desk_fields import sources_of


@by_editors
def assess(request: HttpRequest, claim: int) -> HttpResponse:
    """An editor says how a claim stands as of a day, with at least one source."""
    found = _claim(claim)
    if request.method != "POST":
        return _page(request, found)
    form = AssessForm(request.POST)
    if form.is_valid():
        if form.cleaned_data["seen"] not in ("", _newest(found)):
            form = _with_what_is_seen(form, found)
            form.add_error(
                None,
                _(
                    "Somebody else has assessed this claim while you wrote. Look at what they "
                    "found below; if yours still holds, save again."
                ),
            )
        elif done(form, lambda: _assess(request, found, form)):
            return redirect("desk-outlook", found.outlook_id)
    return _page(request, found, form=form)


@by_editors
@require_POST
def withdraw(request: HttpRequest, assessment: int) -> HttpResponse:
    """An assessment was a mistake: it counts no more, and stays readable with the reason."""
    rows = Assessment.objects.select_related("claim__outlook", "claim__node")
    found = get_object_or_404(rows, pk=assessment)
    form = ReasonForm(request.POST, prefix=f"withdraw{assessment}")
    if form.is_valid() and done(
        form,
        lambda: actions.withdraw_assessment(
            assessment=found, reason=form.cleaned_data["reason"], by=member(request)
        ),
    ):
        messages.success(request, _("It is withdrawn. It stays readable, with the reason."))
        return redirect("desk-outlook-assess", found.claim_id)
    return _page(request, found.claim, withdrawal=(found.pk, form))


def assessment_given(form: AssessForm, request: HttpRequest) -> dict[str, Any]:
    """What the form says, as `actions.assess_claim` takes it; new sources are made."""
    given = form.cleaned_data
    return {
        "verdict": given["verdict"],
        "on": given["on"],
        "sources": sources_of(given["sources"], by=member(request)),
        "assessor": given["assessor"],
        "reason": given["reason"],
        "by": member(request),
    }


def _assess(request: HttpRequest, found: OutlookClaim, form: AssessForm) -> None:
    """Assess it, and say whether that counts now."""
    made = actions.assess_claim(claim=found, **assessment_given(form, request))
    messages.success(request, desk_sayings.of_assessed(made))


def _page(
    request: HttpRequest,
    found: OutlookClaim,
    *,
    form: AssessForm | None = None,
    withdrawal: tuple[int, ReasonForm] | None = None,
) -> HttpResponse:
    refused = dict([withdrawal]) if withdrawal else {}
    standing = records.standing_of(found)
    context = {
        "claim": found,
        "said_by": records.said_by(found),
        "state": reader_words.state(standing),
        "review": reader_words.review(standing),
        "last": reader_words.last_assessed(standing),
        "assessments": [
            (one, refused.get(one.pk) or ReasonForm(prefix=f"withdraw{one.pk}"))
            for one in records.assessments_of(found)
        ],
        "proposals": found.proposals.filter(outcome=""),
        "form": form or AssessForm(initial={"seen": _newest(found)}),
    }
    return shown(request, "assess.html", context, refused=bool(form or withdrawal))


def _with_what_is_seen(form: AssessForm, found: OutlookClaim) -> AssessForm:
    """The same form; sent again, it says that the assessment made meanwhile was seen."""
    data = form.data.copy()
    data["seen"] = _newest(found)
    again = AssessForm(data)
    again.full_clean()
    return again


def _newest(found: OutlookClaim) -> str:
    """The assessment that was made last, as a form remembers it."""
    last = found.assessments.order_by("-pk").values_list("pk", flat=True).first()
    return f"{last or 'none'}"


def _claim(number: int) -> OutlookClaim:
    rows = OutlookClaim.objects.select_related("outlook", "node")
    return get_object_or_404(rows, pk=number)
