"""The room of sources, as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Sources(AppConfig):
    """Works that stories and comments cite, and the copies that are kept of them."""

    name = "pasquino.sources"
    verbose_name = _("Sources")

    def ready(self) -> None:
        """Have everything that leaves the magazine pass through the masks."""
        from pasquino.delivery import outgoing
        from pasquino.sources import mask_answers

        outgoing.pass_through(mask_answers.mask)
