"""Figures as the tests have them: built from what the test is about."""

from __future__ import annotations

from decimal import Decimal
from itertools import count
from typing import Any

from pasquino.figures import actions
from pasquino.figures.models import Figure
from pasquino.figures.stated import Qualifier, Stated

_numbers = count(1)


def figure(
    amount: int | str | None = None, qualifier: Qualifier = "exactly", unit: str = "persons",
    **fields: Any,
) -> Figure:  # fmt: skip
    """A figure of so many persons, counted exactly unless said."""
    stated = fields.pop("stated", None) or of(amount or next(_numbers), qualifier, unit)
    words = fields.pop("words", "") or f"{stated.qualifier} {stated.amount} {stated.unit}"
    return actions.record_figure(words=words, stated=stated, **fields)


def of(amount: int | str, qualifier: Qualifier = "exactly", unit: str = "persons") -> Stated:
    """What is stated by one number."""
    return Stated(qualifier, Decimal(amount), unit=unit)


def between(low: int | str, high: int | str, unit: str = "persons") -> Stated:
    """What is stated by two numbers."""
    return Stated("between", Decimal(low), Decimal(high), unit=unit)
