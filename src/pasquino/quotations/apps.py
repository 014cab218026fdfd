"""The room of quotations, as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Quotations(AppConfig):
    """Records of quotations and of how they were checked."""

    name = "pasquino.quotations"
    verbose_name = _("Quotations")

    def ready(self) -> None:
        """Listen to the copies that are kept; say beside a changed link what became of words."""
        from pasquino.quotations import drift, listeners, speakers  # noqa: F401 - the listeners connect
        from pasquino.sources import link_words, naming

        link_words.tell(drift.in_words)
        naming.also_met(speakers.in_works)
