"""The room as Django knows it."""

from django.apps import AppConfig


class Accounts(AppConfig):
    """People and how they get in."""

    name = "pasquino.accounts"
    verbose_name = "Accounts"
