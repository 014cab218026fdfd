"""How well probabilities fitted what came: the Brier score, and a table by tenths. No database.

Brier (1950), Verification of forecasts expressed in terms of probability, Monthly Weather Review
78: the mean of the squared differences between what was said (0 to 1) and what came (0 or 1).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

TENTHS = 10


@dataclass(frozen=True)
class Stated:
    """A probability of 0 to 100 percent, whether what it was about came true, and whose it is."""

    percent: int
    came_true: bool
    reader: int = 0


@dataclass(frozen=True)
class Tenth:
    """What was held to be `low` to `high` percent likely (both belong to it).

    `count` such probabilities were stated, their mean was `stated` percent, and of what they were
    about `came_true` came true.
    """

    low: int
    high: int
    count: int
    stated: float
    came_true: int

    @property
    def percent_true(self) -> float:
        """How much of it came true, in percent."""
        return 100 * self.came_true / self.count


@dataclass(frozen=True)
class Calibration:
    """`brier` is from 0 (always right) to 1 (always wrong); 0.25 is what "50 %" gets each time."""

    count: int
    brier: float
    tenths: tuple[Tenth, ...]


def calibration(stated: Iterable[Stated]) -> Calibration | None:
    """What these probabilities amount to; None where there are none. Empty tenths are left out.

    The last tenth has eleven values, 90 to 100 percent.
    """
    every = list(stated)
    if not every:
        return None
    brier = sum((one.percent / 100 - one.came_true) ** 2 for one in every) / len(every)
    parts = _by_tenths(every)
    return Calibration(
        len(every), brier, tuple(_tenth(part, parts[part]) for part in sorted(parts))
    )


def of_enough_readers(stated: Iterable[Stated], fewest: int) -> list[Stated]:
    """Those in tenths with so many readers at least: fewer could be told apart in a sum."""
    return [
        one
        for part in _by_tenths(stated).values()
        if len({one.reader for one in part}) >= fewest
        for one in part
    ]


def _by_tenths(stated: Iterable[Stated]) -> dict[int, list[Stated]]:
    parts: dict[int, list[Stated]] = {}
    for one in stated:
        parts.setdefault(min(one.percent // TENTHS, TENTHS - 1), []).append(one)
    return parts


def _tenth(part: int, stated: list[Stated]) -> Tenth:
    low = part * TENTHS
    return Tenth(
        low=low,
        high=100 if part == TENTHS - 1 else low + TENTHS - 1,
        count=len(stated),
        stated=sum(one.percent for one in stated) / len(stated),
        came_true=sum(one.came_true for one in stated),
    )
