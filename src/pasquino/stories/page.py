"""A story's page: its edition with the slots filled from what is known now."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.template.loader import get_template
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from pasquino.magazine.models import direction
from pasquino.stories import cited_rows, quotations_shown, sources_shown
from pasquino.stories.models import Edition, PublishedStory, Section
from pasquino.stories.quotations_shown import QuotationShown
from pasquino.stories.slots import fill
from pasquino.stories.sources_shown import SourceShown

MOST_FIGURES = 1_000  # about 3 KB each, kept by everything they say
_figures: dict[tuple[QuotationShown, str | None, str], str] = {}


class StoryPage:
    """An edition as a reader sees it; `public` is None for a draft.

    What is stored of its quotations is read when it is first asked for; an edition without any
    asks the database nothing.
    """

    def __init__(self, edition: Edition, public: PublishedStory | None) -> None:
        self.edition = edition
        self.public = public

    @cached_property
    def html(self) -> SafeString:
        """The story's text, its quotations in their places."""
        parts = {("quotation", shown.number): figure(shown) for shown in self.quotations}
        return mark_safe(fill(self.edition.html, parts))  # noqa: S308 - rendered and cleaned by us

    @cached_property
    def quotations(self) -> list[QuotationShown]:
        """The quotations in order, each with its verdict as it is known now."""
        by_work = {source.work: source for source in self.sources}
        return quotations_shown.shown(self.edition.quotations, self._rows, by_work)

    @cached_property
    def sources(self) -> list[SourceShown]:
        """The works named, numbered as in the list at the story's foot."""
        if not self._rows:
            return []
        rows = cited_rows.sources_of(self.edition.story_id)
        return sources_shown.shown(rows, self._rows)

    @cached_property
    def _rows(self) -> list[cited_rows.QuotationRow]:
        if self.public is None or not self.edition.quotations:
            return []
        return cited_rows.quotations_of(self.edition.story_id)

    @property
    def section(self) -> Section:
        """Where it stands, or would stand; a draft's own is looked up."""
        return self.public.section if self.public else self.edition.story.section

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return direction(self.edition.language)

    @property
    def is_edited(self) -> bool:
        """There is more than one edition, so its history has something to tell."""
        return self.edition.number > 1

    @property
    def corrections(self) -> list[dict[str, Any]]:
        """The dated notes, oldest first, their moments as datetimes of the magazine's zone."""
        return [
            {**note, "at": timezone.localtime(parse_datetime(note["at"]))}
            for note in self.edition.corrections
        ]


def figure(shown: QuotationShown) -> str:
    """A quotation with all that is said of it; the same is not rendered twice by one process."""
    key = (shown, get_language(), timezone.get_current_timezone_name())
    html = _figures.get(key)
    if html is None:
        html = get_template("stories/_quotation.html").render({"quotation": shown})
        if len(_figures) >= MOST_FIGURES:
            _figures.clear()
        _figures[key] = html
    return html


def forget_figures() -> None:
    """Render each anew: for measuring, and for tests."""
    _figures.clear()
