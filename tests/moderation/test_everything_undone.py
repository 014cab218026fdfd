"""Whatever is done and undone: what is stored is what is worked out; all undone, as before."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pasquino.discussion import skeletons
from pasquino.discussion.models import Comment, Thread
from pasquino.discussion.pages import Listing
from pasquino.discussion.reading import Display, Sort
from pasquino.discussion.threads import PUBLIC, Skeleton
from pasquino.moderation import actions, records, undoing
from pasquino.moderation.models import Action
from pasquino.moderation.records import Grounds
from pasquino.moderation.sentences import REFUSALS
from tests import make
from tests.moderation.sweeping_made import moderator, recount

pytestmark = pytest.mark.django_db
State = Comment.State
DEEDS = (
    actions.remove_comment,
    actions.restore_comment,
    actions.hide_branch,
    actions.restore_branch,
    actions.release_comment,
    actions.refuse_comment,
)
# Most steps hide or show branches, near the top of a deep thread, where the marks are at stake.
steps = st.lists(
    st.tuples(st.sampled_from([0, 1, 4, 5, -1, *[2] * 5, *[3] * 4]), st.integers(0, 3)),
    min_size=4,
    max_size=12,
)
shapes = st.lists(st.sampled_from([1, 1, 1, 1, 2, 3, 0]), min_size=3, max_size=6)
states = st.lists(
    st.sampled_from([State.VISIBLE] * 4 + [State.HELD, State.FOLDED, State.REMOVED_BY_AUTHOR]),
    min_size=10,
    max_size=10,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(shapes, states, steps)
@example([1, 1, 1, 1], [State.VISIBLE] * 10, [(2, 1), (2, 0), (3, 0)])  # inner, outer, shown
@example([1, 1, 1, 1], [State.VISIBLE] * 10, [(2, 0), (2, 1), (3, 1)])  # outer, inner, shown
def test_what_is_stored_is_what_is_worked_out(
    shape: list[int], first: list[State], taken: list[tuple[int, int]]
) -> None:
    with put_away_afterwards():
        thread, by = a_thread(shape, first), moderator()
        beginning = stored(thread)

        for deed, which in taken:
            take(thread, deed, which, Grounds(by, f"Step {which}."))
            assert_worked_out(thread)
        undo_all(Grounds(by, "Undone."))

        assert stored(thread) == beginning
        assert_worked_out(thread)


def take(thread: Thread, deed: int, which: int, grounds: Grounds) -> None:
    """One deed on one comment, or the undoing of one action; refused ones change nothing."""
    before = stored(thread)
    try:
        if deed < 0:
            done = list(Action.objects.order_by("pk"))
            if done:
                undoing.undo(action=done[which % len(done)], grounds=grounds)
            return
        comments = list(thread.comments.order_by("number"))
        DEEDS[deed](comment=comments[which % len(comments)], grounds=grounds)
    except REFUSALS:
        assert stored(thread) == before


def undo_all(grounds: Grounds) -> None:
    """Undo the newest deed that still has an effect, until none has."""
    while True:
        for action in Action.objects.order_by("-pk"):
            if action.undo_of_id is None and is_in_effect(action):
                undoing.undo(action=tip(action), grounds=grounds)
                break
        else:
            return


def tip(action: Action) -> Action:
    """The last of the undoings that follow an action."""
    while action.undoing:
        action = action.undoing
    return action


def is_in_effect(action: Action) -> bool:
    """It was undone an even number of times."""
    effect = True
    while action.undoing:
        action, effect = action.undoing, not effect
    return effect


def a_thread(shape: list[int], states: list[State]) -> Thread:
    """A small thread: each comment answers the one so many before it, or nobody (0, or beyond).

    Only leaves are held.
    """
    thread = make.thread()
    parents = [max(number - up, 0) % number or None for number, up in enumerate(shape, 1)]
    made = make.comments(thread, parents)
    for comment, state in zip(made, states, strict=False):
        if state != State.HELD or not comment.replies.exists():
            Comment.objects.filter(pk=comment.pk).update(state=state)
    recount(thread)
    shown = thread.comments.exclude(state=State.HELD).order_by("posted_at").last()
    Thread.objects.filter(pk=thread.pk).update(last_at=shown.posted_at if shown else None)
    return thread


def stored(thread: Thread) -> dict[str, Any]:
    """All that sweeping may change; the revision only grows."""
    thread.refresh_from_db()
    columns = ("number", "state", "is_under_hidden", "text__moderator_reason", "posted_at")
    return {
        "comments": list(thread.comments.order_by("number").values_list(*columns)),
        "count": thread.visible_count,
        "last_at": thread.last_at,
    }


def assert_worked_out(thread: Thread) -> None:
    """The marks, the count and the printed list agree with the states alone."""
    thread.refresh_from_db()
    rows = list(thread.comments.order_by("number"))
    marked: set[int] = set()
    for row in rows:
        above = next((each for each in rows if each.pk == row.parent_id), None)
        if above and (above.number in marked or above.state == State.BRANCH_HIDDEN):
            marked.add(row.number)
    assert {row.number for row in rows if row.is_under_hidden} == marked
    unseen = (State.HELD, State.BRANCH_HIDDEN)
    shown = [row for row in rows if row.number not in marked and row.state not in unseen]
    assert thread.visible_count == len(shown)
    columns = ("number", "parent_number", "state", "rating_sum", "rating_count", "author_id")
    fresh = Skeleton(thread.comments.values_list(*columns), thread.revision)
    lines = [row for row in rows if row.number not in marked and row.state == State.BRANCH_HIDDEN]
    for skeleton in (fresh, skeletons.skeleton(thread)):  # from scratch, and by its changes
        printed = Listing(skeleton, Sort.OLDEST, Display.NESTED, PUBLIC)
        assert printed.count == len(shown) + len(lines)


@contextlib.contextmanager
def put_away_afterwards() -> Iterator[None]:
    """Each example begins with the database as the test found it."""
    skeletons.forget()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_the_list_of_what_can_be_undone_is_the_same_one_by_one_and_in_one_query() -> None:
    thread, by = make.thread(), moderator()
    one, two = make.comments(thread, [None, 1])
    actions.remove_comment(comment=one, grounds=Grounds(by, "One."))
    actions.hide_branch(comment=one, grounds=Grounds(by, "Two."))
    actions.restore_branch(comment=one, grounds=Grounds(by, "Three."))
    actions.remove_comment(comment=two, grounds=Grounds(by, "Four."))
    actions.close_discussion(thread=thread, grounds=Grounds(by, "Five."))
    actions.suspend_account(account=two.author, until=None, grounds=Grounds(by, "Six."))
    actions.switch_holding(on=True, grounds=Grounds(by, "Seven."))

    done = list(Action.objects.all())
    single = set[int]().union(*(records.undoable(action.target) for action in done))

    assert records.undoable_among(done) == single
    assert len(single) == 6
