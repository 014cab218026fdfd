"""Tells the room of sources which works public outlooks rest on; a work's page names them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Q, QuerySet

from pasquino.outlooks import citing
from pasquino.outlooks.models import (
    AssessmentSource,
    ConditionObservation,
    Outlook,
    OutlookNode,
)
from pasquino.sources.citing import Citers, register
from pasquino.sources.models import Work

SHOWN = 100


def offer() -> None:
    """Have outlooks asked."""
    register(
        Citers(
            order=15,
            name="outlooks",
            works=_works,
            counts=_counts,
            context=_context,
            template="outlooks/_citing_source.html",
        )
    )


def _works() -> QuerySet[Any]:  # of values
    named = Q()
    for rows, work, outlook in _naming():
        named |= Q(pk__in=rows.filter(**{f"{outlook}__in": _public()}).values(work))
    return Work.objects.filter(named).values("pk")


def _counts(numbers: Collection[int]) -> dict[int, int]:
    return dict(Counter(work for work, _outlook in _pairs(numbers)))


def _context(work: Work) -> dict[str, Any]:  # what a template is given
    """The newest outlooks that name a work; `more` says that there are older ones."""
    numbers = [outlook for _work, outlook in _pairs([work.pk])]
    newest = list(Outlook.objects.filter(pk__in=numbers).order_by("-pk")[: SHOWN + 1])
    return {"outlooks": newest[:SHOWN], "more": len(newest) > SHOWN}


def _pairs(numbers: Collection[int]) -> list[tuple[int, int]]:
    """The numbers of works with those of the public outlooks that name them, each pair once."""
    first, *rest = (
        rows.filter(**{f"{work}__in": numbers, f"{outlook}__in": _public()})
        .order_by()
        .values_list(work, outlook)
        for rows, work, outlook in _naming()
    )
    return list(first.union(*rest))


def _naming() -> Iterator[tuple[QuerySet[Any], str, str]]:  # rows of whatever names a work
    """Rows that name a work, and the ways from them to its number and to their outlook's."""
    yield Outlook.objects.exclude(work=None), "work", "pk"
    yield Outlook.objects.exclude(relayed_in=None), "relayed_in", "pk"
    yield OutlookNode.objects.exclude(work=None), "work", "outlook"
    yield AssessmentSource.objects.all(), "work", "assessment__claim__outlook"
    noted = ConditionObservation.objects.filter(status=ConditionObservation.Status.NOTED)
    yield noted.exclude(work=None), "work", "outlook"


def _public() -> QuerySet[Any]:  # of values
    return citing.public().values("pk")
