"""The room of sources, as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Sources(AppConfig):
    """Works that stories and comments cite, and the copies that are kept of them."""

    name = "pasquino.sources"
    verbose_name = _("Sources")
