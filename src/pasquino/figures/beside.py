"""Which figures stand beside others: related, in one chain of counts, or in one series."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Q

from pasquino.figures.models import FigureRelation, SeriesPoint


def beside(numbers: Collection[int]) -> dict[int, set[int]]:
    """The figures beside each of these; a query for relations, series and each step of a chain."""
    near: dict[int, set[int]] = {number: set() for number in numbers}
    pairs = FigureRelation.objects.filter(Q(figure__in=numbers) | Q(other__in=numbers))
    for figure, other in pairs.values_list("figure_id", "other_id"):
        for one, neighbour in ((figure, other), (other, figure)):
            if one in near:
                near[one].add(neighbour)
    _add_chains(near)
    _add_series(near)
    return near


def _add_chains(near: dict[int, set[int]]) -> None:
    """All counts that overtake a figure or are overtaken by it, however many lie between."""
    links: dict[int, set[int]] = defaultdict(set)
    reached, seen = set(near), set(near)
    while reached:
        ends = Q(figure__in=reached) | Q(other__in=reached)
        step = FigureRelation.objects.filter(ends, kind=FigureRelation.Kind.SUPERSEDES)
        for newer, older in step.values_list("figure_id", "other_id"):
            links[newer].add(older)
            links[older].add(newer)
        reached = {one for known in reached for one in links[known]} - seen
        seen |= reached
    for number in near:
        near[number] |= _reached(number, links)


def _reached(start: int, links: dict[int, set[int]]) -> set[int]:
    found, reached = {start}, {start}
    while reached:
        reached = {one for known in reached for one in links.get(known, ())} - found
        found |= reached
    return found - {start}


def _add_series(near: dict[int, set[int]]) -> None:
    own = SeriesPoint.objects.filter(figure__in=list(near)).values("line__series")
    points = SeriesPoint.objects.filter(line__series__in=own)
    members: dict[int, set[int]] = defaultdict(set)
    for series, figure in points.values_list("line__series_id", "figure_id"):
        members[series].add(figure)
    for together in members.values():
        for number in together & set(near):
            near[number] |= together - {number}
