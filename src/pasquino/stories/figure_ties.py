"""Ties figures to words in stories: in a draft, and in a story that is published already."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import transaction
from django.urls import Resolver404, resolve
from wagtail.models import Revision

from pasquino.figures.models import Figure
from pasquino.stories import citing
from pasquino.stories.announcements import story_changed
from pasquino.stories.figure_marks import Readable
from pasquino.stories.figure_places import Edited, block_texts
from pasquino.stories.former import where_now
from pasquino.stories.models import MarkedFigure, PublishedStory, Story

logger = logging.getLogger(__name__)
LONGEST_WORDS = 300  # characters

Place = tuple[str, str, int]  # the block's id, the words, which occurrence of them


class WordsNotFound(Exception):
    """The words do not stand in the text, or each place of theirs is a figure already."""


def where(edition: Edited, words: str, taken: Collection[Place] = ()) -> Place | None:
    """The first place in an edition where the words stand and that is not taken."""
    words = " ".join(words.split())
    for block, html in block_texts(edition):
        times = len(Readable(html).spans(words))
        for occurrence in range(1, times + 1):
            if (block, words, occurrence) not in taken:
                return block, words, occurrence
    return None


def mark(story: Story, figure: Figure, place: Place) -> None:
    """Have words of a draft, which the caller saves, be this figure and no other."""
    unmark(story, place)
    block, words, occurrence = place
    story.marked_figures.add(
        MarkedFigure(figure=figure, block=block, words=words, occurrence=occurrence)
    )


def unmark(story: Story, place: Place) -> None:
    """Have words of a draft, which the caller saves, be no figure any more."""
    for row in list(story.marked_figures.all()):
        if place_of(row) == place:
            story.marked_figures.remove(row)


def place_of(row: MarkedFigure) -> Place:
    """Where a marked figure stands."""
    return row.block, row.words, row.occurrence


@transaction.atomic
def tie(public: PublishedStory, figure: Figure, words: str) -> None:
    """Have words of a published story be this figure, without making another edition of it.

    The drafts that may be published next have it too. Nothing changes where it is tied already.
    Raises WordsNotFound.
    """
    story, edition = public.story, public.edition
    known = list(story.marked_figures.all())
    if any(row.figure_id == figure.pk for row in known):
        return
    place = where(edition, words[:LONGEST_WORDS], [place_of(row) for row in known])
    if place is None:
        raise WordsNotFound
    mark(story, figure, place)
    story.marked_figures.commit()  # type: ignore[attr-defined]  # modelcluster's manager
    for revision in _to_come(story):
        _mark_in(revision, figure, place)
    citing.cite_figures(story, edition)
    story_changed.send(sender=PublishedStory, story=public)


def _to_come(story: Story) -> Iterable[Revision]:
    """The revisions that may be published next: the newest, and one that is scheduled."""
    newest = {story.latest_revision_id, story.live_revision_id} - {None}
    scheduled = story.revisions.filter(approved_go_live_at__isnull=False)
    return {*story.revisions.filter(pk__in=newest), *scheduled}


def _mark_in(revision: Any, figure: Figure, place: Place) -> None:  # Wagtail's is untyped
    """Write the mark into a kept draft, whose text stays as it is."""
    draft = revision.as_object()
    mark(draft, figure, place)
    revision.content = draft.serializable_data()
    revision.save(update_fields=["content"])


def tie_reported(figure: Figure, url: str) -> bool:
    """Tie a figure to the story at this address by the figure's own words.

    False where no such story is published here, or its text has not these words.
    """
    public = reporting(figure, url)
    if public is None:
        return False
    try:
        tie(public, figure, figure.words)
    except WordsNotFound:
        logger.info("%s: the words of figure %s do not stand in it.", public, figure.pk)
        return False
    return True


def reporting(figure: Figure, url: str) -> PublishedStory | None:
    """The published story that reports a figure: by its address, else by its headline.

    What was imported without its old address is known by the title of the work that reports the
    figure, where one story alone has that headline.
    """
    if found := published_at(url):
        return found
    title = figure.reported_in.title if figure.reported_in else ""
    named = PublishedStory.objects.public().select_related("story", "edition")
    by_title = list(named.filter(headline=title)[:2]) if title else []
    return by_title[0] if len(by_title) == 1 else None


def published_at(url: str) -> PublishedStory | None:
    """The published story that stands at an address, or came from there."""
    parts = urlsplit(url)
    path = unquote(parts.path)
    former = where_now(path)
    if former is None and parts.netloc != urlsplit(settings.BASE_URL).netloc:
        return None
    try:
        found = resolve(former or path)
    except Resolver404:
        return None
    if found.url_name != "story":
        return None
    stories = PublishedStory.objects.public().select_related("story", "edition")
    at = found.kwargs
    return stories.filter(year=int(at["year"]), month=int(at["month"]), slug=at["slug"]).first()
