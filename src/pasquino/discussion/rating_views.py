"""Rating: the form on the pages of stories and comments, and the list of who rated a comment."""

from __future__ import annotations

from http import HTTPStatus

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from pasquino.accounts import limits
from pasquino.accounts.access import only
from pasquino.accounts.models import Role, User
from pasquino.delivery.pages import public
from pasquino.discussion import actions, rating, rating_controls, refusal_words
from pasquino.discussion.dates import Clock
from pasquino.discussion.done import KEY, RATED, Done
from pasquino.discussion.models import Comment, DiscussionPolicy, Thread
from pasquino.discussion.rating import RatingProfile
from pasquino.discussion.readable import is_readable
from pasquino.discussion.reading import Reading
from pasquino.discussion.refused_ratings import Refused, all_refused, refused
from pasquino.discussion.views import answer_comment, answer_story, reading_of, thread_of
from pasquino.discussion.visitors import reader_of, visitor_of
from pasquino.stories import views as stories
from pasquino.stories.models import PublishedStory

RATERS_SHOWN = 100
DIGITS = 9


@only(Role.READER, why="a member rates comments under a story")
def rate(request: HttpRequest, year: str, month: str, slug: str) -> HttpResponse:
    """Record the ratings of a form, and go back to where it was sent from.

    A refusal shows the page again with the choices in it; what was not refused is recorded.
    """
    published = stories.find(year, month, slug, "thread")
    if published.withdrawn_at:
        return stories.withdrawn(request, published)
    if request.method != "POST":  # whoever had to sign in first comes back so
        return redirect(f"{published.get_absolute_url()}#discussion")
    thread = thread_of(published)
    if thread is None:
        raise Http404
    assert isinstance(request.user, User)  # noqa: S101 - `only` lets nobody else in
    try:
        wanted, only_one = rating_controls.read(request.POST.dict())
    except rating_controls.NoSense:
        return HttpResponse(_("That is not a rating.") + "\n", "text/plain", 400)
    told = _told(thread, request.user, wanted, visitor_of(request).clock)
    if told is not None:
        return _again(request, published, thread, told)
    return _back(request, published, only_one)


def _told(
    thread: Thread, rater: User, wanted: dict[int, int | None], clock: Clock
) -> Refused | None:
    """Record ratings; what to tell if some of them, or all, were refused."""
    try:
        limits.take("ratings", rater.pk)
        rated = actions.rate_many(thread=thread, rater=rater, values=wanted)
    except actions.MayNotWrite as refusal:
        return all_refused(refusal.why, wanted, HTTPStatus.FORBIDDEN)
    except limits.TooOften as often:
        words = refusal_words.sentence(often, clock=clock)
        return all_refused(words, wanted, HTTPStatus.TOO_MANY_REQUESTS)
    return refused(rated, wanted) if rated.refused else None


def _again(
    request: HttpRequest, published: PublishedStory, thread: Thread, told: Refused
) -> HttpResponse:
    """The page that the form stood on, saying what was refused."""
    reading = _reading_before(request)
    if of := _of(request):
        return answer_comment(request, published, thread, reading, of, told)
    return answer_story(request, published, thread, reading, told)


def _back(request: HttpRequest, published: PublishedStory, number: int) -> HttpResponse:
    """To the page that the form stood on, at the comment or at the end of the discussion."""
    reading, of = _reading_before(request), _of(request)
    page = f"{published.get_absolute_url()}{f'comments/{of}/' if of else ''}"
    anchor = f"c{number}" if number else rating_controls.FORM
    query = reading.query(page=reading.page)
    told = f"{'&' if query else '?'}{KEY}={Done(RATED, number)}"
    answer = HttpResponseRedirect(f"{page}{query}{told}#{anchor}")
    answer.status_code = HTTPStatus.SEE_OTHER
    return answer


def _reading_before(request: HttpRequest) -> Reading:
    """How the discussion was shown on the page with the form."""
    before = QueryDict(request.POST.get("back", "").removeprefix("?"))
    return reading_of(request, before.dict())


def _of(request: HttpRequest) -> int:
    """The comment on whose page the form stood, 0 for the story's."""
    text = request.POST.get("of", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= DIGITS else 0


@public(query=("before",))
def ratings(request: HttpRequest, year: str, month: str, slug: str, number: str) -> HttpResponse:
    """Who rated a comment, and how; those who rated it last come first."""
    published = stories.find(year, month, slug)
    if published.withdrawn_at:
        return stories.withdrawn(request, published)
    policy = DiscussionPolicy.current()
    if not policy.raters_visible or policy.rating_profile == RatingProfile.OFF:
        raise Http404
    comment = get_object_or_404(_discussed(published), number=int(number))
    if not is_readable(comment, reader_of(request)):
        raise Http404
    found = comment.ratings.select_related("rater").order_by("-pk")
    before = request.GET.get("before", "")
    if before.isdecimal():
        found = found.filter(pk__lt=int(before[:18]))
    shown = list(found[: RATERS_SHOWN + 1])
    known = comment.ratings.count()
    context = {
        "public": published,
        "comment": comment,
        "score": rating.words(comment.rating_sum, comment.rating_count, policy),
        "ratings": [(one.rater, rating.value_words(one.value, policy)) for one in shown][
            :RATERS_SHOWN
        ],
        "older": shown[RATERS_SHOWN - 1].pk if len(shown) > RATERS_SHOWN else 0,
        "unknown": max(comment.rating_count - known, 0),
    }
    return render(request, "discussion/ratings.html", context)


def _discussed(published: PublishedStory) -> QuerySet[Comment]:
    """The comments under a story, if it has a discussion."""
    found: QuerySet[Comment] = Comment.objects.filter(thread__story=published)
    found = found.exclude(thread__state=Thread.State.NONE)
    return found.select_related("text", "author")
