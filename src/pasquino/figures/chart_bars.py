"""Where the parts of a bar chart and of a share strip stand. No database.

Places along the chart are percent of its width, heights are em of its letters: so a chart is as
wide as its page allows and its letters keep their size, without a script.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pasquino.figures.chart_counts import Count, Extent, extent
from pasquino.figures.chart_scales import Scale
from pasquino.figures.chart_text import TextLine, lines, short

LINE, ABOVE, BAR, GAP = 1.3, 0.25, 0.8, 0.9  # em: a line of text, a bar, the room above and below
NARROWEST = 2.0  # percent: a hatched end is at least so wide, so that it is seen
_ROOM_FOR_OPEN_ENDS = 98.0
_FROM_BELOW = {"almost", "nearly", "fewer_than", "up_to"}
_FROM_ABOVE = {"more_than", "at_least"}


@dataclass(frozen=True)
class Piece:
    """A stretch of a chart, in percent from its left edge, ready to be written."""

    x: str
    width: str

    @property
    def end(self) -> str:
        """Where it ends."""
        return short(float(self.x) + float(self.width))


@dataclass(frozen=True)
class Row:
    """One number: its text, and its bar if it can be drawn. Heights are in em."""

    count: Count
    lines: list[TextLine]
    y: str  # the first line's baseline
    top: str  # of the bar
    middle: str
    solid: Piece | None = None
    hatched: Piece | None = None
    mark: str = ""  # where the number itself stands, if the words leave something open
    zero: str = ""


@dataclass(frozen=True)
class Bars:
    """The rows, and how high they are together, in em."""

    rows: list[Row]
    height: str


def bars(counts: Sequence[Count], *, right_to_left: bool = False) -> Bars:
    """The bars of numbers of one unit, the first drawable one's; others stand as words only."""
    extents = dict(_drawable(counts))
    scale = _scale(list(extents.values()))
    rows, y = [], 0.0
    for number, count in enumerate(counts):
        text = lines(count.said, count.label)
        row = _Places(y, len(text))
        found = extents.get(number)
        pieces = _pieces(found, scale, count.stated.qualifier) if found else None
        rows.append(row.row(count, text, pieces, scale, right_to_left=right_to_left))
        y = row.end(is_drawn=found is not None)
    return Bars(rows, short(y - GAP if rows else 0))


def share(part: Count, *, right_to_left: bool = False) -> Bars:
    """One strip of a hundred percent with its part."""
    found = extent(part)
    text = lines(part.said, part.label)
    row = _Places(0.0, len(text))
    whole = Scale(0.0, 100.0)
    pieces = _pieces(found, whole, part.stated.qualifier) if found else None
    return Bars(
        [row.row(part, text, pieces, whole, right_to_left=right_to_left)],
        short(row.end(is_drawn=True) - GAP),
    )


@dataclass(frozen=True)
class _Pieces:
    """A bar in percent of the scale: solid, hatched, and the number's place."""

    solid: tuple[float, float]
    hatched: tuple[float, float] | None
    mark: float | None


@dataclass(frozen=True)
class _Places:
    """The heights of one row."""

    y: float
    text_lines: int

    def row(
        self,
        count: Count,
        text: list[TextLine],
        pieces: _Pieces | None,
        scale: Scale,
        *,
        right_to_left: bool,
    ) -> Row:
        top = self.y + self.text_lines * LINE + ABOVE
        base = Row(count, text, short(self.y + 1), short(top), short(top + BAR / 2))
        if pieces is None:
            return base
        return Row(
            count, text, base.y, base.top, base.middle,
            _piece(pieces.solid, mirrored=right_to_left),
            _piece(pieces.hatched, mirrored=right_to_left) if pieces.hatched else None,
            short(_mirrored(pieces.mark, right_to_left)) if pieces.mark is not None else "",
            short(_mirrored(scale.at(0), right_to_left)),
        )  # fmt: skip

    def end(self, *, is_drawn: bool) -> float:
        bar = ABOVE + BAR if is_drawn else -0.4
        return self.y + self.text_lines * LINE + bar + GAP


def _drawable(counts: Sequence[Count]) -> Iterator[tuple[int, Extent]]:
    unit = None
    for number, count in enumerate(counts):
        found = extent(count)
        if found and unit in (None, count.stated.unit):
            unit = count.stated.unit
            yield number, found


def _scale(extents: Sequence[Extent]) -> Scale:
    """From the lowest to the highest number, zero always among them."""
    low = min([0.0, *(one.low for one in extents)])
    high = max([0.0, *(one.high for one in extents)])
    return Scale(low, high if high > low else low + 1, 0.0, _ROOM_FOR_OPEN_ENDS)


def _pieces(found: Extent, scale: Scale, qualifier: str) -> _Pieces:
    """Solid as far as the words reach at least, hatched as far as they leave it open."""
    zero, low, high = scale.at(0), scale.at(found.low), scale.at(found.high)
    near = low if low > zero else high if high < zero else zero
    solid = (min(zero, near), max(zero, near))
    if found.is_exact:
        return _Pieces(solid, None, None)
    mark = scale.at(found.mark) if found.mark is not None else None
    grows_up = found.is_open and mark is None  # "thousands": how many more nobody knows
    start, end = _widened(low, high, mark, "at_least" if grows_up else qualifier)
    if near > zero:
        solid = (zero, min(near, start))
    elif near < zero:
        solid = (max(near, end), zero)
    return _Pieces(solid, (start, end), mark)


def _widened(low: float, high: float, mark: float | None, qualifier: str) -> tuple[float, float]:
    """The hatched stretch, wide enough to be seen; it grows away from where the number stands."""
    lacking = NARROWEST - (high - low)
    if lacking <= 0:
        return low, high
    if qualifier in _FROM_BELOW:
        start, end = high - NARROWEST, high
    elif qualifier in _FROM_ABOVE:
        start, end = low, low + NARROWEST
    else:
        middle = mark if mark is not None else (low + high) / 2
        start, end = middle - NARROWEST / 2, middle + NARROWEST / 2
    return max(0.0, start), min(100.0, end)


def _piece(stretch: tuple[float, float], *, mirrored: bool) -> Piece:
    start, end = stretch
    left = 100 - end if mirrored else start
    return Piece(short(left), short(end - start))


def _mirrored(place: float, is_mirrored: bool) -> float:
    return 100 - place if is_mirrored else place
