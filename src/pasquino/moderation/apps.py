"""The room as Django knows it."""

from django.apps import AppConfig


class Moderation(AppConfig):
    """Offers moderators their ways in from what readers see."""

    name = "pasquino.moderation"
    verbose_name = "Moderation"

    def ready(self) -> None:
        """Stand below comments and beside discussions, for moderators only."""
        from pasquino.discussion import acts
        from pasquino.moderation import entries

        entries.offer()
        acts.register(entries.below_comment)
        acts.register_beside(entries.beside_discussion)
