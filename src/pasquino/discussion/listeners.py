"""Listens to stories: what is published can be discussed."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from pasquino.discussion.actions.posting import open_thread
from pasquino.stories.announcements import story_changed
from pasquino.stories.models import PublishedStory


@receiver(story_changed)
def a_published_story_has_a_discussion(story: PublishedStory, **_rest: Any) -> None:
    """Opened with the story; editors may close it. A withdrawn story keeps what it has."""
    if story.withdrawn_at is None:
        open_thread(story)
