"""The arithmetic between figures: sums, parts, doubles (shares: `shares`). No database, no words.

It reckons with what the numbers say (`nominal`) and with what their words may mean (readings). A
finding holds whatever number the words stand for: "cannot be" means that no number within the
readings can. None is an end that nobody knows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from pasquino.figures.stated import PERCENT, RATIO, Reading, Stated

TENTH, ONE, HUNDRED = Decimal("0.1"), Decimal(1), Decimal(100)
SINGLE = ("exactly", "about", "almost", "nearly", "more_than", "at_least", "up_to", "fewer_than")


@dataclass(frozen=True)
class Span:
    """From `low` to `high`, both included unless they are said to be open."""

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False


@dataclass(frozen=True)
class Count:
    """A figure as it is reckoned with."""

    stated: Stated
    reading: Reading | None

    @property
    def nominal(self) -> Decimal | None:
        """The one number of the words, where there is one; a ratio's is none of a count."""
        is_one = self.stated.qualifier in SINGLE and self.stated.per is None
        return self.stated.amount if is_one else None

    @property
    def low(self) -> Decimal | None:
        """The least it may be."""
        return self.reading.low if self.reading else None

    @property
    def top(self) -> Decimal | None:
        """The most it is read as, also where that is only the next step."""
        return self.reading.high if self.reading else None

    @property
    def ceiling(self) -> Decimal | None:
        """The most it can be; None where nobody knows."""
        return None if self.reading is None or self.reading.is_soft_top else self.top

    @property
    def is_whole(self) -> bool:
        """Whether it counts in whole numbers."""
        ends = (self.low, self.top)
        is_share = self.stated.unit in (PERCENT, RATIO) or self.stated.per is not None
        is_count = not is_share and not self.is_below_top
        return is_count and all(end is None or end == end.to_integral_value() for end in ends)

    @property
    def is_above_low(self) -> bool:
        """Whether it is more than its lower end, never that itself."""
        return self.reading is not None and self.reading.low_open

    @property
    def is_below_top(self) -> bool:
        """Whether it is less than its upper end, never that itself."""
        return self.reading is not None and self.reading.high_open

    @property
    def span(self) -> Span:
        """From the least it may be to the most it is read as."""
        return Span(self.low, self.top, self.is_above_low, self.is_below_top)

    @property
    def rounded_off(self) -> Decimal:
        """How much a whole percentage can have lost or won by rounding: half a step."""
        is_rounded = self.stated.unit == PERCENT and self.stated.qualifier == "exactly"
        if not is_rounded or self.low is None or self.low != self.top:
            return Decimal(0)
        exponent = int(self.low.normalize().as_tuple().exponent)
        return ONE.scaleb(min(exponent, 0)) / 2

    def is_above(self, other: Count) -> bool:
        """Whether it is more than the other, whatever the words stand for."""
        return _is_above(self.span, other)


Result = Literal["ok", "cannot_be_disjoint", "exceeds", "falls_short", "incomplete"]


@dataclass(frozen=True)
class Sum:
    """Parts beside their total; `difference` is how much more the parts are, by the numbers.

    `is_rounded` says that they fit only since percentages are rounded: 34, 33 and 34 of 100.
    """

    result: Result
    nominal: Decimal | None
    nominal_total: Decimal | None
    parts: Span
    total: Span
    is_rounded: bool = False

    @property
    def difference(self) -> Decimal | None:
        """How much more the parts are than the total; less than 0 where they are less."""
        if self.nominal is None or self.nominal_total is None:
            return None
        return self.nominal - self.nominal_total


def add_up(total: Count, parts: Sequence[Count], *, are_disjoint: bool) -> Sum:
    """Parts held against their total; a part without a number may be none at all.

    `are_disjoint`: somebody says that they are separate and together the total, so that less
    than it is a finding, too. Else the question is whether they could be separate.
    """
    parts_span = _together(parts)
    result = _found(total, parts, parts_span, are_disjoint=are_disjoint)
    is_rounded = False
    if result in ("cannot_be_disjoint", "exceeds", "falls_short"):
        wider = _widened(parts_span, sum((part.rounded_off for part in parts), Decimal(0)))
        is_rounded = _found(total, parts, wider, are_disjoint=are_disjoint) == "ok"
    nominal = _sum([part.nominal for part in parts])
    return Sum(
        "ok" if is_rounded else result, nominal, total.nominal, parts_span, total.span, is_rounded
    )


