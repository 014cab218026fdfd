"""Who shows an outlook or cites its claims: higher rooms say it here, since they own the links.

A room registers once, when it is ready:

    citing.register(OutlookCiters(order=10, name="stories", outlooks=…, citations=…))

What no room shows or cites in public has no public page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from pasquino.outlooks.models import Outlook, OutlookClaim


@dataclass(frozen=True, kw_only=True)
class Citation:
    """A story or a comment in public that shows an outlook, or cites claims of it.

    `address` is its path, `at` when it came out. `claims` are the numbers of the claims it cites;
    `carries` those of the assessments that stand in it.
    """

    title: str
    address: str
    at: datetime
    language: str = ""
    shows_all: bool = False
    claims: frozenset[int] = frozenset()
    carries: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True)
class OutlookCiters:
    """What one room knows.

    `outlooks()` is a queryset of one column, the numbers of the outlooks that it shows in public
    or of which it cites a claim there; `citations(outlook)` says where, newest first.
    """

    order: int
    name: str
    outlooks: Callable[[], QuerySet[Any]]  # a queryset of values, of whatever model the room has
    citations: Callable[[Outlook], Iterable[Citation]]


_citers: dict[str, OutlookCiters] = {}


def register(citers: OutlookCiters) -> None:
    """Have a room asked; once more with the same name takes its place."""
    _citers[citers.name] = citers


def withdraw(name: str) -> None:
    """Ask a room no longer: for tests."""
    _citers.pop(name, None)


def rooms() -> list[OutlookCiters]:
    """Those that are asked, in order."""
    return sorted(_citers.values(), key=lambda citers: citers.order)


def public() -> QuerySet[Outlook]:
    """The outlooks that have a public page."""
    found: QuerySet[Outlook] = Outlook.objects.all()
    asked = rooms()
    if not asked:
        return found.none()
    cited = Q()
    for citers in asked:
        cited |= Q(pk__in=citers.outlooks())
    return found.filter(cited)


def citations(outlook: Outlook) -> list[Citation]:
    """Everything in public that shows an outlook or cites claims of it, room after room."""
    return [citation for citers in rooms() for citation in citers.citations(outlook)]


def of_claim(claim: OutlookClaim, found: Iterable[Citation]) -> list[Citation]:
    """Those of an outlook's citations that cite this claim, or show the outlook as a whole.

    Each says of this claim alone whether it cites it, or carries an assessment of it.
    """
    assessments = frozenset(claim.assessments.values_list("pk", flat=True))
    of_it = [
        replace(one, claims=one.claims & {claim.pk}, carries=one.carries & assessments)
        for one in found
    ]
    return [one for one in of_it if one.shows_all or one.claims]
