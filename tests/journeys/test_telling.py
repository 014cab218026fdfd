"""A reader is told what became of a deed of theirs, without script; nobody else is."""

from __future__ import annotations

import pytest
from django.test import Client

from pasquino.accounts.models import Role
from pasquino.discussion.models import Comment, DiscussionPolicy, Thread
from pasquino.moderation import actions as moderation
from pasquino.moderation.records import Grounds
from tests import make
from tests.journeys.rating import Visitor
from tests.journeys.test_posting import known
from tests.journeys.writing import Member

pytestmark = pytest.mark.django_db


def told(member: Member) -> str:
    """What the page says that one is led to, at the comment."""
    note = member.follow().select_one("article [role=status]")
    return note.get_text() if note else ""


def test_who_posts_edits_and_adds_is_told_so_at_the_comment() -> None:
    thread = make.thread()
    address = thread.story.get_absolute_url()
    ada, said = Member(known("Ada")), []

    ada.send(ada.open(f"{address}comments/new/"), "post", subject="Sand", source="Much.")
    said.append(told(ada))
    ada.send(ada.open(f"{address}comments/1/edit/"), "save", source="Very much.")
    said.append(told(ada))
    make.comment(thread, answers=thread.comments.get(), by=make.reader("Bo"))
    ada.send(ada.open(f"{address}comments/1/add/"), "add", source="And more.")
    said.append(told(ada))

    assert said == [
        "Your comment is posted.",
        "Your changes are saved.",
        "Your addition is posted.",
    ]


def test_who_rates_is_told_so_where_they_rated() -> None:
    comment = make.comment(make.thread())
    ada = Visitor(make.reader("Ada"))
    ada.open(comment.thread.story.get_absolute_url())

    ada.choose(1, "4")
    one = ada.press("Rate", 1).select_one("#c1 [role=status]")
    ada.choose(1, "none")
    none = ada.press("Rate", 1).select_one("#c1 [role=status]")
    ada.choose(1, "5")
    every = ada.press("Rate all").select_one("#rate [role=status]")

    assert one is not None
    assert one.get_text() == "Your rating is recorded."
    assert none is not None
    assert none.get_text() == "You do not rate this comment now."
    assert every is not None
    assert every.get_text() == "Your ratings are recorded."


@pytest.mark.parametrize(
    "done", ["posted-1", "edited-1", "added-1", "rated-1", "rated", "x", "posted"]
)
def test_an_address_tells_nobody_of_deeds_of_somebody_else(done: str) -> None:
    comment = make.comment(make.thread())
    address = comment.thread.story.get_absolute_url()
    stranger, other = Client(), Member(make.reader("Bo"))

    plain, asked = (stranger.get(address + query) for query in ("", f"?told={done}"))
    other.answer = other.client.get(f"{address}?told={done}")

    assert plain.content == asked.content
    assert not asked.cookies
    notes = [note.get_text() for note in other.page().select("article [role=status]")]
    assert notes == (["You do not rate this comment now."] if done == "rated-1" else [])


def test_a_held_comment_is_not_called_posted() -> None:
    thread = make.thread()
    DiscussionPolicy.objects.create(hold_first_posts=True)
    bo = Member(make.reader("Bo"))

    form = bo.open(f"{thread.story.get_absolute_url()}comments/new/")
    bo.send(form, "preview", subject="Sand", source="Much.")
    bo.send(bo.form(), "post")

    assert bo.answer["Location"].endswith("/held/")


def test_an_author_is_told_that_a_branch_with_their_comment_is_hidden() -> None:
    thread, ada = make.thread(), make.reader("Ada")
    root = make.comment(thread)
    make.comment(thread, by=ada, answers=root, subject="Mine")
    address = thread.story.get_absolute_url()
    hide(root, reason="Off the river.")
    author, other, stranger = Member(ada), Member(make.reader("Bo")), Member()

    for way in ("comments/2/", "?at=2"):
        told_author = author.client.get(address + way)
        assert told_author.status_code == 403
        assert told_author["Cache-Control"] == "private, no-store"
        assert "Off the river." in told_author.content.decode()
        assert "Your comment #2 is hidden" in told_author.content.decode()
        assert other.client.get(address + way).status_code == 404
        assert stranger.client.get(address + way).status_code == 404


def hide(root: Comment, *, reason: str) -> None:
    """As a moderator does."""
    grounds = Grounds(by=make.person("Mo", Role.MODERATOR), reason=reason)
    moderation.hide_branch(comment=root, grounds=grounds)


@pytest.mark.parametrize("form", ["comments/new/", "comments/1/reply/"])
def test_a_closed_discussion_asks_nobody_to_sign_in_for_writing(form: str) -> None:
    thread = make.thread()
    make.comment(thread)
    address = thread.story.get_absolute_url() + form
    stranger = Client()
    assert stranger.get(address).status_code == 302

    Thread.objects.update(state=Thread.State.CLOSED)
    answer = stranger.get(address)

    assert answer.status_code == 403
    assert "The editors have closed this discussion" in answer.content.decode()
    assert not answer.cookies
