"""The story's page with its discussion, and one comment's page with its branch."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from pasquino.delivery.pages import public
from pasquino.discussion import dates
from pasquino.discussion.models import DiscussionPolicy, ReadingPreference, Thread
from pasquino.discussion.pages import NoSuchPage, Page
from pasquino.discussion.printing import NAMELESS, Printer, discussion_page, listing
from pasquino.discussion.reading import Display, Preference, Reading, Sort, choose
from pasquino.discussion.threads import NoSuchComment
from pasquino.stories import views as stories

READING_QUERY = ("display", "sort", "page", "at")


@public(query=READING_QUERY)
def story_page(request: HttpRequest, year: str, month: str, slug: str) -> HttpResponse:
    """A story and its discussion, in the display, sort and page the address asks for."""
    published = stories.find(year, month, slug)
    if published.withdrawn_at:
        return stories.withdrawn(request, published)
    reading, address = _reading(request), published.get_absolute_url()
    thread = Thread.objects.filter(story=published).first()
    context = stories.story_context(published) | _choices(reading)
    if thread is not None and thread.state != Thread.State.NONE:
        if request.GET.get("at"):
            return redirect(_page_holding(thread, reading, address, request.GET["at"]))
        try:
            discussion = discussion_page(thread, reading, address, _clock(request))
        except NoSuchPage as beyond:
            raise Http404 from beyond
        context |= {"discussion": discussion, "shown_display": discussion.display}
    elif reading.page > 1:
        raise Http404
    return _answer(request, "discussion/story_page.html", context)


@public(query=READING_QUERY)
def comment_page(
    request: HttpRequest, year: str, month: str, slug: str, number: str
) -> HttpResponse:
    """One comment in full, above it the comments it answers as lines, below it its branch."""
    published = stories.find(year, month, slug)
    if published.withdrawn_at:
        return stories.withdrawn(request, published)
    thread = get_object_or_404(Thread.objects.exclude(state=Thread.State.NONE), story=published)
    reading, address = _reading(request), published.get_absolute_url()
    try:
        listed = listing(thread, reading, root=int(number))
        page = listed.page(reading.page)
    except (NoSuchComment, NoSuchPage) as missing:
        raise Http404 from missing
    printer = Printer(thread, address, _clock(request), reading.query())
    printer.read([*page.strip, *page.entries])
    printer.on_page = frozenset(entry.number for entry in [*page.strip, *page.entries])
    printer.opened = page.entries[0].folded_under
    context = {
        "public": published,
        "edition": published.edition,
        "number": int(number),
        "page": page,
        "ancestors": [printer.line(entry) for entry in page.strip],
        "branch": printer.listed(page.entries),
        "comment": None if _is_gone(page) else printer.shown.get(int(number)),
        "is_gone": _is_gone(page),
        **_choices(reading),
        "shown_display": listed.display,
    }
    return _answer(request, "discussion/comment_page.html", context)


def _reading(request: HttpRequest) -> Reading:
    """The address, else the member's preference, else the site's policy."""
    policy = DiscussionPolicy.objects.first() or DiscussionPolicy()
    site = Preference(
        Display(policy.display),
        Sort(policy.sort),
        policy.overflow_at,
        Display(policy.overflow_display),
    )
    return choose(request.GET.dict(), _preference(request), site)


def _preference(request: HttpRequest) -> Preference | None:
    """What a member has chosen; asked for only where somebody is signed in."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
        return None
    own = ReadingPreference.objects.filter(member=request.user).first()
    return own.chosen if own else None


def _is_gone(page: Page) -> bool:
    """The comment whose page it is was removed or hidden: nothing of it may be told."""
    return page.number == 1 and page.entries[0].state in NAMELESS


def _answer(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The page; one that somebody's own preference shaped is kept by nobody."""
    response = render(request, template, context)
    if settings.SESSION_COOKIE_NAME in request.COOKIES and _preference(request):
        response.headers["Cache-Control"] = "private, no-store"
    return response


def _choices(reading: Reading) -> dict[str, Any]:
    return {"reading": reading, "displays": Display, "sorts": Sort}


def _clock(request: HttpRequest) -> dates.Clock:
    clock: dates.Clock = request.frame.magazine.clock  # type: ignore[attr-defined]  # set by MagazineFrame
    return clock


def _page_holding(thread: Thread, reading: Reading, address: str, number: str) -> str:
    """The address of the page on which a comment stands; raises Http404."""
    if not number.isdecimal():
        raise Http404
    try:
        page = listing(thread, reading).page_of(int(number[:9]))
    except NoSuchComment as missing:
        raise Http404 from missing
    return f"{address}{reading.query(page=page)}#c{int(number[:9])}"