def _together(parts: Sequence[Count]) -> Span:
    low = sum((part.low or Decimal(0) for part in parts), Decimal(0))
    top = _sum([part.top for part in parts])
    is_open = any(part.is_below_top for part in parts)
    return Span(low, top, any(part.is_above_low for part in parts), is_open)


def _widened(span: Span, by: Decimal) -> Span:
    low = None if span.low is None else span.low - by
    high = None if span.high is None else span.high + by
    return Span(low, high, span.low_open, span.high_open)


def _found(total: Count, parts: Sequence[Count], together: Span, *, are_disjoint: bool) -> Result:
    if _is_above(together, total):
        return "exceeds" if are_disjoint else "cannot_be_disjoint"
    if any(part.reading is None for part in parts) or total.reading is None:
        return "incomplete"
    is_known = all(part.ceiling is not None for part in parts)
    if are_disjoint and is_known and _is_below(together, total):
        return "falls_short"
    return "ok"


def _sum(numbers: Sequence[Decimal | None]) -> Decimal | None:
    known = [number for number in numbers if number is not None]
    return sum(known, Decimal(0)) if len(known) == len(numbers) else None


def _is_above(span: Span, other: Count) -> bool:
    if span.low is None or other.ceiling is None:
        return False
    is_open = span.low_open or other.is_below_top
    return span.low >= other.ceiling if is_open else span.low > other.ceiling


def _is_below(span: Span, other: Count) -> bool:
    if span.high is None or other.low is None:
        return False
    is_open = span.high_open or other.is_above_low
    return span.high <= other.low if is_open else span.high < other.low


@dataclass(frozen=True)
class Part:
    """One figure as a part of another; `percent` is to one place, by the numbers."""

    result: Literal["ok", "larger_than_whole"]
    percent: Decimal | None


def part_of(whole: Count, part: Count) -> Part:
    """Whether a part can be within its whole, and how much of it that is."""
    result: Literal["ok", "larger_than_whole"] = "ok"
    if part.is_above(whole):
        result = "larger_than_whole"
    return Part(result, rounded(percent_of(whole, part), TENTH))


def percent_of(whole: Count, part: Count) -> Decimal | None:
    """How much of a whole a part is, by the numbers."""
    if part.nominal is None or whole.nominal is None or whole.nominal <= 0:
        return None
    return part.nominal / whole.nominal * HUNDRED


def rounded(number: Decimal | None, step: Decimal) -> Decimal | None:
    """To the nearest step, halves up."""
    return None if number is None else number.quantize(step, ROUND_HALF_UP)


def same(one: Count, other: Count) -> Literal["ok", "differs"]:
    """Whether two figures that are said to be the same can be."""
    return "differs" if one.is_above(other) or other.is_above(one) else "ok"


def conflict(
    figure: Count, other: Count
) -> Literal["open", "narrower_than_source", "wider_than_source"]:
    """How the figure stands to the one it is in conflict with.

    It may only say more exactly what the other leaves open, or leave open what the other says.
    """
    if _is_within(figure, other):
        return "narrower_than_source"
    return "wider_than_source" if _is_within(other, figure) else "open"


def _is_within(inner: Count, outer: Count) -> bool:
    """Whether the inner reading is a true part of the outer one."""
    if inner.reading is None or outer.reading is None or inner.low is None:
        return False
    starts = outer.low is None or inner.low >= outer.low
    if inner.low == outer.low and outer.is_above_low and not inner.is_above_low:
        starts = False
    ends = outer.ceiling is None or (inner.ceiling is not None and inner.ceiling <= outer.ceiling)
    differs = (inner.low, inner.ceiling) != (outer.low, outer.ceiling)
    return starts and ends and differs
