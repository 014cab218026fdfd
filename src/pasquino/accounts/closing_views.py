"""Leaving: a session somebody borrowed is not enough to close the account.

The password shows who it is, counted as at the door; without one a passkey or code; without those
a link sent to the confirmed mail address; and only where there is none the name has to do.
"""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows import reauthentication
from django.contrib.auth import logout
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pasquino.accounts import closing, guest_pages, limits, mail_addresses
from pasquino.accounts.access import holder_of_secret, only
from pasquino.accounts.keyed import digest
from pasquino.accounts.member_forms import BLANK, ClosingForm
from pasquino.accounts.models import Role, User
from pasquino.delivery.pages import public

SALT = "close account"
LINK_LIVES = 3600  # seconds


@only(Role.READER, why="members leave when they like")
def close(request: HttpRequest) -> HttpResponse:
    """Says what happens, asks what becomes of the comments, and closes the account."""
    member = request.user
    assert isinstance(member, User)  # noqa: S101 - tells mypy what `only` has checked
    if request.method != "POST":
        return render(request, "accounts/close.html", {"form": ClosingForm(person=member)})
    form = ClosingForm(request.POST, person=member)
    if form.is_valid():
        keeps = form.cleaned_data["comments"] != BLANK
        if not member.has_usable_password():
            reauthentication.raise_if_reauthentication_required(request, app="allauth.account")
            mail = mail_addresses.only_way_to_ask(member)
            if mail:
                return _ask_by_mail(request, member, mail, keeps=keeps)
        refusal = _close(request, member, keeps=keeps)
        if not refusal:
            return redirect("account-closed")
        form.add_error(None, refusal)
    return render(request, "accounts/close.html", {"form": form}, status=422)


@holder_of_secret(why="whoever got the letter that asks whether the account shall be closed")
def close_by_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Shows a button, so that nothing that only looks at links closes an account."""
    member, keeps = _read(secret)
    if member is None:
        return render(request, "accounts/close_link_unusable.html", status=410)
    context: dict[str, object] = {"member": member, "keeps": keeps}
    if request.method == "POST":
        context["refusal"] = _close(request, member, keeps=keeps)
        if not context["refusal"]:
            return redirect("account-closed")
    status = 422 if "refusal" in context else 200
    return render(request, "accounts/close_by_link.html", context, status=status)


@public()
def closed(request: HttpRequest) -> HttpResponse:
    """What a member sees after leaving."""
    return render(request, "accounts/closed.html")


def _close(request: HttpRequest, member: User, *, keeps: bool) -> str:
    """Close it; gives the sentence that says why not, or nothing."""
    try:
        closing.close_account(person=member, keeps_comments=keeps)
    except closing.LastAdministrator:
        return _(
            "You are the magazine's last administrator. Make somebody else one first; "
            "then you can leave."
        )
    if request.user == member:
        logout(request)
    return ""


def _ask_by_mail(request: HttpRequest, member: User, mail: str, *, keeps: bool) -> HttpResponse:
    asked = {"member": member.pk, "keeps": keeps, "state": _state(member)}
    address = reverse("close-by-link", args=[signing.dumps(asked, salt=SALT)])
    context = {"user": member, "close_url": address}
    try:
        get_adapter().send_mail("accounts/email/close_account", mail, context)
    except limits.TooOften as limit:
        return guest_pages.too_often(limit)
    return render(request, "accounts/close_asked.html")


def _read(secret: str) -> tuple[User | None, bool]:
    """Whose account a link closes, and whether their comments stay; nobody's if it is unusable."""
    try:
        asked = signing.loads(secret, salt=SALT, max_age=LINK_LIVES)
    except signing.BadSignature:
        return None, True
    member = User.objects.filter(pk=asked["member"], is_active=True).first()
    if member is None or _state(member) != asked["state"]:
        return None, True
    return member, asked["keeps"]


def _state(member: User) -> str:
    """Another one once there is a new password: then older links close nothing."""
    return digest(SALT, member.password)[:16]
