"""Template tags about figures."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from pasquino.figures import reader_words
from pasquino.figures.models import Figure
from pasquino.figures.stated import plain

register = template.Library()
register.filter("date_known", reader_words.as_of)


@register.simple_tag
def figure_words(figure: Figure) -> SafeString:
    """The figure's words as the page's mark for people and programs; `value` is its number."""
    amount = figure.stated.amount
    return format_html(
        '<data class="figure" value="{}" data-qualifier="{}" lang="{}" dir="auto">{}</data>',
        plain(amount) if amount is not None else "",
        figure.qualifier,
        figure.language,
        figure.words,
    )
