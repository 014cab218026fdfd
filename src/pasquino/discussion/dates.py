"""When a comment was written, in the words and the time zone of whoever reads it."""

from __future__ import annotations

from datetime import date, datetime, time, tzinfo
from functools import lru_cache
from typing import Literal

from django.utils import dateformat
from django.utils.translation import get_language, pgettext

Clock = Literal["12", "24"]


def posted_words(moment: datetime, zone: tzinfo, clock: Clock = "12") -> str:
    """The moment (aware) in ``zone``, in the language that is active.

    ``"12"`` is the seed page's form, ``Wed Mar 08, 2017 at 11:59:08 PM EST``;
    ``"24"`` is ``Wed 8 Mar 2017, 23:59 EST``. Raises ValueError for a moment without a zone,
    which the server would silently take for its own.
    """
    if moment.tzinfo is None:
        raise ValueError("A comment's time needs a time zone.")
    local = moment.astimezone(zone)
    language = get_language()
    sentence = _sentence_of(local.date(), clock, language)
    return sentence.format(time=_time_words(local, clock, language), zone=_zone_words(local))


def time_words(moment: datetime, zone: tzinfo, clock: Clock = "24") -> str:
    """The time of day of a moment (aware) in `zone`: "21:14:05 CET" or "09:14:05 PM CET"."""
    local = moment.astimezone(zone)
    words = f"{local:%H:%M:%S}" if clock == "24" else _time_words(local, clock, get_language())
    return f"{words} {_zone_words(local)}"


@lru_cache(maxsize=4096)
def _sentence_of(day: date, clock: Clock, language: str | None) -> str:
    """``"Wed Mar 08, 2017 at {time} {zone}"``, looked up once a day and language.

    A page of comments shares few days; Django's own formatting costs about 30 µs a date.
    """
    if clock == "12":
        pattern = pgettext("day of a comment, Django date format", "D M d, Y")
        sentence = pgettext("time of a comment, 12 hours", "{day} at {time} {zone}")
    else:
        pattern = pgettext("day of a comment, 24 hours, Django date format", "D j M Y")
        sentence = pgettext("time of a comment, 24 hours", "{day}, {time} {zone}")
    return sentence.replace("{day}", dateformat.format(day, pattern))


def _time_words(local: datetime, clock: Clock, language: str | None) -> str:
    if clock == "24":
        return f"{local.hour:02d}:{local.minute:02d}"
    half = _half_of_day(bool(local.hour // 12), language)
    return f"{local.hour % 12 or 12:02d}:{local.minute:02d}:{local.second:02d} {half}"


@lru_cache(maxsize=256)
def _half_of_day(after_noon: bool, language: str | None) -> str:
    """``AM`` or ``PM`` as Django's catalogue of this language has it."""
    return dateformat.time_format(time(12 if after_noon else 0), "A")


def _zone_words(local: datetime) -> str:
    """``EST``; zones without letters of their own, like São Paulo, as ``UTC-03``."""
    name = local.tzname() or ""
    return f"UTC{name}" if name[:1] in ("+", "-") else name
