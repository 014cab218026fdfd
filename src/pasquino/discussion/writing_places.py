"""Where something is written: the story, its discussion, and the comment that is meant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from pasquino.accounts import limits
from pasquino.accounts.limit import Limit
from pasquino.accounts.models import User
from pasquino.accounts.networks import network_of
from pasquino.discussion.models import Comment, Thread
from pasquino.magazine import kept_words
from pasquino.magazine.views import form_refused
from pasquino.stories.models import PublishedStory

SESSION_KEY = "kept_words"
KEEPING = Limit(40, 600)  # texts carried through signing in, from one network
LONGEST_KEPT = 256 * 1024  # characters

View = Callable[..., HttpResponseBase]


class SeeOther(HttpResponseRedirect):
    """303: the deed is done, look there."""

    status_code = 303


@dataclass(frozen=True)
class Place:
    """A story's discussion, and the comment that is answered or changed, if one is."""

    story: PublishedStory
    thread: Thread
    comment: Comment | None = None

    @property
    def address(self) -> str:
        """The story's: "/2026/03/the-weir/"."""
        return self.story.get_absolute_url()

    @property
    def number(self) -> int:
        """The comment's, or 0."""
        return self.comment.number if self.comment else 0

    def landing(self, number: int) -> SeeOther:
        """To the comment of this number in its place, as its reader reads."""
        return SeeOther(f"{self.address}?at={number}#c{number}")


def find(year: str, month: str, slug: str, number: str = "") -> Place:
    """The place an address names; raises Http404, also for a discussion there is none of."""
    shown = Thread.objects.exclude(state=Thread.State.NONE).select_related("story")
    thread = get_object_or_404(
        shown,
        story__year=int(year),
        story__month=int(month),
        story__slug=slug,
        story__withdrawn_at=None,
    )
    return Place(thread.story, thread, _comment(thread, int(number)) if number else None)


def find_own(author: User, year: str, month: str, slug: str, number: str) -> tuple[Place, Comment]:
    """The place and the author's own comment there; raises Http404 for anybody else's."""
    place = find(year, month, slug, number)
    if place.comment is None or place.comment.author_id != author.pk:
        raise Http404
    return place, place.comment


def _comment(thread: Thread, number: int) -> Comment:
    comments = Comment.objects.select_related("text", "author")
    comment = get_object_or_404(comments, thread=thread, number=number)
    comment.thread = thread
    return comment


def keeping_words(view: View) -> View:
    """The view; who sends it a form without being signed in gets back what they wrote.

    Signed in, they find it in the form again. Stands above `only`, whose rule it keeps.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponseBase:
        if request.method != "POST" or isinstance(request.user, User):
            return view(request, *args, **kwargs)
        if request.POST.get("act") == "sign-in" and _carry(request):
            return redirect_to_login(request.path)
        return _kept_private(form_refused(request))

    return answer


def carried(request: HttpRequest) -> dict[str, str]:
    """What was written for this page before signing in; given once."""
    kept: dict[str, str] = request.session.get(SESSION_KEY, {})
    if kept.get("path") != request.path:
        return {}
    del request.session[SESSION_KEY]
    return kept


def _carry(request: HttpRequest) -> bool:
    """Put the words into the session, which survives signing in; False where that is too much."""
    words = kept_words.of(request)
    if words is None:
        return True
    if len(words.source) + len(words.subject or "") > LONGEST_KEPT:
        return False
    try:
        limits.take("kept_words", network_of(request), limit=KEEPING)
    except limits.TooOften:
        return False
    request.session[SESSION_KEY] = {
        "path": words.path,
        "subject": words.subject or "",
        "source": words.source,
        **words.carried,
    }
    return True


def _kept_private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "private, no-store"
    return response
