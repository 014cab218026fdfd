"""The room as Django knows it."""

from django.apps import AppConfig


class MagazineRoom(AppConfig):
    """The frame of every page."""

    name = "pasquino.magazine"
    verbose_name = "Magazine"

    def ready(self) -> None:
        """Listen to the desk."""
        from pasquino.magazine import listeners  # noqa: F401 - registers
