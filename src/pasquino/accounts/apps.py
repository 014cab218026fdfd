"""The room as Django knows it."""

from django.apps import AppConfig


class Accounts(AppConfig):
    """People and how they get in."""

    name = "pasquino.accounts"
    verbose_name = "Accounts"

    def ready(self) -> None:
        """Listen to who comes and what they change; offer what stands in the masthead."""
        from pasquino.accounts import listeners, own_entries, visitors
        from pasquino.magazine import frame

        listeners.connect()
        own_entries.offer()
        own_entries.offer_to_editors()
        frame.say_who_visits(visitors.of)
