"""The room as Django knows it."""

from django.apps import AppConfig


class Delivery(AppConfig):
    """How pages leave the house."""

    name = "pasquino.delivery"
    verbose_name = "Delivery"
