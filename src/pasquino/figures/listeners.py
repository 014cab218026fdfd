"""Listens to the rooms below: members leave."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from pasquino.accounts.announcements import account_closed
from pasquino.accounts.models import User
from pasquino.figures.models import FigureProposal


@receiver(account_closed)
def a_member_left(user: User, **_rest: Any) -> None:
    """What they proposed stays with the editors, and nobody's name with it."""
    FigureProposal.objects.filter(by=user).update(by=None)
