"""Searching by the API: the same results as on the page, for programs."""

from __future__ import annotations

from typing import Any

import pytest

from pasquino.discussion.models import Comment
from tests import make

pytestmark = pytest.mark.django_db

SEARCH = "/api/v1/search"


def ask(client, query: str) -> dict[str, Any]:
    answer = client.get(f"{SEARCH}?{query}")
    assert answer.status_code == 200, answer.content
    return answer.json()


@pytest.fixture
def comment() -> Comment:
    thread = make.thread(make.story("The weir", blocks=[make.text("The flood came at night.")]))
    return make.comment(thread, subject="Flood", source="The mill lost its wheel to the flood.")


def test_stories_and_comments_are_found_with_their_addresses(client, comment) -> None:
    found = {result["kind"]: result for result in ask(client, "q=flood")["results"]}

    assert set(found) == {"stories", "comments"}
    assert found["stories"]["api"].endswith("/api/v1/stories/2026/03/the-weir")
    assert found["comments"]["api"].endswith("/api/v1/stories/2026/03/the-weir/comments/1")
    assert found["comments"]["url"].endswith("/2026/03/the-weir/comments/1/")
    assert found["comments"]["headline"] == "The weir"
    matches = [piece["text"] for piece in found["comments"]["snippet"] if piece["is_match"]]
    assert matches == ["flood"]


def test_a_search_can_be_of_comments_alone(client, comment) -> None:
    assert [one["kind"] for one in ask(client, "q=flood&kind=comments")["results"]] == ["comments"]


def test_results_are_read_page_by_page(client, comment) -> None:
    first = ask(client, "q=flood&limit=1&sort=date")
    second = ask(client, f"q=flood&limit=1&sort=date&cursor={first['cursor']}")

    kinds = {page["results"][0]["kind"] for page in (first, second)}
    assert kinds == {"stories", "comments"}
    assert second["cursor"] is None


def test_what_a_query_means_nothing_by_is_said_in_sentences(client, comment) -> None:
    answer = ask(client, "q=flood before:whenever")

    assert len(answer["notes"]) == 1
    assert answer["notes"][0].endswith(".")


def test_what_is_held_is_not_found(client, comment) -> None:
    thread = comment.thread
    make.comment(thread, subject="Secret", source="zanzibar")
    Comment.objects.filter(number=2).update(state=Comment.State.HELD)

    assert ask(client, "q=zanzibar")["results"] == []


@pytest.mark.parametrize(
    "query", ["", "q=", "q=x&limit=0", "q=x&limit=101", "q=x&sort=best", "q=x&kind=authors",
              "q=flood&cursor=here", "q=flood&order=1", "q=" + "x" * 10_001],
)  # fmt: skip
def test_what_a_search_does_not_know_is_refused(client, comment, query: str) -> None:
    answer = client.get(f"{SEARCH}?{query}")

    assert answer.status_code == 422
    assert answer.json()["detail"].endswith(".")


@pytest.mark.parametrize("text", ["%00", "%22", "'", "*", "-", "(((", "NEAR(a b)", "%ff", "\\"])
def test_no_query_breaks_it(client, comment, text: str) -> None:
    assert client.get(f"{SEARCH}?q={text}").status_code == 200
