"""What follows from somebody's coming and changing what lets them in."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import (
    email_changed,
    password_changed,
    password_reset,
    password_set,
)
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from allauth.usersessions.models import UserSession
from django.db.models.signals import pre_save
from django.http import HttpRequest

from pasquino.accounts import browsers, tokens
from pasquino.accounts.models import User


def connect() -> None:
    """Called once the apps are ready."""
    pre_save.connect(_keep_little, sender=UserSession, dispatch_uid="keep little of browsers")
    email_changed.connect(_end_others, dispatch_uid="end other sessions")
    for changed in (email_changed, password_changed, password_reset, password_set):
        changed.connect(_revoke_tokens, dispatch_uid="revoke tokens")
    authenticator_added.connect(_has_shown_it, dispatch_uid="a new factor was just shown")


def _keep_little(instance: UserSession, **_others: Any) -> None:
    """Of what a browser says of itself, keep what one knows one's own session by."""
    instance.user_agent = browsers.in_words(instance.user_agent)


def _end_others(request: HttpRequest, user: User, **_others: Any) -> None:
    """Whoever took over the old address, or a session, is out (ASVS 7.4.3)."""
    own = request.session.session_key if request.user == user else None
    for session in UserSession.objects.filter(user=user).exclude(session_key=own):
        session.end()


def _revoke_tokens(user: User, **_others: Any) -> None:
    """Whoever had borrowed the account may have made one, which no session's end takes away."""
    tokens.revoke_all(user)


def _has_shown_it(
    request: HttpRequest, user: User, authenticator: Authenticator, **_others: Any
) -> None:
    """Whoever sets up a factor has used it that moment: the recovery codes come without asking.

    Members without a password could not be asked before, and would be after their first factor.
    """
    record_authentication(
        request,
        user,
        method="mfa",
        id=authenticator.pk,
        type=authenticator.type,
        reauthenticated=True,
    )
