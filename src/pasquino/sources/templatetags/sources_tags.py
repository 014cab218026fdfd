"""Template tags about sources."""

from __future__ import annotations

import json
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
_BREAKS_OUT = {mark: f"\\u{ord(mark):04x}" for mark in ("<", ">", "&", "\u2028", "\u2029")}


@register.simple_tag
def linked_data(node: dict[str, Any]) -> SafeString:  # a JSON-LD object
    """The node as a data block; nothing in it can end the block or the line it stands on."""
    text = json.dumps(node, ensure_ascii=False, separators=(",", ":"))
    for mark, escape in _BREAKS_OUT.items():
        text = text.replace(mark, escape)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - see above
