"""The line "What changed" is used up by the edition it was written for."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.models import Revision

from pasquino.stories.models import Edition, Story


@receiver(post_save, sender=Edition)
def a_note_is_used_up(instance: Edition, created: bool, **_rest: Any) -> None:
    """Empty the line on the desk, so that the next edition does not repeat it.

    It is emptied in the revision that was published and in a later draft that still says the
    same; the edition keeps it for good.
    """
    if not created or not instance.note:
        return
    story = instance.story
    Story.objects.filter(pk=story.pk).update(edition_note="")
    keys = {story.live_revision_id, story.latest_revision_id} - {None}
    for revision in Revision.objects.filter(pk__in=keys):
        if revision.content.get("edition_note") == instance.note:
            revision.content["edition_note"] = ""
            revision.save(update_fields=["content"])
    story.edition_note = ""
