"""The room of figures, as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Figures(AppConfig):
    """Figures, how they stand to each other, and series of them."""

    name = "pasquino.figures"
    verbose_name = _("Figures")

    def ready(self) -> None:
        """Tell the room of sources which works figures are from."""
        from pasquino.figures import source_citers

        source_citers.offer()
