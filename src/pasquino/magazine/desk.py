"""Lets the desk do without inline scripts, so that its policy can forbid them.

Wagtail 8 starts date fields, choosers and inline panels by `<script>` elements beside them. Here
they become data (`<script type="application/json" data-desk-start="…">`) that `desk.js` reads.
The templates in `templates/wagtailadmin/` do it for date fields and panels; choosers write their
script in Python, so their `render` is replaced. To be left when Wagtail does it itself
(https://github.com/wagtail/wagtail/issues/1288).
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.side_panels import CommentsSidePanel
from wagtail.admin.widgets import BaseChooser

HUES = (12, 40, 95, 150, 195, 220, 265, 320)


def without_inline_scripts() -> None:
    """Have Wagtail's choosers say how they are started instead of starting themselves."""
    BaseChooser.render = _render_chooser


def call_comments_notes() -> None:
    """Editors write notes to each other; comments are what readers write (glossary)."""
    CommentsSidePanel.title = _("Notes")
    CommentsSidePanel.SidePanelToggle.aria_label = _("Toggle notes")


def _render_chooser(
    self: Any, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
) -> SafeString:
    """As `BaseChooser.render` of Wagtail 8, the script replaced by data."""
    key = (attrs or {})["id"]
    data = self.get_value_data(value)
    options = self.get_js_init_options(key, name, data)
    start = json.dumps([key, options]).replace("<", "\\u003c")
    return format_html(
        '{}<script type="application/json" data-desk-start="{}">{}</script>',
        SafeString(self.render_html(name, data, attrs)),
        self.js_constructor,
        SafeString(start),  # JSON without "<" cannot end the element
    )


class NoDocuments:
    """An endpoint of the desk's API under which there is nothing."""

    model = type("Nothing", (), {})

    @classmethod
    def get_urlpatterns(cls) -> list[URLPattern]:
        """One address, so that it can be named."""
        return [path("", cls.nothing, name="listing")]

    @staticmethod
    def nothing(request: HttpRequest) -> HttpResponse:
        """Not found."""
        raise Http404


def initials_picture(name: str) -> str:
    """A round-coloured square with one or two letters, as the address of an image."""
    words = name.split() or ["?"]
    letters = (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper()
    hue = HUES[sum(map(ord, name)) % len(HUES)]
    picture = format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 80">'
        '<rect width="80" height="80" fill="hsl({},45%,32%)"/>'
        '<text x="40" y="41" fill="#fff" font-family="sans-serif" font-size="32" '
        'text-anchor="middle" dominant-baseline="central">{}</text></svg>',
        hue,
        letters,
    )
    return "data:image/svg+xml," + quote(picture)
