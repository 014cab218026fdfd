"""What this room offers on a member's own page."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from pasquino.accounts import overview
from pasquino.accounts.models import User
from pasquino.outlooks import expecting
from pasquino.outlooks.models import AssessmentProposal


def offer() -> None:
    """Links to a member's own probabilities, where the magazine asks for them, and proposals."""
    entry = overview.Entry(
        _("What you expect"),
        _("How likely you hold the claims of outlooks, and how well that fitted."),
        "own-probabilities",
        is_for=lambda _member: expecting.are_asked(),
    )
    overview.offer(67, entry)
    entry = overview.Entry(
        _("Assessments"),
        _("What you told the editors of claims, and what became of it."),
        "own-assessments",
        is_for=_has_proposed,
    )
    overview.offer(69, entry)


def _has_proposed(member: User) -> bool:
    return bool(AssessmentProposal.objects.filter(by=member).exists())
