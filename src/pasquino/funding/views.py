"""The Contribute page."""

from __future__ import annotations

import nh3
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import expand_db_html

from pasquino.delivery.pages import public
from pasquino.funding.models import ContributePage

# What the editor of ContributePage.text can make; stories have an allow-list of their own.
TAGS = {"p", "br", "h2", "b", "strong", "i", "em", "a", "ul", "ol", "li"}
ATTRIBUTES = {"a": {"href"}}
SCHEMES = {"http", "https", "mailto", "tel"}


@public()
def contribute(request: HttpRequest) -> HttpResponse:
    """What the editors say to those who want to help."""
    page = ContributePage.objects.first() or ContributePage()
    context = {"contribute": page, "text": _printed(page.text)}
    return render(request, "funding/contribute.html", context)


def _printed(text: str) -> SafeString:
    """The editors' text with its links resolved and nothing in it but what is allowed."""
    allowed = nh3.clean(
        expand_db_html(text),
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="noopener",
    )
    return mark_safe(allowed)  # noqa: S308 - nh3 made it
