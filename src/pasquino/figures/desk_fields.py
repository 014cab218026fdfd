"""Fields of the desk's forms about figures: numbers, people, other figures."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from pasquino.figures import sentences
from pasquino.figures.models import Figure
from pasquino.figures.refusals import NumberTooLong
from pasquino.figures.stated import MOST_DIGITS, plain
from pasquino.sources.models import Party
from pasquino.sources.parties import LONGEST_NAME, party_for

_DIGITS = 18


class NumberField(forms.Field):
    """A number as people type it, or nothing."""

    def to_python(self, value: Any) -> Any:  # what a form sends
        """A Decimal or None; refused with a sentence where it is no number."""
        text = "".join(str(value or "").split())
        if not text:
            return None
        try:
            number = Decimal(text)
        except ArithmeticError:
            number = Decimal("NaN")
        if not number.is_finite():
            raise forms.ValidationError(
                _("“%(text)s” is no number. Use digits, and a point before the fraction."),
                params={"text": text[:40]},
            )
        if abs(number.adjusted()) > MOST_DIGITS:
            raise forms.ValidationError(sentences.of_refusal(NumberTooLong(number)))
        return number

    def prepare_value(self, value: Any) -> Any:  # what a form was given
        """Without an exponent or trailing zeros."""
        return plain(value) if isinstance(value, Decimal) else value


def number_field(label: Any) -> NumberField:  # a lazy translation
    """One that may be left empty."""
    return NumberField(label=label, required=False)


class PartyField(forms.CharField):
    """Somebody by name; `party_of` makes them known when they are used."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_length=LONGEST_NAME, **options)

    def prepare_value(self, value: Any) -> Any:  # what a form was given
        """A party by its name."""
        return value.name if isinstance(value, Party) else value


def party_of(name: str) -> Party | None:
    """The party that a `PartyField` means, made where the name is new."""
    return party_for(name, Party.Kind.ORGANISATION) if name.strip() else None


class FigureField(forms.Field):
    """A figure by its number: 12 or fig:12."""

    def to_python(self, value: Any) -> Any:  # what a form sends
        """The figure; refused with a sentence where none has this number."""
        text = str(value or "").strip().removeprefix("fig:")
        known = text.isascii() and text.isdecimal()
        figure = Figure.objects.filter(pk=int(text[:18])).first() if known else None
        if figure is None:
            raise forms.ValidationError(_("No figure has this number; look it up under Figures."))
        return figure
