"""Figures held against those they are related to: what adds up, and what does not.

Computed whenever it is asked for, from the relations on record; never stored and never taken
from a file (decision 0026). `docs/reference/figures.md` lists the kinds and results.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from pasquino.figures import check_sentences as say
from pasquino.figures import checks, shares
from pasquino.figures.checks import Span
from pasquino.figures.copies_kept import without_copy
from pasquino.figures.graph import Graph, load
from pasquino.figures.models import Figure, FigureRelation
from pasquino.sources.models import Work

Kind, Basis = FigureRelation.Kind, FigureRelation.Basis
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)", re.ASCII)  # "mid to late 2016"
INNER = (Kind.SUBSET, Kind.DISJOINT_PART)
Numbers = dict[str, object]


@dataclass(frozen=True)
class Check:
    """One thing that was looked at, and what came out.

    `figures` begins with the whole or total where there is one; `is_ok` is None where nothing is
    right or wrong about it. `arithmetic` holds Decimals and Spans by name.
    """

    kind: str
    result: str
    figures: tuple[Figure, ...]
    sentence: str
    is_ok: bool | None = True
    arithmetic: Numbers = field(default_factory=dict)
    works: tuple[Work, ...] = ()


def checks_of(figures: Iterable[Figure]) -> list[Check]:
    """All that can be said about these figures, those they are related to taken in."""
    asked = list(figures)
    found = _look(load(asked), asked)
    numbers = {figure.pk for figure in asked}
    return [check for check in found if any(one.pk in numbers for one in check.figures)]


def all_checks() -> list[Check]:
    """All that can be said about all figures of the magazine."""
    graph = load(None)
    return list(_look(graph, list(graph.figures.values())))


def as_plain(arithmetic: Numbers) -> dict[str, object]:
    """The arithmetic as JSON holds it: numbers, and a span as a list of two."""
    return {name: _plain(value) for name, value in arithmetic.items()}


def _plain(value: object) -> object:
    if isinstance(value, Span):
        return [_plain(value.low), _plain(value.high)]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def _look(graph: Graph, asked: Sequence[Figure]) -> Iterator[Check]:
    for figure in graph.figures.values():
        yield from _sums(graph, figure)
    for relation in graph.relations:
        yield from _of_relation(graph, relation)
    yield from _doubles(graph)
    asked = [figure for figure in asked if figure.pk in graph.figures]
    yield from _undated(asked)
    yield from _uncopied(asked)


def _of_relation(graph: Graph, relation: FigureRelation) -> Iterator[Check]:
    figure, other = graph.ends(relation)
    if relation.kind == Kind.SHARE:
        yield _share(graph, figure, other)
    elif relation.kind == Kind.UNSTATED:
        yield _unstated(graph, figure, other)
    elif relation.kind == Kind.SUBSET and (whole := graph.whole_of_share(other, figure)):
        yield _room(graph, whole, other, figure)
    elif graph.comparable(figure, other):
        yield from _of_comparable(graph, relation)
        if relation.kind == Kind.SUPERSEDES and figure.unit != other.unit:
            said = say.unit_missing(figure, other)
            yield Check("unit_mismatch", "unit_missing", (other, figure), said, is_ok=False)
    else:
        said = say.units(figure, other)
        yield Check("unit_mismatch", "differs", (other, figure), said, is_ok=False)


def _of_comparable(graph: Graph, relation: FigureRelation) -> Iterator[Check]:
    figure, other = graph.ends(relation)
    if relation.kind in INNER:
        yield from _subset(graph, relation)
    elif relation.kind == Kind.SAME:
        yield _same(graph, figure, other)
    elif relation.kind == Kind.CONFLICTS:
        yield _conflict(graph, figure, other)
    elif relation.reason != FigureRelation.Reason.NEWER and not graph.conflict(figure, other):
        yield _overtaken(figure, other)


def _sums(graph: Graph, total: Figure) -> Iterator[Check]:
    parts = graph.separable(total, (Kind.SUBSET,))
    if len(parts) > 1:
        yield _sum(graph, total, parts, are_disjoint=False)
    parts = graph.separable(total, (Kind.DISJOINT_PART,))
    if len(parts) > 1:
        yield _sum(graph, total, parts, are_disjoint=True)


def _sum(graph: Graph, total: Figure, parts: Sequence[Figure], *, are_disjoint: bool) -> Check:
    added = checks.add_up(
        graph.count(total), [graph.count(part) for part in parts], are_disjoint=are_disjoint
    )
    numbers: Numbers = {
        "nominal": added.nominal,
        "nominal_total": added.nominal_total,
        "difference": added.difference,
        "parts": added.parts,
        "total": added.total,
    }
    return Check(
        "sum" if are_disjoint else "sum_if_disjoint",
        added.result,
        (total, *parts),
        say.added(added, total, parts),
        is_ok=added.result == "ok" or (None if added.result == "incomplete" else False),
        arithmetic=numbers,
    )


def _subset(graph: Graph, relation: FigureRelation) -> Iterator[Check]:
    part, whole = graph.ends(relation)
    held = checks.part_of(graph.count(whole), graph.count(part))
    if held.result == "ok" and held.percent is None:
        return
    is_implied = relation.basis == Basis.IMPLIED
    yield Check(
        "subset",
        held.result,
        (whole, part),
        say.subset(held, graph.count(whole), graph.count(part), is_implied=is_implied),
        is_ok=held.result == "ok",
        arithmetic={"share_percent": held.percent, "implied": is_implied},
    )


def _unstated(graph: Graph, part: Figure, whole: Figure) -> Check:
    percent = None
    if graph.comparable(part, whole):
        percent = checks.part_of(graph.count(whole), graph.count(part)).percent
    return Check(
        "subset_unstated",
        "not_asserted",
        (whole, part),
        say.unstated(percent, whole, part),
        is_ok=None,
        arithmetic={"share_percent": percent},
    )


def _share(graph: Graph, share: Figure, whole: Figure) -> Check:
    derived = shares.derive(graph.count(whole), share.stated, graph.share_readings(share))
    numbers: Numbers = {
        "nominal": derived.nominal, "narrow": derived.narrow, "wide": derived.wide,
    }  # fmt: skip
    return Check(
        "share", "derived", (whole, share), say.share(derived, whole, share),
        is_ok=None, arithmetic=numbers,
    )  # fmt: skip


def _room(graph: Graph, whole: Figure, share: Figure, part: Figure) -> Check:
    room = shares.room_in(graph.count(whole), graph.count(share), graph.count(part))
    numbers: Numbers = {
        "share_percent": room.percent,
        "at_most_percent": room.share,
        "left_percent": room.left_percent,
        "left": room.left,
    }
    return Check(
        "share_upper_bound",
        room.result,
        (share, part, whole),
        say.room(room, whole, share, part),
        is_ok=room.result == "ok",
        arithmetic=numbers,
    )


def _same(graph: Graph, figure: Figure, other: Figure) -> Check:
    result = checks.same(graph.count(figure), graph.count(other))
    is_ok = result == "ok"
    sentence = say.same(figure, other, is_ok=is_ok)
    return Check("duplicate", result, (other, figure), sentence, is_ok=is_ok)


def _conflict(graph: Graph, figure: Figure, other: Figure) -> Check:
    for newer, older in ((figure, other), (other, figure)):
        if graph.overtakes(newer, older):
            return _overtaken(newer, older)
    result = checks.conflict(graph.count(figure), graph.count(other))
    reading = graph.count(other if result == "narrower_than_source" else figure).reading
    spans: Numbers = {
        "reading": graph.count(figure).span,
        "other": graph.count(other).span,
    }
    return Check(
        "conflict", result, (figure, other), say.conflict(result, figure, other, reading),
        is_ok=False, arithmetic=spans,
    )  # fmt: skip


def _overtaken(newer: Figure, older: Figure) -> Check:
    return Check(
        "conflict", "resolved_by_supersession", (older, newer), say.overtaken(newer, older)
    )


def _doubles(graph: Graph) -> Iterator[Check]:
    """Figures that look the same though nobody said so."""
    for first, *others in graph.alike():
        for other in others:
            if not graph.are_related(first, other):
                said = say.looks_same(first)
                yield Check("duplicate", "looks_same", (first, other), said, is_ok=False)


def _undated(asked: Sequence[Figure]) -> Iterator[Check]:
    """Numbers that the magazine itself prints without saying as of when."""
    figures = tuple(one for one in asked if _is_undated(one))
    if figures:
        yield Check("missing_as_of", "warn", figures, say.undated(figures), is_ok=False)


def _is_undated(figure: Figure) -> bool:
    is_dated = figure.as_of or _YEAR.search(figure.as_of_note)
    is_readers = figure.comment_number is not None
    return not (is_dated or is_readers or figure.is_rhetorical or figure.amount is None)


def _uncopied(asked: Sequence[Figure]) -> Iterator[Check]:
    """Sources that nobody can look up again, since no copy of them is kept."""
    works: dict[int, Work] = {}
    for figure in asked:
        if figure.work and figure.work_id != figure.reported_in_id:
            works[figure.work.pk] = figure.work
    missing = without_copy(works)
    for can_be_asked, result in ((False, "warn"), (True, "can_be_asked")):
        found = [works[pk] for pk, has_address in missing.items() if has_address == can_be_asked]
        if found:
            yield _of_works(asked, found, result)


def _of_works(asked: Sequence[Figure], works: Collection[Work], result: str) -> Check:
    numbers = {work.pk for work in works}
    figures = tuple(figure for figure in asked if figure.work_id in numbers)
    sentence = say.uncopied(works, can_be_asked=result == "can_be_asked")
    is_ok = None if result == "can_be_asked" else False
    return Check("no_capture", result, figures, sentence, is_ok=is_ok, works=tuple(works))
