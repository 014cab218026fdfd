"""All that the page of one figure shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from pasquino.figures import checking, citing, family, linked, records, series_shown, shown
from pasquino.figures.checking import Check
from pasquino.figures.models import Figure, FigureMark, FigureRelation, Series
from pasquino.figures.seen import Seen

_DESKS = ("missing_as_of", "no_capture", "unit_mismatch")
_SAID_ELSEWHERE = ("looks_same", "resolved_by_supersession")


@dataclass(frozen=True)
class CountShown:
    """One in a chain of counts, and why it took the place of the one before."""

    figure: Figure
    reason: str
    is_this: bool
    mark: str


@dataclass(frozen=True)
class SeriesDrawn:
    """A series that a figure stands in, with its chart."""

    series: Series
    chart: SafeString
    withdrawn: list[Figure]


def of(figure: Figure, seen: Seen) -> dict[str, Any]:  # what a template is given
    """A prepared figure: its facts, newer and older counts, relations, charts and citers."""
    links = family.links_of(figure, seen)
    known = linked.known_of([figure])
    state, newest = known.standings[figure.pk]
    return {
        "figure": figure,
        "seen": seen,
        **shown.facts(figure),
        "state": state,
        "newest": newest if newest != figure and seen.among([newest.pk]) else None,
        "chain": _chain(figure, seen),
        "marks": FigureMark.objects.filter(figure=figure, lifted_at=None).order_by("pk"),
        "relations": family.relations(figure, links),
        "charts": list(filter(None, family.drawn(figure, links, seen))),
        "checks": _checks(figure, seen),
        "series": _series(figure, seen),
        "cited_by": citing.shown(figure),
        "json_ld": linked.figure(figure, known),
    }


def _checks(figure: Figure, seen: Seen) -> list[Check]:
    """What its relations add up to; readers are spared what only editors can mend."""
    found = [one for one in checking.checks_of([figure]) if seen.everything or not _is_desks(one)]
    here = seen.among({one.pk for check in found for one in check.figures})
    return [check for check in found if {one.pk for one in check.figures} <= here]


def _is_desks(check: Check) -> bool:
    return check.kind in _DESKS or check.result in _SAID_ELSEWHERE


def _chain(figure: Figure, seen: Seen) -> list[CountShown]:
    """All counts of it, the newest first; none where it is the only one."""
    chain = records.chain_of(figure)
    here = seen.among([one.pk for one in chain])
    if len(here) == 1:
        return []
    rows = FigureRelation.objects.filter(figure__in=here, kind=FigureRelation.Kind.SUPERSEDES)
    reasons = {row.figure_id: row.get_reason_display() for row in rows if row.reason}
    marks = records.marks_of(here)
    return [
        CountShown(one, reasons.get(one.pk, ""), one == figure, family.mark_words(marks[one.pk]))
        for one in reversed(chain)
        if one.pk in here
    ]


def _series(figure: Figure, seen: Seen) -> list[SeriesDrawn]:
    """The series it stands in, those that have a page of their own for this visitor."""
    found = Series.objects.filter(lines__points__figure=figure).distinct().order_by("pk")
    drawn = []
    for series in found:
        lines = series_shown.lines_of(series, seen)
        numbers = {one.pk for line in lines for one in line.figures}
        if seen.everything or citing.has_public(numbers):
            withdrawn = series_shown.withdrawn_of(lines)
            lines = series_shown.without(lines, withdrawn)
            chart = series_shown.chart(series.title, lines, figure)
            drawn.append(SeriesDrawn(series, chart, withdrawn))
    return drawn
