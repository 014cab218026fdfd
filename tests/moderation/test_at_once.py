"""Several moderators, and readers who post, at the same moment: one thing happens, and is told."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from pasquino.accounts.standing import suspension
from pasquino.config import template_database
from pasquino.discussion.actions import submit_comment
from pasquino.discussion.actions.refusals import ParentGone
from pasquino.discussion.models import Comment, Thread
from pasquino.moderation import actions, undoing
from pasquino.moderation.models import Action
from pasquino.moderation.sentences import REFUSALS
from tests import make
from tests.moderation.sweeping_made import grounds, moderator

pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture(scope="module")
def own_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A database of their own: what several connections write has to be committed."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    default = settings.DATABASES["default"]
    with django_db_blocker.unblock():
        connection.close()
        before = connection.settings_dict["NAME"]
        name = template_database.for_tests(f"test_pasquino_at_once_{worker}")
        default["NAME"] = connection.settings_dict["NAME"] = name
        yield
        connection.close()
        default["NAME"] = connection.settings_dict["NAME"] = before
        template_database.drop(name)


def at_once(*deeds: Callable[[], object]) -> list[object]:
    """Do all at the same moment, each on a connection of its own; gives results or refusals."""
    start = Barrier(len(deeds))

    def one(deed: Callable[[], object]) -> object:
        try:
            start.wait()
            return deed()
        except (*REFUSALS, ParentGone) as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as threads:
        return list(threads.map(one, deeds))


def test_of_two_who_remove_a_comment_one_is_told() -> None:
    comment, said = make.comment(make.thread()), [grounds(moderator()) for _ in range(4)]

    found = at_once(
        *(lambda each=each: actions.remove_comment(comment=comment, grounds=each) for each in said)
    )

    assert sum(isinstance(result, Action) for result in found) == 1
    assert Action.objects.filter(comment=comment).count() == 1


def test_of_two_who_undo_an_action_one_is_told() -> None:
    comment = make.comment(make.thread())
    removal = actions.remove_comment(comment=comment, grounds=grounds())
    said = [grounds(moderator()) for _ in range(4)]

    found = at_once(
        *(lambda each=each: undoing.undo(action=removal, grounds=each) for each in said)
    )

    comment.refresh_from_db()
    assert sum(isinstance(result, Action) for result in found) == 1
    assert comment.state == Comment.State.VISIBLE


def test_of_two_who_suspend_an_account_one_is_told() -> None:
    reader, said = make.reader(), [grounds(moderator()) for _ in range(4)]

    found = at_once(
        *(
            lambda each=each: actions.suspend_account(account=reader, until=None, grounds=each)
            for each in said
        )
    )

    assert sum(isinstance(result, Action) for result in found) == 1
    assert suspension(reader)


def test_of_two_who_move_the_switch_one_is_told() -> None:
    said = [grounds(moderator()) for _ in range(4)]

    found = at_once(
        *(lambda each=each: actions.switch_holding(on=True, grounds=each) for each in said)
    )

    assert sum(isinstance(result, Action) for result in found) == 1


@pytest.mark.parametrize("attempt", range(3))
def test_no_answer_slips_under_a_branch_that_is_being_hidden(attempt: int) -> None:
    thread, by = make.thread(), grounds(moderator())
    root = make.comment(thread)
    readers = [make.reader() for _ in range(4)]

    at_once(
        lambda: actions.hide_branch(comment=Comment.objects.get(pk=root.pk), grounds=by),
        *(lambda each=each: answer(root, each) for each in readers),
    )

    below = Comment.objects.filter(parent=root)
    assert set(below.values_list("is_under_hidden", flat=True)) <= {True}
    assert Thread.objects.get(pk=thread.pk).visible_count == 0


def answer(parent: Comment, author) -> Comment:
    return submit_comment(
        author=author,
        thread=Thread.objects.get(pk=parent.thread_id),
        network="192.0.2.0/24",
        key=str(author.pk),
        subject="A word",
        source="Against it.",
        parent=Comment.objects.get(pk=parent.pk),
    )


@pytest.mark.parametrize("attempt", range(3))
def test_the_count_holds_when_inner_and_outer_branches_are_hidden_at_once(attempt: int) -> None:
    thread = make.thread()
    comments = make.comments(thread, [None, 1, 2, 3, None])
    said = [grounds(moderator()) for _ in range(3)]

    at_once(
        *(
            lambda comment=comment, each=each: actions.hide_branch(comment=comment, grounds=each)
            for comment, each in zip(comments[:3], said, strict=True)
        )
    )

    assert Thread.objects.get(pk=thread.pk).visible_count == 1
    assert thread.comments.filter(is_under_hidden=True).count() == 3
