"""What is stored of a story's figures, read for its page: one query, one more a newer count."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import models
from django.db.models import FilteredRelation, Q, QuerySet

from pasquino.delivery.prepared import Among, Given, GivenList, Prepared
from pasquino.figures import wording
from pasquino.figures.models import Figure, FigureMark, FigureRelation, SeriesPoint
from pasquino.figures.stated import Reading, Stated
from pasquino.stories.figure_places import BLOCK, Placed
from pasquino.stories.models import StoryFigure

if TYPE_CHECKING:
    from pasquino.figures.stated import Qualifier


class Facts(NamedTuple):
    """One figure as it stands: what its source said, what is noted, which one overtook it."""

    number: int
    words: str
    language: str
    qualifier: Qualifier
    amount: Decimal | None
    amount_to: Decimal | None
    per: Decimal | None
    unit: str
    modal: str
    word: str
    reading_low: Decimal | None
    reading_high: Decimal | None
    reading_high_open: bool
    reading_basis: str
    population: str
    where: str
    leaves_out: str
    as_of: str
    as_of_note: str
    work: int | None
    work_title: str | None
    producer: str | None
    producer_same: str | None
    via: str
    overtaken: int | None

    @property
    def stated(self) -> Stated:
        """What the source said."""
        return Stated(
            self.qualifier, self.amount, self.amount_to, self.per, self.unit, self.modal,
            self.word, self.words,
        )  # fmt: skip

    @property
    def reading(self) -> Reading | None:
        """An editor's reading of it, else the engine's, as on the figure's own page."""
        return wording.reading_that_counts(self.stated, self._edited_reading)

    @property
    def _edited_reading(self) -> Reading | None:
        if not self.reading_basis:
            return None
        return Reading(
            self.reading_low, self.reading_high, self.reading_basis, self.reading_high_open
        )


class Newer(NamedTuple):
    """The newest count of those that overtook a figure."""

    number: int
    words: str
    as_of: str


class _Step(NamedTuple):
    """A newer count, and the one that overtook it in turn."""

    newer: Newer
    onward: int | None
    is_withdrawn: bool


class FigureRow(NamedTuple):
    """A figure in its place; equal rows look the same on a page.

    `marks` are (kind, reason) of `FigureMark`s that nobody lifted.
    """

    placed: Placed
    facts: Facts
    marks: tuple[tuple[str, str], ...] = ()
    newer: Newer | None = None


class SeriesRow(NamedTuple):
    """A figure on a line of a series; `label` is what the line is called."""

    line: int
    label: str
    row: FigureRow


_FACTS = (
    "pk", "words", "language", "qualifier", "amount", "amount_to", "per", "unit", "modal", "word",
    "reading_low", "reading_high", "reading_high_open", "reading_basis", "population", "place",
    "leaves_out", "as_of", "as_of_note", "work_id", "work__title", "producer__name",
    "producer__same_as__name", "via",
)  # fmt: skip
_PLACED = ("place", "role", "block", "words", "occurrence", "figure_id")
_POINT = (
    "pk", "line_id", "line__measure", "line__producer__same_as__name", "line__producer__name",
    "line__definition", "figure_id",
)  # fmt: skip
_BEFORE_MARK = len(_PLACED) + len(Facts._fields)


def of_story(story: int) -> list[FigureRow]:
    """The figures of a story's newest edition, in order."""
    return _with_newer([_row(row) for row in _joined(_prepared.rows(story=story))])


def of_places(places: Sequence[Placed]) -> list[FigureRow]:
    """The same for figures that stand in a draft."""
    facts = _of_figures(Figure.objects.filter(pk__in={one.figure for one in places}))
    known = {row.facts.number: row for row in facts}
    rows = [known[one.figure]._replace(placed=one) for one in places if one.figure in known]
    return _with_newer(rows)


def of_series(series: int) -> list[SeriesRow]:
    """All that stands in a series now, line after line, in order."""
    points = _prepared_series.rows(series=series)
    found = _joined([point[0], BLOCK, "", "", 1, *point[len(_POINT) - 1 :]] for point in points)
    lines = {point[0]: (point[1], _line_label(*point[2:6])) for point in points}
    rows = _with_newer([_row(one) for one in found])
    return [SeriesRow(*lines[row.placed.place], row) for row in rows]


def _line_label(measure: str, producer_same: str, producer: str, definition: str) -> str:
    """What a line counts, who counts it, and how."""
    return ", ".join(filter(None, (measure, producer_same or producer, definition)))


