"""The room as Django knows it."""

from django.apps import AppConfig


class Discussion(AppConfig):
    """Comments and their threads."""

    name = "pasquino.discussion"
    verbose_name = "Discussion"

    def ready(self) -> None:
        """Listen to the rooms below, and say what is kept here about members."""
        from pasquino.discussion import (  # noqa: F401 - once models are loaded
            leaving,
            listeners,
            member_data,
        )
