"""Undoing: what an action changed is put back exactly, or nothing is changed at all."""

from __future__ import annotations

from django.db import transaction

from pasquino.accounts import standing, suspending
from pasquino.accounts.models import Suspension, User
from pasquino.discussion.actions import sweeping
from pasquino.discussion.actions.sweeping import Standing
from pasquino.discussion.models import Thread
from pasquino.moderation import holding, records
from pasquino.moderation.models import INVERSE, Action, Verb
from pasquino.moderation.records import Grounds
from pasquino.moderation.refusals import AlreadyUndone, ChangedSince, SwitchedAlready


@transaction.atomic
def undo(*, action: Action, grounds: Grounds) -> Action:
    """Put back what an action changed; gives the record of that, which can be undone in turn.

    Raises AlreadyUndone; ChangedSince when somebody has changed it since; AnsweredSince for a
    released comment that has replies; for accounts OwnAccount or HigherRole.
    """
    _lock(action)
    done = Action.objects.filter(undo_of=action).select_related("by").first()
    if done:
        raise AlreadyUndone(done)
    if action.pk not in records.undoable(action.target):
        raise ChangedSince(_last_on(action))
    try:
        _put_back(action, grounds)
    except (
        sweeping.StandsOtherwise,
        sweeping.ThreadStandsOtherwise,
        suspending.AlreadySuspended,
        suspending.NotSuspended,
        SwitchedAlready,
    ) as changed:
        raise ChangedSince(None) from changed
    return records.add(
        INVERSE[Verb(action.verb)],
        grounds,
        action.target,
        before=action.after,
        after=action.before,
        undo_of=action,
    )


def _lock(action: Action) -> None:
    """Have those who act on the same target wait for each other; SQLite has one writer anyway."""
    if action.comment:
        Thread.objects.select_for_update().only("pk").get(pk=action.comment.thread_id)
    elif action.thread_id:
        Thread.objects.select_for_update().only("pk").get(pk=action.thread_id)
    elif action.account_id:
        User.objects.select_for_update().only("pk").get(pk=action.account_id)
    else:
        holding.locked()


def _last_on(action: Action) -> Action | None:
    """What was done last to the same target, by somebody who may be named."""
    later = Action.objects.on(action.target).filter(pk__gt=action.pk)
    last: Action | None = later.select_related("by").order_by("-pk").first()
    return last


def _put_back(action: Action, grounds: Grounds) -> None:
    if action.comment:
        sweeping.place(
            comment=action.comment,
            to=Standing(**action.before),
            only_from=Standing(**action.after),
        )
    elif action.thread:
        sweeping.place_thread(
            thread=action.thread, to=action.before["state"], only_from={action.after["state"]}
        )
    elif action.account:
        _put_back_account(action, action.account, grounds)
    else:
        holding.switch(on=action.before["is_holding"])


def _put_back_account(action: Action, account: User, grounds: Grounds) -> None:
    """Lift the suspension that the action began, or renew the one that it lifted."""
    now = standing.suspension(account)
    if (now.pk if now else None) != action.after["suspension"]:
        raise ChangedSince(None)
    if now:
        suspending.lift(account=account, by=grounds.by)
    else:
        lifted = Suspension.objects.get(pk=action.before["suspension"])
        suspending.renew(suspension=lifted, by=grounds.by)
