"""The room as Django knows it."""

from django.apps import AppConfig


class Discussion(AppConfig):
    """Comments and their threads."""

    name = "pasquino.discussion"
    verbose_name = "Discussion"

    def ready(self) -> None:
        """Listen to stories."""
        from pasquino.discussion import listeners  # noqa: F401 - registers
