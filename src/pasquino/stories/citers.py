"""Tells the room of sources which works stories cite in public; a work's page names them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Count, QuerySet

from pasquino.sources.citing import Citers, register
from pasquino.sources.models import Work
from pasquino.stories.models import PublishedStory, StorySource

SHOWN = 100


def offer() -> None:
    """Have stories asked."""
    register(
        Citers(
            order=10,
            name="stories",
            works=_works,
            counts=_counts,
            context=_context,
            template="stories/_citing_source.html",
        )
    )


def _in_public() -> QuerySet[StorySource]:
    return StorySource.objects.filter(
        story__public__isnull=False, story__public__withdrawn_at__isnull=True
    )


def _works() -> QuerySet[Any]:  # of values
    return _in_public().values("work")


def _counts(numbers: Collection[int]) -> dict[int, int]:
    found = _in_public().filter(work__in=numbers).values("work")
    return dict(found.annotate(times=Count("pk")).values_list("work", "times"))


def _context(work: Work) -> dict[str, Any]:  # what a template is given
    """The newest stories that cite a work; `more` says that there are older ones."""
    citing = PublishedStory.objects.public().filter(story__story_sources__work=work)
    newest = list(citing.newest()[: SHOWN + 1])
    return {"stories": newest[:SHOWN], "more": len(newest) > SHOWN}
