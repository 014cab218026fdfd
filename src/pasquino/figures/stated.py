"""What a source said of a quantity, and apart from it what that may mean. No database.

Shared by the wording (`wording/`), the checks, the charts and the records: `Stated` holds the
words' content and never more than the source said; `Reading` is ours, and never published as the
source's number.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, get_args

Qualifier = Literal[
    "exactly", "about", "almost", "nearly", "more_than", "at_least", "up_to", "fewer_than",
    "between", "ratio", "vague", "pointer",
]  # fmt: skip
QUALIFIERS: tuple[Qualifier, ...] = get_args(Qualifier)
PERCENT, RATIO = "percent", "ratio"
MOST_DIGITS = 15  # of a number; SQLite keeps no more of one exactly


@dataclass(frozen=True)
class Stated:
    """A qualifier, number(s) and unit, as the source has them.

    `amount` is the number, or the lower of two (`between`; `ratio`: "ten or twenty to one" is 10,
    20 and `per` 1; "nearly 1 in 5" is 1 and `per` 5); None where no number is given (`vague`: then
    `word` holds it, "a few hundred"; `pointer`: "the latest count"). `unit` is "persons",
    "percent", "days", "ratio", a currency's code (ISO 4217), ... or empty. `modal` is what makes
    it less than a statement ("potentially", "if, in fact"). `words` are the words as printed,
    which nothing compares.
    """

    qualifier: Qualifier
    amount: Decimal | None = None
    amount_to: Decimal | None = None
    per: Decimal | None = None
    unit: str = ""
    modal: str = ""
    word: str = ""
    words: str = field(default="", compare=False)


@dataclass(frozen=True)
class Reading:
    """The interval that words are taken to mean: [low, high], or [low, high) where `high_open`.

    `low_open` says that the lower end itself is not meant ("more than 50 %"). An end that nobody
    can know is None. `basis` says why, in English ("rounding to nearest 100"); `is_soft_top` is
    set where the upper end is only the next step ("more than 1,500": the hard upper bound is
    unknown).
    """

    low: Decimal | None
    high: Decimal | None
    basis: str = ""
    high_open: bool = False
    is_soft_top: bool = False
    low_open: bool = False


def plain(number: Decimal) -> str:
    """The number in plain digits, without an exponent or trailing zeros: "2300", "30.5"."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