def _of_figures(figures: QuerySet[Figure]) -> list[FigureRow]:
    found = figures.annotate(overtaking=_overtaking(""), mark=_marks("")).order_by(
        "pk", "mark__pk"
    )
    rows = found.values_list(*_FACTS, "overtaking__figure_id", "mark__kind", "mark__reason")
    return [_row(row) for row in _joined([0, "", "", "", 1, row[0], *row] for row in rows)]


def _of_story() -> QuerySet[Any, Any]:
    facts = [f"figure__{name}" for name in _FACTS]
    return (
        StoryFigure.objects.filter(story=Given("story", models.BigIntegerField()))
        .annotate(overtaking=_overtaking("figure__"), mark=_marks("figure__"))
        .order_by("place", "mark__pk")
        .values_list(*_PLACED, *facts, "overtaking__figure_id", "mark__kind", "mark__reason")
    )


def _overtaking(to: str) -> FilteredRelation:
    """The one relation of a figure by which another overtook it."""
    relation, kind = f"{to}relations_to_it", FigureRelation.Kind.SUPERSEDES
    return FilteredRelation(relation, condition=Q(**{f"{relation}__kind": kind}))


def _marks(to: str) -> FilteredRelation:
    """The marks on a figure that count."""
    relation = f"{to}marks"
    return FilteredRelation(relation, condition=Q(**{f"{relation}__lifted_at__isnull": True}))


def _joined(rows: Iterable[Sequence[Any]]) -> list[tuple[Sequence[Any], tuple[Any, ...]]]:
    """Each figure once, with its marks."""
    found = []
    for _key, same in groupby(rows, key=lambda row: (row[0], row[len(_PLACED)])):
        together = list(same)
        marks = tuple(tuple(row[_BEFORE_MARK:]) for row in together if row[_BEFORE_MARK])
        found.append((together[0], marks))
    return found


def _row(found: tuple[Sequence[Any], tuple[Any, ...]]) -> FigureRow:
    row, marks = found
    placed, facts = row[: len(_PLACED)], row[len(_PLACED) : _BEFORE_MARK]
    return FigureRow(Placed(*placed), Facts(*facts), marks)


def _with_newer(rows: list[FigureRow]) -> list[FigureRow]:
    """The same with the newest count of each that was overtaken; a query a step of the chain."""
    found = _newest({row.facts.overtaken for row in rows if row.facts.overtaken})
    return [row._replace(newer=found.get(row.facts.overtaken or 0)) for row in rows]


def _newest(asked: Collection[int]) -> dict[int, Newer]:
    """The end of the chain that begins with each of these figures."""
    known: dict[int, _Step] = {}
    wanted = set(asked)
    while wanted:
        rows = _prepared_newer.rows(numbers=sorted(wanted))
        known |= {row[0]: _Step(Newer(*row[:3]), row[3], row[4] is not None) for row in rows}
        wanted = {step.onward for step in known.values() if step.onward} - set(known)
    return {number: end for number in asked if (end := _end(number, known))}


def _end(number: int, known: dict[int, _Step]) -> Newer | None:
    """The last count of a chain that was not withdrawn (as `figures.records.newest_of_each`)."""
    newest, onward, seen = None, number, set[int]()
    while onward in known and onward not in seen:
        seen.add(onward)
        step = known[onward]
        newest = newest if step.is_withdrawn else step.newer
        onward = step.onward or 0
    return newest


def _newer() -> QuerySet[Any, Any]:
    withdrawn = Q(marks__kind=FigureMark.Kind.WITHDRAWN, marks__lifted_at__isnull=True)
    figures = Figure.objects.annotate(
        overtaking=_overtaking(""),
        withdrawn=FilteredRelation("marks", condition=withdrawn),
    ).filter(Among("pk", GivenList("numbers")))
    return figures.values_list("pk", "words", "as_of", "overtaking__figure_id", "withdrawn__pk")


def _of_series() -> QuerySet[Any, Any]:
    facts = [f"figure__{name}" for name in _FACTS]
    return (
        SeriesPoint.objects.filter(line__series=Given("series", models.BigIntegerField()))
        .annotate(overtaking=_overtaking("figure__"), mark=_marks("figure__"))
        .order_by("line__order", "line", "order", "pk", "mark__pk")
        .values_list(*_POINT, *facts, "overtaking__figure_id", "mark__kind", "mark__reason")
    )


_prepared = Prepared(_of_story)
_prepared_series = Prepared(_of_series)
_prepared_newer = Prepared(_newer)
