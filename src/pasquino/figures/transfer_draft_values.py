"""The numbers of a draft: what `stated` and a point of a series hold."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from pasquino.figures.stated import QUALIFIERS, RATIO, Reading, Stated
from pasquino.figures.texts import one_line
from pasquino.figures.transfer_given import Given


def stated_of(given: Given) -> tuple[Stated, Reading | None]:
    """What the source said; and the bounds that the draft has with a vague word."""
    stated = Given(given.object("stated"), given.where, ("qualifier", "value", "unit"))
    return from_value(
        stated, stated.choice("qualifier", QUALIFIERS), stated.fields.get("value"),
        one_line(stated.text("unit")),
    )  # fmt: skip


def from_value(
    given: Given, qualifier: str, value: object, unit: str
) -> tuple[Stated, Reading | None]:
    """The draft's `value`: a number, two in a list, or an object with bounds, word and modal."""
    said = Stated(qualifier, unit=unit)  # type: ignore[arg-type]  # a choice of the literal's
    if value is None:
        return said, None
    if isinstance(value, Decimal):
        return replace(said, amount=value), None
    if isinstance(value, list):
        two = [one for one in value if isinstance(one, Decimal)]
        if len(two) != 2 or len(value) != 2:  # noqa: PLR2004 - from, to
            given.refuse(_("“value” is a list of two numbers, from and to."))
        return replace(said, amount=two[0], amount_to=two[1]), None
    parts = Given(value, given.where, ("low", "high", "per", "word", "modal"))
    low, high = parts.number("low"), parts.number("high")
    said = replace(said, word=parts.text("word"), modal=parts.text("modal"))
    if qualifier == "vague":
        return said, Reading(low, high, _("bounds given with it"))
    per = parts.number("per") if qualifier == RATIO else None
    return replace(said, amount=low, amount_to=high, per=per), None
