"""Series at the desk: their lines, and the figures on them."""

from __future__ import annotations

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from pasquino.accounts.access import member
from pasquino.figures import actions, sentences
from pasquino.figures.desk_door import at_the_desk, done, left_to_editors, may_change, shown
from pasquino.figures.desk_forms import LineForm, PointForm, SeriesForm
from pasquino.figures.models import Figure, Series, SeriesLine, SeriesPoint

SHOWN = 200


@at_the_desk
def all_series(request: HttpRequest) -> HttpResponse:
    """All series, newest first, and a form for another."""
    form = SeriesForm(request.POST or None)
    if form.is_valid():
        try:
            found = actions.make_series(by=member(request), **form.cleaned_data)
        except sentences.REFUSALS as refused:
            form.add_error(None, sentences.of_refusal(refused))
        else:
            messages.success(request, _("The series is made. Give it a line for each count."))
            return redirect("desk-figure-series", found.pk)
    rows = Series.objects.order_by("-pk")[:SHOWN]
    return shown(request, "all_series.html", {"rows": rows, "form": form}, refused=form.is_bound)


@at_the_desk
def series(request: HttpRequest, number: int) -> HttpResponse:
    """One series; a POST adds a line."""
    found = get_object_or_404(Series, pk=number)
    form = LineForm(request.POST or None)
    if (
        form.is_valid()
        and _is_allowed(request, form, found)
        and done(form, lambda: actions.add_line(series=found, **form.line()))
    ):
        messages.success(request, _("The line is added."))
        return redirect("desk-figure-series", number)
    return _page(request, found, line_form=form)


@at_the_desk
@require_POST
def add_point(request: HttpRequest, number: int, line: int) -> HttpResponse:
    """A figure comes onto a line."""
    found = get_object_or_404(SeriesLine, pk=line, series=number)
    form = PointForm(request.POST, prefix=f"line{line}")
    if (
        form.is_valid()
        and _is_allowed(request, form, found.series, form.cleaned_data["figure"])
        and done(form, lambda: actions.add_point(line=found, figure=form.cleaned_data["figure"]))
    ):
        return redirect("desk-figure-series", number)
    return _page(request, found.series, point_form=(line, form))


@at_the_desk
@require_POST
def remove_point(request: HttpRequest, number: int, point: int) -> HttpResponse:
    """A figure leaves a line; it stays a figure."""
    found = get_object_or_404(SeriesPoint, pk=point, line__series=number)
    if not may_change(request, _on(found.line.series)):
        messages.error(request, left_to_editors())
        answer = _page(request, found.line.series)
        answer.status_code = 403
        return answer
    actions.remove_point(point=found, by=member(request))
    return redirect("desk-figure-series", number)


def _on(series: Series) -> QuerySet[Figure]:
    """The figures on its lines."""
    return Figure.objects.filter(series_points__line__series=series)


def _is_allowed(request: HttpRequest, form: forms.Form, series: Series, *figures: Figure) -> bool:
    """Whether somebody may decide what stands in a series; if not, the form says why."""
    if may_change(request, [*_on(series), *figures]):
        return True
    form.add_error(None, left_to_editors())
    return False


def _page(
    request: HttpRequest,
    found: Series,
    *,
    line_form: LineForm | None = None,
    point_form: tuple[int, PointForm] | None = None,
) -> HttpResponse:
    lines = found.lines.select_related("producer").prefetch_related("points__figure")
    of_line = dict([point_form]) if point_form else {}
    rows = [(line, of_line.get(line.pk) or PointForm(prefix=f"line{line.pk}")) for line in lines]
    context = {"series": found, "lines": rows, "line_form": line_form or LineForm()}
    refused = bool(point_form or (line_form and line_form.is_bound))
    return shown(request, "series.html", context, refused=refused)
