"""The list of what was done, page by page, newest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from pasquino.moderation import records
from pasquino.moderation.models import Action, ActionQuerySet

SHOWN = 40
_DIGITS = 18


@dataclass
class Done:
    """An action as a list shows it."""

    action: Action
    can_be_undone: bool


@dataclass
class DonePage:
    """One page of the list; `older` is the query of the next one, or empty."""

    rows: list[Done]
    older: str


def page(found: ActionQuerySet, before: str = "", **asked: str) -> DonePage:
    """The page below an action's id, all of the newest if there is none."""
    if before.isdecimal():
        found = found.filter(pk__lt=int(before[:_DIGITS]))
    actions = list(found.listed()[: SHOWN + 1])
    query = {key: value for key, value in asked.items() if value}
    older = ""
    if len(actions) > SHOWN:
        older = "?" + urlencode(query | {"before": str(actions[SHOWN - 1].pk)})
    return DonePage(rows(actions[:SHOWN]), older)


def rows(actions: Iterable[Action]) -> list[Done]:
    """The actions with what can be undone of them, in one query."""
    listed = list(actions)
    open_to_undo = records.undoable_among(listed)
    return [Done(action, action.pk in open_to_undo) for action in listed]
