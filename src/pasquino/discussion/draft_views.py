"""A member's drafts: what they have written and not posted."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import reverse

from pasquino.accounts.access import only
from pasquino.accounts.models import Role, User
from pasquino.discussion import actions
from pasquino.discussion.models import Draft, Thread
from pasquino.discussion.writing_places import SeeOther

OPENING = 280  # letters
PAGES = {
    Draft.Kind.COMMENT: "comment-reply",
    Draft.Kind.EDIT: "comment-edit",
    Draft.Kind.ADDITION: "comment-add",
}


@only(Role.READER, why="a member's own drafts, which nobody else sees")
def drafts(request: HttpRequest) -> HttpResponse:
    """All drafts of whoever is signed in, newest first."""
    assert isinstance(request.user, User)  # noqa: S101 - for the type checker
    found = Draft.objects.filter(member=request.user).select_related("thread__story")
    shown = [
        {
            "draft": draft,
            "address": _address(draft),
            "opening": _opening(draft.source),
            "is_whole": len(draft.source) <= OPENING,
            "story": draft.thread.story,
            "is_gone": _is_gone(draft),
        }
        for draft in found.order_by("-saved_at", "-pk")
    ]
    return render(request, "discussion/drafts.html", {"drafts": shown})


@only(Role.READER, why="a member throws a draft of their own away")
def discard(request: HttpRequest, draft: int) -> HttpResponse:
    """Throw one draft away."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    assert isinstance(request.user, User)  # noqa: S101 - for the type checker
    actions.discard_draft(member=request.user, draft=draft)
    return SeeOther(reverse("drafts"))


def _address(draft: Draft) -> str:
    story = draft.thread.story
    if draft.parent_number:
        page = PAGES[Draft.Kind(draft.kind)]
        return reverse(page, args=[*story.address, draft.parent_number])
    return reverse("comment-new", args=story.address)


def _is_gone(draft: Draft) -> bool:
    """There is no discussion any more in which it could be posted."""
    thread = draft.thread
    return thread.state == Thread.State.NONE or thread.story.withdrawn_at is not None


def _opening(source: str) -> str:
    words = " ".join(source[: 4 * OPENING].split())
    return words if len(words) <= OPENING else words[:OPENING].rsplit(" ", 1)[0] + " …"
