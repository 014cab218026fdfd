"""The pages on which a story is written: Wagtail's, without what finds nothing here."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import ChecksSidePanel
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.revisions import RevisionsRevertView
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.admin.viewsets.pages import PageViewSet

from pasquino.stories.desk_gate import Gated, stop_approval
from pasquino.stories.models import Story


class OfAStory(Gated):
    """What both pages do in their own way."""

    next_url: str

    def get_side_panels(self) -> Any:  # Wagtail's list of panels
        """Status, preview and notes, but no checks.

        They run inside the preview, whose policy lets no foreign script in, and would always say
        that no issue was found.
        """
        panels = super().get_side_panels()
        return MediaContainer(
            [panel for panel in panels if not isinstance(panel, ChecksSidePanel)]
        )

    def redirect_away(self) -> HttpResponse:
        """Back to our list of stories, not into Wagtail's tree."""
        return redirect(self.next_url or "stories:index")


class WriteStory(OfAStory, CreateView):
    """The page for a new story."""


class OfAKeptStory(OfAStory):
    """The same for a story that exists, with the buttons below its text."""

    def get_template_names(self) -> list[str]:
        """Ours in place of Wagtail's whole page, not of its parts."""
        ours = {"wagtailadmin/pages/edit.html": "stories/desk/edit_story.html"}
        return [ours.get(name, name) for name in super().get_template_names()]


class EditStory(OfAKeptStory, EditView):
    """The page for a story that exists."""


class RevertStory(OfAKeptStory, RevisionsRevertView):
    """The same, begun from an earlier draft."""


class ApproveStory(WorkflowActionView):
    """The approval of a story from a list, without its form."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Approve it, unless somebody must answer at its form first."""
        stopped = stop_approval(request, self.object) if self.action_name == "approve" else None
        if stopped and request.headers.get("x-requested-with") == "XMLHttpRequest":
            lead = {"step": "success", "redirect": stopped["Location"]}
            return self.render_modal_json(request, lead)  # type: ignore[no-any-return]  # untyped
        return stopped or super().post(request, *args, **kwargs)


class StoryPages(PageViewSet):
    """Wagtail's pages for a story, four of them ours."""

    model = Story
    add_view_class = WriteStory
    edit_view_class = EditStory
    revisions_revert_view_class = RevertStory
    workflow_action_view_class = ApproveStory
