"""How figures stand to each other: parts, shares, the same, in conflict, overtaken."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from pasquino.figures import records, texts
from pasquino.figures.announcements import figure_changed
from pasquino.figures.models import Figure, FigureChange, FigureMark, FigureRelation
from pasquino.figures.refusals import (
    AlreadySuperseded,
    CountedEarlier,
    CountsOtherThings,
    NotAShare,
    PartOfItself,
    RelatedToItself,
    ShareAboveWhole,
    SupersedesItself,
)
from pasquino.figures.stated import PERCENT, RATIO, Stated

if TYPE_CHECKING:
    from collections.abc import Collection

    from pasquino.accounts.models import User

Kind, Basis = FigureRelation.Kind, FigureRelation.Basis
PARTS = (Kind.SUBSET, Kind.SHARE, Kind.DISJOINT_PART)
WHOLE = Decimal(100)  # percent


@transaction.atomic
def relate(  # noqa: PLR0913 - two figures, how they stand, who says so and why
    *,
    figure: Figure,
    other: Figure,
    kind: str,
    basis: str = Basis.EDITOR,
    reason: str = "",
    note: str = "",
    by: User | None = None,
) -> FigureRelation:
    """Say how `figure` stands to `other`; gives the relation there is, if it was said already.

    Raises RelatedToItself, PartOfItself, ShareAboveWhole, NotAShare, SupersedesItself,
    AlreadySuperseded, CountsOtherThings, CountedEarlier and TooLong.
    """
    note = texts.clean(FigureRelation, {"note": note})["note"]
    if figure.pk == other.pk:
        raise SupersedesItself if kind == Kind.SUPERSEDES else RelatedToItself
    _lock(figure, other)
    known = FigureRelation.objects.filter(figure=figure, other=other, kind=kind).first()
    if known:
        return known
    _look_at(figure, other, Kind(kind))
    if kind == Kind.SUPERSEDES:
        _look_at_newer(figure, other, reason)
    made = FigureRelation.objects.create(
        figure=figure,
        other=other,
        kind=Kind(kind),
        basis=Basis(basis),
        reason=FigureRelation.Reason(reason) if reason else "",
        note=note,
        by=by,
    )
    _announce(figure, other)
    return made


def supersede(
    *, newer: Figure, older: Figure, reason: str, by: User | None, note: str = ""
) -> FigureRelation:
    """Say that a newer count has overtaken an older one, and why (`FigureRelation.Reason`).

    Raises SupersedesItself, AlreadySuperseded, CountsOtherThings, and CountedEarlier where the
    reason is that it was counted later.
    """
    return relate(figure=newer, other=older, kind=Kind.SUPERSEDES, reason=reason, note=note, by=by)


@transaction.atomic
def unrelate(*, relation: FigureRelation, by: User | None) -> None:
    """Take back how two figures were said to stand; both keep a record of it."""
    figures = (relation.figure, relation.other)
    for figure in figures:
        FigureChange.objects.create(
            figure=figure, before={"relation": _as_said(relation)}, reason=_("Taken back."), by=by
        )
    relation.delete()
    _announce(*figures)


def is_above_whole(stated: Stated) -> bool:
    """Whether this states more than 100 percent of something, or more than all of it."""
    if _is_ratio(stated) and stated.per is None:
        return False
    whole = WHOLE if stated.per is None else stated.per
    numbers = [number for number in (stated.amount, stated.amount_to) if number is not None]
    above = stated.qualifier == "more_than" and stated.amount == whole
    return above or any(number > whole for number in numbers)


def _is_ratio(stated: Stated) -> bool:
    """So many to so many, or so many out of so many, also "nearly 1 in 5"."""
    return stated.per is not None or stated.unit == RATIO or stated.qualifier == "ratio"


def _as_said(relation: FigureRelation) -> str:
    """How two figures were said to stand, by whom, when and why, for people to read later."""
    said = [
        f"fig:{relation.figure_id} {relation.get_kind_display()} fig:{relation.other_id}",
        relation.get_reason_display() if relation.reason else "",
        relation.get_basis_display(),
        relation.note,
        str(relation.by or ""),
        relation.at.isoformat(timespec="seconds"),
    ]
    return "; ".join(filter(None, said))


def _look_at(figure: Figure, other: Figure, kind: str) -> None:
    if kind == Kind.SHARE:
        _look_at_share(figure.stated)
    if kind in PARTS and _leads_to(other, figure, PARTS):
        raise PartOfItself
    if kind == Kind.SUPERSEDES:
        if _leads_to(other, figure, (kind,)):
            raise SupersedesItself
        if other.relations_to_it.filter(kind=kind).exists():
            raise AlreadySuperseded


def _look_at_newer(newer: Figure, other: Figure, reason: str) -> None:
    """Hold it against the last count that stands; one that was withdrawn is no measure."""
    chain = records.chain_of(other)
    marks = records.marks_of(one.pk for one in chain)
    standing = [one for one in chain if FigureMark.Kind.WITHDRAWN not in marks[one.pk]]
    if not standing:
        return
    older = standing[-1]
    if newer.unit and older.unit and newer.unit != older.unit:
        raise CountsOtherThings
    is_dated = newer.as_of and older.as_of and reason == FigureRelation.Reason.NEWER
    if is_dated and texts.last_day(newer.as_of) < texts.first_day(older.as_of):
        raise CountedEarlier


def _look_at_share(stated: Stated) -> None:
    if stated.unit != PERCENT and not _is_ratio(stated):
        raise NotAShare
    if is_above_whole(stated):
        raise ShareAboveWhole


def _leads_to(start: Figure, goal: Figure, kinds: Collection[str]) -> bool:
    """Whether relations of these kinds lead from one figure to another, a query a step."""
    reached, seen = {start.pk}, {start.pk}
    while reached and goal.pk not in reached:
        rows = FigureRelation.objects.filter(figure__in=reached, kind__in=kinds)
        reached = set(rows.values_list("other_id", flat=True)) - seen
        seen |= reached
    return goal.pk in reached


def _lock(*figures: Figure) -> None:
    """Both rows in one order, so that two who relate them the other way round come in turn."""
    pks = [figure.pk for figure in figures]
    list(Figure.objects.select_for_update().filter(pk__in=pks).order_by("pk").values("pk"))


def _announce(*figures: Figure) -> None:
    for figure in figures:
        figure_changed.send(sender=Figure, figure=figure)
