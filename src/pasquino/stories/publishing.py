"""Publishing stories from code, through the same door as the desk: imports and the demo use it."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.models import Page

from pasquino.figures.models import Figure
from pasquino.stories import figure_ties, moments
from pasquino.stories.actions import draft_edition
from pasquino.stories.models import (
    Byline,
    Correction,
    Picture,
    PublishedStory,
    Section,
    Shelf,
    Story,
    Topic,
    Writer,
)


@dataclass(frozen=True)
class Block:
    """One block of a story: its kind in `blocks.STORY_BLOCKS` and its raw value."""

    kind: str
    value: Any
    id: str = ""

    def raw(self) -> dict[str, Any]:
        """As a StreamField keeps it."""
        return {"type": self.kind, "value": self.value, "id": self.id or str(uuid.uuid4())}


@dataclass(frozen=True, kw_only=True)
class Draft:
    """All a story consists of; `bylines` are (writer, role), `corrections` (moment, HTML, #n).

    `figures` are (figure, the words in the text that are it): those of the same words one after
    the other, as they stand in the text.
    """

    headline: str
    section: Section
    blocks: Sequence[Block]
    standfirst: str = ""
    address: str = ""
    language: str = ""
    bylines: Sequence[tuple[Writer, str]] = ()
    topics: Sequence[Topic] = ()
    lead_picture: Picture | None = None
    lead_words: dict[str, str] = field(default_factory=dict)
    corrections: Sequence[tuple[datetime, str, int | None]] = ()
    figures: Sequence[tuple[Figure, str]] = ()
    before_title: str = ""
    after_title: str = ""
    note: str = ""


@transaction.atomic
def publish(draft: Draft, *, at: datetime, story: Story | None = None) -> PublishedStory:
    """Publish a new story, or the next edition of one, dated `at` (aware).

    Raises figure_ties.WordsNotFound where the words of a figure do not stand in the text.
    """
    page = _filled(story or Story(), draft)
    if story is None:
        page.first_published_at = at
        _shelf().add_child(instance=page)
    page.bylines.set(
        Byline(writer=writer, role=role, sort_order=order)
        for order, (writer, role) in enumerate(draft.bylines)
    )
    page.topics = list(draft.topics)
    _add_corrections(page, draft)
    _mark_figures(page, draft)
    with moments.dated(at):
        page.save_revision(clean=False).publish()
    return PublishedStory.objects.select_related("edition").get(story_id=page.pk)


def _shelf() -> Page:
    return Shelf.objects.get()


def _filled(page: Story, draft: Draft) -> Story:
    page.title, page.draft_title = draft.headline, draft.headline
    page.standfirst, page.section, page.address = draft.standfirst, draft.section, draft.address
    page.language, page.edition_note = draft.language, draft.note
    page.before_title, page.after_title = draft.before_title, draft.after_title
    page.lead_picture = draft.lead_picture
    page.lead_alt = draft.lead_words.get("alt", "")
    page.lead_credit = draft.lead_words.get("credit", "")
    page.lead_caption = draft.lead_words.get("caption", "")
    raw = json.dumps([block.raw() for block in draft.blocks])
    page.body = Story._meta.get_field("body").to_python(raw)
    return page


def _mark_figures(page: Story, draft: Draft) -> None:
    """Have the words be figures; marks of an edition before this one are not taken over."""
    page.marked_figures.set([])
    edition = draft_edition(page) if draft.figures else None
    for figure, words in draft.figures:
        taken = [figure_ties.place_of(row) for row in page.marked_figures.all()]
        place = figure_ties.where(edition, words, taken) if edition else None
        if place is None:
            raise figure_ties.WordsNotFound(words)
        figure_ties.mark(page, figure, place)


def _add_corrections(page: Story, draft: Draft) -> None:
    """Add those corrections that the story does not have yet; none is ever changed."""
    known = {(note.noted_at, note.text) for note in page.corrections.all()}
    for moment, text, credited in draft.corrections:
        if (moment, text) not in known:
            page.corrections.add(Correction(noted_at=moment, text=text, credited_comment=credited))
