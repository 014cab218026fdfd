"""Draws when claims were assessed: dots on a line of time for each claim, as SVG. No database.

The list beside it says what was found; the drawing shows only when. Its letters keep their size
however narrow it is: places along the line are percentages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

START, END = 18.0, 96.0  # percent: where the line of time begins and ends; before it the names
ROW = 22  # pixels
MOST_YEARS = 7  # that are named: there is room for no more on a telephone
LONGEST = 7  # letters of a claim's name


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
    parts = drawing.scale()
    for place, key in enumerate(rows):
        parts += drawing.row(place, key, [dot for dot in dots if dot.claim == key])
    turned = ' direction="rtl"' if is_leftwards else ""
    return mark_safe(  # noqa: S308 - each word in it was escaped
        f'<svg class="outlook-timeline" role="img" width="100%" height="{drawing.bottom + 26}"'
        f"{turned}><title>{escape(title)}</title><desc>{escape(about)}</desc>{''.join(parts)}</svg>"
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
        parts = []
        for year in range(first, last + 1, step):
            x = self._x(max(date(year, 1, 1), self.span.first))
            parts.append(f'<line x1="{x}" x2="{x}" y2="{self.bottom}"/>')
            parts.append(
                f'<text x="{x}" y="{self.bottom + 22}" text-anchor="middle">{year}</text>'
            )
        for day in self.span.reviews:
            if self.span.first <= day <= self.span.last:
                x = self._x(day)
                ends = f'y1="{self.bottom}" y2="{self.bottom + 7}"'
                parts.append(f'<line class="r" x1="{x}" x2="{x}" {ends}/>')
        return parts

    def row(self, place: int, key: str, dots: Sequence[Dot]) -> list[str]:
        """The name of a claim and its dots."""
        y = place * ROW + ROW // 2
        name = key if len(key) <= LONGEST else f"{key[: LONGEST - 1]}…"
        start = "100%" if self.is_leftwards else "0"
        ends = f'x1="{self._x(self.span.first)}" x2="{self._x(self.span.last)}"'
        circles = [
            f'<circle{self._kind(dot)} cx="{self._x(dot.on)}" cy="{y}" r="5"/>' for dot in dots
        ]
        line = f'<line {ends} y1="{y}" y2="{y}"/>'
        return [f'<text x="{start}" y="{y + 4}">{escape(name)}</text>', line, *circles]

    def _kind(self, dot: Dot) -> str:
        return ' class="w"' if dot.is_withdrawn else ""

    def _x(self, day: date) -> str:
        whole = max((self.span.last - self.span.first).days, 1)
        part = min(max((day - self.span.first).days / whole, 0), 1)
        place = START + part * (END - START)
        return f"{100 - place if self.is_leftwards else place:.1f}%"
