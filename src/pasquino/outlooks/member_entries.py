"""What this room offers on a member's own page."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from pasquino.accounts import overview
from pasquino.outlooks import expecting


def offer() -> None:
    """A link to a member's own probabilities, where the magazine asks for them."""
    entry = overview.Entry(
        _("What you expect"),
        _("How likely you hold the claims of outlooks, and how well that fitted."),
        "own-probabilities",
        is_for=lambda _member: expecting.are_asked(),
    )
    overview.offer(67, entry)
