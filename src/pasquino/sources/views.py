"""What readers see of sources: the list, a page for each, and how to cite it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from pasquino.delivery.pages import public
from pasquino.sources import citation as citations
from pasquino.sources import citing, shown
from pasquino.sources.models import Work

_DIGITS = 18


@public(query=["before"])
def sources(request: HttpRequest) -> HttpResponse:
    """All sources of published stories, the last added first."""
    before = request.GET.get("before", "")[:_DIGITS]
    found = citing.listed()
    if before.isascii() and before.isdecimal():
        found = found.filter(pk__lt=int(before))
    page = shown.page(found)
    return render(request, "sources/sources.html", {"page": page})


@public()
def source(request: HttpRequest, number: int) -> HttpResponse:
    """A source that something public cites: what it is, whether its link works, its copies."""
    work = _public(number)
    return render(request, "sources/source.html", shown.source(work))


@public()
def citation(request: HttpRequest, number: str, form: str) -> HttpResponse:
    """How to cite it, as CSL-JSON, BibTeX or RIS."""
    work = _public(int(number))
    write, content_type = citations.FORMS[form]
    response = HttpResponse(write(citations.of(work)), content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="source-{work.pk}.{form}"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _public(number: int) -> Work:
    if number >= 10**_DIGITS:
        raise Http404
    return get_object_or_404(citing.public().select_related("publisher__same_as"), pk=number)
