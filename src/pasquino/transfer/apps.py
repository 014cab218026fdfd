"""The room as Django knows it."""

from django.apps import AppConfig


class Transfer(AppConfig):
    """Imports and exports."""

    name = "pasquino.transfer"
    verbose_name = "Transfer"
