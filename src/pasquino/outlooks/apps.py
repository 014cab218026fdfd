"""The room of outlooks, as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Outlooks(AppConfig):
    """Outlooks, their claims, and what became of them."""

    name = "pasquino.outlooks"
    verbose_name = _("Outlooks")
