"""What readers see of outlooks: the list, a page for each, and one for each claim."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render

from pasquino.delivery.pages import public
from pasquino.outlooks import (
    addresses,
    citing,
    downloads,
    drawings,
    expectations,
    linked_data,
    listing,
    outline_reading,
)
from pasquino.outlooks.models import OutlookClaim
from pasquino.outlooks.outline import Works
from pasquino.outlooks.reach import claim_for, is_editor, outlook_for, visible

_DIGITS = 18


@public(query=["before"])
def outlooks(request: HttpRequest) -> HttpResponse:
    """All outlooks that a public story shows or cites, the last added first."""
    before = request.GET.get("before", "")[:_DIGITS]
    found = visible(request)
    if before.isascii() and before.isdecimal():
        found = found.filter(pk__lt=int(before))
    context = {
        "page": listing.page(found),
        "is_editor": is_editor(request),
        "in_sum": expectations.in_sum() if not before else None,
    }
    return render(request, "outlooks/outlooks.html", context)


@public()
def outlook(request: HttpRequest, number: int) -> HttpResponse:
    """One outlook: who expects what under which condition, and what became of it."""
    outlook = outlook_for(request, number)
    outline = outline_reading.outline_of(outlook)
    citations = citing.citations(outlook)
    context = {
        "outline": outline,
        "outlook": outlook,
        "tree": drawings.tree_of(outline),
        "timeline": drawings.timeline_of(outline),
        "citations": citations,
        "is_editor": is_editor(request),
        "json_ld": linked_data.of_outlook(outline),
    }
    return render(request, "outlooks/outlook.html", context)


@public()
def claim(request: HttpRequest, number: int, key: str) -> HttpResponse:
    """One claim with all its assessments; its address by number leads to that by its key."""
    outlook = outlook_for(request, number)
    claim = claim_for(outlook, key)
    if claim.key != key:
        return HttpResponsePermanentRedirect(addresses.of_claim(claim))
    return claim_page(request, claim)


def claim_page(
    request: HttpRequest, claim: OutlookClaim, *, status: int = 200, **more: Any
) -> HttpResponse:
    """The page of a claim; `more` is what a refused form brings back to it."""
    outlook = claim.outlook
    works = Works()
    (shown,) = outline_reading.claims_shown(
        outlook.claims.filter(pk=claim.pk), outlook, works=works
    )
    context = {
        "outlook": outlook,
        "shown": shown,
        "claim": shown.claim,
        "stated_in": works.shown(outlook.work),
        "citations": citing.of_claim(claim, citing.citations(outlook)),
        "assess_at": addresses.of_assessing(claim) if is_editor(request) else "",
        "expectation": expectations.of_claim(request, shown),
        "json_ld": linked_data.of_claim(shown, works.shown(outlook.work)),
        **more,
    }
    return render(request, "outlooks/claim.html", context, status=status)


@public()
def download(request: HttpRequest, number: int) -> HttpResponse:
    """An outlook as a file for other magazines and programs."""
    outlook = outlook_for(request, number)
    text = json.dumps(downloads.document(outlook), ensure_ascii=False, indent=1)
    response = HttpResponse(f"{text}\n", content_type="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="outlook-{outlook.pk}.json"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response
