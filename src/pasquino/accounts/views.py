"""Pages for getting in."""

from __future__ import annotations

from urllib.parse import urlencode

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pasquino.accounts import actions, members, overview
from pasquino.accounts.access import holder_of_secret, only
from pasquino.accounts.adapter import Doors
from pasquino.accounts.models import Role, User

FIRST_NAME = "editor"


@holder_of_secret(why="whoever holds a one-time sign-in link that was printed by a command")
def sign_in_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Shows a button, so that nothing that only looks at links spends this one; then signs in."""
    try:
        link = actions.find_link(secret)
    except actions.LinkUnusable:
        return render(request, "accounts/link_unusable.html", status=410)
    name = request.POST.get("name", FIRST_NAME).strip()
    context: dict[str, object] = {"link": link, "name": name}
    if request.method != "POST":
        return render(request, "accounts/sign_in_link.html", context)
    try:
        user = actions.use_link(secret=secret, name=name)
    except actions.LinkUnusable:  # spent by somebody else since we looked
        return render(request, "accounts/link_unusable.html", status=410)
    except (actions.NameTaken, actions.AdministratorExists, ValidationError) as refusal:
        context["refusal"] = _sentence(refusal)
        return render(request, "accounts/sign_in_link.html", context, status=422)
    # The link stands for the password: whoever has a second factor is asked for it.
    target = reverse("wagtailadmin_home" if user.is_staff else "account")
    answer: HttpResponse = perform_login(request, Login(user=user, redirect_url=target))
    return answer


@only(*Role, why="everybody who is signed in, their own")
def account(request: HttpRequest) -> HttpResponse:
    """The member's own page: what can be set, and where."""
    assert isinstance(request.user, User)  # noqa: S101 - tells mypy what `only` has checked
    entries = overview.entries(request.user)
    return render(request, "accounts/overview.html", {"entries": entries})


def desk_door(request: HttpRequest) -> HttpResponse:
    """The desk has no door of its own: limits and second factor hold at the one of everybody."""
    target = request.GET.get("next", "")
    if not Doors(request).is_safe_url(target):
        target = reverse("wagtailadmin_home")
    if not isinstance(request.user, User):
        return redirect(f"{reverse('account_login')}?{urlencode({'next': target})}")
    if not request.user.is_staff:
        raise PermissionDenied
    return redirect(target)


def _sentence(refusal: Exception) -> str:
    if isinstance(refusal, actions.AdministratorExists):
        return _("The magazine has an administrator already. Ask them for a sign-in link.")
    return members.refusal_words(refusal)
