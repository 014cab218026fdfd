"""The room as Django knows it."""

from django.apps import AppConfig


class Discussion(AppConfig):
    """Comments and their threads."""

    name = "pasquino.discussion"
    verbose_name = "Discussion"
