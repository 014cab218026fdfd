"""The room as Django knows it."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class Search(AppConfig):
    """Finds stories and comments by their words."""

    name = "pasquino.search"
    verbose_name = "Search"

    def ready(self) -> None:
        """Listen to what is published and said; index after an upgrade what was there before."""
        from pasquino.magazine import frame
        from pasquino.search import listeners

        post_migrate.connect(listeners.the_database_was_brought_up_to_date, sender=self)
        frame.offer("masthead", "search/_masthead.html")
        frame.offer("head", "search/_head.html")
