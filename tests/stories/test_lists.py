"""Lists of stories are cut by keyset, on every page kind."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pasquino.stories import lists
from pasquino.stories.models import Section
from tests import make

pytestmark = pytest.mark.django_db


def walk_back(fetch: lists.Fetch, size: int) -> list[list[str]]:
    """All pages from the newest on."""
    pages, before = [], ""
    while True:
        page = lists.page(fetch, before=before, size=size)
        pages.append([story.headline for story in page.stories])
        if page.older is None:
            return pages
        before = str(page.older)


def test_every_story_stands_on_exactly_one_page() -> None:
    at = make.NOON
    for number in range(7):  # two and two at the same moment
        make.story(f"S{number}", at=at + timedelta(minutes=number // 2))

    assert walk_back(lists.everything(), 3) == [["S6", "S5", "S4"], ["S3", "S2", "S1"], ["S0"]]


def test_the_way_back_is_the_way_there() -> None:
    for number in range(7):
        make.story(f"S{number}", at=make.NOON + timedelta(minutes=number // 2))
    first = lists.page(lists.everything(), size=3)
    second = lists.page(lists.everything(), before=str(first.older), size=3)

    back = lists.page(lists.everything(), after=str(second.newer), size=3)

    assert back.stories == first.stories
    assert back.newer is None


@pytest.mark.parametrize(
    "cursor", ["", "x", "-", "20260307T120000.000000-", "9" * 400, "20260307T1-0"]
)
def test_a_cursor_that_is_none_opens_the_newest_page(cursor: str) -> None:
    make.story("Only")

    assert [story.headline for story in lists.page(lists.everything(), before=cursor).stories] == [
        "Only"
    ]


def test_topic_and_writer_list_what_is_theirs() -> None:
    topic, writer = make.topic("Flood wall"), make.writer("Ada Quill")
    make.story("Mine", topics=[topic], bylines=[(writer, "Words")])
    make.story("Other")

    assert walk_back(lists.on_topic(topic), 5) == [["Mine"]]
    assert walk_back(lists.by_writer(writer), 5) == [["Mine"]]


def test_neighbours_are_the_stories_just_before_and_after() -> None:
    stories = [make.story(f"S{number}") for number in range(3)]

    before, after = lists.neighbours(stories[1])

    assert (before, after) == (stories[0], stories[2])
    assert lists.neighbours(stories[0])[0] is None
    assert lists.neighbours(stories[2])[1] is None


@pytest.mark.parametrize("path", ["/", "/section/river/", "/archive/2026/03/"])
def test_a_list_neither_counts_nor_skips(client, path: str) -> None:
    for _number in range(25):
        make.story()

    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200

    asked = [query["sql"].upper() for query in queries]
    assert not [sql for sql in asked if "COUNT(" in sql or "OFFSET" in sql]
    assert len(asked) <= 16


def test_a_section_without_an_address_takes_it_from_its_name() -> None:
    section = Section(name="Harbour and sea")
    section.full_clean()

    assert section.slug == "harbour-and-sea"


def test_a_name_that_gives_no_address_asks_for_one() -> None:
    make.section("River")

    for name in ("河", "River!"):
        with pytest.raises(ValidationError, match="address"):
            Section(name=name).full_clean()
