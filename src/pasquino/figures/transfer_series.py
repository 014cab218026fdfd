"""Takes the series of a document over: found again by uuid or (document, id), else made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from pasquino.figures import actions
from pasquino.figures.documents import LineEntry, SeriesEntry
from pasquino.figures.models import Figure, Series, SeriesLine
from pasquino.figures.transfer_report import Report
from pasquino.figures.transfer_sources import party
from pasquino.sources.parties import resolved

if TYPE_CHECKING:
    from pasquino.accounts.models import User


def take_over(
    entry: SeriesEntry, figures: dict[str, Figure], report: Report, by: User | None
) -> None:
    """Make what is missing of a series; a title or note that differs is reported and left."""
    series = _known(entry)
    if series is None:
        series = _made(entry, by)
        report.series += 1
    elif (series.title, series.note) != (entry.title, entry.note):
        why = _("{where}: title or note stand otherwise here; they are left as they are.")
        report.differences.append(why.format(where=entry.where))
    lines = list(series.lines.select_related("producer"))
    for line in entry.lines:
        _line(series, lines, line, figures, report)


def _known(entry: SeriesEntry) -> Series | None:
    found = Series.objects.filter(uuid=entry.uuid).first() if entry.uuid else None
    if found is None and entry.document:
        rows = Series.objects.filter(document=entry.document, local_id=entry.document_id)
        found = rows.first()
    return found


def _made(entry: SeriesEntry, by: User | None) -> Series:
    series = actions.make_series(
        title=entry.title, note=entry.note, document=entry.document,
        local_id=entry.document_id, by=by,
    )  # fmt: skip
    if entry.uuid:
        series.uuid = entry.uuid
        series.created_at = entry.created_at or series.created_at
        series.save(update_fields=["uuid", "created_at"])
    return series


def _line(
    series: Series,
    lines: list[SeriesLine],
    entry: LineEntry,
    figures: dict[str, Figure],
    report: Report,
) -> None:
    """The line that counts the same thing in the same way by the same one; each is taken once."""
    producer, unit = party(entry.counted_by), entry.unit or _unit(entry, figures)
    said = (entry.measure, entry.definition, producer, unit)
    for line in lines:
        by = resolved(line.producer) if line.producer else None
        if (line.measure, line.definition, by, line.unit) == said:
            lines.remove(line)
            break
    else:
        line = actions.add_line(
            series=series, measure=entry.measure, definition=entry.definition, producer=producer,
            unit=unit,
        )  # fmt: skip
    here = set(line.points.values_list("figure_id", flat=True))
    for key in entry.points:
        figure = figures[key]
        if figure.pk not in here:
            actions.add_point(line=line, figure=figure)
            report.points += 1
            here.add(figure.pk)


def _unit(entry: LineEntry, figures: dict[str, Figure]) -> str:
    """The unit that a line takes from its first figure that has one."""
    return next((figures[key].unit for key in entry.points if figures[key].unit), "")
