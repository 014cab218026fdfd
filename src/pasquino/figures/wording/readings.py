"""What a stated number is taken to mean by default: an interval and why (issue 5). No database.

The step is the place of the last digit that is not zero: 100 of 7,200, 10 of 90, 0.1 of 30.5.
Counts are read as whole numbers ("about 2,300" is 2,250 to 2,349); percent, money, measures and
numbers with decimals are continuous, and a top that is not reached is open ([65, 75)).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from pasquino.figures.stated import PERCENT, Qualifier, Reading, Stated, plain
from pasquino.figures.wording.languages import bounds

_CONTINUOUS = frozenset(
    {PERCENT, "percentage points", "kilometres", "miles", "metres", "feet", "acres", "hectares",
     "square kilometres", "square miles", "tonnes", "kilograms", "litres", "barrels"}
)  # fmt: skip
_CURRENCY = re.compile(r"[A-Z]{3}")


def reading(stated: Stated, *, wide: bool = False) -> Reading | None:
    """The interval these words are read as; None for a pointer, a ratio and unknown words.

    Of percent that end in zero ("about 70 %") the step is 1, read narrowly: [69.5, 70.5); `wide`
    reads them to the nearest 10: [65, 75), also 100 and 200. Elsewhere `wide` changes nothing.
    """
    if stated.qualifier == "vague":
        return _vague(stated)
    if stated.amount is None or stated.per is not None:
        return None
    step = _step(stated.amount)
    if stated.unit == PERCENT:
        step = min(step, Decimal(10 if wide else 1))
    return _read(_Number(stated.amount, step, _is_continuous(stated)), stated)


def reading_that_counts(stated: Stated, edited: Reading | None) -> Reading | None:
    """An editor's reading, else the default one; on every page, in every check and chart.

    Of "about 70 %" the wide one, [65, 75): what is found with it holds for the narrow one, too.
    """
    return edited or reading(stated, wide=True)


class _Number(NamedTuple):
    """A number, its step, and whether there is something between two whole numbers."""

    value: Decimal
    step: Decimal
    is_continuous: bool

    @property
    def just(self) -> Decimal:
        """The distance to the next number: 1 of counts, nothing where they are continuous."""
        return Decimal(0) if self.is_continuous else Decimal(1)


def _read(number: _Number, stated: Stated) -> Reading | None:
    zero = Decimal(0)
    if stated.qualifier == "between" and stated.amount_to is not None:
        return Reading(number.value, stated.amount_to, "both ends as stated")
    readers: dict[Qualifier, Callable[[_Number], Reading]] = {
        "exactly": lambda it: Reading(it.value, it.value, "stated exactly"),
        "about": _about,
        "almost": _below,
        "nearly": _below,
        "more_than": lambda it: _above(it, includes_it=False),
        "at_least": lambda it: _above(it, includes_it=True),
        "up_to": lambda it: Reading(zero, it.value, "ceiling"),
        "fewer_than": lambda it: Reading(
            zero, max(it.value - it.just, zero), "below it", high_open=it.is_continuous
        ),
    }
    reader = readers.get(stated.qualifier)
    return reader(number) if reader else None


def _about(number: _Number) -> Reading:
    value, step = number.value, number.step
    basis = f"rounding to nearest {_figure(step)}"
    if number.is_continuous:
        return Reading(max(value - step / 2, Decimal(0)), value + step / 2, basis, high_open=True)
    if step == 1:
        return Reading(value, value, basis)
    return Reading(max(value - step / 2, Decimal(0)), value + step / 2 - 1, basis)


def _below(number: _Number) -> Reading:
    return Reading(
        max(number.value - number.step, Decimal(0)),
        max(number.value - number.just, Decimal(0)),
        f"within one step of {_figure(number.step)} below",
        high_open=number.is_continuous,
    )


def _above(number: _Number, *, includes_it: bool) -> Reading:
    """Up to the next step, softly; of a number without zeros at its end, up to nobody knows."""
    low = number.value + (0 if includes_it else number.just)
    word = "from it" if includes_it else "above"
    high = number.value + number.step - number.just
    if number.step == 1 and not number.is_continuous:
        return Reading(low, None, f"{word}; hard upper bound unknown")
    basis = f"{word}, less than one step of {_figure(number.step)}; hard upper bound unknown"
    return Reading(
        low, high, basis, high_open=number.is_continuous, is_soft_top=True,
        low_open=number.is_continuous and not includes_it,
    )  # fmt: skip


def _vague(stated: Stated) -> Reading | None:
    found = bounds().get(stated.word)
    if found is None:
        return None
    low, high = found
    return Reading(
        Decimal(low), None if high is None else Decimal(high), f"what “{stated.word}” can mean"
    )


def _step(amount: Decimal) -> Decimal:
    if amount == 0:
        return Decimal(1)
    exponent = amount.normalize().as_tuple().exponent
    return Decimal(1).scaleb(int(exponent))


def _is_continuous(stated: Stated) -> bool:
    numbers = (stated.amount, stated.amount_to)
    return (
        stated.unit in _CONTINUOUS
        or _CURRENCY.fullmatch(stated.unit) is not None
        or any(each is not None and each != each.to_integral_value() for each in numbers)
    )


def _figure(step: Decimal) -> str:
    return f"{int(step):,}" if step >= 1 else plain(step)
