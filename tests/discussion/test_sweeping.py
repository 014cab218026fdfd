"""What is swept from a discussion comes back exactly, in any order and of any size."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Max
from django.dispatch import Signal

from pasquino.discussion.actions import sweeping
from pasquino.discussion.actions.sweeping import Standing
from pasquino.discussion.announcements import comments_changed, thread_changed
from pasquino.discussion.models import Comment, CommentText, Thread
from tests import make

pytestmark = pytest.mark.django_db
State = Comment.State


def hold(comment: Comment) -> None:
    """As a held comment is posted: nobody counts it."""
    Comment.objects.filter(pk=comment.pk).update(state=State.HELD)
    Thread.objects.filter(pk=comment.thread_id).update(visible_count=counted(comment.thread))


def counted(thread: Thread) -> int:
    """How many comments readers find in their places, counted from scratch."""
    return Comment.objects.filter(thread=thread).visible_to(None).count()


def under_hidden(thread: Thread) -> set[int]:
    """The numbers marked as under a hidden branch."""
    marked = Comment.objects.filter(thread=thread, is_under_hidden=True)
    return set(marked.values_list("number", flat=True))


@contextlib.contextmanager
def heard(signal: Signal) -> Iterator[list[dict[str, Any]]]:
    """What is announced meanwhile."""
    announced: list[dict[str, Any]] = []

    def hear(**said: Any) -> None:
        announced.append(said)

    signal.connect(hear)
    yield announced
    signal.disconnect(hear)


def test_a_removed_comment_leaves_a_tombstone_that_counts() -> None:
    comment = make.comment(make.thread())

    before = sweeping.remove_comment(comment=comment, reason="Not about the weir.")

    comment.refresh_from_db()
    thread = Thread.objects.get()
    assert before == Standing(State.VISIBLE)
    assert sweeping.standing(comment) == Standing(
        State.REMOVED_BY_MODERATOR, "Not about the weir."
    )
    assert thread.visible_count == counted(thread) == 1
    assert comment.revision == thread.revision == 2


@pytest.mark.parametrize("state", [State.VISIBLE, State.FOLDED, State.HELD])
def test_what_was_removed_is_placed_back_as_it_was(state: State) -> None:
    comment = make.comment(make.thread())
    Comment.objects.update(state=state)
    Thread.objects.update(visible_count=counted(comment.thread))

    before = sweeping.remove_comment(comment=comment, reason="No.")
    sweeping.place(comment=comment, to=before)

    comment.refresh_from_db()
    assert sweeping.standing(comment) == Standing(state)
    assert Thread.objects.get().visible_count == counted(comment.thread)


@pytest.mark.parametrize(
    "state", [State.REMOVED_BY_AUTHOR, State.REMOVED_BY_MODERATOR, State.BRANCH_HIDDEN]
)
def test_what_is_gone_already_is_not_removed(state: State) -> None:
    comment = make.comment(make.thread())
    Comment.objects.update(state=state)

    with pytest.raises(sweeping.StandsOtherwise) as refused:
        sweeping.remove_comment(comment=comment, reason="No.")

    assert refused.value.standing.state == state
    assert CommentText.objects.get().moderator_reason == ""
    assert Thread.objects.get().revision == 1


def test_a_hidden_branch_takes_all_its_replies_with_it() -> None:
    thread = make.thread()
    comments = make.comments(thread, [None, 1, 2, 1, None])

    sweeping.hide_branch(comment=comments[0], reason="A quarrel.")

    thread.refresh_from_db()
    assert under_hidden(thread) == {2, 3, 4}
    assert thread.visible_count == counted(thread) == 1


def test_a_branch_hidden_inside_another_stays_hidden_when_that_one_is_shown() -> None:
    thread = make.thread()
    comments = make.comments(thread, [None, 1, 2, 3, 1])
    sweeping.hide_branch(comment=comments[1], reason="Inner.")
    outer = sweeping.hide_branch(comment=comments[0], reason="Outer.")

    sweeping.place(comment=comments[0], to=outer)

    thread.refresh_from_db()
    assert under_hidden(thread) == {3, 4}
    assert thread.visible_count == counted(thread) == 2


def test_a_branch_shown_below_a_hidden_one_waits_for_that_one() -> None:
    thread = make.thread()
    comments = make.comments(thread, [None, 1, 2, 3])
    sweeping.hide_branch(comment=comments[0], reason="Outer.")
    inner = sweeping.hide_branch(comment=comments[1], reason="Inner.")

    sweeping.place(comment=comments[1], to=inner)

    thread.refresh_from_db()
    assert under_hidden(thread) == {2, 3, 4}
    assert thread.visible_count == counted(thread) == 0


def test_all_that_changed_is_announced_and_takes_the_new_revision() -> None:
    thread = make.thread()
    comments = make.comments(thread, [None, 1, 2, None])

    with heard(comments_changed) as announced:
        sweeping.hide_branch(comment=comments[0], reason="A quarrel.")

    assert [sorted(said["comments"]) for said in announced] == [
        [comment.pk for comment in comments[:3]]
    ]
    newest = Thread.objects.get().revision
    assert list(Comment.objects.order_by("number").values_list("revision", flat=True)) == [
        *[newest] * 3,
        4,
    ]


def test_a_released_comment_counts_and_may_be_the_newest() -> None:
    thread = make.thread()
    make.comment(thread, at=make.NOON)
    waiting = make.comment(thread, at=make.NOON + timedelta(hours=1))
    hold(waiting)
    Thread.objects.update(last_at=make.NOON)

    before = sweeping.release_comment(comment=waiting)

    thread.refresh_from_db()
    assert before == Standing(State.HELD)
    assert (thread.visible_count, thread.last_at) == (2, waiting.posted_at)

    sweeping.place(comment=waiting, to=before)
    thread.refresh_from_db()
    assert (thread.visible_count, thread.last_at) == (1, make.NOON)


def test_the_first_comment_of_a_thread_may_be_released() -> None:
    waiting = make.comment(make.thread(), at=make.NOON)
    hold(waiting)
    Thread.objects.update(last_at=None)

    sweeping.release_comment(comment=waiting)

    assert Thread.objects.get().last_at == make.NOON


def test_what_has_been_answered_is_not_held_again() -> None:
    thread = make.thread()
    comment = make.comment(thread)
    make.comment(thread, answers=comment)

    with pytest.raises(sweeping.AnsweredSince):
        sweeping.place(comment=comment, to=Standing(State.HELD))

    assert Thread.objects.get().visible_count == 2


def test_a_held_comment_has_no_branch_to_hide() -> None:
    comment = make.comment(make.thread())
    hold(comment)

    with pytest.raises(sweeping.StandsOtherwise):
        sweeping.hide_branch(comment=comment, reason="No.")


def test_a_discussion_is_closed_once() -> None:
    thread = make.thread()
    opened, closed = Thread.State.OPEN, Thread.State.CLOSED

    with heard(thread_changed) as announced:
        assert sweeping.place_thread(thread=thread, to=closed, only_from={opened}) == opened
        with pytest.raises(sweeping.ThreadStandsOtherwise):
            sweeping.place_thread(thread=thread, to=closed, only_from={opened})

    assert [said["thread"].state for said in announced] == [closed]
    assert Thread.objects.get().revision == 1


@pytest.mark.parametrize("shape", ["deep", "wide"])
def test_a_branch_of_ten_thousand_is_hidden_and_shown_in_seconds(shape: str) -> None:
    thread = make.thread()
    root = make.comment(thread)
    grow(root, 10_000, deep=shape == "deep")
    began = time.monotonic()

    before = sweeping.hide_branch(comment=root, reason="A flood.")
    hidden = len(under_hidden(thread))
    sweeping.place(comment=root, to=before)

    assert time.monotonic() - began < 30  # a second or two alone; others use this machine too
    assert hidden == 10_000
    assert under_hidden(thread) == set()
    assert Thread.objects.get().visible_count == counted(thread) == 10_001


def grow(root: Comment, count: int, *, deep: bool) -> None:
    """Replies below a comment: each answering the one before, or all answering it."""
    first = (Comment.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
    Comment.objects.bulk_create(
        [
            Comment(
                pk=first + index,
                thread=root.thread,
                number=root.number + 1 + index,
                parent_id=first + index - 1 if deep and index else root.pk,
                parent_number=root.number + index if deep else root.number,
                depth=index + 1 if deep else 1,
                author=root.author,
                posted_at=make.NOON,
                revision=1,
            )
            for index in range(count)
        ],
        batch_size=500,
    )
    said = {
        "subject": "A word",
        "source": "x",
        "html": "x",
        "fragment": "x",
        "fragment_version": 0,
    }
    CommentText.objects.bulk_create(
        [CommentText(comment_id=first + index, **said) for index in range(count)], batch_size=500
    )
    Thread.objects.update(visible_count=count + 1)
