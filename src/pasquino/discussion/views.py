"""The story's page with its discussion, and one comment's page with its branch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from pasquino.delivery.pages import public
from pasquino.delivery.prepared import Given, Prepared
from pasquino.discussion import hidden_own, telling
from pasquino.discussion.done import KEY, NOTHING, RATED, Done, done_of
from pasquino.discussion.models import ReadingPreference, Thread
from pasquino.discussion.pages import NoSuchPage
from pasquino.discussion.printing import Asked, branch_page, discussion_page, listing
from pasquino.discussion.rating import RatingProfile
from pasquino.discussion.reading import Display, Preference, Reading, Sort, choose
from pasquino.discussion.refused_ratings import NONE_REFUSED, Refused
from pasquino.discussion.threads import NoSuchComment
from pasquino.discussion.visitors import Visitor, visitor_of
from pasquino.stories import views as stories
from pasquino.stories.models import PublishedStory

READING_QUERY = ("display", "sort", "page", "at", KEY)


@public(query=READING_QUERY)
def story_page(request: HttpRequest, year: str, month: str, slug: str) -> HttpResponse:
    """A story and its discussion, in the display, sort and page the address asks for."""
    published = stories.find(year, month, slug, "thread")
    if published.withdrawn_at:
        return stories.withdrawn(request, published)
    reading = reading_of(request, request.GET.dict())
    thread = thread_of(published)
    if thread is not None and request.GET.get("at"):
        return _led_to(request, published, thread, reading)
    return answer_story(request, published, thread, reading)


@public(query=READING_QUERY)
def comment_page(
    request: HttpRequest, year: str, month: str, slug: str, number: str
) -> HttpResponse:
    """One comment in full, above it the comments it answers as lines, below it its branch."""
    published = stories.find(year, month, slug, "thread")
    if published.withdrawn_at:
        return stories.withdrawn(request, published)
    thread = thread_of(published)
    if thread is None:
        raise Http404
    reading = reading_of(request, request.GET.dict())
    return answer_comment(request, published, thread, reading, int(number))


def answer_story(
    request: HttpRequest,
    published: PublishedStory,
    thread: Thread | None,
    reading: Reading,
    refused: Refused = NONE_REFUSED,
) -> HttpResponse:
    """The page of a story as `reading` asks, with what was refused of a form on it."""
    visitor = visitor_of(request)
    context = stories.story_context(published) | _choices(reading, visitor)
    if thread is not None:
        asked = _asked(published, thread, reading, visitor, refused, done_of(request))
        try:
            discussion = discussion_page(asked)
        except NoSuchPage as beyond:
            raise Http404 from beyond
        context |= {"discussion": discussion, "shown_display": discussion.display}
        context |= _rating_form(asked, of=0)
    elif reading.page > 1:
        raise Http404
    return _answer(request, "discussion/story_page.html", context, refused)


def answer_comment(
    request: HttpRequest,
    published: PublishedStory,
    thread: Thread,
    reading: Reading,
    number: int,
    refused: Refused = NONE_REFUSED,
) -> HttpResponse:
    """The page of a comment as `reading` asks, with what was refused of a form on it."""
    visitor = visitor_of(request)
    asked = _asked(published, thread, reading, visitor, refused, done_of(request))
    try:
        branch = branch_page(asked, number)
    except (NoSuchComment, NoSuchPage) as missing:
        if told := hidden_own.told(request, thread, number):
            return told
        raise Http404 from missing
    context = {
        "public": published,
        "edition": published.edition,
        "number": number,
        "thread": thread,
        "page": branch.page,
        "branch": branch,
        "comment": branch.comment,
        "is_gone": branch.is_gone,
        "may_tell": not branch.is_held and telling.may_tell(published, branch.comment),
        "shown_display": branch.display,
        **_choices(reading, visitor),
        **_rating_form(asked, of=number),
    }
    return _answer(request, "discussion/comment_page.html", context, refused)


def thread_of(published: PublishedStory) -> Thread | None:
    """The discussion under a story, if there is one."""
    thread: Thread | None = getattr(published, "thread", None)
    return None if thread is None or thread.state == Thread.State.NONE else thread


def reading_of(request: HttpRequest, query: Mapping[str, str]) -> Reading:
    """The address's choice, else the member's preference, else the site's policy.

    Where nobody rates, no order may tell of ratings.
    """
    policy = visitor_of(request).policy
    site = Preference(
        Display(policy.display),
        Sort(policy.sort),
        policy.overflow_at,
        Display(policy.overflow_display),
    )
    reading = choose(query, _preference(visitor_of(request)), site)
    if policy.rating_profile != RatingProfile.OFF:
        return reading
    return replace(reading, sort=reading.sort.by_age, usual_sort=reading.usual_sort.by_age)


def _preference(visitor: Visitor) -> Preference | None:
    """What a member has chosen."""
    if visitor.reader is None:
        return None
    own = _own_preference.first(member=visitor.reader.pk)
    return own.chosen if own else None


_own_preference = Prepared(
    lambda: ReadingPreference.objects.filter(member=Given("member", models.BigIntegerField()))
)


def _asked(
    published: PublishedStory,
    thread: Thread,
    reading: Reading,
    visitor: Visitor,
    refused: Refused,
    done: Done = NOTHING,
) -> Asked:
    address = published.get_absolute_url()
    return Asked(thread, reading, address, visitor, chosen=refused.chosen, done=done)


def _rating_form(asked: Asked, of: int) -> dict[str, Any]:
    """The form that all rating controls of the page belong to, where its reader may rate."""
    visitor = asked.visitor
    profile = visitor.policy.rating_profile
    may_rate = visitor.reader is not None and profile != RatingProfile.OFF
    if not may_rate or asked.thread.state != Thread.State.OPEN:
        return {}
    return {
        "rating_form": {
            "address": f"{asked.address}rate/",
            "back": asked.reading.query(page=asked.reading.page),
            "of": of,
            "is_done": asked.done == Done(RATED),
            "rates_all": profile == RatingProfile.ONE_TO_FIVE,
        }
    }


def _answer(
    request: HttpRequest, template: str, context: dict[str, Any], refused: Refused
) -> HttpResponse:
    """The page; one that is made for somebody is kept by nobody."""
    is_personal = visitor_of(request).reader is not None
    context |= {"is_personal": is_personal, "refused": refused}
    response = render(request, template, context, status=refused.status)
    if is_personal:
        response.headers["Cache-Control"] = "private, no-store"
    return response


class Choice(str):
    """A display or sort as a form offers it; equal to the one it names."""

    __slots__ = ("label",)
    label: str

    @property
    def value(self) -> str:
        """As an address says it."""
        return str(self)


def _choices(reading: Reading, visitor: Visitor) -> dict[str, Any]:
    is_rated = visitor.policy.rating_profile != RatingProfile.OFF
    displays, sorts = _offered(get_language(), is_rated)
    return {"reading": reading, "displays": displays, "sorts": sorts}


@lru_cache(maxsize=64)
def _offered(language: str | None, is_rated: bool) -> tuple[list[Choice], list[Choice]]:
    """Displays and sorts in words, put together once a language."""
    sorts = [sort for sort in Sort if is_rated or not sort.by_rating]
    return [_choice(display) for display in Display], [_choice(sort) for sort in sorts]


def _choice(named: Display | Sort) -> Choice:
    choice = Choice(named.value)
    choice.label = str(named.label)
    return choice


def _led_to(
    request: HttpRequest, published: PublishedStory, thread: Thread, reading: Reading
) -> HttpResponse:
    """To the page on which a comment stands; raises Http404."""
    number, address = request.GET["at"][:9], published.get_absolute_url()
    if not number.isdecimal():
        raise Http404
    asked = _asked(published, thread, reading, visitor_of(request), NONE_REFUSED)
    try:
        page = listing(asked).page_of(int(number))
    except NoSuchComment as missing:
        if told := hidden_own.told(request, thread, int(number)):
            return told
        raise Http404 from missing
    query, done = reading.query(page=page), done_of(request)
    mark = f"{'&' if query else '?'}{KEY}={done}" if done.deed else ""
    return redirect(f"{address}{query}{mark}#c{int(number)}")
