"""Adds records of what was done, and finds which of them can be undone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from pasquino.accounts.models import Suspension, User
from pasquino.discussion.models import Comment, Thread
from pasquino.moderation import folding
from pasquino.moderation.models import LONGEST_REASON, SWITCH_VERBS, Action
from pasquino.moderation.refusals import ReasonMissing, ReasonTooLong


@dataclass(frozen=True, slots=True)
class Grounds:
    """Who acts, and why: the reason is for readers, the note for moderators only.

    Raises ReasonMissing or ReasonTooLong.
    """

    by: User
    reason: str
    note: str = ""

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise ReasonMissing
        if max(len(self.reason), len(self.note)) > LONGEST_REASON:
            raise ReasonTooLong


Target = Comment | Thread | User | None
Key = tuple[str, int]
_COLUMNS = ("pk", "undo_of_id", "comment_id", "thread_id", "account_id")


def add(
    verb: str,
    grounds: Grounds,
    target: Target,
    *,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    undo_of: Action | None = None,
) -> Action:
    """Write down what was done to a comment, a discussion, an account, or the site's switch."""
    action: Action = Action.objects.create(
        verb=verb,
        by=grounds.by,
        reason=grounds.reason,
        note=grounds.note,
        comment=target if isinstance(target, Comment) else None,
        thread=target if isinstance(target, Thread) else None,
        account=target if isinstance(target, User) else None,
        before=dict(before),
        after=dict(after),
        undo_of=undo_of,
    )
    return action


def acted_upon(comments: QuerySet[Comment]) -> QuerySet[Comment]:
    """Those of these comments that something was done to: held ones were shown or refused once."""
    return comments.filter(Exists(Action.objects.filter(comment=OuterRef("pk"))))


def undoable(target: Target) -> set[int]:
    """The ids of what can be undone of all that was done to one target."""
    rows = Action.objects.on(target).values_list("pk", "undo_of_id")
    return folding.undoable(folding.Record(*row) for row in rows)


def undoable_among(actions: Iterable[Action]) -> set[int]:
    """The ids of those of these actions that can be undone, in one query."""
    listed = list(actions)
    rows = Action.objects.filter(
        Q(comment__in={action.comment_id for action in listed} - {None})
        | Q(thread__in={action.thread_id for action in listed} - {None})
        | Q(account__in={action.account_id for action in listed} - {None})
        | Q(verb__in=SWITCH_VERBS if any(a.verb in SWITCH_VERBS for a in listed) else ())
    ).values_list(*_COLUMNS)
    by_target: dict[Key, list[folding.Record]] = defaultdict(list)
    for pk, undo_of, *target in rows:
        by_target[_key(*target)].append(folding.Record(pk, undo_of))
    found = set[int]().union(*map(folding.undoable, by_target.values()))
    return found & {action.pk for action in listed}


def suspended(suspension: Suspension | None) -> dict[str, Any]:
    """An account's side of a record: by which suspension, and until when if it ends by itself."""
    until = suspension.until.isoformat() if suspension and suspension.until else None
    return {"suspension": suspension.pk if suspension else None, "until": until}


def _key(comment: int | None, thread: int | None, account: int | None) -> Key:
    if comment:
        return "comment", comment
    if thread:
        return "thread", thread
    return ("account", account) if account else ("switch", 0)
