"""Where something is written: the story, its discussion, and the comment that is meant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.db import models
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render

from pasquino.accounts.access import kept_private
from pasquino.accounts.carried_words import carry
from pasquino.accounts.models import User
from pasquino.delivery.prepared import Given, Prepared
from pasquino.discussion import actions
from pasquino.discussion.done import KEY, Done
from pasquino.discussion.models import Comment, Draft, Thread
from pasquino.magazine import kept_words
from pasquino.magazine.views import GONE, SIGNED_OUT, form_refused
from pasquino.stories.models import PublishedStory

View = Callable[..., HttpResponseBase]
FORBIDDEN = 403


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

    def draft(self, member: User, kind: str = Draft.Kind.COMMENT) -> Draft | None:
        """What the member has written here before and not sent."""
        found: Draft | None = Draft.objects.filter(
            member=member, thread=self.thread, kind=kind, parent_number=self.number
        ).first()
        return found

    def keep(
        self, member: User, subject: str, source: str, kind: str = Draft.Kind.COMMENT
    ) -> bool:
        """Keep what a form brought as a draft; whether that was possible."""
        draft = actions.keep_draft(
            member=member,
            thread=self.thread,
            kind=kind,
            parent_number=self.number,
            subject=subject,
            source=source.replace("\r\n", "\n"),
        )
        return draft is not None

    def landing(self, comment: Comment, deed: str = "") -> SeeOther:
        """To a comment in its place, where its author is told of the deed; held, to a page."""
        if comment.state == Comment.State.HELD:
            return SeeOther(f"{self.address}comments/{comment.number}/held/")
        if comment.state == Comment.State.TAKEN_BACK:
            return SeeOther(f"{self.address}#discussion")
        told = f"&{KEY}={Done(deed, comment.number)}" if deed else ""
        return SeeOther(f"{self.address}?at={comment.number}{told}#c{comment.number}")


class NoDiscussion(Http404):
    """The story was withdrawn, or the editors want no discussion of it; `place` is where."""

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self.place = place


_at_address = Prepared(
    lambda: Thread.objects.select_related("story").filter(
        story__year=Given("year", models.IntegerField()),
        story__month=Given("month", models.IntegerField()),
        story__slug=Given("slug", models.CharField()),
    )
)


def find(year: str, month: str, slug: str, number: str = "") -> Place:
    """The place an address names; raises Http404, or NoDiscussion where there is none any more."""
    thread = _at_address.first(year=int(year), month=int(month), slug=slug)
    if thread is None:
        raise Http404
    place = Place(thread.story, thread, _comment(thread, int(number)) if number else None)
    if thread.state == Thread.State.NONE or thread.story.withdrawn_at:
        raise NoDiscussion(place)
    return place


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


def telling_closed(view: View) -> View:
    """A form that nobody is asked to sign in for in vain, where the discussion is closed.

    Stands above `only`, whose rule it keeps.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponseBase:
        if request.method in ("GET", "HEAD") and not isinstance(request.user, User):
            try:
                place = find(kwargs["year"], kwargs["month"], kwargs["slug"])
            except Http404:
                return view(request, *args, **kwargs)
            if place.thread.state == Thread.State.CLOSED:
                return kept_private(_closed(request, place))
        return view(request, *args, **kwargs)

    return answer


def _closed(request: HttpRequest, place: Place) -> HttpResponseBase:
    return render(request, "discussion/closed.html", {"place": place}, status=FORBIDDEN)


def keeping_words(kind: str = Draft.Kind.COMMENT) -> Callable[[View], View]:
    """A view that loses no word: who sends it a form without being signed in gets it back.

    Signed in, they find the words in the form again. Where the place has gone meanwhile, they
    come back too, and are kept as a draft of this kind. Stands above `only`, whose rule it keeps.
    """

    def keeping(view: View) -> View:
        return _keeping(view, kind)

    return keeping


def _keeping(view: View, kind: str) -> View:
    @wraps(view)
    def answer(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponseBase:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        if not isinstance(request.user, User):
            if request.POST.get("act") == "sign-in" and carry(request):
                return redirect_to_login(request.path)
            return form_refused(request, SIGNED_OUT)
        try:
            return view(request, *args, **kwargs)
        except Http404 as gone:
            if kept_words.of(request) is None:
                raise
            return form_refused(request, GONE, is_kept=_kept(gone, request, kind))

    return answer


def _kept(gone: Http404, request: HttpRequest, kind: str) -> bool:
    """Keep the words as a draft where there was a discussion."""
    if not isinstance(gone, NoDiscussion) or not isinstance(request.user, User):
        return False
    words = request.POST
    return gone.place.keep(request.user, words.get("subject", ""), words.get("source", ""), kind)
