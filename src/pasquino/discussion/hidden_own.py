"""What the author of a comment is told of it where a moderator has hidden the branch it is in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pasquino.discussion.models import Comment, CommentText, Thread
from pasquino.discussion.skeletons import skeleton
from pasquino.discussion.threads import TOP, State
from pasquino.discussion.visitors import visitor_of

FORBIDDEN = 403


def told(request: HttpRequest, thread: Thread, number: int) -> HttpResponse | None:
    """The page that says so, to the comment's author alone; None to everybody else."""
    reader = visitor_of(request).reader
    if reader is None:
        return None
    own = Comment.objects.filter(
        thread=thread, number=number, author=reader, is_under_hidden=True
    ).exclude(state__in=Comment.UNSEEN)
    comment = own.select_related("text").first()
    if comment is None:
        return None
    root = _hidden_above(thread, number)
    reason = CommentText.objects.filter(comment__thread=thread, comment__number=root)
    context = {
        "story": thread.story,
        "comment": comment,
        "root": root,
        "reason": reason.values_list("moderator_reason", flat=True).first(),
    }
    response = render(request, "discussion/hidden_own.html", context, status=FORBIDDEN)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _hidden_above(thread: Thread, number: int) -> int:
    """The number of the comment whose branch is hidden, the nearest above this one; else 0."""
    whole = skeleton(thread)
    here = whole.position(number)
    while here != TOP and whole.states[here] != State.BRANCH_HIDDEN:
        here = whole.above[here]
    return whole.numbers[here] if here != TOP else 0
