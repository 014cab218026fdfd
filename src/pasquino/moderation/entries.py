"""The ways in for moderators from what readers see: quiet links, for nobody else."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.translation import gettext as _

from pasquino.discussion.acts import Occasion, ThreadOccasion


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
