"""A series as pages show it: its lines with their figures in order, and its chart."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any, TypeVar

from django.utils.safestring import SafeString

from pasquino.figures import charts, linked, shown
from pasquino.figures.chart_scales import moment
from pasquino.figures.charts import Count
from pasquino.figures.models import Figure, FigureMark, Series, SeriesLine, SeriesPoint
from pasquino.figures.records import marks_of
from pasquino.figures.seen import Seen
from pasquino.sources.shown import name_of

Dated = TypeVar("Dated")


@dataclass(frozen=True)
class LineShown:
    """A line with its figures: dated ones by date, then the others in the order given."""

    line: SeriesLine
    figures: list[Figure]

    @property
    def counted_by(self) -> str:
        """Who counts it, under the name that stays."""
        return name_of(self.line.producer) if self.line.producer else ""

    @property
    def label(self) -> str:
        """What it counts, who counts it, and how."""
        parts = (self.line.measure, self.counted_by, self.line.definition)
        return ", ".join(part for part in parts if part)


def page(series: Series, seen: Seen) -> dict[str, Any]:  # what a template is given
    """All that the page of a series shows."""
    lines = lines_of(series, seen)
    withdrawn = withdrawn_of(lines)
    return {
        "series": series,
        "seen": seen,
        "lines": lines,
        "chart": chart(series.title, without(lines, withdrawn)),
        "withdrawn": withdrawn,
        "json_ld": linked.series(series, lines),
    }


def lines_of(series: Series, seen: Seen) -> list[LineShown]:
    """The lines of a series with the figures that may be shown."""
    points = SeriesPoint.objects.filter(line__series=series).order_by("order", "pk")
    places = list(points.values_list("line_id", "figure_id"))
    here = seen.among({figure for _line, figure in places})
    figures = shown.prepared(Figure.objects.all()).in_bulk(here)
    return [
        LineShown(
            line,
            by_date(
                [figures[pk] for of, pk in places if of == line.pk and pk in here],
                attrgetter("as_of"),
            ),
        )
        for line in series.lines.select_related("producer__same_as")
    ]


def chart(title: str, lines: Sequence[LineShown], main: Figure | None = None) -> SafeString:
    """Dated dots with their table, each line by itself."""
    given = [
        charts.Line(
            label=line.label,
            counts=[_count(one, line, main) for one in line.figures],
        )
        for line in lines
    ]
    return charts.dots(given, title=title)


def _count(figure: Figure, line: LineShown, main: Figure | None) -> Count:
    """What the line says of all its figures is not said of each again."""
    count = shown.count_of(figure, is_main=figure == main, label="")
    return replace(count, source="") if count.source == line.counted_by else count


def by_date(counts: Sequence[Dated], as_of: Callable[[Dated], str]) -> list[Dated]:
    """The dated ones by date; those without a date behind them, in the order given."""
    dated = [(when, one) for one in counts if (when := moment(as_of(one))) is not None]
    known = [one for _when, one in sorted(dated, key=lambda pair: pair[0])]
    return [*known, *(one for one in counts if moment(as_of(one)) is None)]


def without(lines: Sequence[LineShown], withdrawn: Collection[Figure]) -> list[LineShown]:
    """The lines with the figures that are drawn: what was withdrawn is named, not joined."""
    return [
        replace(line, figures=[one for one in line.figures if one not in withdrawn])
        for line in lines
    ]


def withdrawn_of(lines: Sequence[LineShown]) -> list[Figure]:
    """The figures on these lines that were withdrawn."""
    figures = list({one.pk: one for line in lines for one in line.figures}.values())
    marks = marks_of(one.pk for one in figures)
    return [one for one in figures if FigureMark.Kind.WITHDRAWN in marks[one.pk]]
