"""The editors' pages about members: claims of imported readers, and whom the magazine trusts."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from pasquino.accounts import claims, members
from pasquino.accounts.access import only
from pasquino.accounts.member_forms import DecisionForm, TrustForm
from pasquino.accounts.models import Claim, Role, TrustChange, User
from pasquino.accounts.sweepers import in_good_standing

SHOWN = 50


@dataclass(frozen=True)
class Asked:
    """A claim with the form that decides it."""

    claim: Claim
    form: DecisionForm


@only(Role.EDITOR, Role.ADMIN, why="editors decide who an imported reader was")
@in_good_standing
def claims_page(request: HttpRequest) -> HttpResponse:
    """What waits, oldest first, and what was decided; each decision asks for a reason."""
    refused: Asked | None = None
    if request.method == "POST":
        claim = get_object_or_404(Claim, pk=_number(request.POST.get("claim", "")))
        form = DecisionForm(request.POST, prefix=str(claim.pk))
        if form.is_valid() and _decided(request, claim, form):
            return redirect("claims")
        refused = Asked(claim, form)
    found = Claim.objects.select_related("member", "imported", "decided_by")
    context = {
        "waiting": _with_forms(found.filter(state=Claim.State.PENDING).order_by("pk"), refused),
        "decided": _with_forms(
            found.exclude(state=Claim.State.PENDING).order_by("-decided_at")[:SHOWN], refused
        ),
        "refused": refused,
    }
    return render(request, "accounts/claims.html", context, status=422 if refused else 200)


@only(Role.EDITOR, Role.ADMIN, why="editors say whom the magazine trusts")
@in_good_standing
def trust_page(request: HttpRequest) -> HttpResponse:
    """Who is trusted, since when and why; a form that adds somebody or takes it back."""
    sent = request.POST if request.method == "POST" else None
    form = TrustForm(sent, initial={"name": request.GET.get("name", "")})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and _trust_set(request, form):
            return redirect("trust")
    newest = Prefetch("trust_changes", TrustChange.objects.select_related("by"))
    trusted = User.objects.filter(is_trusted=True, is_active=True).order_by("name_key")
    context = {
        "form": form,
        "trusted": trusted.prefetch_related(newest),
        "changes": TrustChange.objects.select_related("person", "by")[:SHOWN],
    }
    return render(request, "accounts/trust.html", context, status=status)


def _decided(request: HttpRequest, claim: Claim, form: DecisionForm) -> bool:
    """Whether the decision stands; if not, the form says why."""
    by, reason = _editor(request), form.cleaned_data["reason"]
    decision = request.POST.get("decision")
    try:
        if decision == "accept":
            with_name = form.cleaned_data["with_name"]
            claims.accept(claim=claim, by=by, reason=reason, with_name=with_name)
        elif decision == "undo":
            claims.undo(claim=claim, by=by, reason=reason)
        else:
            claims.decline(claim=claim, by=by, reason=reason)
    except claims.DecidedAlready:
        form.add_error(None, _("Somebody has decided this meanwhile. Look at the list again."))
    except claims.OwnClaim:
        form.add_error(None, _("This claim is your own. Another editor decides it."))
    except claims.NotClaimable:
        form.add_error(None, _("This reader is somebody else's already, or the member has left."))
    except (members.NameTaken, ValidationError) as refusal:
        form.add_error("with_name", members.refusal_words(refusal))
    return form.is_valid()


def _with_forms(found: QuerySet[Claim], refused: Asked | None) -> list[Asked]:
    """Each claim with an empty form, or the one that was just refused."""
    return [
        refused
        if refused and refused.claim.pk == claim.pk
        else Asked(
            claim,
            DecisionForm(prefix=str(claim.pk), initial={"with_name": claim.wants_name}),
        )
        for claim in found
    ]


def _trust_set(request: HttpRequest, form: TrustForm) -> bool:
    try:
        members.set_trust(
            person=form.cleaned_data["name"],
            is_trusted=request.POST.get("decision") != "take",
            by=_editor(request),
            reason=form.cleaned_data["reason"],
        )
    except members.OwnTrust:
        form.add_error("name", _("This is you. Another editor says whether you are trusted."))
    except members.NotTrustable:
        form.add_error("name", _("This account was closed just now."))
    return form.is_valid()


def _editor(request: HttpRequest) -> User:
    """Who decides; `only` has seen to their role."""
    assert isinstance(request.user, User)  # noqa: S101 - tells mypy what `only` has checked
    return request.user


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0  # noqa: PLR2004 - digits a key may have
