"""Where the parts of a chart of dated dots stand. No database.

The plot is drawn on a field of 1000 by 1000 that is stretched to the page's width; its text stands
outside that field, in percent and em, and keeps its size. Where text would cover text on the
narrowest screen it is left out: the table has it all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pasquino.figures.chart_counts import Count, Extent, Line, extent
from pasquino.figures.chart_labels import Wanted, placed
from pasquino.figures.chart_scales import Scale, Tick, moment, precision, round_steps, time_ticks
from pasquino.figures.chart_text import ROOM, TextLine, lines, number, short, width

FIELD = 1000
PLOT = 12.0  # em high
ABOVE = 1.6  # em above the plot, for the topmost number
LEGEND_LINE, SAMPLE = 1.3, 2.8  # em
UNDATED = 24.0  # percent of the width for what has no date
_DASHES = ("", "6 3", "2 3", "8 3 2 3")
_DOT, _SMALL_DOT, _MANY = 9, 4, 40
_KINDS = len(_DASHES)
_ALL, _EDGE = 100.0, 2.5  # percent
_JUST_OUTSIDE = 0.3
_FLAT = (
    0.3  # values that lie closer together than this part of the highest get a scale of their own
)


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


@dataclass(frozen=True)
class Point:
    """A number in its place: percent along, its values not yet placed."""

    count: Count
    extent: Extent
    x: float
    line: int
    is_dated: bool

    @property
    def value(self) -> float:
        """Where its dot stands."""
        mark = self.extent.mark
        return mark if mark is not None else (self.extent.low + self.extent.high) / 2


def dots(series: Sequence[Line], *, right_to_left: bool = False) -> Dots:
    """The chart of these lines; only dated numbers of one line are joined."""
    found = _Field.of(series, right_to_left)
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
        undated_from=short(found.side(100 - UNDATED + _EDGE)) if found.has_undated else "",
        undated_y=short(below + 2.6),
        ticks=[short(found.side(x)) for x in found.edges()],
        starts_at=number(found.steps[0]) if found.values.low > 0 else "",
    )


class _Field:
    """The points and the two scales they stand on."""

    def __init__(self, points: list[Point], times: tuple[float, float], rtl: bool) -> None:
        self.right_to_left = rtl
        self.has_undated = any(not point.is_dated for point in points)
        low, high = _range(points)
        self.steps = round_steps(low, high)
        low, high = min(low, self.steps[0]), max(high, self.steps[-1])
        self.values = Scale(low, high if high > low else low + 1, PLOT, 0.0)
        start = min(55.0, max(width(number(step)) for step in self.steps) / ROOM * 100) + _EDGE
        end = 100 - UNDATED - _EDGE if self.has_undated else 100 - _EDGE
        self.times = _ticks(points, *times)
        low, high = _with_ticks(times, self.times)
        self.time = Scale(low, high, start, end)
        self.points = [self._set(point) for point in points]

    @classmethod
    def of(cls, series: Sequence[Line], right_to_left: bool) -> _Field:
        points = list(_points(series))
        dated = [point.x for point in points if point.is_dated]
        return cls(points, (min(dated), max(dated)) if dated else (0, 0), right_to_left)

    def side(self, x: float) -> float:
        """A place along the chart as it is read: from the left, or from the right."""
        return 100 - x if self.right_to_left else x

    def down(self, value: float) -> float:
        """How many em below the plot's top a value stands."""
        return self.values.at(value)

    def edges(self) -> list[float]:
        """Where the marks of the dates stand."""
        places = [self.time.at(one.edge) for one in self.times]
        return [x for x in places if self.time.start <= x <= self.time.end]

    def _set(self, point: Point) -> Point:
        if point.is_dated:
            x = self.time.at(point.x)
        else:
            x = 100 - UNDATED + 2 * _EDGE + point.x * (UNDATED - 3 * _EDGE)
        return Point(point.count, point.extent, x, point.line, point.is_dated)


def _points(series: Sequence[Line]) -> Iterator[Point]:
    """Dated ones by their moment, the others spread over 0 to 1 in the order they came in."""
    known: list[Point] = []
    for line, one in enumerate(series):
        for count in one.counts:
            found = extent(count)
            if found is not None:
                when = moment(count.as_of)
                known.append(Point(count, found, when or 0.0, line, when is not None))
    undated = [point for point in known if not point.is_dated]
    yield from (point for point in known if point.is_dated)
    for place, point in enumerate(undated):
        x = place / (len(undated) - 1) if len(undated) > 1 else 0.5
        yield Point(point.count, point.extent, x, point.line, is_dated=False)


def _ticks(points: Sequence[Point], low: float, high: float) -> list[Tick]:
    """The dates the scale names, none finer than the least exact date."""
    known = [precision(point.count.as_of) for point in points if point.is_dated]
    return time_ticks(low, high, min(known)) if known else []


def _with_ticks(times: tuple[float, float], ticks: Sequence[Tick]) -> tuple[float, float]:
    """The time the scale spans, with those of its dates that stand just outside."""
    low, high = times
    near = (high - low) * _JUST_OUTSIDE
    places = [tick.value for tick in ticks if low - near <= tick.value <= high + near]
    return min([low, *places]), max([high, *places])


def _range(points: Sequence[Point]) -> tuple[float, float]:
    """The values the scale spans: with zero, unless that would press them all together."""
    low = min((point.extent.low for point in points), default=0.0)
    high = max((point.extent.high for point in points), default=1.0)
    if low > 0 and (high - low > _FLAT * high or high == low):
        low = 0.0
    return low, max(high, 0.0)


def _drawn(found: _Field, legends: list[list[TextLine]]) -> Iterator[DrawnLine]:
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


def _path(found: _Field, dated: Sequence[Point]) -> str:
    places = [_on_field(found, point.x, point.value) for point in dated]
    return f"M{'L'.join(places)}" if len(places) > 1 else ""


def _ranges(found: _Field, points: Sequence[Point]) -> Iterator[str]:
    """An upright line over what the words of each number leave open."""
    for point in points:
        if not point.extent.is_exact:
            high = point.extent.high
            to = round(found.down(high) / PLOT * FIELD)
            yield f"M{_on_field(found, point.x, point.extent.low)}V{to}"


def _on_field(found: _Field, x: float, value: float) -> str:
    return f"{round(found.side(x) / 100 * FIELD)} {round(found.down(value) / PLOT * FIELD)}"


def _times(found: _Field, y: float) -> Iterator[TextAt]:
    """The dates of the scale, those that have room beside the one before."""
    free_from = 0.0
    for tick in found.times:
        x = found.time.at(tick.value)
        half = width(tick.words) / ROOM * 50
        is_cut = x + half > _ALL
        end, anchor = (_ALL, "end") if is_cut else (x + half, "middle")
        is_outside = not found.time.start - 1 <= x <= found.time.end + 1
        if is_outside or end - 2 * half < free_from:
            continue
        free_from = end + 2 * _EDGE
        yield TextAt(tick.words, short(found.side(_ALL if is_cut else x)), short(y), anchor)


def _wanted(found: _Field) -> list[Wanted]:
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
    return [Wanted(point.count.said, point.x, found.down(point.value)) for point in chosen]


def _taken(found: _Field) -> list[Wanted]:
    """What labels must not cover: the dots, and the numbers of the scale."""
    places = [Wanted("", point.x, found.down(point.value)) for point in found.points]
    scale = [Wanted(number(step), 0.0, found.down(step) - 0.3, "start") for step in found.steps]
    return [*places, *scale]
