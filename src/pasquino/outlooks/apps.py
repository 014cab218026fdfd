"""The room of outlooks, as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Outlooks(AppConfig):
    """Outlooks, their claims, and what became of them."""

    name = "pasquino.outlooks"
    verbose_name = _("Outlooks")

    def ready(self) -> None:
        """Listen to the copies that are kept; say whose outlooks stand in which work."""
        from pasquino.outlooks import listeners, speakers  # noqa: F401 - the listeners connect
        from pasquino.sources import naming

        naming.also_met(speakers.in_works)
