"""What somebody's standing lets them do; other rooms ask here and look at nothing else."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from pasquino.accounts.models import Role, Suspension, User

SWEEPERS = {str(Role.MODERATOR), str(Role.EDITOR), str(Role.ADMIN)}


def is_trusted(reader: User) -> bool:
    """May give the hide value; granted by an editor until reputation is built."""
    return reader.is_trusted or is_sweeper(reader)


def is_sweeper(reader: object) -> bool:
    """May moderate: moderators, editors and administrators."""
    return isinstance(reader, User) and bool(reader.roles & SWEEPERS)


def suspension(reader: User) -> Suspension | None:
    """What keeps this person from writing now, if anything."""
    now = timezone.now()
    lasting = Q(until=None) | Q(until__gt=now)
    return Suspension.objects.filter(lasting, user=reader, lifted_at=None).first()
