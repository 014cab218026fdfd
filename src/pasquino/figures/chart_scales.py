"""Scales of charts: round steps of numbers, and dates as exact as they are known. No database."""

from __future__ import annotations

import calendar
import math
import re
from dataclasses import dataclass
from datetime import date

_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_STEPS = (1, 2, 5, 10)
_YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
_MONTHS = (1, 3, 6)
_DAYS = (1, 2, 7, 14)
_DAYS_A_YEAR = 365.25
_FEW_MONTHS, _MONTHS_A_YEAR = 2.2, 12


@dataclass(frozen=True)
class Scale:
    """Leads a value between `low` and `high` to a place between `start` and `end`."""

    low: float
    high: float
    start: float = 0.0
    end: float = 100.0

    def at(self, value: float) -> float:
        """The place of a value; the middle where all values are one."""
        if self.high == self.low:
            return (self.start + self.end) / 2
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


@dataclass(frozen=True)
class Tick:
    """A round value that a scale names; `edge` is where it begins, for those that last."""

    value: float
    words: str
    edge: float


def round_steps(low: float, high: float, about: int = 3) -> list[float]:
    """Round values from `low` to `high`, about as many steps as wanted, zero among them if inside.

    A step is 1, 2 or 5 times a power of ten.
    """
    if high <= low:
        return [low]
    rough = (high - low) / about
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * one for one in _STEPS if power * one >= rough * 0.999)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [round(number * step, 9) for number in range(first, last + 1)]


def parsed(as_of: str) -> tuple[int, int, int] | None:
    """Year, month and day of a date, 0 where unknown; None for what is no date."""
    found = _DATE.fullmatch(as_of)
    if found is None or "00" in found.groups():
        return None
    year, month, day = (int(part or 0) for part in found.groups())
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    return year, month, day


def moment(as_of: str) -> float | None:
    """A date as a number of years, in the middle of what it may mean; None without one."""
    known = parsed(as_of)
    if known is None:
        return None
    year, month, day = known
    if not month:
        return year + 0.5
    first = date(year, month, day or 1)
    length = 1 if day else calendar.monthrange(year, month)[1]
    return year + (first.timetuple().tm_yday - 1 + length / 2) / _days_in(year)


def precision(as_of: str) -> int:
    """How exactly a date is known: 1 the year, 2 the month, 3 the day; 0 for what is no date."""
    known = parsed(as_of)
    return sum(map(bool, known)) if known else 0


def time_ticks(low: float, high: float, finest: int = 3, most: int = 5) -> list[Tick]:
    """Years, months or days between two moments, at most as many as wanted, as ISO dates.

    Nothing finer than `finest` (a `precision`) is named.
    """
    span = high - low
    if finest == 1 or span > _FEW_MONTHS:
        return _years(low, high, most)
    if finest == 2 or span * _MONTHS_A_YEAR > _FEW_MONTHS:  # noqa: PLR2004 - a month's precision
        found = _months(low, high, most)
    else:
        step = next((one for one in _DAYS if span * _DAYS_A_YEAR / one < most - 1), 28)
        days = range(_ordinal(low), _ordinal(high) + 1, step)
        found = [date.fromordinal(one).isoformat() for one in days]
    return [Tick(place, words, place) for words in found if (place := moment(words)) is not None]


def _years(low: float, high: float, most: int) -> list[Tick]:
    span = high - low
    step = next((one for one in _YEARS if span / one <= most - 0.5), _YEARS[-1])
    first = math.floor(low) if step == 1 else math.ceil(math.floor(low) / step) * step
    years = [year for year in range(first, math.floor(high) + 1, step) if year > 0]
    return [Tick(year + 0.5, f"{year:04}", year + (0 if step == 1 else 0.5)) for year in years]


def _months(low: float, high: float, most: int) -> list[str]:
    span = (high - low) * _MONTHS_A_YEAR
    step = next((one for one in _MONTHS if span / one < most - 1), _MONTHS_A_YEAR)
    first, last = math.floor(low * _MONTHS_A_YEAR), math.floor(high * _MONTHS_A_YEAR)
    months = range(math.ceil(first / step) * step, last + 1, step)
    return [f"{one // 12:04}-{one % 12 + 1:02}" for one in months]


def _days_in(year: int) -> int:
    return 366 if calendar.isleap(year) else 365


def _ordinal(value: float) -> int:
    year = math.floor(value)
    return date(year, 1, 1).toordinal() + int((value - year) * _days_in(year))
