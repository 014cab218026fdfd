"""The room as Django knows it."""

from django.apps import AppConfig


class Discussion(AppConfig):
    """Comments and their threads."""

    name = "pasquino.discussion"
    verbose_name = "Discussion"

    def ready(self) -> None:
        """Listen to this room's own deeds and to the desk."""
        from pasquino.discussion import listeners  # noqa: F401 - the listeners register
