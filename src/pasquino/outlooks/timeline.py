"""Draws when claims were assessed: dots on a line of time for each claim, as SVG. No database.

The list beside it says what was found; the drawing shows only when, and what was reviewed late.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

WIDTH, LABEL, EDGE, ROW = 640, 64, 14, 22  # units: all of it, the claims' names, the rest
MOST_YEARS = 12  # that are marked
LONGEST = 9  # letters of a claim's name


@dataclass(frozen=True)
class Dot:
    """One assessment of the claim of that key; hollow where it was withdrawn."""

    on: date
    claim: str
    is_withdrawn: bool = False


@dataclass(frozen=True)
class Span:
    """The days from which to which the line goes, and those on which claims were to be reviewed.

    What lies outside is not drawn.
    """

    first: date
    last: date
    reviews: Sequence[date] = ()


def timeline(
    dots: Sequence[Dot], span: Span, *, title: str, about: str, is_leftwards: bool = False
) -> SafeString:
    """The line of time as an `<svg>`; empty without assessments."""
    rows = list(dict.fromkeys(dot.claim for dot in dots))
    if not rows:
        return mark_safe("")
    drawing = _Drawing(span, is_leftwards, len(rows) * ROW)
    parts = [*drawing.scale()]
    for place, key in enumerate(rows):
        parts += drawing.row(place, key, [dot for dot in dots if dot.claim == key])
    height = drawing.bottom + 24
    turned = ' direction="rtl"' if is_leftwards else ""
    return mark_safe(  # noqa: S308 - each word in it was escaped
        f'<svg class="outlook-timeline" role="img" viewBox="0 0 {WIDTH} {height}"{turned}>'
        f"<title>{escape(title)}</title><desc>{escape(about)}</desc>{''.join(parts)}</svg>"
    )


@dataclass(frozen=True)
class _Drawing:
    span: Span
    is_leftwards: bool
    bottom: int

    def scale(self) -> list[str]:
        """The years as words and lines, and the reviews as short marks."""
        first, last = self.span.first.year, self.span.last.year
        step = -(-(last - first + 1) // MOST_YEARS)
        years = [date(year, 1, 1) for year in range(first, last + 1, step)]
        marks = "".join(
            f"M{self._x(day)} 0V{self.bottom}" for day in years if day >= self.span.first
        )
        reviews = "".join(
            f"M{self._x(day)} {self.bottom}v6"
            for day in self.span.reviews
            if self.span.first <= day <= self.span.last
        )
        words = [
            f'<text x="{self._x(max(day, self.span.first))}" y="{self.bottom + 20}" '
            f'text-anchor="middle">{day.year}</text>'
            for day in years
        ]
        return [f'<path class="y" d="{marks}"/><path class="r" d="{reviews}"/>', *words]

    def row(self, place: int, key: str, dots: Sequence[Dot]) -> list[str]:
        """The name of a claim and its dots."""
        y = place * ROW + ROW // 2
        name = key if len(key) <= LONGEST else f"{key[: LONGEST - 1]}…"
        start = WIDTH if self.is_leftwards else 0
        ends = (self._x(self.span.first), self._x(self.span.last))
        line = f'<path d="M{ends[0]} {y}H{ends[1]}"/>'
        circles = [
            f'<circle{self._kind(dot)} cx="{self._x(dot.on)}" cy="{y}" r="5"/>' for dot in dots
        ]
        return [f'<text x="{start}" y="{y + 4}">{escape(name)}</text>', line, *circles]

    def _kind(self, dot: Dot) -> str:
        return ' class="w"' if dot.is_withdrawn else ""

    def _x(self, day: date) -> int:
        whole = max((self.span.last - self.span.first).days, 1)
        part = min(max((day - self.span.first).days / whole, 0), 1)
        place = LABEL + EDGE + part * (WIDTH - LABEL - 2 * EDGE)
        return round(WIDTH - place if self.is_leftwards else place)
