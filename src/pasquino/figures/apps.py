"""The room of figures, as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Figures(AppConfig):
    """Figures, how they stand to each other, and series of them."""

    name = "pasquino.figures"
    verbose_name = _("Figures")

    def ready(self) -> None:
        """Tell the rooms below what stands here; listen to members who leave."""
        from pasquino.figures import (
            listeners,  # noqa: F401 - connects
            member_data,  # noqa: F401 - connects
            member_entries,
            navigation_entries,
            source_citers,
        )
        from pasquino.magazine import navigation

        source_citers.offer()
        member_entries.offer()
        navigation.offer_page(21, navigation_entries.pages)
