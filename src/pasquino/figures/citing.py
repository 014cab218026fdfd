"""Who cites a figure: higher rooms say it here, since they own the links to figures.

A room registers once, when it is ready:

    citing.register(FigureCiters(order=10, name="stories", figures=…, counts=…, context=…,
                                 template="stories/_citing_figure.html"))

`/figures/` lists the figures that a listed room cites in public; `/figures/<number>/` shows each
room's template, with what `context(figure)` gives and `figure` itself, in order. Which figures
have a page says `public`: those that are cited in public, and those that stand beside one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from pasquino.figures.beside import beside
from pasquino.figures.models import Figure


@dataclass(frozen=True, kw_only=True)
class FigureCiters:
    """What one room knows of who cites figures.

    `figures()` is a queryset of one column, the numbers of the figures it cites in public
    (`StoryFigure.objects.filter(…public…).values("figure")`); `counts(numbers)` says how often
    each of these is cited in public, those that are not left out; `context(figure)` is what
    `template` shows. `is_listed` is false for a room whose figures do not come into the list by
    themselves, since anybody may write there. `opens(numbers)` gives those of the figures that
    have a public page because of what it cites; where it is left out, all that `counts` has.
    """

    order: int
    name: str
    figures: Callable[[], QuerySet[Any]]  # a queryset of values, of whatever model the room has
    counts: Callable[[Collection[int]], dict[int, int]]
    context: Callable[[Figure], dict[str, Any]]  # what a template is given
    template: str
    is_listed: bool = True
    opens: Callable[[Collection[int]], Collection[int]] | None = None


_citers: dict[str, FigureCiters] = {}


def register(citers: FigureCiters) -> None:
    """Have a room asked; once more with the same name takes its place."""
    _citers[citers.name] = citers


def withdraw(name: str) -> None:
    """Ask a room no longer: for tests."""
    _citers.pop(name, None)


def rooms() -> list[FigureCiters]:
    """Those that are asked, in order."""
    return sorted(_citers.values(), key=lambda citers: citers.order)


def listed() -> QuerySet[Figure]:
    """The figures for the public list."""
    cited = Q()
    for citers in rooms():
        if citers.is_listed:
            cited |= Q(pk__in=citers.figures())
    return Figure.objects.filter(cited) if cited else Figure.objects.none()


def public(numbers: Iterable[int]) -> set[int]:
    """Which of these figures have a public page.

    Those that something public cites; that are related to such a one, overtake it or are
    overtaken by it, however often; or that stand in a series with one.
    """
    asked = set(numbers)
    found = _cited(asked)
    unsure = asked - found
    if not unsure:
        return found
    near = beside(unsure)
    cited = _cited({one for others in near.values() for one in others} - unsure) | found
    return found | {number for number in unsure if near[number] & cited}


def is_public(figure: Figure) -> bool:
    """Whether it has a public page."""
    return bool(public([figure.pk]))


def has_public(numbers: Collection[int]) -> bool:
    """Whether something public cites one of these figures itself: then a series has a page."""
    return bool(_cited(numbers))


def counts(numbers: Collection[int]) -> dict[int, int]:
    """How often each of these figures is cited in public, all rooms together; 0 where not."""
    found = dict.fromkeys(numbers, 0)
    for citers in rooms():
        for number, count in citers.counts(numbers).items():
            found[number] += count
    return found


def shown(figure: Figure) -> list[SafeString]:
    """What each room shows at the figure's page; rooms that show nothing are left out."""
    pieces = [
        render_to_string(citers.template, {**citers.context(figure), "figure": figure})
        for citers in rooms()
    ]
    return [piece for piece in pieces if piece.strip()]


def _cited(numbers: Collection[int]) -> set[int]:
    if not numbers:
        return set()
    found: set[int] = set()
    for citers in rooms():
        if citers.opens:
            found.update(citers.opens(numbers))
        else:
            found.update(one for one, count in citers.counts(numbers).items() if count)
    return found
