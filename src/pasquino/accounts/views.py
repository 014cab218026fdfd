"""Pages for getting in."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pasquino.accounts import actions, members
from pasquino.accounts.access import holder_of_secret

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
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect("wagtailadmin_home")


def _sentence(refusal: Exception) -> str:
    if isinstance(refusal, actions.AdministratorExists):
        return _("The magazine has an administrator already. Ask them for a sign-in link.")
    return members.refusal_words(refusal)
