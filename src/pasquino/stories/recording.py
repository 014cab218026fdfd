"""Writes down what stories cite that were published before quotations were written down."""

from __future__ import annotations

import logging

from django.db import transaction

from pasquino.stories import citing
from pasquino.stories.announcements import story_changed
from pasquino.stories.models import PublishedStory

logger = logging.getLogger(__name__)


def record_before() -> tuple[int, int]:
    """Write down the quotations of public stories that have none written down.

    Each story is a transaction: what was stopped goes on where it was. Gives how many stories
    were written down, and how many could not be, of which the log tells.
    """
    waiting = PublishedStory.objects.public().filter(story__story_quotations=None)
    waiting = waiting.exclude(edition__quotations=[])
    done = [_recorded(key) for key in list(waiting.order_by("pk").values_list("pk", flat=True))]
    return sum(done), len(done) - sum(done)


def _recorded(key: int) -> bool:
    try:
        with transaction.atomic():
            public = PublishedStory.objects.select_related("story", "edition").get(pk=key)
            citing.cite(public.story, public.edition)
            story_changed.send(sender=PublishedStory, story=public)
    except Exception:
        logger.exception("The quotations of story %s could not be written down.", key)
        return False
    return True
