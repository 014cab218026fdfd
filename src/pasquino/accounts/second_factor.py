"""Who must have a second factor, and that they get nowhere else before they have one."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pasquino.accounts.models import Role, User
from pasquino.delivery.origin import READING

KEPT = ("/desk/", "/account/", "/moderation/")
# What setting one up needs: the pages themselves, the password, the way out.
WAY_THERE = (
    "/account/2fa/",
    "/account/reauthenticate/",
    "/account/password/",
    "/account/logout/",
    "/account/login/",
    "/account/link/",
    "/account/email/",
    "/account/confirm-email/",
)
FACTORS = ("totp", "webauthn")


def is_required(user: User) -> bool:
    """Editors and administrators need one where others can reach the magazine."""
    if settings.IS_LOOPBACK:
        return False
    return user.is_superuser or user.groups.filter(name=Role.EDITOR).exists()


def is_missing(user: User) -> bool:
    """They need one and have none."""
    return is_required(user) and not get_adapter().is_mfa_enabled(user, FACTORS)


class SecondFactorFirst:
    """Middleware: leads those who miss it to where they set it up, from desk, account and writes.

    Reading public pages stays as it is, and costs no query.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on, or lead there."""
        if _is_kept(request) and isinstance(request.user, User) and is_missing(request.user):
            messages.warning(
                request, _("Your role needs a second factor. Set one up, then go on.")
            )
            return redirect("mfa_index")
        return self.get_response(request)


def _is_kept(request: HttpRequest) -> bool:
    if settings.IS_LOOPBACK or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    if request.path.startswith(WAY_THERE):
        return False
    return request.path.startswith(KEPT) or request.method not in READING
