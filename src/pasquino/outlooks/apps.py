"""The room of outlooks, as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Outlooks(AppConfig):
    """Outlooks, their claims, and what became of them."""

    name = "pasquino.outlooks"
    verbose_name = _("Outlooks")

    def ready(self) -> None:
        """Listen to the copies that are kept; tell the rooms below what stands here."""
        """Listen to the rooms below, and tell them what stands here."""
        from pasquino.magazine import navigation
        from pasquino.outlooks import (
            citers,
            listeners,  # noqa: F401 - connects
            member_data,  # noqa: F401 - registers
            member_entries,
            navigation_entries,
            speakers,
        )
        from pasquino.sources import naming

        naming.also_met(speakers.in_works)
        citers.offer()
        member_entries.offer()
        navigation.offer_page(22, navigation_entries.pages)
