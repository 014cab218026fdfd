"""Puts texts beside dots so that none covers another. No database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pasquino.figures.chart_text import ROOM, width

_DOT, _LETTERS = 0.5, (0.95, 0.3)  # em: around a dot; above and below a baseline
LONGEST = 14.0  # em: longer texts only stand in the table
_NEAR = 0.9  # em between a dot and the text above or below it


@dataclass(frozen=True)
class Wanted:
    """A text that is to stand at a place, percent along and em down; a bare dot has no text.

    `shorter` stands there where the text has no room.
    """

    text: str
    x: float
    y: float
    anchor: str = "middle"
    shorter: str = ""


@dataclass(frozen=True)
class Box:
    """A rectangle in em, on the narrowest screen."""

    left: float
    top: float
    right: float
    bottom: float

    def covers(self, other: Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def placed(wanted: Sequence[Wanted], taken: Sequence[Wanted], height: float) -> Iterator[Wanted]:
    """The texts that have room, each above or below its dot.

    What has room on the narrowest screen has it on all: places move apart, letters do not grow.
    """
    boxes = [box(one) for one in taken]
    for one in wanted:
        for place in [*_tries(one), *_tries(replace(one, text=one.shorter))]:
            found = box(place)
            if found.bottom <= height and not any(found.covers(other) for other in boxes):
                boxes.append(found)
                yield place
                break


def _tries(one: Wanted) -> Iterator[Wanted]:
    if not one.text or width(one.text) > LONGEST:
        return
    half = width(one.text) / ROOM * 50
    anchors = [
        anchor
        for anchor, left, right in (
            ("middle", one.x - half, one.x + half),
            ("end", one.x - 2 * half, one.x),
            ("start", one.x, one.x + 2 * half),
        )
        if left >= 0 and right <= 100  # noqa: PLR2004 - percent
    ]
    for anchor in anchors:
        yield Wanted(one.text, one.x, one.y - _NEAR, anchor)
        yield Wanted(one.text, one.x, one.y + _NEAR + 0.6, anchor)


def box(one: Wanted) -> Box:
    """What a text or a dot covers."""
    x = one.x / 100 * ROOM
    if not one.text:
        return Box(x - _DOT, one.y - _DOT, x + _DOT, one.y + _DOT)
    wide = width(one.text)
    left = {"start": x, "middle": x - wide / 2, "end": x - wide}[one.anchor]
    above, below = _LETTERS
    return Box(left - 0.2, one.y - above, left + wide + 0.2, one.y + below)
