"""What readers are told of a figure, in words: its date, and how we read it. No database."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from pasquino.figures.chart_scales import parsed
from pasquino.figures.chart_text import digits
from pasquino.figures.stated import PERCENT, Reading
from pasquino.magazine.templatetags.magazine_tags import day_in_words

if TYPE_CHECKING:
    from pasquino.figures.models import Figure


def as_of(words: str) -> str:
    """A date as exactly as it is known: "2017", "March 2017", "7 March 2017"; empty without one.

    What looks like a date and is none ("2017-13") stays as it was noted.
    """
    known = parsed(words)
    if known is None:
        return words
    year, month, day = known
    if day:
        return day_in_words(date(year, month, day))
    if month:
        pattern = pgettext("month of a year, Django date format", "F Y")
        return dateformat.format(date(year, month, 1), pattern)
    return words


def short_date(words: str) -> str:
    """A date where there is little room: "2017", "Mar 2017", "7 Mar 2017"."""
    known = parsed(words)
    if known is None:
        return words
    year, month, day = known
    if day:
        pattern = pgettext("short day, Django date format", "j M Y")
        return dateformat.format(date(year, month, day), pattern)
    if month:
        pattern = pgettext("short month of a year, Django date format", "M Y")
        return dateformat.format(date(year, month, 1), pattern)
    return words


def stated(figure: Figure) -> str:
    """What was read from its words: "almost · 7,200 · persons"."""
    numbers = [one for one in (figure.amount, figure.amount_to) if one is not None]
    said = " – ".join(digits(one) for one in numbers)
    if figure.per is not None:
        said = _("{number} out of {whole}").format(number=said, whole=digits(figure.per))
    unit = figure.unit or _("no unit")
    parts = (figure.get_qualifier_display(), said, figure.word, unit, figure.modal)
    return " · ".join(filter(None, map(str, parts)))


def reading(found: Reading | None, unit: str = "") -> str:
    """How we read a figure: "7,100 to 7,199"; empty where its words leave nothing open."""
    if found is None or (found.low is None and found.high is None):
        return ""
    if found.low == found.high and not found.is_soft_top:
        return ""
    low = digits(found.low) if found.low is not None else ""
    high = _in_percent(digits(found.high), unit) if found.high is not None else ""
    return _between(found, low if high else _in_percent(low, unit), high)


def _between(found: Reading, low: str, high: str) -> str:
    if found.low is None:
        return _("at most {high}").format(high=high)
    if found.high is None:
        return _("at least {low}").format(low=low)
    if found.low_open:
        return _("over {low} to {high}, or more").format(low=low, high=high)
    if found.is_soft_top:
        return _("{low} to {high}, or more").format(low=low, high=high)
    if found.high_open:
        return _("{low} to under {high}").format(low=low, high=high)
    return _("{low} to {high}").format(low=low, high=high)


def _in_percent(words: str, unit: str) -> str:
    return _("{number} percent").format(number=words) if unit == PERCENT else words
