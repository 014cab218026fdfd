"""The Contribute page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.rich_text import expand_db_html

from pasquino.delivery.pages import public
from pasquino.funding.models import ContributePage


@public()
def contribute(request: HttpRequest) -> HttpResponse:
    """What the editors say to those who want to help."""
    page = ContributePage.objects.first() or ContributePage()
    context = {"contribute": page, "text": expand_db_html(page.text)}
    return render(request, "funding/contribute.html", context)
