"""Tokens for the API: made and shown once, kept as a hash, found by it, revoked."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from pasquino.accounts import standing
from pasquino.accounts.models import ApiToken, Suspension, User

PREFIX = "pasq_"  # so that scanners for leaked secrets know one when they see it
SECRET_BYTES = 32
MOST = 20  # tokens of one member, expired ones too until they are removed
USUAL_DAYS, MOST_DAYS = 90, 365
USE_IS_NOTED = timedelta(hours=1)  # not each use: reading would become writing
_TOKEN = re.compile(rf"{PREFIX}[-_A-Za-z0-9]{{43}}")


class TooManyTokens(Exception):
    """The member has as many tokens as one may have."""


class NoSuchExpiry(Exception):
    """A token lives at least one day and at most a year."""


class TokenUnknown(Exception):
    """No token is like this: mistyped, revoked, or never made."""


class TokenExpired(Exception):
    """The token's time is over."""


class HolderClosed(Exception):
    """The account the token belongs to is closed."""


class HolderSuspended(Exception):
    """The member may not write now; `suspension` says until when, and why."""

    def __init__(self, suspension: Suspension) -> None:
        super().__init__(suspension)
        self.suspension = suspension


@transaction.atomic
def make_token(
    *, member: User, name: str, scopes: Collection[str], days: int = USUAL_DAYS
) -> tuple[ApiToken, str]:
    """A new token and its secret, which nobody can read again later.

    Raises TooManyTokens or NoSuchExpiry; ValueError for a scope that there is not.
    """
    if not 1 <= days <= MOST_DAYS:
        raise NoSuchExpiry
    User.objects.select_for_update().get(pk=member.pk)  # two at once would both be the last
    if member.tokens.count() >= MOST:
        raise TooManyTokens
    secret = PREFIX + secrets.token_urlsafe(SECRET_BYTES)
    token = ApiToken.objects.create(
        member=member,
        name=name,
        digest=_digest(secret),
        scopes=[scope.value for scope in ApiToken.Scope if scope in _known(scopes)],
        expires_at=timezone.now() + timedelta(days=days),
    )
    return token, secret


def find_token(secret: str) -> ApiToken:
    """The token with this secret, its holder in good standing; notes that it was used.

    Looked up by its hash, so that how long it takes tells nothing about secrets that are near.
    Raises TokenUnknown, TokenExpired, HolderClosed or HolderSuspended.
    """
    if not _TOKEN.fullmatch(secret):
        raise TokenUnknown
    token = ApiToken.objects.select_related("member").filter(digest=_digest(secret)).first()
    if token is None:
        raise TokenUnknown
    if token.is_expired:
        raise TokenExpired
    if not token.member.is_active:
        raise HolderClosed
    suspension = standing.suspension(token.member)
    if suspension is not None:
        raise HolderSuspended(suspension)
    _note_use(token, timezone.now())
    return token


def revoke_token(*, member: User, token: int) -> bool:
    """Take a member's own token away; gives whether there was one."""
    return ApiToken.objects.filter(member=member, pk=token).delete()[0] > 0


def revoke_all(member: User) -> int:
    """Take all tokens of a member away; gives how many there were."""
    return ApiToken.objects.filter(member=member).delete()[0]


def _known(scopes: Collection[str]) -> set[ApiToken.Scope]:
    return {ApiToken.Scope(scope) for scope in scopes}


def _note_use(token: ApiToken, now: datetime) -> None:
    if token.last_used_at is not None and token.last_used_at > now - USE_IS_NOTED:
        return
    not_lately = Q(last_used_at=None) | Q(last_used_at__lte=now - USE_IS_NOTED)
    ApiToken.objects.filter(not_lately, pk=token.pk).update(last_used_at=now)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
