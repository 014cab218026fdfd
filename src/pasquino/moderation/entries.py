"""The ways in for moderators from what readers see: quiet links, for nobody else."""

from __future__ import annotations

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pasquino.accounts import overview, standing, sweepers
from pasquino.accounts.sweepers import Way
from pasquino.discussion.acts import Occasion, PersonOccasion, ThreadOccasion
from pasquino.discussion.models import Comment


def offer() -> None:
    """The ways between the pages of this room, and the one in from a moderator's own page."""
    for order, way in (
        (10, Way(gettext_lazy("What was done"), "moderation")),
        (20, Way(gettext_lazy("Held comments"), "moderation-held", count=_held)),
        (25, Way(gettext_lazy("Quotations"), "moderation-quotations")),
        (30, Way(gettext_lazy("Suspended accounts"), "moderation-suspended")),
        (40, Way(gettext_lazy("First comments"), "moderation-holding")),
    ):
        sweepers.offer(order, way)
    overview.offer(
        5,
        overview.Entry(
            gettext_lazy("Moderation"),
            gettext_lazy("What waits for you, what was done, and by whom."),
            "moderation",
            standing.is_sweeper,
        ),
    )


def below_comment(occasion: Occasion) -> str:
    """A link to the comment's page here; no query, as it is asked for each comment."""
    if not occasion.is_sweeper:
        return ""
    address = f"/moderation/comment/{occasion.comment}/"  # reversing hundreds of them takes long
    return format_html('<a href="{}" rel="nofollow">{}</a>', address, _("Moderate"))


def beside_discussion(occasion: ThreadOccasion) -> str:
    """A link to the discussion's page here."""
    if not occasion.is_sweeper:
        return ""
    address = f"/moderation/thread/{occasion.thread}/"
    return format_html(
        '<a href="{}" rel="nofollow">{}</a>', address, _("Moderate this discussion")
    )


def about_reader(occasion: PersonOccasion) -> str:
    """A link from a reader's page to their account's page here, where it can be suspended."""
    if not occasion.is_sweeper or occasion.person.is_imported:
        return ""
    address = reverse("moderation-account", args=[occasion.person.slug])
    return format_html('<a href="{}" rel="nofollow">{}</a>', address, _("Moderate this reader"))


def _held() -> int:
    return Comment.objects.filter(state=Comment.State.HELD).count()
