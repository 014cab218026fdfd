"""Counts to draw, as the tests of charts say them."""

from __future__ import annotations

from decimal import Decimal

from pasquino.figures.charts import Count
from pasquino.figures.stated import Qualifier, Reading, Stated


def count(  # noqa: PLR0913 - a number has that much to say
    words: str,
    qualifier: Qualifier,
    amount: float | None,
    reading: tuple[float | None, float | None] | None = None,
    *,
    to: float | None = None,
    unit: str = "persons",
    is_soft: bool = False,
    **fields: object,
) -> Count:
    """A number in its words, with how it is read."""
    low, high = (_decimal(one) for one in reading or (None, None))
    return Count(
        stated=Stated(qualifier, _decimal(amount), _decimal(to), unit=unit, words=words),
        reading=Reading(low, high, "as told", is_soft_top=is_soft) if reading else None,
        **fields,  # type: ignore[arg-type]  # the names are Count's own; it says so if not
    )


def _decimal(number: float | None) -> Decimal | None:
    return None if number is None else Decimal(str(number))


def six() -> list[Count]:
    """Six numbers as a story about a flood might have them."""
    return [
        count("Almost 7,200", "almost", 7200, (7100, 7199), label="households told to leave"),
        count("About 2,300", "about", 2300, (2250, 2349), label="households on the left bank"),
        count("689", "exactly", 689, label="households in the old mill quarter"),
        count("almost 5,800", "almost", 5800, (5700, 5799), label="left before the evening"),
        count("more than 1,500", "more_than", 1500, (1501, 1599), is_soft=True, label="back"),
        count("up to 500", "up_to", 500, (0, 500), label="beds in the gymnasium"),
    ]
