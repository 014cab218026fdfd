"""Links that show a draft to whoever holds them, for some days."""

from __future__ import annotations

from datetime import timedelta

from django.core import signing
from django.urls import reverse

from pasquino.stories.models import Story

LIVES = timedelta(days=7)
SALT = "pasquino.stories.preview"


class LinkExpired(Exception):
    """The link was good but its days are over."""


class LinkBroken(Exception):
    """The link was not made by this magazine, or its story is gone."""


def link_to(story: Story) -> str:
    """The path of a preview of the story's latest draft, good for `LIVES`."""
    return reverse("preview", args=[signing.dumps(story.pk, salt=SALT)])


def open_link(token: str) -> Story:
    """The latest draft that the link shows; raises LinkExpired or LinkBroken."""
    try:
        key = signing.loads(token, salt=SALT, max_age=LIVES)
        story = Story.objects.get(pk=key)
    except signing.SignatureExpired as expired:
        raise LinkExpired from expired
    except (signing.BadSignature, Story.DoesNotExist) as broken:
        raise LinkBroken from broken
    draft = story.get_latest_revision_as_object()
    assert isinstance(draft, Story)  # noqa: S101 - tells mypy what Wagtail's revision is
    return draft
