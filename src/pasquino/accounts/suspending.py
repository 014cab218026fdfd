"""The deeds of suspending: somebody may not write for a while; reading stays free.

A suspended account stays signed in, so that its owner can read why and until when; posting and
rating ask `standing.suspension`. Who did it and what became of it is recorded in moderation.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from pasquino.accounts import standing
from pasquino.accounts.models import Role, Suspension, User

# From least to most: nobody suspends or releases who stands higher than they do themselves.
RANKS = (Role.READER, Role.TRUSTED, Role.WRITER, Role.MODERATOR, Role.EDITOR, Role.ADMIN)


class OwnAccount(Exception):
    """Nobody suspends or releases themselves."""


class HigherRole(Exception):
    """The account has a higher role than the person who wants to act on it."""


class AlreadySuspended(Exception):
    """The account is suspended; release it first to set another date."""


class NotSuspended(Exception):
    """The account is not suspended, or not any more."""


class EndsInThePast(Exception):
    """A suspension must end later than now."""


@transaction.atomic
def suspend(*, account: User, by: User, until: datetime | None, reason: str) -> Suspension:
    """Keep somebody from writing until a moment, or until released when it is None.

    The reason is shown to them. Raises OwnAccount, HigherRole, AlreadySuspended, EndsInThePast.
    """
    check_may_act(account=account, by=by)
    now = timezone.now()
    if until is not None and until <= now:
        raise EndsInThePast
    _lock(account)
    if standing.suspension(account):
        raise AlreadySuspended
    return Suspension.objects.create(user=account, began_at=now, until=until, reason=reason)


@transaction.atomic
def lift(*, account: User, by: User) -> Suspension:
    """Let somebody write again; gives the suspension that ended.

    Raises OwnAccount, HigherRole, NotSuspended.
    """
    check_may_act(account=account, by=by)
    _lock(account)
    suspension = standing.suspension(account)
    if suspension is None:
        raise NotSuspended
    suspension.lifted_at = timezone.now()
    suspension.save(update_fields=["lifted_at"])
    return suspension


@transaction.atomic
def renew(*, suspension: Suspension, by: User) -> None:
    """Have a lifted suspension last again, as long as it was to last.

    Raises OwnAccount, HigherRole, AlreadySuspended, EndsInThePast.
    """
    check_may_act(account=suspension.user, by=by)
    _lock(suspension.user)
    if standing.suspension(suspension.user):
        raise AlreadySuspended
    if suspension.until is not None and suspension.until <= timezone.now():
        raise EndsInThePast
    suspension.lifted_at = None
    suspension.save(update_fields=["lifted_at"])


def check_may_act(*, account: User, by: User) -> None:
    """Raise OwnAccount or HigherRole where this person may not suspend or release that one."""
    if account.pk == by.pk:
        raise OwnAccount
    if _rank(account) > _rank(by):
        raise HigherRole


def _rank(person: User) -> int:
    return max(RANKS.index(Role(role)) for role in person.roles if role in Role.values)


def _lock(account: User) -> None:
    """Order those who act on one account; SQLite's transactions begin by locking."""
    User.objects.select_for_update().only("pk").get(pk=account.pk)
