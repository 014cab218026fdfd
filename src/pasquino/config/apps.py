"""The part that puts the rooms together, as Django knows it."""

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the checks of the database's options."""

    name = "pasquino.config"
    verbose_name = "Configuration"

    def ready(self) -> None:
        """Refuse to run on a database that could lose what was acknowledged."""
        from pasquino.config import database_checks  # noqa: F401 - registers
