"""Fields of the desk's forms in which a source is named, for the rooms that cite sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from pasquino.sources import sentences, web_addresses
from pasquino.sources.models import Work
from pasquino.sources.works import LONGEST_TITLE, work_for

if TYPE_CHECKING:
    from pasquino.accounts.models import User

_SCHEMES = ("http://", "https://")
_DIGITS = 18
_MOST = 20  # sources in one field


class SourceField(forms.CharField):
    """A source by its number, its address or its title; `source_of` makes it when it is used."""

    def __init__(self, **options: Any) -> None:
        text = _l("Its number, its web address, or its title.")
        super().__init__(required=False, max_length=2000, help_text=text, **options)

    def validate(self, value: str) -> None:
        """Refused where it can be no source."""
        if value:
            _check(value)

    def prepare_value(self, value: Any) -> Any:  # what a form was given
        """A work by its number."""
        return value.pk if isinstance(value, Work) else value


def source_of(given: str) -> Work | None:
    """The work that a `SourceField` means, made where its address or title is new."""
    if not given.strip():
        return None
    found = _source(given, None)
    return found if isinstance(found, Work) else work_for(url=found)


class SourcesField(forms.CharField):
    """Sources by number, address or title, one a line; `sources_of` finds or makes them."""

    def __init__(self, **options: Any) -> None:
        text = _l("One a line: its web address, its number under Sources, or its title.")
        widget = forms.Textarea(attrs={"rows": 3})
        super().__init__(required=False, help_text=text, widget=widget, **options)

    def clean(self, value: Any) -> Any:  # what a form sends
        """The lines that say something; refused where one of them can be no source."""
        lines = [line.strip() for line in str(super().clean(value)).splitlines()]
        found = [line for line in lines if line]
        if len(found) > _MOST:
            raise forms.ValidationError(_("Name up to 20 sources, one a line."))
        for line in found:
            _check(line)
        return found


def sources_of(lines: list[str], *, by: User | None) -> list[Work | str]:
    """What the lines of a `SourcesField` mean: works, and addresses as they were given."""
    return [_source(line, by) for line in lines]


def _check(line: str) -> None:
    if _is_number(line):
        if not Work.objects.filter(pk=int(line[:_DIGITS])).exists():
            raise forms.ValidationError(
                _("No source has the number %(number)s; look it up under Sources."),
                params={"number": line[:_DIGITS]},
            )
    elif line.startswith(_SCHEMES):
        try:
            web_addresses.cleaned(line)
        except web_addresses.NoWebAddress as refused:
            raise forms.ValidationError(sentences.of_refusal(refused)) from refused
    elif _looks_like_an_address(line):
        raise forms.ValidationError(
            _("“%(line)s” looks like an address. Begin it with https:// or http://."),
            params={"line": line[:60]},
        )
    elif len(line) > LONGEST_TITLE:
        raise forms.ValidationError(_("A title has up to 500 characters."))


def _source(line: str, by: User | None) -> Work | str:
    if _is_number(line):
        return Work.objects.get(pk=int(line[:_DIGITS]))
    return line if line.startswith(_SCHEMES) else work_for(title=line, by=by)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal()


def _looks_like_an_address(text: str) -> bool:
    return " " not in text and ("/" in text or "." in text.rstrip("."))
