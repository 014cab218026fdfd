"""Feeds of comments: valid, threaded, and only what everyone may read."""

from __future__ import annotations

import json
from datetime import timedelta
from xml.etree.ElementTree import Element

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pasquino.discussion import feeds
from pasquino.discussion.models import Comment, CommentText, Thread
from pasquino.stories import actions as stories
from pasquino.stories.models import PublishedStory
from tests import make
from tests.stories.feed_rules import ATOM, THREAD, atom_faults, parsed
from tests.stories.html_rules import html_faults
from tests.stories.json_feed_rules import json_feed_faults
from tests.stories.told import hostile

pytestmark = pytest.mark.django_db

BASE = "http://localhost:8000"


def of(story: PublishedStory, form: str = "atom") -> str:
    """The address of the feed of a story's comments."""
    return f"/feeds{story.get_absolute_url()}comments.{form}"


def links(node: Element) -> dict[str, str]:
    return {link.get("rel", ""): link.get("href", "") for link in node.iterfind(f"{ATOM}link")}


def get(path: str) -> bytes:
    answer = Client().get(path)
    assert answer.status_code == 200, path
    return answer.content


def entries(path: str) -> list[Element]:
    document = get(path)
    assert atom_faults(document) == []
    return parsed(document).findall(f"{ATOM}entry")


def titles(path: str) -> list[str]:
    return [entry.findtext(f"{ATOM}title", "") for entry in entries(path)]


def state(comment: Comment, state: Comment.State) -> None:
    Comment.objects.filter(pk=comment.pk).update(state=state)


def test_a_comment_says_who_wrote_what_when_and_to_what() -> None:
    make.magazine(zone="Europe/Rome")
    story = make.story("High water")
    first = make.comment(make.thread(story), by=make.reader("Bo"), subject="Really?", at=make.NOON)
    make.comment(first.thread, answers=first, subject="Yes", source="> It was.\n\nSee [this](/x).")

    reply, top = entries(of(story))

    assert top.findtext(f"{ATOM}title") == "Really?"
    assert top.findtext(f"{ATOM}author/{ATOM}name") == "Bo"
    assert top.findtext(f"{ATOM}author/{ATOM}uri") == f"{BASE}/reader/bo/"
    assert top.findtext(f"{ATOM}summary") == "by Bo"
    assert top.findtext(f"{ATOM}published") == "2026-03-07T13:00:00+01:00"
    assert links(top)["alternate"] == f"{BASE}{story.get_absolute_url()}comments/1/"
    assert "<blockquote>" in (reply.findtext(f"{ATOM}content") or "")
    assert answered(reply)["ref"] == top.findtext(f"{ATOM}id")
    assert answered(reply)["href"] == links(top)["alternate"]
    (told,) = parsed(get("/feeds/stories.atom")).findall(f"{ATOM}entry")
    assert answered(top)["ref"] == told.findtext(f"{ATOM}id")


def answered(entry: Element) -> dict[str, str]:
    node = entry.find(f"{THREAD}in-reply-to")
    assert node is not None
    return node.attrib


def test_both_forms_say_the_same() -> None:
    story = make.story()
    make.comments(make.thread(story), [None, 1])

    items = json.loads(get(of(story, "json")))["items"]

    assert json_feed_faults(get(of(story, "json"))) == []
    assert [item["id"] for item in items] == [e.findtext(f"{ATOM}id") for e in entries(of(story))]
    assert items[0]["_thread"]["in_reply_to"] == items[1]["id"]


def test_the_feed_of_all_comments_says_under_which_story_each_stands() -> None:
    for headline in ("High water", "Low water"):
        make.comment(make.thread(make.story(headline)), by=make.reader(f"On {headline}"))

    found = entries("/feeds/comments.atom")

    assert [entry.findtext(f"{ATOM}summary") for entry in found] == [
        "by On Low water on “Low water”",
        "by On High water on “High water”",
    ]
    assert json_feed_faults(get("/feeds/comments.json")) == []


@pytest.mark.parametrize(
    "hidden", [state for state in Comment.State if state != Comment.State.VISIBLE]
)
def test_only_what_everyone_may_read_is_in_a_feed(hidden: Comment.State) -> None:
    story = make.story()
    comment = make.comment(make.thread(story), subject="Not this")
    make.comment(comment.thread, subject="This")
    state(comment, hidden)

    assert titles(of(story)) == ["This"]
    assert titles("/feeds/comments.atom") == ["This"]


