"""The outlooks and claims in a story's text, as they stand now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from pasquino.outlooks.shown import claim_shown, shown


def outlook(inset: Mapping[str, Any]) -> SafeString:
    """An outlook as a list, a tree and its claims; empty where it is no more."""
    html = shown(inset["outlook"])
    return format_html('<div class="inset inset--outlook">{}</div>', html) if html else html


def claim(inset: Mapping[str, Any]) -> SafeString:
    """A claim and the assessment that the story carries, below why it is cited."""
    html = claim_shown(inset["claim"], inset["assessment"])
    if not html:
        return html
    why = format_html('<p class="inset__why" dir="auto">{}</p>', inset["why"])
    return format_html(
        '<div class="inset inset--claim">{}{}</div>', why if inset["why"] else "", html
    )
