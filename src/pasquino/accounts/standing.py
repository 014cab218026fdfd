"""What somebody's standing lets them do; other rooms ask here and look at nothing else."""

from __future__ import annotations

from collections.abc import Callable

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from pasquino.accounts.models import Role, Suspension, User
from pasquino.delivery.prepared import Given, Prepared

# Further conditions for writing, such as a confirmed mail address: each gives the sentence that
# tells a reader what is missing, or nothing. Whoever knows one registers it (`require`).
conditions: list[Callable[[User], str]] = []

_unlifted = Prepared(
    lambda: Suspension.objects.filter(user=Given("user", models.BigIntegerField()), lifted_at=None)
)
SWEEPERS = {str(Role.MODERATOR), str(Role.EDITOR), str(Role.ADMIN)}


def is_trusted(reader: User) -> bool:
    """May give the hide value; granted by an editor until reputation is built."""
    return reader.is_trusted or is_sweeper(reader)


def is_sweeper(reader: object) -> bool:
    """May moderate: moderators, editors and administrators."""
    return isinstance(reader, User) and bool(reader.roles & SWEEPERS)


def require(condition: Callable[[User], str]) -> None:
    """Have a condition asked before anybody writes: it gives a sentence, or nothing if met."""
    if condition not in conditions:
        conditions.append(condition)


def may_write(reader: User) -> bool:
    """May post, edit and add: active, not suspended, and all conditions hold."""
    return reader.is_active and suspension(reader) is None and not what_is_missing(reader)


def what_is_missing(reader: User) -> str:
    """The sentence that tells a reader what keeps them from writing, apart from a suspension."""
    return next((sentence for ask in conditions if (sentence := ask(reader))), "")


def hindrance(reader: User) -> str:
    """The sentence that tells a reader why they may not write now; empty where they may."""
    if not reader.is_active:
        return _("This account is closed.")
    if suspension(reader) is not None:
        return _("You may not write here while your account is suspended.")
    return what_is_missing(reader)


def suspension(reader: User) -> Suspension | None:
    """What keeps this person from writing now, if anything."""
    now = timezone.now()
    standing = _unlifted(user=reader.pk)
    return next((one for one in standing if one.until is None or one.until > now), None)
