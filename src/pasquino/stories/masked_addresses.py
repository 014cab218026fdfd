"""Which stories' addresses hold a name: masking changes what pages say, not where they stand."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.text import slugify

from pasquino.stories.models import PublishedStory


def holding(name: str) -> Iterator[tuple[str, str]]:
    """The headlines of these stories, and where an editor gives each another address."""
    slug = slugify(name)
    if not slug:
        return
    stories = PublishedStory.objects.filter(slug__contains=slug).order_by("pk")
    for story in stories.select_related("edition"):
        if f"-{slug}-" in f"-{story.slug}-":
            yield story.headline, reverse("wagtailadmin_pages:edit", args=[story.story_id])
