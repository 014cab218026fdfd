"""Sitemaps name every public page once, at its newest change, and nothing else."""

from __future__ import annotations

from datetime import datetime, timedelta
from xml.etree.ElementTree import Element

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pasquino.stories import actions
from tests import make
from tests.stories.feed_rules import is_moment, parsed

pytestmark = pytest.mark.django_db

HOST = "http://localhost:8000"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def sitemap(path: str) -> Element:
    answer = Client().get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/xml; charset=utf-8"
    return parsed(answer.content)


def paths(root: Element) -> list[str]:
    """What it names, in order; every address is whole."""
    found = [node.text or "" for node in root.iter(f"{SITEMAP}loc")]
    assert all(address.startswith(f"{HOST}/") for address in found)
    return [address.removeprefix(HOST) for address in found]


def test_the_index_leads_to_lists_and_months() -> None:
    make.story(at=make.NOON)
    make.story(at=make.NOON - timedelta(days=20))

    root = sitemap("/sitemap.xml")

    assert root.tag == f"{SITEMAP}sitemapindex"
    assert paths(root) == ["/sitemaps/lists.xml", "/sitemaps/2026-03.xml", "/sitemaps/2026-02.xml"]


def test_every_address_in_every_sitemap_answers() -> None:
    make.story(bylines=[(make.writer(), "")], topics=[make.topic()])

    named = paths(sitemap("/sitemap.xml"))
    pages = [path for part in named for path in paths(sitemap(part))]

    assert len(pages) == len(set(pages))
    assert {Client().get(path).status_code for path in pages} == {200}


def test_a_month_names_its_stories_at_their_newest_change() -> None:
    make.magazine(zone="Europe/Rome")
    first = make.story("One", at=make.NOON)
    make.story("Other month", at=make.NOON - timedelta(days=20))
    make.story("One, mended", again=first.story, at=make.NOON + timedelta(days=40))

    root = sitemap("/sitemaps/2026-03.xml")

    assert paths(root)[0] == "/archive/2026/03/"
    assert len(paths(root)) == 2
    (changed,) = (node.text or "" for node in root.iter(f"{SITEMAP}lastmod"))
    assert is_moment(changed)
    assert datetime.fromisoformat(changed) == make.NOON + timedelta(days=40)
    assert changed.endswith("+02:00")


def test_a_withdrawn_story_is_in_no_sitemap() -> None:
    story = make.story(at=timezone.now())
    make.story(at=story.published_at.replace(day=1, hour=0))
    actions.withdraw(story.story)
    month = f"{story.year:04}-{story.month:02}"

    assert story.get_absolute_url() not in paths(sitemap(f"/sitemaps/{month}.xml"))
    assert story.get_absolute_url() not in paths(sitemap("/sitemap-news.xml"))


def test_there_is_no_sitemap_of_a_month_without_stories() -> None:
    assert Client().get("/sitemaps/1999-12.xml").status_code == 404
    assert Client().get("/sitemaps/1999-99.xml").status_code == 404


def test_news_is_what_came_out_in_the_last_two_days() -> None:
    make.magazine(name="The Weir & Sons", language="pt-br")
    now = timezone.now()
    new = make.story("Fresh <news>", at=now - timedelta(hours=47))
    make.story("Stale", at=now - timedelta(hours=49))

    root = sitemap("/sitemap-news.xml")

    assert paths(root) == [new.get_absolute_url()]
    about = root.find(f".//{NEWS}news")
    assert about is not None
    assert [child.tag.removeprefix(NEWS) for child in about] == [
        "publication",
        "publication_date",
        "title",
    ]
    assert about.findtext(f"{NEWS}publication/{NEWS}name") == "The Weir & Sons"
    assert about.findtext(f"{NEWS}publication/{NEWS}language") == "pt"
    assert about.findtext(f"{NEWS}title") == "Fresh <news>"
    assert is_moment(about.findtext(f"{NEWS}publication_date") or "")


def test_sitemaps_ask_one_question_and_never_count() -> None:
    for _number in range(5):
        make.story(at=timezone.now())
    month = timezone.now().strftime("%Y-%m")

    with CaptureQueriesContext(connection) as asked:
        for path in ("/sitemap.xml", f"/sitemaps/{month}.xml", "/sitemap-news.xml"):
            sitemap(path)

    assert len(asked) <= 7  # the magazine three times, the months twice, the stories twice
    assert not any(" OFFSET " in query["sql"] or "COUNT(" in query["sql"] for query in asked)


@pytest.mark.parametrize("kept", ["/account/", "/desk/", "/moderation/", "/preview/"])
def test_robots_are_asked_to_keep_out_of_what_is_not_for_readers(kept: str) -> None:
    assert f"Disallow: {kept}" in Client().get("/robots.txt").content.decode().splitlines()


def test_robots_are_told_of_both_sitemaps() -> None:
    lines = Client().get("/robots.txt").content.decode().splitlines()

    assert f"Sitemap: {HOST}/sitemap.xml" in lines
    assert f"Sitemap: {HOST}/sitemap-news.xml" in lines
