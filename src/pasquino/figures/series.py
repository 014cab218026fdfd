"""Counts of the same thing over time: series, their lines, and figures on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from pasquino.figures import texts
from pasquino.figures.announcements import figure_changed
from pasquino.figures.models import Figure, FigureChange, Series, SeriesLine, SeriesPoint
from pasquino.figures.refusals import NoWords, OfAnotherProducer, OfAnotherUnit
from pasquino.figures.stated import PERCENT, RATIO
from pasquino.sources.parties import resolved

if TYPE_CHECKING:
    from pasquino.accounts.models import User
    from pasquino.sources.models import Party


@transaction.atomic
def make_series(
    *, title: str, note: str = "", document: str = "", local_id: str = "", by: User | None = None
) -> Series:
    """A series without lines yet. Raises NoWords without a title, TooLong."""
    given = {"title": title, "note": note, "document": document, "local_id": local_id}
    fields = texts.clean(Series, given)
    if not fields["title"]:
        raise NoWords
    return Series.objects.create(created_by=by, **fields)


@transaction.atomic
def add_line(
    *,
    series: Series,
    measure: str = "",
    definition: str = "",
    producer: Party | None = None,
    unit: str = "",
    order: int | None = None,
) -> SeriesLine:
    """A line below the others: what is counted in one way, by one producer, in one unit."""
    given = {"measure": measure, "definition": definition, "unit": unit}
    fields = texts.clean(SeriesLine, given)
    if order is None:
        order = _next(series.lines.aggregate(last=Max("order"))["last"])
    return SeriesLine.objects.create(series=series, producer=producer, order=order, **fields)


@transaction.atomic
def add_point(*, line: SeriesLine, figure: Figure, order: int | None = None) -> SeriesPoint:
    """Put a figure on a line, behind the others; gives the point there is, if it is on it.

    A line without a unit takes the first figure's; where that has none, the line has none, and
    no figure that has one comes onto it. A figure without a unit comes onto any line but of
    shares. Raises OfAnotherUnit, OfAnotherProducer.
    """
    line = SeriesLine.objects.select_for_update(of=("self",)).select_related("producer").get(
        pk=line.pk
    )  # fmt: skip
    known = line.points.filter(figure=figure).first()
    if known:
        return known
    _look_at(line, figure)
    if not line.unit and figure.unit:
        line.unit = figure.unit
        line.save(update_fields=["unit"])
    if order is None:
        order = _next(line.points.aggregate(last=Max("order"))["last"])
    made = SeriesPoint.objects.create(line=line, figure=figure, order=order)
    figure_changed.send(sender=Figure, figure=figure)
    return made


@transaction.atomic
def remove_point(*, point: SeriesPoint, by: User | None) -> None:
    """Take a figure off a line; the figure stays, with a record of where it stood."""
    stood = "; ".join(filter(None, (str(point.line.series), str(point.line))))
    FigureChange.objects.create(
        figure=point.figure, before={"series": stood}, reason=_("Taken off the line."), by=by
    )
    point.delete()
    figure_changed.send(sender=Figure, figure=point.figure)


def _look_at(line: SeriesLine, figure: Figure) -> None:
    is_bare = not figure.unit and line.unit not in (PERCENT, RATIO)
    if line.unit != figure.unit and not is_bare and (line.unit or line.points.exists()):
        raise OfAnotherUnit
    if line.producer and figure.producer and resolved(line.producer) != resolved(figure.producer):
        raise OfAnotherProducer


def _next(last: int | None) -> int:
    return 0 if last is None else last + 1
