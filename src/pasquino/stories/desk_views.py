"""Pages of our own at the desk."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils import timezone

from pasquino.stories import previews
from pasquino.stories.models import Story


def preview_link(request: HttpRequest, story_id: int) -> HttpResponse:
    """A signed address that shows the draft to whoever gets it, until it expires."""
    story = get_object_or_404(Story, pk=story_id)
    if not story.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    context = {
        "story": story,
        "address": request.build_absolute_uri(previews.link_to(story)),
        "until": timezone.now() + previews.LIVES,
        "days": previews.LIVES.days,
    }
    return render(request, "stories/desk/preview_link.html", context)


urlpatterns = [
    path("stories/<int:story_id>/preview-link/", preview_link, name="story-preview-link"),
]
