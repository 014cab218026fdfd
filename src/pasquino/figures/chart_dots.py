"""Where the parts of a chart of dated dots stand. No database.

The plot is drawn on a field of 1000 by 1000 that is stretched to the page's width; its text stands
outside that field, in percent and em, and keeps its size. Where text would cover text on the
narrowest screen it is left out: the table has it all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import get_language

from pasquino.figures.chart_counts import Count, Line
from pasquino.figures.chart_field import ALL, EDGE, PLOT, Field, Point
from pasquino.figures.chart_labels import Wanted, placed
from pasquino.figures.chart_text import ROOM, TextLine, lines, number, short, width
from pasquino.figures.reader_words import short_date
from pasquino.figures.wording import compose

FIELD = 1000
ABOVE = 1.6  # em above the plot, for the topmost number
LEGEND_LINE, SAMPLE = 1.3, 2.8  # em
_DASHES = ("", "6 3", "2 3", "8 3 2 3")
_DOT, _SMALL_DOT, _MANY = 9, 4, 40
_KINDS = len(_DASHES)


@dataclass(frozen=True)
class TextAt:
    """A text at a place: percent along, em down."""

    text: str
    x: str
    y: str
    anchor: str = ""


@dataclass(frozen=True)
class DrawnLine:
    """One line of a series: its legend, and what is drawn of it on the field."""

    kind: int  # how it looks, 0 to 3
    size: int  # of its dots, in px
    legend: list[TextLine]
    y: str  # of the legend, in em
    path: str
    dots: str
    ranges: str

    @property
    def dashes(self) -> str:
        """How its line is broken."""
        return _DASHES[self.kind]

    @property
    def cap(self) -> str:
        """Its dots are round or square."""
        return "square" if self.kind % 2 else "round"

    @property
    def is_hollow(self) -> bool:
        """Its dots have a hole."""
        return self.kind >= _KINDS // 2 and self.size == _DOT


@dataclass(frozen=True)
class Dots:
    """The whole chart; heights in em."""

    lines: list[DrawnLine]
    height: str
    top: str  # of the plot
    bottom: str
    grid: list[TextAt]  # the numbers of the scale; a rule stands at each
    rules: list[str]
    times: list[TextAt]
    labels: list[TextAt]
    undated_from: str = ""  # percent; empty where every number has a date
    undated_y: str = ""
    ticks: list[str] = field(default_factory=list)
    starts_at: str = ""  # the scale's lowest number where that is not zero


def dots(series: Sequence[Line], *, right_to_left: bool = False) -> Dots:
    """The chart of these lines; only dated numbers of one line are joined."""
    found = Field.of(series, right_to_left)
    legends = [lines("", line.label, ROOM - SAMPLE) for line in series]
    legend = sum(len(one) for one in legends) * LEGEND_LINE
    top = legend + ABOVE
    below = PLOT + top
    return Dots(
        lines=list(_drawn(found, legends)),
        height=short(below + 1.6 + (1.3 if found.has_undated else 0)),
        top=short(top),
        bottom=short(below),
        grid=[
            TextAt(number(step), short(found.side(0)), short(top + found.down(step) - 0.3))
            for step in found.steps
        ],
        rules=[short(top + found.down(step)) for step in found.steps],
        times=list(_times(found, below + 1.3)),
        labels=[
            TextAt(one.text, short(found.side(one.x)), short(top + one.y), one.anchor)
            for one in placed(_wanted(found), _taken(found), PLOT)
        ],
        undated_from=short(found.side(found.undated_from)) if found.has_undated else "",
        undated_y=short(below + 2.6),
        ticks=[short(found.side(x)) for x in found.edges()],
        starts_at=number(found.steps[0]) if found.values.low > 0 else "",
    )


def _drawn(found: Field, legends: list[list[TextLine]]) -> Iterator[DrawnLine]:
    y = 0.0
    for number_, legend in enumerate(legends):
        points = [point for point in found.points if point.line == number_]
        dated = sorted((one for one in points if one.is_dated), key=lambda point: point.x)
        yield DrawnLine(
            kind=number_ % _KINDS,
            size=_DOT if len(points) <= _MANY else _SMALL_DOT,
            legend=legend,
            y=short(y + 1),
            path=_path(found, dated),
            dots="".join(f"M{_on_field(found, point.x, point.value)}h0" for point in points),
            ranges="".join(_ranges(found, points)),
        )
        y += len(legend) * LEGEND_LINE


def _path(found: Field, dated: Sequence[Point]) -> str:
    places = [_on_field(found, point.x, point.value) for point in dated]
    return f"M{'L'.join(places)}" if len(places) > 1 else ""


def _ranges(found: Field, points: Sequence[Point]) -> Iterator[str]:
    """An upright line over what the words of each number leave open."""
    for point in points:
        if not point.extent.is_exact:
            high = point.extent.high
            to = round(found.down(high) / PLOT * FIELD)
            yield f"M{_on_field(found, point.x, point.extent.low)}V{to}"


def _on_field(found: Field, x: float, value: float) -> str:
    return f"{round(found.side(x) / 100 * FIELD)} {round(found.down(value) / PLOT * FIELD)}"


def _times(found: Field, y: float) -> Iterator[TextAt]:
    """The dates of the scale, those that have room beside the one before."""
    free_from = 0.0
    for tick in found.times:
        x, words = found.time.at(tick.value), short_date(tick.words)
        half = width(words) / ROOM * 50
        is_cut = x + half > ALL
        end, anchor = (ALL, "end") if is_cut else (x + half, "middle")
        is_outside = not found.time.start - 1 <= x <= found.time.end + 1
        if is_outside or end - 2 * half < free_from:
            continue
        free_from = end + 2 * EDGE
        yield TextAt(words, short(found.side(ALL if is_cut else x)), short(y), anchor)


def _wanted(found: Field) -> list[Wanted]:
    """The numbers that would best stand beside their dots, the most telling first."""
    by_line: dict[int, list[Point]] = {}
    for point in found.points:
        by_line.setdefault(point.line, []).append(point)
    telling: list[Point] = []
    for points in by_line.values():
        ends = [points[-1], points[0]]
        ends += [max(points, key=lambda one: one.value), min(points, key=lambda one: one.value)]
        telling += ends
    every = found.points if len(found.points) <= 12 else []  # noqa: PLR2004 - as many as are legible
    chosen = dict.fromkeys([*telling, *every])
    return [
        Wanted(point.count.said, point.x, found.down(point.value), shorter=_short(point.count))
        for point in chosen
    ]


def _short(count: Count) -> str:
    """The number afresh with its qualifier, for where its words have no room."""
    return compose(replace(count.stated, words=""), count.language or get_language() or "en")


def _taken(found: Field) -> list[Wanted]:
    """What labels must not cover: dots, the numbers of the scale, what parts the undated."""
    places = [Wanted("", point.x, found.down(point.value)) for point in found.points]
    edge = found.undated_from
    apart = [Wanted("", edge, y) for y in range(int(PLOT) + 1)] if found.has_undated else []
    scale = [Wanted(number(step), 0.0, found.down(step) - 0.3, "start") for step in found.steps]
    return [*places, *apart, *scale]
