"""Tells the room of sources which works public figures are from; a work's page names them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Count, QuerySet

from pasquino.figures import citing
from pasquino.figures.models import Figure
from pasquino.sources.citing import Citers, register
from pasquino.sources.models import Work

SHOWN = 100


def offer() -> None:
    """Have figures asked."""
    register(
        Citers(
            order=15,
            name="figures",
            works=_works,
            counts=_counts,
            context=_context,
            template="figures/_citing_source.html",
        )
    )


def _figures() -> QuerySet[Figure]:
    return citing.listed().filter(work__isnull=False)


def _works() -> QuerySet[Any]:  # of values
    return _figures().values("work")


def _counts(numbers: Collection[int]) -> dict[int, int]:
    found = _figures().filter(work__in=numbers).values("work")
    return dict(found.annotate(times=Count("pk")).values_list("work", "times"))


def _context(work: Work) -> dict[str, Any]:  # what a template is given
    """The newest figures of stories that are from a work; `more`: there are older ones."""
    newest = list(_figures().filter(work=work).order_by("-pk")[: SHOWN + 1])
    return {"figures": newest[:SHOWN], "more": len(newest) > SHOWN}
