"""What a writer is told of the figures they name, before posting: where each `fig:12` leads."""

from __future__ import annotations

from dataclasses import dataclass

from pasquino.discussion import figuring
from pasquino.discussion.figure_lines import link_slots, public
from pasquino.figures import records
from pasquino.figures.models import Figure


@dataclass(frozen=True)
class NamedFigure:
    """A number in the text: the figure it leads to and the newest count of it, if it has one.

    `figure` is None where readers have no such figure: then the mention stays text.
    """

    number: int
    figure: Figure | None
    newer: Figure | None = None


@dataclass(frozen=True)
class NamedFigures:
    """The figures of a text; `left_out` mentions stand behind the first fifty, and stay text."""

    named: tuple[NamedFigure, ...] = ()
    left_out: int = 0
    most: int = figuring.MOST

    def slots(self) -> dict[str, str]:
        """What goes around the mentions in the text."""
        parts: dict[str, str] = {}
        for one in self.named:
            if one.figure:
                parts |= link_slots(one.figure)
        return parts


NO_FIGURES = NamedFigures()


def look_up(html: str) -> NamedFigures:
    """The figures that a text (cleaned HTML) names; no query where it names none."""
    numbers = figuring.named([html])
    if not numbers:
        return NO_FIGURES
    known = public(Figure.objects.filter(pk__in=numbers))
    newest = records.newest_of_each(known.values())
    newer = public(one for number, one in newest.items() if one.pk != number)
    return NamedFigures(
        tuple(_named(number, known.get(number), newest, newer) for number in numbers),
        figuring.left_out([html]),
    )


def _named(
    number: int, figure: Figure | None, newest: dict[int, Figure], newer: dict[int, Figure]
) -> NamedFigure:
    return NamedFigure(number, figure, newer.get(newest[number].pk) if figure else None)
