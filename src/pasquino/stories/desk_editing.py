"""The pages on which a story is written: Wagtail's, without what finds nothing here."""

from __future__ import annotations

from typing import Any

from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import ChecksSidePanel
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.viewsets.pages import PageViewSet

from pasquino.stories.models import Story


class WithoutChecks:
    """No checks panel: it runs inside the preview, whose policy lets no foreign script in.

    Without them it would always say that no issue was found.
    """

    def get_side_panels(self) -> Any:  # Wagtail's list of panels
        """Status, preview and notes."""
        panels = super().get_side_panels()  # type: ignore[misc]  # of the view beside it
        return MediaContainer(
            [panel for panel in panels if not isinstance(panel, ChecksSidePanel)]
        )


class WriteStory(WithoutChecks, CreateView):
    """The page for a new story."""


class EditStory(WithoutChecks, EditView):
    """The page for a story that exists."""


class StoryPages(PageViewSet):
    """Wagtail's pages for a story, two of them ours."""

    model = Story
    add_view_class = WriteStory
    edit_view_class = EditStory
