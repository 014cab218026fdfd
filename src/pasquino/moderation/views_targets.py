"""One comment, one discussion, one account: how it stands, what was done, what may be done."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from pasquino.accounts import standing
from pasquino.accounts.models import User
from pasquino.discussion.models import Comment, Thread
from pasquino.moderation import listing, offers
from pasquino.moderation.models import Action, ActionQuerySet
from pasquino.moderation.offers import Offer, Outcome
from pasquino.moderation.page import after, moderator, shown, sweepers

REPLIES_SHOWN = 20
SWEPT_SHOWN = 100
SWEPT = (Comment.State.REMOVED_BY_MODERATOR, Comment.State.BRANCH_HIDDEN, Comment.State.HELD)


@sweepers
def comment(request: HttpRequest, comment_id: int) -> HttpResponse:
    """A comment in full, whatever became of it, with what it answers and what answers it."""
    found = get_object_or_404(
        Comment.objects.select_related(
            "text", "author", "thread__story", "parent__text", "parent__author"
        ),
        pk=comment_id,
    )
    about = offers.for_comment(found) + offers.for_account(found.author, moderator(request))
    context = {
        "comment": found,
        "replies": found.replies.select_related("text", "author").order_by("number")[
            :REPLIES_SHOWN
        ],
        "replies_count": found.replies.count(),
        "suspension": standing.suspension(found.author),
    }
    done = Action.objects.filter(comment=found)
    return _target(request, "moderation/comment.html", context, about, done)


@sweepers
def thread(request: HttpRequest, thread_id: int) -> HttpResponse:
    """A discussion: open or closed, and what of it was swept."""
    found = get_object_or_404(Thread.objects.select_related("story"), pk=thread_id)
    swept = found.comments.filter(state__in=SWEPT).select_related("text", "author")
    context = {
        "thread": found,
        "swept": swept.order_by("-number")[:SWEPT_SHOWN],
        "swept_count": swept.count(),
    }
    done = Action.objects.filter(Q(thread=found) | Q(comment__thread=found))
    return _target(request, "moderation/thread.html", context, offers.for_thread(found), done)


@sweepers
def account(request: HttpRequest, slug: str) -> HttpResponse:
    """An account: suspended or not, and what was done to it and to its comments."""
    found = get_object_or_404(User, slug=slug)
    by = moderator(request)
    context = {
        "account": found,
        "is_own": found == by,
        "suspension": standing.suspension(found),
        "comments_count": found.comments.count(),
    }
    done = Action.objects.filter(Q(account=found) | Q(comment__author=found))
    return _target(
        request, "moderation/account.html", context, offers.for_account(found, by), done
    )


def _target(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    about: list[Offer],
    done: ActionQuerySet,
) -> HttpResponse:
    """The page with its forms; a form that was sent is done, or comes back with its text."""
    outcome = Outcome()
    if request.method == "POST":
        outcome = offers.take(request.POST, about, moderator(request))
        if outcome.action:
            return after([outcome.action], request.path)
    context |= {
        "offers": [offer for offer in about if offer.fits],
        "outcome": outcome,
        "page": listing.page(done, request.GET.get("before", "")),
    }
    return shown(request, template, context, refused=bool(outcome.refusal))
