"""What every page needs of the frame: its one address, and dates in the magazine's words."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.template import Context
from django.utils import dateformat, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext

from pasquino.magazine.models import Magazine

register = template.Library()


@register.simple_tag(takes_context=True)
def canonical(context: Context, **query: object) -> str:
    """The page's one full address; of the query only what is named here and not empty or 1."""
    said = {key: value for key, value in query.items() if value not in (None, "", 1)}
    address = f"{settings.BASE_URL}{context['request'].path}"
    return f"{address}?{urlencode(said)}" if said else address


@register.simple_tag(takes_context=True)
def day(context: Context, moment: datetime | None, kind: str = "") -> SafeString | str:
    """A `<time>` with the day of a moment; `kind` becomes its class, such as `dt-published`."""
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    return _time(local, _formatted(local, _patterns(_clock(context), get_language())[0]), kind)


@register.simple_tag(takes_context=True)
def moment(context: Context, moment: datetime | None, kind: str = "") -> SafeString | str:
    """A `<time>` with day, hour and time zone of a moment."""
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    return _time(local, _formatted(local, _patterns(_clock(context), get_language())[1]), kind)


def day_in_words(day: date) -> str:
    """A day as this magazine writes it, for sentences that are put together outside templates."""
    return dateformat.format(day, _patterns(Magazine.current().clock, get_language())[0])


def _clock(context: Context) -> str:
    """The magazine's clock; parts that are rendered when something is published have no frame."""
    frame = context.get("frame")
    magazine = frame.magazine if frame else Magazine.objects.first() or Magazine()
    return str(magazine.clock)


@lru_cache(maxsize=64)
def _patterns(clock: str, language: str | None) -> tuple[str, str]:
    """Django's date formats for a day and for a moment."""
    if clock == Magazine.Clock.TWELVE:
        return (
            pgettext("day, 12-hour clock, Django date format", "F j, Y"),
            pgettext("moment, 12-hour clock, Django date format", "F j, Y, g:i\u00a0A\u00a0T"),
        )
    return (
        pgettext("day, 24-hour clock, Django date format", "j F Y"),
        pgettext("moment, 24-hour clock, Django date format", "j F Y, H:i\u00a0T"),
    )


def _formatted(local: datetime, pattern: str) -> str:
    return dateformat.format(local, pattern)


def _time(local: datetime, words: str, kind: str) -> SafeString:
    iso = local.isoformat(timespec="seconds")
    if not kind:
        return format_html('<time datetime="{}">{}</time>', iso, words)
    return format_html('<time class="{}" datetime="{}">{}</time>', kind, iso, words)
