"""The desk's front: what is due, what was late, which drafts are mine, who waits for approval."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.models import Revision

from pasquino.stories import scheduling
from pasquino.stories.models import Story

SHOWN = 8


class Schedule(Component):
    """What is published next and when the scheduler last looked; what it missed stands on top."""

    name = "schedule"
    order = 50
    template_name = "stories/desk/home_schedule.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        """Due, overdue and late stories."""
        return {
            "next": _due_next(),
            "overdue": list(scheduling.overdue()[:SHOWN]),
            "late": list(scheduling.late()[:SHOWN]),
            "last_run": scheduling.last_run(),
            "is_running": scheduling.is_running(),
        }


class MyDrafts(Component):
    """The stories this person began and that have something unpublished."""

    name = "my_drafts"
    order = 250  # after what waits for this person
    template_name = "stories/desk/home_drafts.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        """The newest of them."""
        user = parent_context["request"].user
        drafts = Story.objects.filter(owner=user, has_unpublished_changes=True)
        newest = drafts.select_related("section").order_by("-latest_revision_created_at")
        return {"drafts": newest[:SHOWN]}


def _due_next() -> list[tuple[Story, Any]]:
    """Stories with the moment they are due, the next one first."""
    revisions = (
        Revision.page_revisions.filter(approved_go_live_at__gt=timezone.now())
        .order_by("approved_go_live_at")
        .values_list("object_id", "approved_go_live_at")[:SHOWN]
    )
    due = [(int(key), moment) for key, moment in revisions]
    stories = Story.objects.in_bulk([key for key, _moment in due])
    return [(stories[key], moment) for key, moment in due if key in stories]