def test_replies_under_a_hidden_branch_are_in_no_feed() -> None:
    story = make.story()
    first = make.comment(make.thread(story))
    state(first, Comment.State.BRANCH_HIDDEN)
    first.refresh_from_db()
    make.comment(first.thread, answers=first, subject="Below")

    assert titles(of(story)) == titles("/feeds/comments.atom") == []


def test_a_withdrawn_story_takes_its_comments_with_it() -> None:
    story = make.story()
    make.comment(make.thread(story))
    stories.withdraw(story.story)

    assert Client().get(of(story)).status_code == 410
    assert titles("/feeds/comments.atom") == []


def test_a_story_without_discussion_has_an_empty_feed() -> None:
    story = make.story()
    make.comment(make.thread(story))
    Thread.objects.update(state=Thread.State.NONE)

    assert titles(of(story)) == titles("/feeds/comments.atom") == []


def test_the_feed_follows_its_story_to_a_new_address() -> None:
    story = make.story(address="first")
    old = of(story)
    make.story("Words", again=story.story, address="second")

    answer = Client().get(old)

    assert answer.status_code == 301
    assert answer.headers["Location"] == old.replace("first", "second")


def test_the_pages_of_both_feeds_hold_every_comment_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "SHOWN", 4)
    thread = make.thread()
    made = make.comments(thread, [None] * 9)
    for comment in made:  # two and two at the same moment
        at = make.NOON + timedelta(minutes=comment.number // 2)
        Comment.objects.filter(pk=comment.pk).update(posted_at=at)

    for start in (of(thread.story), "/feeds/comments.atom"):
        assert walked(start) == [f"{comment.number}" for comment in reversed(made)]


def walked(path: str) -> list[str]:
    """The numbers of all comments from page to page."""
    found: list[str] = []
    while path:
        root = parsed(get(path))
        ids = [entry.findtext(f"{ATOM}id", "") for entry in root.iterfind(f"{ATOM}entry")]
        assert 0 < len(ids) <= feeds.SHOWN
        found += [id_.rsplit("/", 1)[1] for id_ in ids]
        path = links(root).get("next", "")
    return found


@pytest.mark.parametrize("before", ["x", "-1", "²", "9" * 400, "20260307T120000.000000-"])
def test_a_cursor_that_is_none_is_as_if_it_were_not_there(before: str) -> None:
    story = make.story()
    make.comment(make.thread(story))

    assert len(entries(f"{of(story)}?before={before}")) == 1
    assert len(entries(f"/feeds/comments.atom?before={before}")) == 1


def test_a_feed_asks_the_same_few_questions_however_long_it_is() -> None:
    thread = make.thread()
    for path in (of(thread.story), "/feeds/comments.atom"):
        make.comment(thread)
        with CaptureQueriesContext(connection) as few:
            get(path)
        make.comments(thread, [None] * 10)
        with CaptureQueriesContext(connection) as many:
            get(path)

        assert len(many) <= len(few) <= 5
        assert not any(" OFFSET " in query["sql"] or "COUNT(" in query["sql"] for query in many)


def test_hostile_words_leave_the_feed_whole_and_harmless() -> None:
    words = [text for text in hostile() if text.strip() and "\0" not in text][::60]
    thread, by = make.thread(), make.reader()
    for text in words[:50]:
        comment = make.comment(thread, by=by, source=text, subject="x")
        CommentText.objects.filter(pk=comment.pk).update(subject=text[:200])
        by.__class__.objects.filter(pk=by.pk).update(name=text[:40])

    for path in (of(thread.story), "/feeds/comments.atom"):
        assert atom_faults(get(path)) == []
        assert json_feed_faults(get(path.replace(".atom", ".json"))) == []
        for entry in entries(path):
            assert list(html_faults(entry.findtext(f"{ATOM}content") or "")) == []


def test_pages_name_the_feeds_of_comments() -> None:
    story = make.story()
    comment = make.comment(make.thread(story))

    for path in (story.get_absolute_url(), comment.get_absolute_url()):
        assert f'href="{BASE}{of(story)}"' in get(path).decode()
    assert f'href="{BASE}/feeds/comments.atom"' in get("/").decode()
