"""Sitemaps (https://www.sitemaps.org/protocol.html): of each month, of lists, of news."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from xml.etree.ElementTree import Element, SubElement, tostring

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from pasquino.delivery.pages import public
from pasquino.stories.atom import allowed, moment
from pasquino.stories.feeds import absolute, magazine_of
from pasquino.stories.models import ArchiveMonth, PublishedStory, Section, Topic, Writer

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS_NAMESPACE = "http://www.google.com/schemas/sitemap-news/0.9"
MOST = 50_000  # addresses in one file, by the protocol
MOST_NEWS = (
    1_000  # https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
)
NEWS_FOR = timedelta(hours=48)


@public()
def index(request: HttpRequest) -> HttpResponse:
    """The sitemap of sitemaps."""
    months = [
        reverse("month-sitemap", args=[f"{month.year:04}", f"{month.month:02}"])
        for month in ArchiveMonth.objects.all()[: MOST - 1]
    ]
    root = Element("sitemapindex", {"xmlns": NAMESPACE})
    for path in [reverse("lists-sitemap"), *months]:
        _add(SubElement(root, "sitemap"), "loc", absolute(path))
    return _answer(root)


@public()
def month(request: HttpRequest, year: str, month: str) -> HttpResponse:
    """The stories first published in a month, newest first, and the page that lists them."""
    get_object_or_404(ArchiveMonth, year=int(year), month=int(month))
    found = PublishedStory.objects.public().filter(year=int(year), month=int(month)).newest()
    rows = found.only("year", "month", "slug", "updated_at")[: MOST - 1]
    stories = ((story.get_absolute_url(), story.updated_at) for story in rows)
    return _answer(_urls([(reverse("month", args=[year, month]), None), *stories]))


@public()
def lists(request: HttpRequest) -> HttpResponse:
    """The front page, the archive, and every section, topic and writer."""
    return _answer(_urls((path, None) for path in list(_list_paths())[:MOST]))


def _list_paths() -> Iterator[str]:
    yield from (reverse(name) for name in ("front", "archive", "corrections"))
    listed: list[QuerySet[Section] | QuerySet[Topic] | QuerySet[Writer]] = [
        Section.objects.all(),
        Topic.objects.all(),
        Writer.objects.all(),
    ]
    for things in listed:
        for thing in things[:MOST]:
            yield thing.get_absolute_url()


@public()
def news(request: HttpRequest) -> HttpResponse:
    """The stories of the last two days, for news search."""
    since = timezone.now() - NEWS_FOR
    stories = PublishedStory.objects.public().filter(published_at__gte=since).newest()[:MOST_NEWS]
    root = Element("urlset", {"xmlns": NAMESPACE, "xmlns:news": NEWS_NAMESPACE})
    for story in stories:
        _news(SubElement(root, "url"), story, magazine_of(request).name)
    return _answer(root)


def _news(node: Element, story: PublishedStory, magazine: str) -> None:
    _add(node, "loc", absolute(story.get_absolute_url()))
    about = SubElement(node, "news:news")
    publication = SubElement(about, "news:publication")
    _add(publication, "news:name", magazine)
    _add(publication, "news:language", _news_language(story.language))
    _add(about, "news:publication_date", moment(timezone.localtime(story.published_at)))
    _add(about, "news:title", story.headline)


def _news_language(code: str) -> str:
    """The two or three letters of the language; Chinese alone keeps its country."""
    code = code.lower()
    return code if code in ("zh-cn", "zh-tw") else code.split("-")[0]


def _urls(pages: Iterable[tuple[str, datetime | None]]) -> Element:
    root = Element("urlset", {"xmlns": NAMESPACE})
    for path, changed_at in pages:
        node = SubElement(root, "url")
        _add(node, "loc", absolute(path))
        if changed_at:
            _add(node, "lastmod", moment(timezone.localtime(changed_at)))
    return root


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = allowed(text)


def _answer(root: Element) -> HttpResponse:
    return HttpResponse(
        tostring(root, encoding="utf-8", xml_declaration=True), "application/xml; charset=utf-8"
    )
