"""Refuses at the desk what would take something from readers, in a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from pasquino.stories.models import PublishedStory, Story

LONGEST_HEADLINE = 255


def keep_text(request: HttpRequest, page: Page, *_more: object) -> HttpResponse | None:
    """Before a story is saved: without script the editor sends no text, and none is saved."""
    if request.method != "POST" or "title" not in request.POST or "body-count" in request.POST:
        return None
    return render(request, "stories/desk/no_text.html", {"story": page}, status=422)


def keep_published(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Before a page is deleted: a story that readers have seen is unpublished instead."""
    if not _was_published([page.pk]):
        return None
    messages.error(
        request,
        _(
            "“%(headline)s” was published, so it is not deleted: its comments, its history and "
            "links to it would be gone. Unpublish it instead; its address then says so."
        )
        % {"headline": page.get_admin_display_title()},
    )
    return redirect("wagtailadmin_pages:edit", page.pk)


def keep_published_in_bulk(
    request: HttpRequest, action: str, things: Iterable[Any], view: Any
) -> HttpResponse | None:
    """Before many pages are deleted at once: the same refusal for all of them."""
    if action != "delete" or view.model is not Page:
        return None
    if not _was_published([page.pk for page in things]):
        return None
    messages.error(
        request,
        _(
            "At least one of these stories was published, so none was deleted. Unpublish what "
            "readers should no longer find."
        ),
    )
    return redirect("stories:index")


def copy_as_draft(request: HttpRequest, page: Page) -> HttpResponse | None:
    """In place of Wagtail's copying: a new draft with the same text, nothing published of it."""
    story = page.specific
    if not isinstance(story, Story):
        return None
    if request.method != "POST":
        return render(request, "stories/desk/copy.html", {"story": story})
    copy = _copied(story, request.user)
    messages.success(
        request,
        _("This is a copy of “%(headline)s”: a draft of its own, with no address yet.")
        % {"headline": story.get_admin_display_title()},
        buttons=[
            messages.button(
                reverse("wagtailadmin_pages:edit", args=[story.pk]), _("Edit the original")
            )
        ],
    )
    return redirect("wagtailadmin_pages:edit", copy.pk)


@transaction.atomic
def _copied(story: Story, user: Any) -> Page:
    newest: Any = story.get_latest_revision_as_object()
    headline = _("Copy of %(headline)s") % {"headline": newest.title}
    slug = f"story-{get_random_string(16, 'abcdefghijklmnopqrstuvwxyz0123456789')}"
    copy: Page = newest.copy(
        update_attrs={
            "title": headline[:LONGEST_HEADLINE],
            "draft_title": headline[:LONGEST_HEADLINE],
            "slug": slug,
            "address": "",
            "edition_note": "",
            "locked": False,
        },
        copy_revisions=False,
        keep_live=False,
        user=user,
    )
    return copy


def _was_published(keys: list[int]) -> bool:
    return PublishedStory.objects.filter(story__in=keys).exists()
