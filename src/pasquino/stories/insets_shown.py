"""Draws what stands in a story's text from records: charts of figures, outlooks, claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any, NamedTuple

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pasquino.figures import charts
from pasquino.figures.charts import Line
from pasquino.figures.series_shown import by_date
from pasquino.stories import figured_rows, figures_shown, insets, outlooks_shown
from pasquino.stories.figured_rows import SeriesRow
from pasquino.stories.figures_shown import FigureShown
from pasquino.stories.sources_shown import SourceShown


class Depends(NamedTuple):
    """What an inset is drawn from beside the story's own figures, as it stands now."""

    series: tuple[SeriesRow, ...] = ()
    html: SafeString = SafeString("")


def depends(found: Sequence[Mapping[str, Any]]) -> tuple[Depends, ...]:
    """What each inset is drawn from; a query for each series and outlook."""
    return tuple(_depends(inset) for inset in found)


def drawn(
    found: Sequence[Mapping[str, Any]],
    on: Sequence[Depends],
    figures: Sequence[FigureShown],
    sources: Mapping[int, SourceShown],
) -> dict[tuple[str, int], SafeString]:
    """The insets as HTML by their slots."""
    return {
        ("inset", number): _drawn(inset, one, figures, sources)
        for number, (inset, one) in enumerate(zip(found, on, strict=True), start=1)
    }


def _depends(inset: Mapping[str, Any]) -> Depends:
    if inset["kind"] == insets.OUTLOOK:
        return Depends(html=outlooks_shown.outlook(inset))
    if inset["kind"] == insets.CLAIM:
        return Depends(html=outlooks_shown.claim(inset))
    series = inset["series"]
    return Depends(tuple(figured_rows.of_series(series)) if series else ())


def _drawn(
    inset: Mapping[str, Any],
    on: Depends,
    figures: Sequence[FigureShown],
    sources: Mapping[int, SourceShown],
) -> SafeString:
    if inset["kind"] != insets.FIGURES:
        return on.html
    if inset["series"]:
        lines = _lines(on.series, sources)
    else:
        lines = [("", figures_shown.in_chart(figures, inset["id"]))]
    drawn = [(label, [one for one in of if not one.is_withdrawn]) for label, of in lines]
    chart = _chart(inset["shown"], _counted(drawn, bool(inset["series"])), inset["title"])
    note = _withdrawn([one for _label, of in lines for one in of if one.is_withdrawn])
    if not (chart or note):
        return chart
    return format_html('<div class="inset inset--figures">{}{}</div>', chart, note)


def _lines(
    rows: Sequence[SeriesRow], sources: Mapping[int, SourceShown]
) -> list[tuple[str, list[FigureShown]]]:
    """The lines of a series: the dated figures by date, then the others in the order given."""
    found = []
    for (_line, label), of in groupby(rows, key=lambda row: (row.line, row.label)):
        figures = figures_shown.shown([one.row for one in of], sources)
        found.append((label, by_date(figures, lambda one: one.facts.as_of)))
    return found


def _counted(lines: Sequence[tuple[str, list[FigureShown]]], is_series: bool) -> list[Line]:
    """As charts draw them: the first is set off; a line says for all of what they are."""
    if is_series:
        return [
            Line(label=label, counts=[replace(one.count(), label="") for one in of])
            for label, of in lines
        ]
    return [
        Line(label=label, counts=[one.count(is_main=at == 0) for at, one in enumerate(of)])
        for label, of in lines
    ]


def _withdrawn(figures: Sequence[FigureShown]) -> SafeString:
    """What a chart leaves out, since whoever counted it took it back."""
    if not figures:
        return SafeString("")
    links = format_html_join(
        ", ", '<a href="{}">{}</a>', ((one.page, one.facts.words) for one in figures)
    )
    return format_html("<p>{} {}</p>", _("Withdrawn, and not drawn:"), links)


def _chart(kind: str, lines: Sequence[Line], title: str) -> SafeString:
    counts = [count for line in lines for count in line.counts]
    if not counts:
        return SafeString("")
    if kind == "table":
        return _table(lines, title)
    if kind == "dots":
        return charts.dots(lines, title=title)
    if kind == "share" and len(counts) == 1:
        return charts.share(counts[0], title=title)
    return charts.bars(counts, title=title)


def _table(lines: Sequence[Line], title: str) -> SafeString:
    """The table that stands below each chart, by itself."""
    counts = [count for line in lines for count in line.counts]
    columns = {
        "has_labels": any(count.label for count in counts),
        "has_dates": True,
        "has_sources": any(count.source for count in counts),
    }
    context = {
        **columns,
        "title": title,
        "lines": [line for line in lines if line.counts],
        "has_lines": len(lines) > 1 or any(line.label for line in lines),
        "columns": 1 + sum(columns.values()),
    }
    return SafeString(render_to_string("stories/_figures_table.html", context).strip())
