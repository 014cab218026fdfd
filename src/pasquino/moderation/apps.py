"""The room as Django knows it."""

from django.apps import AppConfig


class Moderation(AppConfig):
    """Offers moderators their ways in from what readers see."""

    name = "pasquino.moderation"
    verbose_name = "Moderation"

    def ready(self) -> None:
        """Stand below comments and beside discussions; know what was shown before it was held."""
        from pasquino.discussion import acts, known
        from pasquino.moderation import entries, records

        entries.offer()
        acts.register(entries.below_comment)
        acts.register_beside(entries.beside_discussion)
        acts.register_about(entries.about_reader)
        known.register(records.acted_upon)
