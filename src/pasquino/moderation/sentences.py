"""What moderators are told when a deed is refused: what happened, and what they can do."""

from __future__ import annotations

from django.utils.translation import gettext as _

from pasquino.accounts import suspending
from pasquino.discussion.actions import sweeping
from pasquino.discussion.models import Comment, Thread
from pasquino.moderation.refusals import (
    AlreadyUndone,
    ChangedSince,
    ReasonMissing,
    ReasonTooLong,
    SwitchedAlready,
)

REFUSALS = (
    AlreadyUndone,
    ChangedSince,
    ReasonMissing,
    ReasonTooLong,
    SwitchedAlready,
    sweeping.AnsweredSince,
    sweeping.StandsOtherwise,
    sweeping.ThreadStandsOtherwise,
    suspending.AlreadySuspended,
    suspending.EndsInThePast,
    suspending.HigherRole,
    suspending.NotSuspended,
    suspending.OwnAccount,
)


def sentence(refusal: Exception) -> str:
    """The refusal in words."""
    if isinstance(refusal, AlreadyUndone):
        words = _("%(name)s has undone this already. Nothing was changed.")
        return words % {"name": refusal.undoing.by.name}
    if isinstance(refusal, ChangedSince):
        return _changed(refusal)
    if isinstance(refusal, sweeping.StandsOtherwise):
        return _comment_stands(refusal.standing.state)
    if isinstance(refusal, sweeping.ThreadStandsOtherwise):
        return _thread_stands(refusal.state)
    return str(_plain()[type(refusal)])


def _changed(refusal: ChangedSince) -> str:
    if refusal.later is None:
        return _(
            "This has been changed since, so undoing it would not give back what was. Nothing "
            "was changed; look at how it stands now."
        )
    words = _(
        "This has been changed since: %(name)s %(verb)s. Nothing was changed; undo that first, "
        "or look at how it stands now."
    )
    return words % {"name": refusal.later.by.name, "verb": refusal.later.get_verb_display()}


def _comment_stands(state: int) -> str:
    return {
        Comment.State.VISIBLE: _("This comment is visible already. Nothing was changed."),
        Comment.State.FOLDED: _("This comment is shown, folded by ratings. Nothing was changed."),
        Comment.State.HELD: _("This comment is held: release or remove it. Nothing was changed."),
        Comment.State.REMOVED_BY_AUTHOR: _(
            "Its author has removed this comment; only they could say it again. Nothing was "
            "changed."
        ),
        Comment.State.REMOVED_BY_MODERATOR: _(
            "A moderator has removed this comment already. Nothing was changed."
        ),
        Comment.State.BRANCH_HIDDEN: _(
            "This branch is hidden. Restore the branch first; nothing was changed."
        ),
    }[Comment.State(state)]


def _thread_stands(state: str) -> str:
    return {
        Thread.State.OPEN: _("This discussion is open already. Nothing was changed."),
        Thread.State.CLOSED: _("This discussion is closed already. Nothing was changed."),
        Thread.State.NONE: _("There is no discussion under this story. Nothing was changed."),
    }[Thread.State(state)]


def _plain() -> dict[type[Exception], str]:
    return {
        ReasonMissing: _("Give a reason: nothing is done without one."),
        ReasonTooLong: _("Reason and note may have 2,000 characters each; yours is longer."),
        SwitchedAlready: _("The switch stands there already. Nothing was changed."),
        sweeping.AnsweredSince: _(
            "This comment has been answered since, so it cannot be held again. Nothing was "
            "changed; remove it or hide its branch instead."
        ),
        suspending.AlreadySuspended: _(
            "This account is suspended already. To set another date, release it first."
        ),
        suspending.EndsInThePast: _("The suspension would have ended by now. Choose a later day."),
        suspending.HigherRole: _(
            "This person has a higher role than you. Ask somebody who has it too."
        ),
        suspending.NotSuspended: _("This account is not suspended any more. Nothing was changed."),
        suspending.OwnAccount: _("Nobody suspends or releases themselves. Ask a colleague."),
    }
