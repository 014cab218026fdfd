"""Figures with those they are related to, fetched together and asked without a database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence, Set
from dataclasses import dataclass, field

from django.db.models import Q

from pasquino.figures.checks import Count
from pasquino.figures.models import Figure, FigureMark, FigureRelation
from pasquino.figures.records import reading_of, readings_of_share
from pasquino.figures.stated import PERCENT, RATIO, Reading

Kind, Basis = FigureRelation.Kind, FigureRelation.Basis
INNER = (Kind.SUBSET, Kind.DISJOINT_PART)


@dataclass
class Graph:
    """Figures by number, and how they stand to each other; none of them is withdrawn."""

    figures: dict[int, Figure]
    relations: list[FigureRelation]
    _counts: dict[int, Count] = field(default_factory=dict)
    _by_ends: dict[tuple[int, int], set[str]] = field(default_factory=lambda: defaultdict(set))
    _to: dict[int, list[FigureRelation]] = field(default_factory=lambda: defaultdict(list))
    _from: dict[int, list[FigureRelation]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for relation in self.relations:
            self._by_ends[relation.figure_id, relation.other_id].add(relation.kind)
            self._to[relation.other_id].append(relation)
            self._from[relation.figure_id].append(relation)

    def ends(self, relation: FigureRelation) -> tuple[Figure, Figure]:
        """The two figures of a relation."""
        return self.figures[relation.figure_id], self.figures[relation.other_id]

    def count(self, figure: Figure) -> Count:
        """A figure as it is reckoned with."""
        if figure.pk not in self._counts:
            self._counts[figure.pk] = Count(figure.stated, reading_of(figure))
        return self._counts[figure.pk]

    def share_readings(self, share: Figure) -> Sequence[Reading]:
        """How a share may be read, the narrowest first."""
        return readings_of_share(share)

    def comparable(self, one: Figure, other: Figure) -> bool:
        """Whether both count in one unit, as far as both say; a share says that it is none."""
        units = {one.unit, other.unit}
        return len(units) == 1 or ("" in units and units.isdisjoint((PERCENT, RATIO)))

    def is_related(self, figure: Figure, other: Figure, kinds: Collection[str]) -> bool:
        """Whether `figure` stands to `other` in one of these ways, said of just these two."""
        return not self._by_ends[figure.pk, other.pk].isdisjoint(kinds)

    def are_related(self, one: Figure, other: Figure) -> bool:
        """Whether anything is said of how the two stand."""
        return bool(self._by_ends[one.pk, other.pk] or self._by_ends[other.pk, one.pk])

    def conflict(self, one: Figure, other: Figure) -> bool:
        """Whether the two are said to be in conflict."""
        kinds = (Kind.CONFLICTS,)
        return self.is_related(one, other, kinds) or self.is_related(other, one, kinds)

    def overtakes(self, newer: Figure, older: Figure) -> bool:
        """Whether it is a newer count of the other, directly or through others."""
        return older.pk in self._reached(newer.pk, (Kind.SUPERSEDES,))

    def whole_of_share(self, share: Figure, part: Figure) -> Figure | None:
        """What `share` is a share of in percent, where a `part` that is counted is held to it."""
        if share.unit != PERCENT or part.unit == PERCENT:
            return None
        for relation in self._from[share.pk]:
            whole = self.figures[relation.other_id]
            if relation.kind == Kind.SHARE and self.comparable(part, whole):
                return whole
        return None

    def separable(self, total: Figure, kinds: Collection[str]) -> list[Figure]:
        """The parts that the source (or an editor) gives of a total and that could be separate.

        Not what only follows from the words, nor what is part of another of them, the same as
        another, overtaken by another, or counted otherwise.
        """
        parts = [
            self.figures[relation.figure_id]
            for relation in self._to[total.pk]
            if relation.kind in kinds and relation.basis != Basis.IMPLIED
        ]
        parts = [part for part in parts if self.comparable(part, total)]
        doubled = self._doubled({part.pk for part in parts})
        return [part for part in parts if part.pk not in doubled]

    def alike(self) -> Iterable[list[Figure]]:
        """Groups of figures that state the same, of the same, from the same source and date."""
        groups: dict[object, list[Figure]] = defaultdict(list)
        for figure in self.figures.values():
            if figure.amount is not None:
                said = (figure.stated, figure.population, figure.place, figure.as_of)
                from_whom = (figure.work_id, figure.reported_in_id, figure.comment_number)
                groups[said, from_whom].append(figure)
        return [group for group in groups.values() if len(group) > 1]

    def _doubled(self, parts: Set[int]) -> set[int]:
        """The parts that another one of them holds, is the same as, or has overtaken."""
        doubled: set[int] = set()
        for part in parts:
            if (self._reached(part, INNER) - {part}) & parts:
                doubled.add(part)
            doubled |= (self._reached(part, (Kind.SUPERSEDES,)) - {part}) & parts
            same = {r.other_id for r in self._from[part] if r.kind == Kind.SAME}
            same |= {r.figure_id for r in self._to[part] if r.kind == Kind.SAME}
            doubled |= {one for one in same & parts if one > part}
        return doubled

    def _reached(self, start: int, kinds: Collection[str]) -> set[int]:
        """Where relations of these kinds lead from one figure, itself taken in."""
        reached, seen = [start], {start}
        while reached:
            steps = [r.other_id for pk in reached for r in self._from[pk] if r.kind in kinds]
            reached = [pk for pk in dict.fromkeys(steps) if pk not in seen]
            seen.update(reached)
        return seen


def load(asked: Iterable[Figure] | None) -> Graph:
    """The graph around these figures, two steps far, so that parts have their siblings; or all.

    How the siblings stand to each other is in it, too.
    """
    rows = FigureRelation.objects.order_by("pk")
    if asked is None:
        figures = _figures(Q())
        relations = list(rows)
    else:
        given = {figure.pk for figure in asked}
        near = given | _ends(rows.filter(Q(figure__in=given) | Q(other__in=given)))
        around = near | _ends(rows.filter(Q(figure__in=near) | Q(other__in=near)))
        relations = list(rows.filter(figure__in=around, other__in=around))
        figures = _figures(Q(pk__in=around))
    here = [r for r in relations if r.figure_id in figures and r.other_id in figures]
    return Graph(figures, here)


def _ends(relations: Iterable[FigureRelation]) -> set[int]:
    return {pk for relation in relations for pk in (relation.figure_id, relation.other_id)}


def _figures(wanted: Q) -> dict[int, Figure]:
    withdrawn = FigureMark.objects.filter(kind=FigureMark.Kind.WITHDRAWN, lifted_at=None)
    rows = Figure.objects.filter(wanted).exclude(pk__in=withdrawn.values("figure"))
    return {figure.pk: figure for figure in rows.select_related("work").order_by("pk")}
