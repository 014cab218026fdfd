"""The room as Django knows it."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class Stories(AppConfig):
    """Connects the listeners and offers the sections to the navigation."""

    name = "pasquino.stories"
    verbose_name = "Stories"

    def ready(self) -> None:
        """Listen to the desk."""
        from pasquino.magazine import navigation
        from pasquino.sources import masked_places
        from pasquino.stories import (
            citers,
            desk_setup,
            figure_citers,
            listeners,  # noqa: F401 - they register
            masked_addresses,
            navigation_entries,
        )

        citers.offer()
        figure_citers.offer()
        post_migrate.connect(desk_setup.set_up, sender=self)
        from pasquino.stories.models import Section

        navigation.offer_sections(navigation_entries.sections)
        navigation.list_anew_with(Section)
        navigation.offer_page(10, navigation_entries.pages)
        masked_places.tell(masked_addresses.holding)
