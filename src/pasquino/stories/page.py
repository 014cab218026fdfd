"""A story's page: its edition with the slots filled from what is known now."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.safestring import SafeString

from pasquino.magazine.models import direction
from pasquino.stories.cited import Cited, cited_by, cited_in_draft
from pasquino.stories.models import Edition, PublishedStory, Section


class StoryPage:
    """An edition as a reader sees it; `public` is None for a draft."""

    def __init__(self, edition: Edition, public: PublishedStory | None) -> None:
        self.edition = edition
        self.public = public

    @property
    def html(self) -> SafeString:
        """The story's text, its quotations and figures in their places."""
        return self.cited.body

    @cached_property
    def cited(self) -> Cited:
        """Its quotations and sources as they stand now; read when first asked for."""
        if self.public is None:
            return cited_in_draft(self.edition)
        return cited_by(self.public, self.public.get_absolute_url())

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
