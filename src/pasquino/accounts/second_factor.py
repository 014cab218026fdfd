"""Who must have a second factor, and that they get nowhere else before they have one."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pasquino.accounts import carried_words
from pasquino.accounts.models import Role, User
from pasquino.delivery.origin import READING
from pasquino.delivery.pages import rule_of
from pasquino.magazine import kept_words
from pasquino.magazine.views import SECOND_FACTOR, form_refused

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
MEMBERS = frozenset(map(str, Role.values))


def is_required(user: User) -> bool:
    """Editors and administrators need one where others can reach the magazine."""
    if settings.IS_LOOPBACK:
        return False
    return user.is_superuser or user.groups.filter(name=Role.EDITOR).exists()


def is_missing(user: User) -> bool:
    """They need one and have none."""
    return is_required(user) and not get_adapter().is_mfa_enabled(user, FACTORS)


class SecondFactorFirst:
    """Middleware: leads those who miss it to where they set it up.

    From the desk, the account, and every page with a form of members, already when it is opened;
    what they have written all the same comes back. Reading public pages costs no query.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., object], _args: object, _kwargs: object
    ) -> HttpResponse | None:
        """Pass on, or lead there; forms have shown their key by now."""
        if not _is_kept(request, view) or not isinstance(request.user, User):
            return None
        if not is_missing(request.user):
            return None
        if request.method == "POST" and (words := kept_words.of(request)):
            is_kept = words.can_be_sent and carried_words.carry(request)
            return form_refused(request, SECOND_FACTOR, is_kept=is_kept)
        messages.warning(request, _("Your role needs a second factor. Set one up, then go on."))
        return redirect("mfa_index")


def _is_kept(request: HttpRequest, view: Callable[..., object]) -> bool:
    if settings.IS_LOOPBACK or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    if request.path.startswith(WAY_THERE):
        return False
    if request.path.startswith(KEPT) or request.method not in READING:
        return True
    rule = rule_of(view)
    return rule is not None and not MEMBERS.isdisjoint(rule.roles)
