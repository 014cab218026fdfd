"""Feeds of stories: all of them, and those of a section, a topic or a writer.

Django's own `SyndicationFeed` knows neither paging, threads, categories with a scheme nor JSON.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable
from dataclasses import dataclass
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import resolve, reverse
from django.utils import timezone

from pasquino.delivery.pages import public
from pasquino.magazine.models import Magazine
from pasquino.stories import atom, json_feed, lists
from pasquino.stories.atom import Category, Entry, Feed, Person, Picture
from pasquino.stories.feed_content import full_text, portable
from pasquino.stories.former import where_now
from pasquino.stories.models import Edition, PublishedStory, Section, Topic, Writer

LIST_QUERY = ("before", "after")
FORMS: dict[str, ModuleType] = {"atom": atom, "json": json_feed}
SHOWN = 20
MINTED = 2026  # the year in the ids of lists; any would do, but it may never change


@dataclass(frozen=True)
class Source:
    """What one feed is of: its number for good, its words, its page and the route of its feeds."""

    id: str
    title: str
    about: str
    page: str
    route: str
    arguments: tuple[str, ...] = ()

    def address(self, form: str, query: str = "") -> str:
        """The absolute address of the feed in a form, `atom` or `json`."""
        path = reverse(self.route, args=[*self.arguments, form])
        return absolute(f"{path}?{query}" if query else path)


@public(query=LIST_QUERY)
def stories(request: HttpRequest, form: str) -> HttpResponse:
    """The newest stories of the whole magazine."""
    return _stories_feed(request, form, all_stories(magazine_of(request)), lists.everything())


@public(query=LIST_QUERY)
def section(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """The newest stories of a section."""
    found = Section.objects.filter(slug=slug).first()
    if found is None:
        return moved("section", "section-feed", form, slug)
    source = of_list(found, magazine_of(request))
    return _stories_feed(request, form, source, lists.in_section(found))


@public(query=LIST_QUERY)
def topic(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """The newest stories on a topic."""
    found = Topic.objects.filter(slug=slug).first()
    if found is None:
        return moved("topic", "topic-feed", form, slug)
    source = of_list(found, magazine_of(request))
    return _stories_feed(request, form, source, lists.on_topic(found))


@public(query=LIST_QUERY)
def writer(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """The newest stories a writer stands over."""
    found = Writer.objects.filter(slug=slug).first()
    if found is None:
        return moved("writer", "writer-feed", form, slug)
    source = of_list(found, magazine_of(request))
    return _stories_feed(request, form, source, lists.by_writer(found))


def moved(page: str, feed: str, form: str, *address: str) -> HttpResponse:
    """A feed's address changes with its page's: leads on for good; raises Http404.

    `page` and `feed` are the names of the routes, `address` is what the page's had.
    """
    target = where_now(reverse(page, args=address))
    here = resolve(target) if target else None
    if here is None or here.url_name != page:
        raise Http404
    path = reverse(feed, kwargs={**here.kwargs, "form": form})
    return HttpResponsePermanentRedirect(path)


def all_stories(magazine: Magazine) -> Source:
    """The feed of the whole magazine."""
    return Source("stories", magazine.name, magazine.tagline, reverse("front"), "stories-feed")


def of_list(thing: Section | Topic | Writer, magazine: Magazine) -> Source:
    """The feed of a section, a topic or a writer."""
    kind = type(thing).__name__.lower()
    return Source(
        f"{kind}/{thing.pk}",
        f"{thing.name} – {magazine.name}",
        thing.about,
        thing.get_absolute_url(),
        f"{kind}-feed",
        (thing.slug,),
    )


def _stories_feed(
    request: HttpRequest, form: str, source: Source, fetch: lists.Fetch
) -> HttpResponse:
    before, after = (request.GET.get(key, "") for key in LIST_QUERY)
    page = lists.page(fetch, before, after, size=SHOWN)
    older = f"before={page.older}" if page.older else ""
    newer = f"after={page.newer}" if page.newer else ""
    return answer(request, form, source, story_entries(page.stories), older, newer)


def answer(
    request: HttpRequest,
    form: str,
    source: Source,
    entries: Iterable[Entry],
    older: str = "",
    newer: str = "",
) -> HttpResponse:
    """One page of a feed; `older` and `newer` are the queries of the pages on either side."""
    magazine = magazine_of(request)
    feed = Feed(
        id=feed_id(source.id),
        title=source.title,
        about=source.about,
        language=magazine.language,
        author=Person(name=magazine.name, address=absolute("/")),
        page=absolute(source.page),
        first=source.address(form),
        here=source.address(form, request.GET.urlencode()),
        next=source.address(form, older) if older else "",
        previous=source.address(form, newer) if newer else "",
        entries=list(entries),
    )
    return HttpResponse(FORMS[form].write(feed), FORMS[form].CONTENT_TYPE)


def story_entries(stories: list[PublishedStory]) -> list[Entry]:
    """The stories with their full text, their editions read in one query."""
    editions = Edition.objects.in_bulk([story.edition_id for story in stories])
    return [_story_entry(story, editions[story.edition_id]) for story in stories]


def _story_entry(story: PublishedStory, edition: Edition) -> Entry:
    address = absolute(story.get_absolute_url())
    return Entry(
        id=story_id(story),
        address=address,
        title=edition.headline,
        summary=edition.standfirst,
        html=portable(full_text(edition), address),
        published=timezone.localtime(story.published_at),
        updated=timezone.localtime(story.updated_at),
        authors=[_author(byline) for byline in edition.bylines],
        categories=list(_categories(story, edition)),
        language=edition.language,
        picture=_picture(edition.lead),
    )


def _author(byline: dict[str, str]) -> Person:
    return Person(name=byline["name"], address=absolute(reverse("writer", args=[byline["slug"]])))


def _categories(story: PublishedStory, edition: Edition) -> Iterable[Category]:
    section = story.section
    yield Category(term=section.slug, scheme=absolute("/section/"), label=section.name)
    for topic in edition.topics:
        yield Category(term=topic["slug"], scheme=absolute("/topic/"), label=topic["name"])


def _picture(lead: dict[str, Any] | None) -> Picture | None:
    if not lead:
        return None
    kind = mimetypes.guess_type(urlsplit(lead["src"]).path)[0] or "image/webp"
    return Picture(address=absolute(lead["src"]), kind=kind)


def story_id(story: PublishedStory) -> str:
    """The story's id for good: its number and the year it came out, whatever its address."""
    return _tag(story.year, f"story/{story.story_id}")


def feed_id(source: str) -> str:
    """The id for good of a feed."""
    return _tag(MINTED, f"feed/{source}")


def _tag(year: int, specific: str) -> str:
    """A tag URI (RFC 4151): no address, so it may outlive every address."""
    host = (urlsplit(settings.BASE_URL).hostname or "localhost").encode("idna").decode()
    authority = host.replace(":", "-").strip("-")  # an IPv6 address is none
    return f"tag:{authority},{year:04}:{specific}"


def absolute(path: str) -> str:
    """The whole address of a path of ours; an address elsewhere stays as it is."""
    return path if path.startswith(("https://", "http://")) else f"{settings.BASE_URL}{path}"


def magazine_of(request: HttpRequest) -> Magazine:
    """The magazine this request is for, read once."""
    magazine: Magazine = request.frame.magazine  # type: ignore[attr-defined]  # set by MagazineFrame
    return magazine
