"""What this room offers on a member's own page."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from pasquino.accounts import overview
from pasquino.accounts.models import User
from pasquino.figures.models import FigureProposal


def offer() -> None:
    """A link to the newer counts that a member proposed, once there are any."""
    entry = overview.Entry(
        _("Newer counts"),
        _("What you told the editors of figures, and what became of it."),
        "own-newer-counts",
        is_for=_has_proposed,
    )
    overview.offer(68, entry)


def _has_proposed(member: User) -> bool:
    return bool(FigureProposal.objects.filter(by=member).exists())
