"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Discussion(AppConfig):
    """Comments and their threads."""

    name = "pasquino.discussion"
    verbose_name = "Discussion"

    def ready(self) -> None:
        """Listen to the rooms below; say what is kept here about members, and offered to them."""
        from pasquino.accounts import overview
        from pasquino.discussion import (  # once models are loaded
            citers,
            figure_citers,
            leaving,  # noqa: F401 - connects
            listeners,  # noqa: F401 - connects
            member_data,  # noqa: F401 - connects
        )

        citers.register()
        figure_citers.register()
        overview.offer(
            60,
            overview.Entry(
                _("Preferences"),
                _("Your time zone and clock, and how discussions are shown to you."),
                "preferences",
            ),
        )
        overview.offer(
            65,
            overview.Entry(_("Drafts"), _("What you began to write and did not send."), "drafts"),
        )
