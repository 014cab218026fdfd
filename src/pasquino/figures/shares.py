"""The arithmetic of shares: how many a share comes to, and what it leaves. No database, no words.

As in `checks`, a finding holds whatever number the words stand for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Literal

from pasquino.figures.checks import HUNDRED, ONE, SINGLE, TENTH, Count, Span, percent_of, rounded
from pasquino.figures.stated import Reading, Stated


@dataclass(frozen=True)
class Share:
    """How many a share of a whole is; `wide` only where the share can be read in two ways."""

    nominal: Decimal | None
    narrow: Span | None
    wide: Span | None


def derive(whole: Count, share: Stated, readings: Sequence[Reading]) -> Share:
    """The count that a share of a whole comes to; `readings` of the share, the narrowest first.

    Readings are in percent, of a ratio ("1 in 3") in parts of one. A count in whole numbers stays
    one: nobody is half a person. A share of which only the least is known has no upper end.
    """
    hundred = ONE if share.per else HUNDRED
    spans = list(dict.fromkeys(_taken(whole, reading, hundred) for reading in readings))
    nominal = None
    if (of_one := _fraction(share)) is not None and whole.nominal is not None:
        nominal = _tidy(of_one * whole.nominal)
    return Share(nominal, spans[0] if spans else None, spans[-1] if len(spans) > 1 else None)


def _fraction(share: Stated) -> Decimal | None:
    """The share of 1 that its one number says."""
    if share.amount is None or share.amount_to is not None:
        return None
    if share.per:
        return share.amount / share.per
    return share.amount / HUNDRED if share.qualifier in SINGLE else None


def _taken(whole: Count, share: Reading, hundred: Decimal) -> Span:
    """What the share takes of the whole: its least of the least, its most of the most."""
    low = high = None
    if whole.low is not None and share.low is not None:
        low = whole.low * share.low / hundred
    if whole.ceiling is not None and share.high is not None and not share.is_soft_top:
        high = whole.ceiling * share.high / hundred
    low_open = share.low_open or whole.is_above_low
    high_open = share.high_open or whole.is_below_top
    if not whole.is_whole:
        return Span(_tidy(low), _tidy(high), low_open, high_open and high is not None)
    found = Span(_from(low, is_open=low_open), _up_to(high, is_open=high_open))
    if found.low is not None and found.high is not None and found.low > found.high:
        return Span(_tidy(low), _tidy(high))  # no whole number is that: 92 % of 26 is 23.92
    return found


def _from(low: Decimal | None, *, is_open: bool) -> Decimal | None:
    """The first whole number of a span."""
    if low is None:
        return None
    whole = low.to_integral_value(ROUND_CEILING)
    return whole + 1 if is_open and whole == low else whole


def _up_to(high: Decimal | None, *, is_open: bool) -> Decimal | None:
    """The last whole number of a span."""
    if high is None:
        return None
    whole = high.to_integral_value(ROUND_FLOOR)
    return whole - 1 if is_open and whole == high else whole


def _tidy(number: Decimal | None) -> Decimal | None:
    """Without the digits that nobody asked for."""
    return None if number is None else round(number, 6).normalize() + 0


@dataclass(frozen=True)
class Room:
    """A part of a whole beside a share of it that the part belongs to, and what that leaves.

    What it leaves is None also where the numbers leave nothing.
    """

    result: Literal["ok", "larger_than_share"]
    percent: Decimal | None
    share: Decimal | None
    left_percent: Decimal | None
    left: Decimal | None


def room_in(whole: Count, share: Count, part: Count) -> Room:
    """Whether a part fits into a share (percent) of a whole, and how much is left for the rest."""
    percent = percent_of(whole, part)
    fits = True
    if part.low is not None and whole.ceiling is not None and share.ceiling is not None:
        most = whole.ceiling * share.ceiling / HUNDRED
        is_open = part.is_above_low or share.is_below_top or whole.is_below_top
        fits = part.low < most if is_open else part.low <= most
    left_percent, left = _left(whole, share, part) if fits else (None, None)
    result: Literal["ok", "larger_than_share"] = "ok" if fits else "larger_than_share"
    return Room(result, rounded(percent, TENTH), share.nominal, left_percent, left)


def _left(whole: Count, share: Count, part: Count) -> tuple[Decimal | None, Decimal | None]:
    """What the numbers leave for the rest, in percent and as a count, where they leave any."""
    percent = percent_of(whole, part)
    if percent is None or share.nominal is None or not whole.nominal or not part.nominal:
        return None, None
    left = share.nominal * whole.nominal / HUNDRED - part.nominal
    left = left.quantize(ONE, ROUND_HALF_UP) if whole.is_whole else round(left, 6).normalize() + 0
    return (rounded(share.nominal - percent, ONE), left) if left > 0 else (None, None)
