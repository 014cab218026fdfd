"""The deeds of sweeping: what a moderator takes from readers and gives back, exactly.

Who may do so, why, and what is written down about it is the room moderation's; DESIGN.md, "What
hides what", says what follows from each state.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, Max
from django.db.models.functions import Coalesce, Greatest

from pasquino.discussion.actions.revisions import next_revision
from pasquino.discussion.announcements import comments_changed, thread_changed
from pasquino.discussion.models import Comment, CommentText, Thread

State = Comment.State
UNCOUNTED = frozenset({State.HELD, State.BRANCH_HIDDEN})
REMOVABLE = frozenset({State.VISIBLE, State.FOLDED, State.HELD})
AT_ONCE = 900  # SQLite may be built to take no more than 999 values in a statement
HIDEABLE = frozenset(set(State) - {State.HELD, State.BRANCH_HIDDEN})


@dataclass(frozen=True, slots=True)
class Standing:
    """How a comment stands before readers: its state, and the reason they see in its place."""

    state: int
    reason: str = ""


class StandsOtherwise(Exception):
    """The comment does not stand as the deed needs it; `standing` says how it does."""

    def __init__(self, standing: Standing) -> None:
        super().__init__(standing)
        self.standing = standing


class AnsweredSince(Exception):
    """The comment has replies: they would have to wait with it."""


class ThreadStandsOtherwise(Exception):
    """The discussion is not open, or not closed, as the deed needs it; `state` says what it is."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


def remove_comment(*, comment: Comment, reason: str) -> Standing:
    """Put a tombstone with the reason in a comment's place; gives how it stood before.

    Raises StandsOtherwise when it is gone or hidden already.
    """
    return place(
        comment=comment, to=Standing(State.REMOVED_BY_MODERATOR, reason), only_from=REMOVABLE
    )


def hide_branch(*, comment: Comment, reason: str) -> Standing:
    """Put one line in the place of a comment and of all that answers it; gives how it stood.

    Raises StandsOtherwise when it is hidden already, or held: then it has no branch.
    """
    return place(comment=comment, to=Standing(State.BRANCH_HIDDEN, reason), only_from=HIDEABLE)


def release_comment(*, comment: Comment) -> Standing:
    """Show a held comment to everybody; gives how it stood. Raises StandsOtherwise."""
    return place(comment=comment, to=Standing(State.VISIBLE), only_from={State.HELD})


@transaction.atomic
def place(
    *, comment: Comment, to: Standing, only_from: Collection[int] | Standing | None = None
) -> Standing:
    """Have a comment stand as said, with all that follows for its branch and its thread.

    Gives how it stood before, so that placing it back there undoes this exactly. `only_from` are
    the states, or the very standing, it may have now; else StandsOtherwise is raised. Raises
    AnsweredSince for holding what has replies.
    """
    revision = next_revision(comment.thread_id)  # first: its row lock orders the sweepers
    now = Comment.objects.select_related("text", "thread").get(pk=comment.pk)
    before = Standing(now.state, now.text.moderator_reason)
    if not _fits(before, only_from):
        raise StandsOtherwise(before)
    to = _as_its_author_left_it(now, to)
    if to.state == State.HELD and now.replies.exists():
        raise AnsweredSince
    Comment.objects.filter(pk=now.pk).update(state=to.state, revision=revision)
    CommentText.objects.filter(pk=now.pk).update(moderator_reason=to.reason)
    was_counted = int(_is_counted(before.state, now.is_under_hidden))
    is_counted = int(_is_counted(to.state, now.is_under_hidden))
    changed, counted = _placed_below(now, before.state, to.state, revision)
    _recount(now, is_counted - was_counted + counted, to.state, before.state)
    comments_changed.send(sender=Comment, thread=now.thread, comments=[now.pk, *changed])
    return before


@transaction.atomic
def place_thread(*, thread: Thread, to: str, only_from: Collection[str]) -> str:
    """Open or close a discussion; gives how it was. Raises ThreadStandsOtherwise."""
    next_revision(thread.pk)  # first, as above
    now = Thread.objects.get(pk=thread.pk)
    if now.state not in only_from:
        raise ThreadStandsOtherwise(now.state)
    before, now.state = now.state, to
    now.save(update_fields=["state"])
    thread_changed.send(sender=Thread, thread=now)
    return before


def standing(comment: Comment) -> Standing:
    """How a comment stands now."""
    reason = CommentText.objects.filter(pk=comment.pk).values_list("moderator_reason", flat=True)
    return Standing(comment.state, reason.first() or "")


def _fits(before: Standing, wanted: Collection[int] | Standing | None) -> bool:
    if wanted is None:
        return True
    if isinstance(wanted, Standing):
        return before == wanted
    return before.state in wanted


def _as_its_author_left_it(comment: Comment, to: Standing) -> Standing:
    """What its author has blanked since, closing their account, comes back as a tombstone."""
    is_blank = not comment.text.source
    if is_blank and to.state in (State.VISIBLE, State.FOLDED, State.HELD):
        return Standing(State.REMOVED_BY_AUTHOR)
    return to


def _is_counted(state: int, is_under_hidden: bool) -> bool:
    """Whether readers find it in its place; tombstones keep theirs, so they count."""
    return state not in UNCOUNTED and not is_under_hidden


def _placed_below(comment: Comment, was: int, to: int, revision: int) -> tuple[list[int], int]:
    """Hide or show what stands below; gives the ids that changed, and how many more count now."""
    hides, shows = to == State.BRANCH_HIDDEN, was == State.BRANCH_HIDDEN
    if hides == shows or comment.is_under_hidden:
        return [], 0  # below a hidden branch all is hidden already, and stays so
    changed = _mark_branch(comment, hidden=hides, revision=revision)
    counted = sum(state not in UNCOUNTED for _, state in changed)
    return [pk for pk, _ in changed], -counted if hides else counted


def _mark_branch(root: Comment, *, hidden: bool, revision: int) -> list[tuple[int, int]]:
    """Mark all below a comment as hidden or not, down to branches hidden by themselves.

    Replies have higher numbers than what they answer, so one pass finds a branch of any depth.
    Gives id and state of each. A recursive query took PostgreSQL a minute for 10,000 replies
    that it had no statistics of; this takes half a second whatever it knows.
    """
    later = Comment.objects.filter(thread=root.thread_id, number__gt=root.number)
    open_above, found = {root.pk}, []
    for pk, parent, state in later.order_by("number").values_list("pk", "parent_id", "state"):
        if parent in open_above:
            found.append((pk, state))
            if state != State.BRANCH_HIDDEN:
                open_above.add(pk)
    for start in range(0, len(found), AT_ONCE):
        some = [pk for pk, _ in found[start : start + AT_ONCE]]
        Comment.objects.filter(pk__in=some).update(is_under_hidden=hidden, revision=revision)
    return found


def _recount(comment: Comment, counted: int, state: int, was: int) -> None:
    """Keep the thread's count, and the time of its newest comment when one came or went."""
    thread = Thread.objects.filter(pk=comment.thread_id)
    if counted:
        thread.update(visible_count=F("visible_count") + counted)
    if was == State.HELD:
        last_at = Coalesce("last_at", comment.posted_at)  # SQLite's MAX of NULL is NULL
        thread.update(last_at=Greatest(last_at, comment.posted_at))
    elif state == State.HELD:
        thread.update(last_at=_newest(comment.thread_id))


def _newest(thread: int) -> datetime | None:
    shown = Comment.objects.filter(thread=thread).exclude(state=State.HELD)
    newest: datetime | None = shown.aggregate(newest=Max("posted_at"))["newest"]
    return newest
