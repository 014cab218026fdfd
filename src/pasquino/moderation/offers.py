"""What may be done with a comment, a discussion or an account as it stands: one form for each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from pasquino.accounts import standing, suspending
from pasquino.accounts.models import User
from pasquino.discussion.models import Comment, Thread
from pasquino.moderation import actions, sentences
from pasquino.moderation.forms import ReasonForm, SuspendForm
from pasquino.moderation.models import Action

State = Comment.State


@dataclass
class Offer:
    """One deed with its words and its form; shown where it `fits` how the target stands."""

    name: str
    title: str
    about: str
    deed: Callable[..., Action]
    target: dict[str, Any]
    fits: bool
    kind: type[ReasonForm] = ReasonForm
    form: ReasonForm = field(init=False)

    def __post_init__(self) -> None:
        self.form = self.kind(prefix=self.name)

    def take(self, data: QueryDict, by: User) -> Action | None:
        """Do it as the form says; None when the form is refused. Raises `sentences.REFUSALS`."""
        self.form = self.kind(data, prefix=self.name)
        if not self.form.is_valid():
            return None
        more = {"until": self.form.cleaned_data["until"]} if self.kind is SuspendForm else {}
        return self.deed(**self.target, grounds=self.form.grounds(by), **more)


@dataclass
class Outcome:
    """What became of a form that was sent: the action, or why not, and what it said."""

    action: Action | None = None
    refusal: str = ""
    said: str = ""


def take(data: QueryDict, offers: Iterable[Offer], by: User) -> Outcome:
    """Do the one deed that was sent.

    A deed that no longer fits, as somebody was quicker, is tried too: it says why by itself. Its
    form is not shown again, so its text is told back.
    """
    offer = next((each for each in offers if each.name == data.get("deed")), None)
    if offer is None:
        return Outcome(refusal=_("This form is not known here. Nothing was changed."))
    said = "" if offer.fits else data.get(f"{offer.name}-reason", "")
    try:
        action = offer.take(data, by)
    except sentences.REFUSALS as refusal:
        return Outcome(refusal=sentences.sentence(refusal), said=said)
    if action is None:
        return Outcome(refusal=_("Nothing was done: the form needs a word more."), said=said)
    return Outcome(action)


def for_comment(comment: Comment) -> list[Offer]:
    """All that may be done with a comment."""
    state, on = comment.state, {"comment": comment}
    return [
        Offer(
            "release",
            _("Release the comment"),
            _("Everybody will read it in its place."),
            actions.release_comment, on, state == State.HELD,
        ),
        Offer(
            "restore",
            _("Restore the comment"),
            _("It will stand again as it did before it was removed."),
            actions.restore_comment, on, state == State.REMOVED_BY_MODERATOR,
        ),
        Offer(
            "restore-branch",
            _("Restore the branch"),
            _("Branches hidden inside it by themselves stay hidden."),
            actions.restore_branch, on, state == State.BRANCH_HIDDEN,
        ),
        Offer(
            "remove",
            _("Remove the comment"),
            _("A line with the reason takes its place; replies stay."),
            actions.remove_comment, on, state in (State.VISIBLE, State.FOLDED, State.HELD),
        ),
        Offer(
            "hide-branch",
            _("Hide the branch"),
            _("One line with the reason takes the place of the comment and of all replies."),
            actions.hide_branch, on, state not in (State.HELD, State.BRANCH_HIDDEN),
        ),
    ]  # fmt: skip


def for_thread(thread: Thread) -> list[Offer]:
    """All that may be done with a discussion."""
    on = {"thread": thread}
    return [
        Offer(
            "close",
            _("Close the discussion"),
            _("No more comments are taken; those there are stay readable."),
            actions.close_discussion, on, thread.state == Thread.State.OPEN,
        ),
        Offer(
            "reopen",
            _("Reopen the discussion"),
            _("Comments are taken again."),
            actions.reopen_discussion, on, thread.state == Thread.State.CLOSED,
        ),
    ]  # fmt: skip


def for_account(account: User, by: User) -> list[Offer]:
    """All that this person may do with that account; nothing with imported or closed ones."""
    on, is_suspended = {"account": account}, standing.suspension(account) is not None
    may = account.is_active and not account.is_imported and _may_act(account, by)
    return [
        Offer(
            "suspend",
            _("Suspend the account"),
            _("Its owner can read and sign in, and cannot post or rate."),
            actions.suspend_account, on, may and not is_suspended, SuspendForm,
        ),
        Offer(
            "release-account",
            _("Release the account"),
            _("Its owner can post and rate again."),
            actions.release_account, on, may and is_suspended,
        ),
    ]  # fmt: skip


def _may_act(account: User, by: User) -> bool:
    try:
        suspending.check_may_act(account=account, by=by)
    except (suspending.OwnAccount, suspending.HigherRole):
        return False
    return True
