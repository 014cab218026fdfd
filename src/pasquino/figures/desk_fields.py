"""Fields of the desk's forms about figures: numbers, sources, people, other figures."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from pasquino.figures import sentences
from pasquino.figures.models import Figure
from pasquino.figures.refusals import NumberTooLong
from pasquino.figures.stated import MOST_DIGITS, plain
from pasquino.sources import web_addresses
from pasquino.sources.models import Party, Work
from pasquino.sources.parties import LONGEST_NAME, party_for
from pasquino.sources.works import LONGEST_TITLE, work_for

SCHEMES = ("http://", "https://")
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


class SourceField(forms.CharField):
    """A source by its number, its address or its title; `source_of` makes it when it is used."""

    def __init__(self, **options: Any) -> None:
        text = _l("Its number, its web address, or its title.")
        super().__init__(required=False, max_length=2000, help_text=text, **options)

    def validate(self, value: str) -> None:
        """Refuse a number that no source has, and an address that is none."""
        if _is_number(value):
            if not Work.objects.filter(pk=int(value[:_DIGITS])).exists():
                raise forms.ValidationError(
                    _("No source has this number; look it up under Sources.")
                )
        elif value.startswith(SCHEMES):
            try:
                web_addresses.cleaned(value)
            except web_addresses.NoWebAddress as refused:
                raise forms.ValidationError(sentences.of_refusal(refused)) from refused
        elif len(value) > LONGEST_TITLE:
            raise forms.ValidationError(_("A title has up to 500 characters."))

    def prepare_value(self, value: Any) -> Any:  # what a form was given
        """A work by its number."""
        return value.pk if isinstance(value, Work) else value


class PartyField(forms.CharField):
    """Somebody by name; `party_of` makes them known when they are used."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_length=LONGEST_NAME, **options)

    def prepare_value(self, value: Any) -> Any:  # what a form was given
        """A party by its name."""
        return value.name if isinstance(value, Party) else value


def source_of(given: str) -> Work | None:
    """The work that a `SourceField` means, made where its address or title is new."""
    if not given.strip():
        return None
    if _is_number(given):
        return Work.objects.get(pk=int(given[:_DIGITS]))
    return work_for(url=given) if given.startswith(SCHEMES) else work_for(title=given)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal()


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
