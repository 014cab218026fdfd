"""What counts of a figure now: how it is read, which count is the newest, how it stands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from pasquino.figures import wording
from pasquino.figures.models import Figure, FigureMark, FigureRelation
from pasquino.figures.stated import Reading

State = Literal["current", "superseded", "disputed", "withdrawn"]
SUPERSEDES = FigureRelation.Kind.SUPERSEDES


class Standing(NamedTuple):
    """How a figure stands, and the newest count of it, itself where there is none."""

    state: State
    newest: Figure


def reading_of(figure: Figure) -> Reading | None:
    """What its words are taken to mean: an editor's reading, else the default one."""
    return wording.reading_that_counts(figure.stated, figure.edited_reading)


def readings_of_share(figure: Figure) -> list[Reading]:
    """How a share may be read, the narrowest first: one reading, or two for "70 %"."""
    if figure.edited_reading:
        return [figure.edited_reading]
    both = [wording.reading(figure.stated), wording.reading(figure.stated, wide=True)]
    return list(dict.fromkeys(reading for reading in both if reading))


def newest_of(figure: Figure) -> Figure:
    """The end of the chain of newer counts, itself where there is none; none that is withdrawn."""
    return newest_of_each([figure])[figure.pk]


def last_of(figure: Figure) -> Figure:
    """The end of the chain of newer counts, withdrawn or not: the next one overtakes this."""
    return [figure, *_walk(figure, "figure", "other")][-1]


def newest_of_each(figures: Iterable[Figure]) -> dict[int, Figure]:
    """The newest count of each figure by the figure's number; a query for each step of a chain.

    A newer count that was withdrawn is not taken, but what supersedes it is.
    """
    newest = {figure.pk: figure for figure in figures}
    ends = {pk: pk for pk in newest}  # where each chain has got to
    withdrawn: set[int] = set()
    seen = {pk: {pk} for pk in newest}
    while ends:
        steps = _newer(set(ends.values()))
        withdrawn |= _withdrawn(step.pk for step in steps.values())
        onward = {}
        for start, end in ends.items():
            step = steps.get(end)
            if step is None or step.pk in seen[start]:
                continue
            seen[start].add(step.pk)
            onward[start] = step.pk
            if step.pk not in withdrawn:
                newest[start] = step
        ends = onward
    return newest


def chain_of(figure: Figure) -> list[Figure]:
    """All counts of it from the oldest to the newest, itself among them."""
    older = _walk(figure, "other", "figure")
    newer = _walk(figure, "figure", "other")
    return [*reversed(older), figure, *newer]


def state_of(figure: Figure) -> State:
    """Withdrawn, superseded, disputed or current; the first of these that holds."""
    return states_of([figure])[figure.pk]


def states_of(figures: Iterable[Figure]) -> dict[int, State]:
    """The state of each figure by its number."""
    return {pk: standing.state for pk, standing in standings_of(figures).items()}


def standings_of(figures: Iterable[Figure]) -> dict[int, Standing]:
    """The state and the newest count of each figure by its number."""
    given = list(figures)
    marks = marks_of(figure.pk for figure in given)
    newest = newest_of_each(given)
    return {
        one.pk: Standing(_state(one, marks[one.pk], newest[one.pk]), newest[one.pk])
        for one in given
    }


def marks_of(numbers: Iterable[int]) -> dict[int, set[str]]:
    """The kinds of marks on each of these figures that nobody lifted."""
    marks: dict[int, set[str]] = {number: set() for number in numbers}
    rows = FigureMark.objects.filter(figure__in=list(marks), lifted_at=None)
    for pk, kind in rows.values_list("figure_id", "kind"):
        marks[pk].add(kind)
    return marks


def _state(figure: Figure, marks: set[str], newest: Figure) -> State:
    if FigureMark.Kind.WITHDRAWN in marks:
        return "withdrawn"
    if newest.pk != figure.pk:
        return "superseded"
    return "disputed" if FigureMark.Kind.DISPUTED in marks else "current"


def _newer(of: Iterable[int]) -> dict[int, Figure]:
    """What supersedes each, one step on."""
    rows = FigureRelation.objects.filter(kind=SUPERSEDES, other__in=list(of))
    return {row.other_id: row.figure for row in rows.select_related("figure")}


def _withdrawn(figures: Iterable[int]) -> set[int]:
    marks = FigureMark.objects.filter(
        figure__in=list(figures), kind=FigureMark.Kind.WITHDRAWN, lifted_at=None
    )
    return set(marks.values_list("figure_id", flat=True))


def _walk(figure: Figure, to: str, of: str) -> list[Figure]:
    """The figures that are reached from it, nearest first, none twice."""
    found, reached, seen = [], [figure.pk], {figure.pk}
    while reached:
        rows = FigureRelation.objects.filter(kind=SUPERSEDES, **{f"{of}__in": reached})
        steps = [getattr(row, to) for row in rows.select_related(to).order_by(f"-{to}_id")]
        reached = []
        for step in steps:
            if step.pk not in seen:
                seen.add(step.pk)
                reached.append(step.pk)
                found.append(step)
    return found
