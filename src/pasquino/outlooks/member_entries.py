"""What this room keeps about members, and what it offers on their own page."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from pasquino.accounts import data, overview
from pasquino.accounts.data import Row
from pasquino.accounts.models import User
from pasquino.outlooks import expecting
from pasquino.outlooks.models import Probability


def offer() -> None:
    """A link to a member's own probabilities, where the magazine asks for them."""
    entry = overview.Entry(
        _("What you expect"),
        _("How likely you hold the claims of outlooks, and how well that fitted."),
        "own-probabilities",
        is_for=lambda _member: expecting.are_asked(),
    )
    overview.offer(67, entry)
    data.register("probabilities", _probabilities)


def _probabilities(person: User) -> Iterator[Row]:
    stated = Probability.objects.filter(reader=person).select_related("claim__outlook")
    for one in stated.order_by("at", "pk").iterator():
        yield {
            "claim": one.claim.text,
            "outlook": one.claim.outlook.get_absolute_url(),
            "percent": one.percent,
            "said_at": one.at,
            "replaced_at": one.replaced_at,
        }
