"""What machines are told about a discussion: the comments a page shows, each under its own."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pasquino.discussion.models import Comment
from tests import make
from tests.stories.told import head, hostile

pytestmark = pytest.mark.django_db

BASE = "http://localhost:8000"


def test_a_discussion_is_a_tree_of_comments_known_by_their_addresses() -> None:
    story = make.story("High water")
    thread = make.thread(story)
    first = make.comment(thread, by=make.reader("Bo"), subject="Really?", at=make.NOON)
    make.comment(thread, answers=first, subject="Yes")
    address = f"{BASE}{story.get_absolute_url()}"

    article, posting = head(story.get_absolute_url()).nodes

    assert posting["@type"] == "DiscussionForumPosting"
    assert posting["isPartOf"] == {"@id": article["@id"]}
    assert posting["commentCount"] == 2
    top, reply = posting["comment"]
    assert top == {
        "@type": "Comment",
        "@id": f"{address}comments/1/",
        "name": "Really?",
        "author": {"@type": "Person", "name": "Bo", "url": f"{BASE}/reader/bo/"},
        "dateCreated": "2026-03-07T12:00:00+00:00",
        "text": "It was the mill.",
        "parentItem": {"@id": posting["@id"]},
    }
    assert reply["parentItem"] == {"@id": top["@id"]}


def test_only_the_comments_of_this_page_are_told() -> None:
    thread = make.thread()
    make.comments(thread, [None] * 101)
    address = thread.story.get_absolute_url()

    pages = [head(f"{address}?page={number}").nodes[1]["comment"] for number in (1, 2)]

    assert [len(page) for page in pages] == [100, 1]


def test_a_display_of_lines_tells_only_what_it_shows_in_full() -> None:
    thread = make.thread()
    make.comments(thread, [None, 1, 2])

    posting = head(f"{thread.story.get_absolute_url()}?display=minimal").nodes[1]

    assert len(posting.get("comment", [])) < 3


@pytest.mark.parametrize(
    "hidden", [state for state in Comment.State if state != Comment.State.VISIBLE]
)
def test_what_is_hidden_is_not_told(hidden: Comment.State) -> None:
    thread = make.thread()
    comment = make.comment(thread, subject="Not this", source="Not these words.")
    Comment.objects.filter(pk=comment.pk).update(state=hidden)

    posting = head(thread.story.get_absolute_url()).nodes[1]

    assert "comment" not in posting


def test_a_long_comment_is_told_by_its_beginning() -> None:
    thread = make.thread()
    make.comment(thread, source="word " * 1000)

    (told,) = head(thread.story.get_absolute_url()).nodes[1]["comment"]

    assert len(told["text"]) == 161
    assert told["text"].endswith("…")


def test_a_comment_has_a_card_of_its_own() -> None:
    thread = make.thread()
    comment = make.comment(thread, by=make.reader("Bo"), subject="Really?")

    found = head(comment.get_absolute_url())

    assert found.meta("og:title") == ["Really?, by Bo"]
    assert found.meta("og:url") == [f"{BASE}{comment.get_absolute_url()}"]
    assert found.meta("description") == ["It was the mill."]
    assert found.nodes[0]["comment"][0]["@id"] == f"{BASE}{comment.get_absolute_url()}"


def test_a_removed_comment_has_none() -> None:
    comment = make.comment(make.thread())
    Comment.objects.filter(pk=comment.pk).update(state=Comment.State.REMOVED_BY_AUTHOR)

    assert head(comment.get_absolute_url()).meta("og:title") == []


def test_no_hostile_text_breaks_out_of_a_page() -> None:
    thread, by = make.thread(), make.reader()
    words = [text for text in hostile() if text.strip() and "\0" not in text][::60]
    for text in words:
        make.comment(thread, by=by, subject="x" + text[:150], source=text)

    posting = head(f"{thread.story.get_absolute_url()}?sort=oldest").nodes[1]

    assert [told["name"] for told in posting["comment"]] == ["x" + text[:150] for text in words]


def test_telling_costs_one_question_however_many_comments_there_are() -> None:
    thread = make.thread()
    head(thread.story.get_absolute_url())  # what is kept for a second is read now
    make.comment(thread)
    with CaptureQueriesContext(connection) as few:
        head(thread.story.get_absolute_url())
    make.comments(thread, [None] * 20)
    with CaptureQueriesContext(connection) as many:
        head(thread.story.get_absolute_url())

    assert len(many) == len(few)
