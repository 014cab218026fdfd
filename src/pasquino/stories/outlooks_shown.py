"""The outlooks and claims in a story's text, as they stand now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from pasquino.outlooks.models import Assessment, Outlook, OutlookClaim


def outlook(inset: Mapping[str, Any]) -> SafeString:
    """An outlook as a list, a tree and its claims."""
    found = Outlook.objects.filter(pk=inset["outlook"]).first()
    return _rendered("_inset_outlook", inset, outlook=found) if found else SafeString("")


def claim(inset: Mapping[str, Any]) -> SafeString:
    """A claim, why it is cited, and the assessment that the story carries."""
    found = OutlookClaim.objects.select_related("outlook").filter(pk=inset["claim"]).first()
    if found is None:
        return SafeString("")
    assessment = Assessment.objects.filter(pk=inset["assessment"] or 0).first()
    return _rendered("_inset_claim", inset, claim=found, assessment=assessment)


def _rendered(template: str, inset: Mapping[str, Any], **context: object) -> SafeString:
    html = render_to_string(f"stories/{template}.html", {"inset": inset, **context})
    return SafeString(html.strip())
