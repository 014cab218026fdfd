"""What moderators do is recorded with who and why, and each is undone exactly or not at all."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from pasquino.accounts import suspending
from pasquino.accounts.models import Role, Suspension
from pasquino.accounts.standing import suspension
from pasquino.discussion.actions import remove_own_comment, sweeping
from pasquino.discussion.leaving import blank
from pasquino.discussion.models import Comment, DiscussionPolicy, Thread
from pasquino.moderation import actions, holding, records, undoing
from pasquino.moderation.models import Action, RecordsStay, Verb
from pasquino.moderation.refusals import (
    AlreadyUndone,
    ChangedSince,
    ReasonMissing,
    ReasonTooLong,
    SwitchedAlready,
)
from tests import make
from tests.moderation.sweeping_made import grounds, held, moderator, standing

pytestmark = pytest.mark.django_db
State = Comment.State


def test_removing_a_comment_is_recorded_with_who_why_and_what_was_before() -> None:
    comment, by = make.comment(make.thread()), moderator()

    action = actions.remove_comment(comment=comment, grounds=grounds(by, "Names a neighbour."))

    assert standing(comment) == (State.REMOVED_BY_MODERATOR, "Names a neighbour.")
    assert (action.verb, action.by, action.reason) == (
        Verb.REMOVE_COMMENT,
        by,
        "Names a neighbour.",
    )
    assert action.before == {"state": State.VISIBLE, "reason": ""}


@pytest.mark.parametrize("state", [State.VISIBLE, State.FOLDED])
def test_a_restored_comment_stands_as_it_did(state: State) -> None:
    comment = make.comment(make.thread())
    Comment.objects.update(state=state)
    removal = actions.remove_comment(comment=comment, grounds=grounds())

    restored = actions.restore_comment(comment=comment, grounds=grounds())

    assert standing(comment) == (state, "")
    assert (restored.verb, restored.undo_of) == (Verb.RESTORE_COMMENT, removal)


def test_what_its_author_removed_no_moderator_restores() -> None:
    comment = make.comment(make.thread())
    remove_own_comment(comment=comment)

    with pytest.raises(sweeping.StandsOtherwise):
        actions.restore_comment(comment=comment, grounds=grounds())

    assert standing(comment)[0] == State.REMOVED_BY_AUTHOR
    assert not Action.objects.exists()


def test_a_comment_removed_without_a_record_can_be_restored_too() -> None:
    comment = make.comment(make.thread())
    Comment.objects.update(state=State.REMOVED_BY_MODERATOR)

    restored = actions.restore_comment(comment=comment, grounds=grounds())

    assert standing(comment)[0] == State.VISIBLE
    assert restored.undo_of is None


def test_what_its_author_has_blanked_since_comes_back_as_a_tombstone() -> None:
    top = make.comment(make.thread())
    make.comment(top.thread, answers=top)
    hiding = actions.hide_branch(comment=top, grounds=grounds())
    blank(top.author)

    undoing.undo(action=hiding, grounds=grounds())

    assert standing(top) == (State.REMOVED_BY_AUTHOR, "")
    assert Thread.objects.get().visible_count == 2


def test_an_undone_restoring_brings_the_first_reason_back() -> None:
    comment = make.comment(make.thread())
    actions.remove_comment(comment=comment, grounds=grounds(reason="Names a neighbour."))
    restored = actions.restore_comment(comment=comment, grounds=grounds(reason="My mistake."))

    undone = undoing.undo(action=restored, grounds=grounds(reason="Undone."))

    assert standing(comment) == (State.REMOVED_BY_MODERATOR, "Names a neighbour.")
    assert undone.verb == Verb.REMOVE_COMMENT


def test_an_action_is_undone_once() -> None:
    comment, second = make.comment(make.thread()), moderator("Bo")
    removal = actions.remove_comment(comment=comment, grounds=grounds())
    undoing.undo(action=removal, grounds=grounds(second))

    with pytest.raises(AlreadyUndone) as refused:
        undoing.undo(action=removal, grounds=grounds())

    assert refused.value.undoing.by == second
    assert Action.objects.count() == 2


def test_the_database_itself_lets_an_action_be_undone_once() -> None:
    removal = actions.remove_comment(comment=make.comment(make.thread()), grounds=grounds())
    undoing.undo(action=removal, grounds=grounds())

    with pytest.raises(IntegrityError), transaction.atomic():
        records.add(
            Verb.RESTORE_COMMENT, grounds(), removal.comment, before={}, after={}, undo_of=removal
        )


def test_what_another_moderator_changed_since_is_not_undone_by_halves() -> None:
    comment = make.comment(make.thread())
    removal = actions.remove_comment(comment=comment, grounds=grounds())
    hiding = actions.hide_branch(comment=comment, grounds=grounds(reason="All of it."))

    with pytest.raises(ChangedSince) as refused:
        undoing.undo(action=removal, grounds=grounds())

    assert refused.value.later == hiding
    assert standing(comment) == (State.BRANCH_HIDDEN, "All of it.")


def test_what_its_author_changed_since_is_not_undone() -> None:
    comment = held(make.comment(make.thread()))
    release = actions.release_comment(comment=comment, grounds=grounds())
    remove_own_comment(comment=comment)

    with pytest.raises(ChangedSince):
        undoing.undo(action=release, grounds=grounds())

    assert standing(comment)[0] == State.REMOVED_BY_AUTHOR


def test_deeds_one_upon_another_are_undone_in_turn() -> None:
    comment = make.comment(make.thread())
    removal = actions.remove_comment(comment=comment, grounds=grounds(reason="One."))
    hiding = actions.hide_branch(comment=comment, grounds=grounds(reason="Two."))

    undoing.undo(action=hiding, grounds=grounds())
    assert standing(comment) == (State.REMOVED_BY_MODERATOR, "One.")
    undoing.undo(action=removal, grounds=grounds())

    assert standing(comment) == (State.VISIBLE, "")


def test_a_held_comment_is_released_and_held_again() -> None:
    comment = held(make.comment(make.thread()))

    release = actions.release_comment(comment=comment, grounds=grounds())
    assert (standing(comment)[0], Thread.objects.get().visible_count) == (State.VISIBLE, 1)
    again = undoing.undo(action=release, grounds=grounds())

    assert (standing(comment)[0], Thread.objects.get().visible_count) == (State.HELD, 0)
    assert again.verb == Verb.HOLD_COMMENT


def test_a_released_comment_with_an_answer_is_not_held_again() -> None:
    comment = held(make.comment(make.thread()))
    release = actions.release_comment(comment=comment, grounds=grounds())
    make.comment(comment.thread, answers=comment)

    with pytest.raises(sweeping.AnsweredSince):
        undoing.undo(action=release, grounds=grounds())

    assert standing(comment)[0] == State.VISIBLE


def test_a_refused_comment_can_be_put_back_among_the_held() -> None:
    comment = held(make.comment(make.thread()))
    refusal = actions.refuse_comment(comment=comment, grounds=grounds(reason="Advertising."))
    assert standing(comment) == (State.REMOVED_BY_MODERATOR, "Advertising.")

    undoing.undo(action=refusal, grounds=grounds())

    assert standing(comment) == (State.HELD, "")


def test_refusing_does_not_touch_what_somebody_has_released() -> None:
    comment = held(make.comment(make.thread()))
    actions.release_comment(comment=comment, grounds=grounds())

    with pytest.raises(sweeping.StandsOtherwise):
        actions.refuse_comment(comment=comment, grounds=grounds())


def test_a_discussion_is_closed_and_reopened() -> None:
    thread = make.thread()

    closing = actions.close_discussion(thread=thread, grounds=grounds())
    with pytest.raises(sweeping.ThreadStandsOtherwise):
        actions.close_discussion(thread=thread, grounds=grounds())
    reopening = actions.reopen_discussion(thread=thread, grounds=grounds())

    thread.refresh_from_db()
    assert (thread.state, reopening.undo_of) == (Thread.State.OPEN, closing)


def test_the_switch_for_first_comments_is_recorded_and_undone() -> None:
    switched = actions.switch_holding(on=True, grounds=grounds())
    assert holding.is_on()
    with pytest.raises(SwitchedAlready):
        actions.switch_holding(on=True, grounds=grounds())

    undoing.undo(action=switched, grounds=grounds())

    assert not holding.is_on()


def test_a_switch_that_the_desk_has_moved_since_is_left_alone() -> None:
    switched = actions.switch_holding(on=True, grounds=grounds())
    DiscussionPolicy.objects.update(hold_first_posts=False)

    with pytest.raises(ChangedSince):
        undoing.undo(action=switched, grounds=grounds())


def test_an_account_is_suspended_until_a_day_and_released() -> None:
    reader, tomorrow = make.reader(), timezone.now() + timedelta(days=1)

    suspended = actions.suspend_account(account=reader, until=tomorrow, grounds=grounds())
    assert suspension(reader).until == tomorrow
    released = actions.release_account(account=reader, grounds=grounds())

    assert suspension(reader) is None
    assert released.undo_of == suspended


def test_an_undone_release_suspends_as_long_as_before() -> None:
    reader, tomorrow = make.reader(), timezone.now() + timedelta(days=1)
    actions.suspend_account(account=reader, until=tomorrow, grounds=grounds(reason="Insults."))
    released = actions.release_account(account=reader, grounds=grounds())

    undoing.undo(action=released, grounds=grounds(reason="Undone."))

    again = suspension(reader)
    assert (again.until, again.reason) == (tomorrow, "Insults.")


def test_a_suspension_that_ended_by_itself_is_not_undone() -> None:
    reader = make.reader()
    suspended = actions.suspend_account(
        account=reader, until=timezone.now() + timedelta(days=1), grounds=grounds()
    )
    Suspension.objects.update(until=timezone.now() - timedelta(hours=1))

    with pytest.raises(ChangedSince):
        undoing.undo(action=suspended, grounds=grounds())


def test_a_suspension_made_elsewhere_can_be_ended() -> None:
    reader = make.reader()
    Suspension.objects.create(user=reader, reason="Before records were kept.")

    released = actions.release_account(account=reader, grounds=grounds())

    assert suspension(reader) is None
    assert released.undo_of is None


def test_nobody_suspends_or_releases_themselves() -> None:
    by = moderator()

    with pytest.raises(suspending.OwnAccount):
        actions.suspend_account(account=by, until=None, grounds=grounds(by))
    actions.suspend_account(account=by, until=None, grounds=grounds(make.person("", Role.EDITOR)))
    with pytest.raises(suspending.OwnAccount):
        actions.release_account(account=by, grounds=grounds(by))

    assert suspension(by)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMIN])
def test_nobody_suspends_or_releases_somebody_with_a_higher_role(role: Role) -> None:
    above, admin = make.person("", role), make.person("", Role.ADMIN)

    with pytest.raises(suspending.HigherRole):
        actions.suspend_account(account=above, until=None, grounds=grounds())
    suspended = actions.suspend_account(account=above, until=None, grounds=grounds(admin))
    with pytest.raises(suspending.HigherRole):
        undoing.undo(action=suspended, grounds=grounds())

    assert suspension(above)


def test_who_is_suspended_is_not_suspended_again() -> None:
    reader = make.reader()
    actions.suspend_account(account=reader, until=None, grounds=grounds())

    with pytest.raises(suspending.AlreadySuspended):
        actions.suspend_account(account=reader, until=None, grounds=grounds())

    assert Action.objects.count() == 1


def test_a_suspension_ends_later_than_now() -> None:
    with pytest.raises(suspending.EndsInThePast):
        actions.suspend_account(account=make.reader(), until=timezone.now(), grounds=grounds())

    assert not Suspension.objects.exists()


@pytest.mark.parametrize("reason", ["", " ", "\n\t "])
def test_nothing_is_done_without_a_reason(reason: str) -> None:
    with pytest.raises(ReasonMissing):
        grounds(reason=reason)


def test_a_reason_is_refused_rather_than_cut() -> None:
    with pytest.raises(ReasonTooLong):
        grounds(reason="a" * 2_001)

    assert len(grounds(reason="ä" * 2_000).reason) == 2_000


def test_records_are_neither_changed_nor_deleted() -> None:
    action = actions.remove_comment(comment=make.comment(make.thread()), grounds=grounds())
    action.reason = "Something else."

    for attempt in (
        action.save,
        action.delete,
        Action.objects.all().delete,
        lambda: Action.objects.update(reason="Something else."),
        lambda: Action.objects.bulk_update([action], ["reason"]),
    ):
        with pytest.raises(RecordsStay), transaction.atomic():
            attempt()

    assert Action.objects.get().reason == "Not about the weir."


def test_a_record_has_the_target_that_its_verb_needs() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        records.add(Verb.CLOSE_DISCUSSION, grounds(), make.reader(), before={}, after={})
    with pytest.raises(IntegrityError), transaction.atomic():
        records.add(Verb.REMOVE_COMMENT, grounds(), None, before={}, after={})


def test_a_deed_that_fails_leaves_no_record_and_no_change(monkeypatch) -> None:
    comment = make.comment(make.thread())

    def fails(*_given: object, **_named: object) -> None:
        raise OSError

    monkeypatch.setattr(records, "add", fails)
    with pytest.raises(OSError):  # noqa: PT011 - ours, raised above
        actions.remove_comment(comment=comment, grounds=grounds())

    assert standing(comment) == (State.VISIBLE, "")
    assert Thread.objects.get().revision == 1


def told_since(client, thread: Thread, revision: int) -> dict[str, Any]:
    answer = client.get(
        f"/api/v1/stories{thread.story.get_absolute_url()}comments?since={revision}"
    )
    return answer.json()


def test_who_keeps_a_copy_learns_that_a_released_comment_is_held_again(client) -> None:
    thread = make.thread(make.story("The weir"))
    comment = held(make.comment(thread))
    release = actions.release_comment(comment=comment, grounds=grounds())
    read = told_since(client, thread, 0)

    undoing.undo(action=release, grounds=grounds())
    changed = told_since(client, thread, read["revision"])

    assert [told["state"] for told in read["comments"]] == ["visible"]
    assert changed["comments"] == [
        {"number": 1, "state": "hidden", "revision": changed["revision"]}
        | {"parent": None, "depth": None}
    ]


def test_nobody_learns_of_a_comment_that_was_held_from_the_first(client) -> None:
    thread = make.thread(make.story("The weir"))
    held(make.comment(thread))

    assert told_since(client, thread, 0)["comments"] == []
