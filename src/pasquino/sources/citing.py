"""Who cites a work: higher rooms say it here, since they own the links to works.

A room registers once, when it is ready:

    citing.register(Citers(order=10, name="stories", works=…, counts=…, context=…,
                           template="stories/_citing_source.html"))

`/sources/` lists the works that a listed room cites in public; `/sources/<number>/` shows each
room's template, with what `context(work)` gives and `work` itself, in order. Works that no room
cites in public are not found there.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from pasquino.sources.models import Work


@dataclass(frozen=True, kw_only=True)
class Citers:
    """What one room knows of who cites works.

    `works()` is a queryset of one column, the numbers of the works it cites in public
    (`StorySource.objects.filter(…public…).values("work")`); `counts(numbers)` says how often each
    of these is cited in public, those that are not left out; `context(work)` is what `template`
    shows. `is_listed` is false for a room whose works do not come into the list by themselves,
    since anybody may write there.
    """

    order: int
    name: str
    works: Callable[[], QuerySet[Any]]  # a queryset of values, of whatever model the room has
    counts: Callable[[Collection[int]], dict[int, int]]
    context: Callable[[Work], dict[str, Any]]  # what a template is given
    template: str
    is_listed: bool = True


_citers: dict[str, Citers] = {}


def register(citers: Citers) -> None:
    """Have a room asked; once more with the same name takes its place."""
    _citers[citers.name] = citers


def withdraw(name: str) -> None:
    """Ask a room no longer: for tests."""
    _citers.pop(name, None)


def rooms() -> list[Citers]:
    """Those that are asked, in order."""
    return sorted(_citers.values(), key=lambda citers: citers.order)


def listed() -> QuerySet[Work]:
    """The works for the public list."""
    return _cited_by([citers for citers in rooms() if citers.is_listed])


def public() -> QuerySet[Work]:
    """The works that have a public page."""
    return _cited_by(rooms())


def counts(numbers: Collection[int]) -> dict[int, int]:
    """How often each of these works is cited in public, all rooms together; 0 where not."""
    found = dict.fromkeys(numbers, 0)
    for citers in rooms():
        for number, count in citers.counts(numbers).items():
            found[number] += count
    return found


def shown(work: Work) -> list[SafeString]:
    """What each room shows at the work's page; rooms that show nothing are left out."""
    pieces = [
        render_to_string(citers.template, {**citers.context(work), "work": work})
        for citers in rooms()
    ]
    return [piece for piece in pieces if piece.strip()]


def _cited_by(asked: list[Citers]) -> QuerySet[Work]:
    if not asked:
        return Work.objects.none()
    cited = Q()
    for citers in asked:
        cited |= Q(pk__in=citers.works())
    return Work.objects.filter(cited)
