"""The room of figures, as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Figures(AppConfig):
    """Figures, how they stand to each other, and series of them."""

    name = "pasquino.figures"
    verbose_name = _("Figures")
