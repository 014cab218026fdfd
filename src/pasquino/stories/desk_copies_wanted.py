"""Has the pages that a draft quotes copied: when it is saved, and again when it is published."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from pasquino.sources import actions, copies
from pasquino.sources.models import CaptureRequest, Work
from pasquino.sources.refusals import AddressOfAnother, NoAddress
from pasquino.stories import citing, rendering
from pasquino.stories.models import Story

FRESH = timedelta(days=1)  # a copy of the same day is not made again when the story is published


def when_saved(story: Story, by: Any) -> None:
    """Ask for a copy of each linked page of which none with text is kept.

    Not again within a day, nor where the page may not be copied: there the button remains.
    """
    for work, link in _linked(story):
        held = copies.held_of(work.pk)
        if not held.has_text and not held.is_refused and not _is_fresh(held):
            _ask(work, link, CaptureRequest.Purpose.PASTE, by)


def when_published(story: Story, by: Any) -> None:
    """Ask for a copy of each linked page as it is now, unless today's is kept."""
    for work, link in _linked(story):
        held = copies.held_of(work.pk)
        if not held.is_refused and not _is_fresh(held):
            _ask(work, link, CaptureRequest.Purpose.PUBLISH, by)


def _is_fresh(held: copies.Held) -> bool:
    return held.at is not None and timezone.now() - held.at <= FRESH


def _linked(story: Story) -> list[tuple[Work, str]]:
    """The works that quotations link to, made where they are new, each once."""
    entries = [entry for entry in rendering.quotations(story.body) if entry["link"]]
    found = {
        work.pk: (work, entry["link"]) for entry in entries if (work := citing.work_of(entry))
    }
    return list(found.values())


def _ask(work: Work, link: str, purpose: str, by: Any) -> None:
    try:
        actions.request_capture(work, url=link, purpose=purpose, by=by)
    except (AddressOfAnother, NoAddress):
        return  # the block names another source by its number; that one is the evidence
