"""Who visits, for the masthead: nobody in particular, or a member with a way to their page."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from pasquino.accounts.models import User
from pasquino.magazine.frame import Visitor

NO_WAY_BACK = ("/account/", "/desk/")


def of(request: HttpRequest) -> Visitor:
    """Reads session and account only where there is a session's cookie."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        user = getattr(request, "user", None)  # a page of failure may come before there is one
        if isinstance(user, User):
            return Visitor(user.name, reverse("account"), reverse("account_logout"))
    return Visitor(
        sign_in=_with_way_back("account_login", request.path),
        sign_up=_with_way_back("account_signup", request.path),
    )


def _with_way_back(route: str, path: str) -> str:
    """The door's address, leading back to where the visitor stands."""
    if path == "/" or path.startswith(NO_WAY_BACK):
        return reverse(route)
    return f"{reverse(route)}?{urlencode({'next': path})}"
