"""What readers see of figures: the list, a page for each and for each series, and downloads."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from pasquino.accounts.access import roles_in
from pasquino.accounts.models import Role
from pasquino.delivery.pages import public
from pasquino.figures import citing, downloads, figure_page, linked, series_shown, shown
from pasquino.figures.models import Figure, Series, SeriesPoint
from pasquino.figures.seen import Seen

_DIGITS = 18
_SEE_ALL = {str(Role.WRITER), str(Role.EDITOR), str(Role.ADMIN)}


@public(query=["before"])
def figures(request: HttpRequest) -> HttpResponse:
    """All figures of published stories, the last added first."""
    before = request.GET.get("before", "")[:_DIGITS]
    found = citing.listed()
    if before.isascii() and before.isdecimal():
        found = found.filter(pk__lt=int(before))
    return render(request, "figures/figures.html", {"page": shown.page(found)})


@public()
def figure(request: HttpRequest, number: int) -> HttpResponse:
    """A figure: its words, date and source, how it stands to others, and who cites it."""
    found, seen = _figure(request, number)
    return _sent(render(request, "figures/figure.html", figure_page.of(found, seen)), seen)


@public()
def series(request: HttpRequest, number: int) -> HttpResponse:
    """Counts of the same thing over time: a chart, its table by lines, the note."""
    found, seen = _series(request, number)
    return _sent(render(request, "figures/series.html", series_shown.page(found, seen)), seen)


@public()
def figure_download(request: HttpRequest, number: str, form: str) -> HttpResponse:
    """A figure for programs: CSV, its Table Schema, JSON or JSON-LD."""
    found, seen = _figure(request, int(number))
    node = linked.figure(found) if form == "jsonld" else {}
    table = downloads.of_figure(found)
    return _sent(_file(f"figure-{found.pk}", form, table, node), seen)


@public()
def series_download(request: HttpRequest, number: str, form: str) -> HttpResponse:
    """A series for programs: CSV, its Table Schema, JSON or JSON-LD."""
    found, seen = _series(request, int(number))
    lines = series_shown.lines_of(found, seen)
    node = linked.series(found, lines) if form == "jsonld" else {}
    table = downloads.of_series(found, lines)
    return _sent(_file(f"series-{found.pk}", form, table, node), seen)


def _file(name: str, form: str, table: downloads.Table, node: dict[str, Any]) -> HttpResponse:
    write, content_type = downloads.FORMS[form]
    response = HttpResponse(write(table, node), content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _sent(response: HttpResponse, seen: Seen) -> HttpResponse:
    """Nobody keeps what only editors see."""
    if seen.everything:
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def _figure(request: HttpRequest, number: int) -> tuple[Figure, Seen]:
    """The figure, and what its page may name; those who write and edit see all."""
    found = get_object_or_404(shown.prepared(Figure.objects.all()), pk=_within(number))
    return found, _seen(request, is_public=citing.is_public(found))


def _series(request: HttpRequest, number: int) -> tuple[Series, Seen]:
    found = get_object_or_404(Series, pk=_within(number))
    points = SeriesPoint.objects.filter(line__series=found)
    numbers = list(points.values_list("figure_id", flat=True))
    return found, _seen(request, is_public=citing.has_public(numbers))


def _seen(request: HttpRequest, *, is_public: bool) -> Seen:
    if not is_public and not roles_in(request) & _SEE_ALL:
        raise Http404
    return Seen(everything=not is_public)


def _within(number: int) -> int:
    if number >= 10**_DIGITS:
        raise Http404
    return number
