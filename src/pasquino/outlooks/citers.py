"""Tells the room of sources which works public outlooks rest on; a work's page names them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet

from pasquino.outlooks import citing
from pasquino.outlooks.models import ConditionObservation, Outlook
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
    public = citing.public().values("pk")
    rests = Q()
    for way in _WAYS:
        rests |= Q(**{f"{way}__in": public})
    noted = Q(observations__outlook__in=public, observations__status=_NOTED)
    return Work.objects.filter(rests | noted).values("pk")


_NOTED = ConditionObservation.Status.NOTED
# From a work to the outlooks that name it.
_WAYS = (
    "outlooks",
    "relayed_outlooks",
    "outlook_nodes__outlook",
    "assessment_sources__assessment__claim__outlook",
)


def _outlooks_of(numbers: Collection[int]) -> set[tuple[int, int]]:
    """The numbers of works with those of the public outlooks that name them, each pair once."""
    public = citing.public().values("pk")
    found: set[tuple[int, int]] = set()
    for way in _WAYS:
        works = Work.objects.filter(pk__in=numbers, **{f"{way}__in": public})
        found.update(works.values_list("pk", way))
    noted = ConditionObservation.objects.filter(
        work__in=numbers, status=_NOTED, outlook__in=public
    )
    found.update((work, outlook) for work, outlook in noted.values_list("work", "outlook") if work)
    return found


def _counts(numbers: Collection[int]) -> dict[int, int]:
    return dict(Counter(work for work, _outlook in _outlooks_of(numbers)))


def _context(work: Work) -> dict[str, Any]:  # what a template is given
    """The newest outlooks that name a work; `more` says that there are older ones."""
    numbers = {outlook for _work, outlook in _outlooks_of([work.pk])}
    newest = list(Outlook.objects.filter(pk__in=numbers).order_by("-pk")[: SHOWN + 1])
    return {"outlooks": newest[:SHOWN], "more": len(newest) > SHOWN}
