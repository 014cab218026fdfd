"""Template tags about outlooks: dates as exactly as they are known, and data for machines."""

from __future__ import annotations

from datetime import date

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from pasquino.magazine.templatetags.magazine_tags import day_in_words
from pasquino.outlooks import reader_words

register = template.Library()


@register.simple_tag
def known_date(words: str) -> SafeString | str:
    """A `<time>` with a date as exactly as it is known: "2017-03" is March 2017."""
    if not words:
        return ""
    return format_html('<time datetime="{}">{}</time>', words, reader_words.known_date(words))


@register.simple_tag
def whole_day(on: date) -> SafeString:
    """A `<time>` with a day."""
    return format_html('<time datetime="{}">{}</time>', on.isoformat(), day_in_words(on))
