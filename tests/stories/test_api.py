"""Stories by the API: what lists and single stories tell, and what they refuse."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pasquino.stories import actions
from tests import make

pytestmark = pytest.mark.django_db

STORIES = "/api/v1/stories"


def headlines(client, query: str = "") -> list[str]:
    return [story["headline"] for story in client.get(f"{STORIES}{query}").json()["stories"]]


def test_stories_are_listed_newest_first(client) -> None:
    make.story("First")
    make.story("Second")

    assert headlines(client) == ["Second", "First"]


def test_a_list_is_read_page_by_page_without_gap_or_repetition(client) -> None:
    published = [make.story().headline for _ in range(7)]

    read, cursor = [], ""
    while True:
        page = client.get(f"{STORIES}?limit=3{cursor}").json()
        read += [story["headline"] for story in page["stories"]]
        if page["cursor"] is None:
            break
        cursor = f"&cursor={page['cursor']}"

    assert read == published[::-1]


@pytest.mark.parametrize("query", ["section=river", "topic=flood-wall", "writer=ada-quill"])
def test_a_list_can_be_of_a_section_a_topic_or_a_writer(client, query: str) -> None:
    make.story("Elsewhere", section=make.section("Town"))
    make.story("Here", topics=[make.topic()], bylines=[(make.writer(), "")])

    assert headlines(client, f"?{query}") == ["Here"]


def test_a_list_can_be_of_some_days(client) -> None:
    make.magazine(zone="Europe/Rome")
    for day, hour in [(1, 12), (2, 12), (2, 22), (2, 23)]:
        make.story(f"{day} at {hour}", at=datetime(2026, 2, day, hour, tzinfo=UTC))

    # In Rome the third of February has begun at 23:00 UTC of the second.
    assert headlines(client, "?after=2026-02-02&before=2026-02-03") == ["2 at 22", "2 at 12"]


def test_days_and_a_section_go_together(client) -> None:
    make.story("Too early", at=datetime(2026, 1, 1, tzinfo=UTC))
    make.story("Right")
    make.story("Elsewhere", section=make.section("Town"))

    assert headlines(client, "?section=river&after=2026-02-01") == ["Right"]


@pytest.mark.parametrize(
    "query",
    [
        "order=headline",
        "section__name=River",
        "section=river&utm_source=x",
        "limit=0",
        "limit=101",
        "limit=many",
        "limit=99999999999999999999999",
        "section=nowhere",
        "section=%00",
        "section=river%27--",
        "topic=nothing",
        "writer=nobody",
        "section=river&topic=flood-wall",
        "before=yesterday",
        "before=1772841600",
        "before=0001-01-01",
        "after=9999-12-31",
        "after=2026-02-30",
        "cursor=here",
        "cursor=99991231T235959.999999-99999999999999999999",
        "cursor=%00",
    ],
)
def test_what_a_list_does_not_know_is_refused_with_a_sentence(client, query: str) -> None:
    make.story("Known", topics=[make.topic()])

    answer = client.get(f"{STORIES}?{query}")

    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["detail"].endswith(".")


def test_an_unknown_parameter_is_answered_with_those_there_are(client) -> None:
    problem = client.get(f"{STORIES}?filter=1").json()

    assert problem["detail"] == (
        "There is no parameter filter here. "
        "There are: section, topic, writer, before, after, cursor, limit."
    )


def test_a_story_is_told_in_full(client) -> None:
    make.story(
        "The weir",
        standfirst="What it holds.",
        blocks=[make.text("The river rose."), make.quotation("It holds.", speaker="The miller")],
        bylines=[(make.writer(), "text")],
        topics=[make.topic()],
        corrections=[(make.NOON, "<p>It was a metre.</p>", None)],
    )

    story = client.get(f"{STORIES}/2026/03/the-weir").json()

    assert story["headline"] == "The weir"
    assert story["standfirst"] == "What it holds."
    assert story["url"].endswith("/2026/03/the-weir/")
    assert story["api"].endswith("/api/v1/stories/2026/03/the-weir")
    assert story["id"].startswith("tag:")
    assert story["writers"] == [{"name": "Ada Quill", "slug": "ada-quill", "role": "text"}]
    assert story["topics"] == [{"name": "Flood wall", "slug": "flood-wall"}]
    assert story["section"] == {"name": "River", "slug": "river"}
    assert story["edition"] == 1
    assert "The river rose." in story["text"]
    assert "<blockquote" in story["html"]
    assert "The miller" in story["html"]
    assert "class=" not in story["html"]
    assert story["corrections"] == [
        {"at": "2026-03-07T12:00:00Z", "html": "<p>It was a metre.</p>"}
    ]
    assert story["discussion"] == {"state": "open", "comments": 0, "revision": 0}


def test_a_story_that_is_not_there_is_missing_and_a_withdrawn_one_gone(client) -> None:
    story = make.story("The weir")
    actions.withdraw(story.story)

    assert client.get(f"{STORIES}/2026/03/no-such").status_code == 404
    assert client.get(f"{STORIES}/99999999999999999999/3/the-weir").status_code == 404
    answer = client.get(f"{STORIES}/2026/03/the-weir")
    assert answer.status_code == 410
    assert answer.json()["detail"] == "This story was withdrawn."
    assert headlines(client) == []


@pytest.mark.parametrize(
    ("query", "most"), [("", 2), ("?section=river", 3), ("?topic=flood-wall&limit=100", 3)]
)
def test_a_list_costs_the_same_however_long_it_is(
    client, django_assert_max_num_queries, query: str, most: int
) -> None:
    for _ in range(5):
        make.story(topics=[make.topic()])

    with django_assert_max_num_queries(most):
        assert len(headlines(client, query)) == 5


def test_a_story_costs_three_queries(client, django_assert_num_queries) -> None:
    make.thread(make.story("The weir", topics=[make.topic()]))

    with django_assert_num_queries(3):  # the magazine, the story, the discussion
        client.get(f"{STORIES}/2026/03/the-weir")
