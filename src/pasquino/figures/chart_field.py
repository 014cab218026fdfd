"""The field that dated dots stand on: its points, and its scales of values and of time.

Places along it are percent of its width, heights are em of its letters. No database.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pasquino.figures.chart_counts import Count, Extent, Line, extent
from pasquino.figures.chart_scales import Scale, Tick, moment, precision, round_steps, time_ticks
from pasquino.figures.chart_text import ROOM, number, width

PLOT = 12.0  # em high
UNDATED = (20.0, 40.0)  # percent of the width for what has no date: at least, at most
ALL, EDGE = 100.0, 2.5  # percent
_LEAST = 10.0  # percent of the width for what has a date, however wide the numbers of the scale
_FLAT = 0.3  # values closer together than this part of the highest get a scale of their own
_JUST_OUTSIDE = 0.3  # of the time between the first and the last date


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


class Field:
    """The points and the two scales they stand on."""

    def __init__(self, points: list[Point], times: tuple[float, float], rtl: bool) -> None:
        self.right_to_left = rtl
        undated = [point for point in points if not point.is_dated]
        self.has_undated = bool(undated)
        self.undated = _room_for(undated)
        self.undated_from = ALL - self.undated + EDGE
        low, high = _range(points)
        self.steps = round_steps(low, high)
        low, high = min(low, self.steps[0]), max(high, self.steps[-1])
        self.values = Scale(low, high if high > low else low + 1, PLOT, 0.0)
        end = ALL - self.undated - EDGE
        scale = max(width(number(step)) for step in self.steps) / ROOM * ALL
        start = min(scale + EDGE, end - _LEAST)
        self.times = _ticks(points, *times)
        low, high = _with_ticks(times, self.times)
        self.time = Scale(low, high, start, end)
        self.points = [self._set(point) for point in points]

    @classmethod
    def of(cls, series: Sequence[Line], right_to_left: bool) -> Field:
        """The field of these lines."""
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
            x = self.undated_from + EDGE + point.x * (self.undated - 3 * EDGE)
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


def _room_for(undated: Sequence[Point]) -> float:
    """How much of the width those without a date take, so that their words have room."""
    if not undated:
        return 0.0
    least, most = UNDATED
    widest = max(width(point.count.said) for point in undated) / ROOM * ALL
    return min(most, max(least, widest + 4 * EDGE))


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
