"""The room as Django knows it."""

from django.apps import AppConfig


class Discussion(AppConfig):
    """Comments and their threads."""

    name = "pasquino.discussion"
    verbose_name = "Discussion"

    def ready(self) -> None:
        """Listen to this room's deeds and those below, and say what is kept about members."""
        from pasquino.discussion import leaving, listeners, member_data  # noqa: F401 - once models are loaded
