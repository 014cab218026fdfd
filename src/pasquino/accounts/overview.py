"""What stands on a member's own page, `/account/`; rooms add what they offer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from pasquino.accounts.models import User


@dataclass(frozen=True)
class Entry:
    """A link with a sentence that says what can be done there; `route` is the address's name.

    Only those see it whom `is_for` lets.
    """

    title: str | Promise
    sentence: str | Promise
    route: str
    is_for: Callable[[User], bool] = lambda _member: True

    @property
    def url(self) -> str:
        """Where it leads."""
        return reverse(self.route)


_entries: list[tuple[int, Entry]] = []


def offer(order: int, entry: Entry) -> None:
    """Have this listed, lower `order` first: what belongs to signing in has 10 to 50."""
    if all(entry.route != other.route for _order, other in _entries):
        _entries.append((order, entry))
        _entries.sort(key=lambda offered: offered[0])


def entries(member: User) -> list[Entry]:
    """What stands on this member's page, in the order it is shown."""
    return [entry for _order, entry in _entries if entry.is_for(member)]
