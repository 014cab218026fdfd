"""The deeds of this room: each changes what readers see and records who, when and why, at once."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from pasquino.accounts import suspending
from pasquino.accounts.models import User
from pasquino.discussion.actions import sweeping
from pasquino.discussion.actions.sweeping import Standing
from pasquino.discussion.models import Comment, Thread
from pasquino.moderation import holding, records
from pasquino.moderation.models import Action, Verb
from pasquino.moderation.records import Grounds, Target
from pasquino.moderation.undoing import undo

State = Comment.State


@transaction.atomic
def remove_comment(*, comment: Comment, grounds: Grounds) -> Action:
    """Put a tombstone with the reason in a comment's place. Raises StandsOtherwise."""
    before = sweeping.remove_comment(comment=comment, reason=grounds.reason)
    after = Standing(State.REMOVED_BY_MODERATOR, grounds.reason)
    return _placed(Verb.REMOVE_COMMENT, grounds, comment, before, after)


@transaction.atomic
def refuse_comment(*, comment: Comment, grounds: Grounds) -> Action:
    """Remove a comment while it is held; raises StandsOtherwise if it was released meanwhile."""
    after = Standing(State.REMOVED_BY_MODERATOR, grounds.reason)
    before = sweeping.place(comment=comment, to=after, only_from={State.HELD})
    return _placed(Verb.REMOVE_COMMENT, grounds, comment, before, after)


def restore_comment(*, comment: Comment, grounds: Grounds) -> Action:
    """Give a removed comment back as it stood; what its author removed stays removed.

    Raises StandsOtherwise.
    """
    return _taken_back(Verb.REMOVE_COMMENT, comment, grounds) or _shown(
        Verb.RESTORE_COMMENT, grounds, comment, State.REMOVED_BY_MODERATOR
    )


@transaction.atomic
def hide_branch(*, comment: Comment, grounds: Grounds) -> Action:
    """Hide a comment with all that answers it. Raises StandsOtherwise."""
    before = sweeping.hide_branch(comment=comment, reason=grounds.reason)
    after = Standing(State.BRANCH_HIDDEN, grounds.reason)
    return _placed(Verb.HIDE_BRANCH, grounds, comment, before, after)


def restore_branch(*, comment: Comment, grounds: Grounds) -> Action:
    """Show a hidden branch again; branches hidden inside it stay so. Raises StandsOtherwise."""
    return _taken_back(Verb.HIDE_BRANCH, comment, grounds) or _shown(
        Verb.RESTORE_BRANCH, grounds, comment, State.BRANCH_HIDDEN
    )


def release_comment(*, comment: Comment, grounds: Grounds) -> Action:
    """Show a held comment to everybody. Raises StandsOtherwise."""
    return _shown(Verb.RELEASE_COMMENT, grounds, comment, State.HELD)


def close_discussion(*, thread: Thread, grounds: Grounds) -> Action:
    """Take no more comments; what is there stays readable. Raises ThreadStandsOtherwise."""
    return _set_thread(Verb.CLOSE_DISCUSSION, grounds, thread)


def reopen_discussion(*, thread: Thread, grounds: Grounds) -> Action:
    """Take comments again. Raises ThreadStandsOtherwise."""
    return _taken_back(Verb.CLOSE_DISCUSSION, thread, grounds) or _set_thread(
        Verb.REOPEN_DISCUSSION, grounds, thread
    )


@transaction.atomic
def suspend_account(*, account: User, until: datetime | None, grounds: Grounds) -> Action:
    """Let somebody read and not write, until a moment or until released.

    Raises what `accounts.suspending.suspend` raises.
    """
    suspension = suspending.suspend(
        account=account, by=grounds.by, until=until, reason=grounds.reason
    )
    nothing = records.suspended(None)
    after = records.suspended(suspension)
    return records.add(Verb.SUSPEND_ACCOUNT, grounds, account, before=nothing, after=after)


@transaction.atomic
def release_account(*, account: User, grounds: Grounds) -> Action:
    """Let somebody write again. Raises what `accounts.suspending.lift` raises."""
    taken_back = _taken_back(Verb.SUSPEND_ACCOUNT, account, grounds)
    if taken_back:
        return taken_back
    before = records.suspended(suspending.lift(account=account, by=grounds.by))
    nothing = records.suspended(None)
    return records.add(Verb.RELEASE_ACCOUNT, grounds, account, before=before, after=nothing)


@transaction.atomic
def switch_holding(*, on: bool, grounds: Grounds) -> Action:
    """Have the first comments of new members wait, or not. Raises SwitchedAlready."""
    holding.switch(on=on)
    verb = Verb.HOLD_FIRST_COMMENTS if on else Verb.PASS_FIRST_COMMENTS
    before, after = {"is_holding": not on}, {"is_holding": on}
    return records.add(verb, grounds, None, before=before, after=after)


def _taken_back(verb: Verb, target: Target, grounds: Grounds) -> Action | None:
    """Undo the last action of a kind that stands, if there is one; None if there is no record."""
    standing = Action.objects.on(target).filter(verb=verb, pk__in=records.undoable(target))
    last = standing.order_by("-pk").first()
    return undo(action=last, grounds=grounds) if last else None


@transaction.atomic
def _shown(verb: Verb, grounds: Grounds, comment: Comment, only_from: int) -> Action:
    """Make a comment visible that is in this state, whoever brought it there."""
    after = Standing(State.VISIBLE)
    before = sweeping.place(comment=comment, to=after, only_from={only_from})
    return _placed(verb, grounds, comment, before, after)


def _placed(
    verb: Verb, grounds: Grounds, comment: Comment, before: Standing, after: Standing
) -> Action:
    return records.add(verb, grounds, comment, before=asdict(before), after=asdict(after))


@transaction.atomic
def _set_thread(verb: Verb, grounds: Grounds, thread: Thread) -> Action:
    opened, closed = Thread.State.OPEN, Thread.State.CLOSED
    was, to = (opened, closed) if verb == Verb.CLOSE_DISCUSSION else (closed, opened)
    sweeping.place_thread(thread=thread, to=to, only_from={was})
    return records.add(verb, grounds, thread, before={"state": was}, after={"state": to})
