"""How a figure stands to others, for its page: relations in words, and the charts they make."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from pasquino.figures import charts, shown
from pasquino.figures.models import Figure, FigureMark, FigureRelation
from pasquino.figures.records import marks_of
from pasquino.figures.seen import Seen
from pasquino.figures.stated import PERCENT

Kind = FigureRelation.Kind
PARTS = (Kind.SUBSET, Kind.DISJOINT_PART)
_FORTH = {
    Kind.SUBSET: _l("Part of"),
    Kind.SHARE: _l("A share of"),
    Kind.DISJOINT_PART: _l("One of the separate parts of"),
    Kind.SAME: _l("The same as"),
    Kind.CONFLICTS: _l("In conflict with"),
    Kind.UNSTATED: _l("Not said whether part of"),
}
_BACK = _FORTH | {
    Kind.SUBSET: _l("Among them"),
    Kind.SHARE: _l("A share of it"),
    Kind.DISJOINT_PART: _l("A separate part of it"),
    Kind.UNSTATED: _l("Not said whether it includes"),
}


@dataclass(frozen=True)
class Relation:
    """One relation of a figure, as its page says it."""

    how: str
    other: Figure
    basis: str
    note: str
    mark: str


def links_of(figure: Figure, seen: Seen) -> list[FigureRelation]:
    """Its relations to figures that the page may name; newer and older counts are a chain."""
    rows = FigureRelation.objects.filter(Q(figure=figure) | Q(other=figure))
    found = rows.exclude(kind=Kind.SUPERSEDES).select_related("figure", "other").order_by("pk")
    here = seen.among({pk for row in found for pk in (row.figure_id, row.other_id)})
    return [row for row in found if {row.figure_id, row.other_id} <= here]


def relations(figure: Figure, links: Sequence[FigureRelation]) -> list[Relation]:
    """How it stands to others, in words."""
    marks = marks_of(pk for row in links for pk in (row.figure_id, row.other_id))
    return [_relation(row, figure, marks) for row in links]


def mark_words(kinds: Collection[str]) -> str:
    """What was marked of a figure beside another, in words; empty where nothing was."""
    return ", ".join(str(kind.label) for kind in FigureMark.Kind if kind in kinds)


def drawn(figure: Figure, links: Sequence[FigureRelation], seen: Seen) -> Iterator[SafeString]:
    """Bars of it with its parts or beside its like, and a strip where it is a share."""
    whole = _whole(figure, links)
    if whole:
        yield _bars(whole, figure, seen)
    for row in links:
        if row.kind == Kind.SHARE and row.figure_id == figure.pk and figure.unit == PERCENT:
            title = _("“{words}” as a share").format(words=figure.words)
            part = shown.count_of(figure, is_main=True)
            yield charts.share(part, title=title, of=str(row.other))


def _relation(row: FigureRelation, figure: Figure, marks: dict[int, set[str]]) -> Relation:
    is_forth = row.figure_id == figure.pk
    words = (_FORTH if is_forth else _BACK)[Kind(row.kind)]
    other = row.other if is_forth else row.figure
    mark = mark_words(marks[other.pk])
    return Relation(str(words), other, row.get_basis_display(), row.note, mark)


def _whole(figure: Figure, links: Sequence[FigureRelation]) -> Figure | None:
    """What the bars are parts of: the figure itself, else the first that it is a part of."""
    inner = [row for row in links if row.kind in PARTS]
    if any(row.other_id == figure.pk for row in inner):
        return figure
    return inner[0].other if inner else None


def _bars(whole: Figure, main: Figure, seen: Seen) -> SafeString:
    """A whole with its parts of the same unit; nothing where there is nothing to compare."""
    parts = FigureRelation.objects.filter(other=whole, kind__in=PARTS).order_by("pk")
    kinds = dict(parts.values_list("figure_id", "kind"))
    gone = FigureMark.objects.filter(kind=FigureMark.Kind.WITHDRAWN, lifted_at=None)
    of_unit = Figure.objects.filter(pk__in=seen.among([whole.pk, *kinds]), unit=whole.unit)
    known = shown.prepared(of_unit.exclude(pk__in=gone.values("figure"))).in_bulk()
    together = [known[pk] for pk in (whole.pk, *kinds) if pk in known]
    if whole.pk not in known or len(together) == 1:
        return SafeString("")
    is_loose = sum(kinds.get(one.pk) == Kind.SUBSET for one in together) > 1
    return charts.bars(
        [shown.count_of(one, is_main=one == main) for one in together],
        title=_("“{words}” and its parts").format(words=whole.words),
        note=_("The parts may overlap: nobody says that they add up.") if is_loose else "",
    )
