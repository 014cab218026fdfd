"""The pages of stories and comments as somebody signed in meets them."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from pasquino.accounts.models import Role, User
from pasquino.discussion.models import Comment, Thread
from tests import make
from tests.journeys.rating import Visitor, discussed, words

pytestmark = pytest.mark.django_db


def test_one_s_own_comment_has_no_select_but_ways_to_change_it() -> None:
    author = make.reader()
    thread = make.thread()
    make.comment(thread, by=author, at=make.NOON)
    make.comment(thread)
    page = Visitor(author).open(thread.story.get_absolute_url())

    assert page.select_one("#c1 select") is None
    assert page.select_one("#c2 select") is not None
    acts = [words(link) for link in page.select("#c1 .comment__acts a")]
    assert acts == ["Reply", "Add", "Remove"]


def test_a_new_comment_may_be_edited_until_somebody_answers() -> None:
    author, thread = make.reader(), make.thread()
    first = make.comment(thread, by=author)
    address = thread.story.get_absolute_url()
    before = words(Visitor(author).open(address).select_one("#c1 .comment__acts"))

    make.comment(thread, answers=first)

    after = words(Visitor(author).open(address).select_one("#c1 .comment__acts"))
    assert (before, after) == ("Reply Edit Remove", "Reply Add Remove")


def test_anonymous_readers_may_only_reply_and_all_get_the_same_page() -> None:
    _, address = discussed()
    one, other = Client().get(address), Client().get(address)
    page = BeautifulSoup(one.content, "html.parser")

    assert words(page.select_one("#c1 .comment__acts")) == "Reply"
    assert page.select_one("form#rate, select[form=rate]") is None
    assert (one.content, one["ETag"], one["Cache-Control"]) == (
        other.content, other["ETag"], "no-cache",
    )  # fmt: skip
    assert not one.cookies
    assert Client().get(address, headers={"If-None-Match": one["ETag"]}).status_code == 304


def test_a_signed_in_page_is_kept_by_nobody() -> None:
    _, address = discussed()
    ada = Visitor(make.reader())

    ada.open(address)
    story = ada.answer["Cache-Control"]
    ada.open(f"{address}comments/1/")

    assert (story, ada.answer["Cache-Control"]) == ("private, no-store", "private, no-store")


def test_a_held_comment_is_seen_by_its_author_and_sweepers_alone() -> None:
    author, thread = make.reader(), make.thread()
    make.comment(thread, by=author)
    Comment.objects.update(state=Comment.State.HELD)
    address = thread.story.get_absolute_url()

    def mark(user: User | None) -> str | None:
        found = Visitor(user).open(address).select_one("#c1")
        return words(found.select_one(".comment__mark")) if found else None

    assert mark(author) == "held until a moderator has read it"
    assert mark(make.person(role=Role.MODERATOR)) == "held"
    assert mark(make.reader()) is None
    assert mark(None) is None
    own = Visitor(author)
    assert own.open(f"{address}comments/1/").select_one("meta[name=robots][content=noindex]")
    assert Client().get(f"{address}comments/1/").status_code == 404


def test_a_moderator_s_reason_stands_where_the_comment_was() -> None:
    thread, address = discussed(None, None, 2)
    for number, state in (
        (1, Comment.State.REMOVED_BY_MODERATOR),
        (2, Comment.State.BRANCH_HIDDEN),
    ):
        comment = thread.comments.get(number=number)
        comment.text.moderator_reason = "Off <topic>"
        comment.text.save(update_fields=["moderator_reason"])
        Comment.objects.filter(pk=comment.pk).update(state=state, revision=9)
    Thread.objects.update(revision=9)

    page = Visitor().open(address)

    assert words(page.select_one("#c1")) == "#1 Removed by a moderator. Reason: Off <topic>"
    assert "Reason: Off <topic>" in words(page.select_one("#c2"))
    assert page.select_one("#c3") is None


def test_a_page_of_a_hundred_comments_takes_no_query_for_each(
    django_assert_max_num_queries,
) -> None:
    _thread, address = discussed(*([None] * 100))
    browser = Client()
    browser.force_login(make.reader())
    browser.get(address)

    with django_assert_max_num_queries(16):
        assert b"rating-100-was-none" in browser.get(address).content
