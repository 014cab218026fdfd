"""Looks at what is given for a figure's fields before anything is written."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import CharField, Model
from django.utils import timezone

from pasquino.figures.refusals import (
    Backwards,
    NoDate,
    NoNumber,
    NotCountedYet,
    NotText,
    NumberTooLong,
    TooLong,
    TooManyNumbers,
)
from pasquino.figures.stated import MOST_DIGITS, Reading, Stated, plain

MOST_PLACES = 6  # behind the point
DATES = ("as_of", "reported_on")
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")


def clean(model: type[Model], given: dict[str, Any]) -> dict[str, Any]:
    """The fields as they are written: texts stripped, dates looked at.

    Raises TooLong, NotText and NoDate.
    """
    return {name: _clean(model, name, value) for name, value in given.items()}


def _clean(model: type[Model], name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if "\x00" in value or any("\ud800" <= sign <= "\udfff" for sign in value):
        raise NotText(name)
    field = model._meta.get_field(name)
    is_line = isinstance(field, CharField)
    text = one_line(value) if is_line else value.strip()
    longest = getattr(field, "max_length", None)
    if name in DATES:
        look_at_date(text)
    if longest and len(text) > longest:
        raise TooLong(name, longest, len(text))
    return text


def one_line(text: str) -> str:
    """A text as fields of one line keep it."""
    return _BLANKS.sub(" ", text).strip()


def look_at_date(text: str) -> None:
    """Raises NoDate unless it is empty, or a date as exactly as it is known."""
    if not text:
        return
    found = _DATE.fullmatch(text)
    if not found:
        raise NoDate(text)
    try:
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError as problem:
        raise NoDate(text) from problem


def look_at_past(text: str) -> None:
    """Raises NotCountedYet where a date that was looked at is a day to come."""
    if text and first_day(text) > timezone.localdate():
        raise NotCountedYet(text)


def first_day(text: str) -> date:
    """The first day that a date, as exactly as it is known, can mean."""
    year, month, day = _parts(text)
    return date(year, month or 1, day or 1)


def last_day(text: str) -> date:
    """The last day that a date, as exactly as it is known, can mean."""
    year, month, day = _parts(text)
    month = month or 12
    return date(year, month, day or monthrange(year, month)[1])


def _parts(text: str) -> tuple[int, int, int]:
    year, month, day = (*map(int, text.split("-")), 0, 0)[:3]
    return year, month, day


def look_at_numbers(stated: Stated) -> None:
    """Raises NoNumber, TooManyNumbers, Backwards or NumberTooLong."""
    _look_at_how_many(stated)
    for number in (stated.amount, stated.amount_to, stated.per):
        if number is not None and not (number.is_finite() and _fits(number)):
            raise NumberTooLong(number)
    if stated.amount is not None and stated.amount_to is not None:
        look_at_order(Reading(stated.amount, stated.amount_to))


def _look_at_how_many(stated: Stated) -> None:
    given = (stated.amount is not None, stated.amount_to is not None, stated.per is not None)
    if stated.qualifier == "between":
        needed, allowed = (True, True, False), (True, True, False)
    elif stated.qualifier == "ratio":
        needed, allowed = (True, False, True), (True, True, True)
    elif stated.qualifier in ("vague", "pointer"):
        needed, allowed = (False, False, False), (False, False, False)
    else:
        needed, allowed = (True, False, False), (True, False, True)  # nearly 1 in 5
    if any(need and not here for need, here in zip(needed, given, strict=True)):
        raise NoNumber
    if any(here and not may for may, here in zip(allowed, given, strict=True)):
        raise TooManyNumbers
    if stated.qualifier == "vague" and not stated.word.strip():
        raise NoNumber
    if stated.per is not None and stated.per <= 0:
        raise NoNumber


def look_at_order(reading: Reading) -> None:
    """Raises Backwards where the upper end is below the lower one; NumberTooLong."""
    for number in (reading.low, reading.high):
        if number is not None and not (number.is_finite() and _fits(number)):
            raise NumberTooLong(number)
    if reading.low is not None and reading.high is not None and reading.high < reading.low:
        raise Backwards


def _fits(number: Decimal) -> bool:
    if abs(number.adjusted()) > MOST_DIGITS:
        return number == 0
    before, _point, behind = plain(abs(number)).partition(".")
    digits = f"{before}{behind}".lstrip("0")
    return len(before) <= MOST_DIGITS and len(behind) <= MOST_PLACES and len(digits) <= MOST_DIGITS
