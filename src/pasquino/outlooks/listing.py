"""The list of outlooks, with how many claims of each stand how."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from pasquino.outlooks import reader_words, records
from pasquino.outlooks.models import Outlook, OutlookClaim, OutlookNode, OutlookPerson
from pasquino.sources.shown import name_of

SHOWN = 40


@dataclass(frozen=True)
class Row:
    """One outlook in the list; `states` is how many of its claims stand how."""

    outlook: Outlook
    authors: tuple[str, ...]
    states: tuple[tuple[str, int], ...]

    @property
    def stated_on(self) -> str:
        """When it was stated, as exactly as that is known."""
        return reader_words.known_date(self.outlook.stated_on)


@dataclass(frozen=True)
class Page:
    """`older` is the number below which the next page begins, or None."""

    rows: list[Row]
    older: int | None


def page(found: QuerySet[Outlook]) -> Page:
    """The newest of these outlooks, in six queries."""
    authors = OutlookPerson.objects.filter(is_author=True).select_related("party__same_as")
    rows = found.select_related("work").prefetch_related(Prefetch("people", authors))
    outlooks = list(rows.order_by("-pk")[: SHOWN + 1])
    shown = outlooks[:SHOWN]
    states = _states([outlook.pk for outlook in shown])
    return Page(
        [Row(outlook, _authors(outlook.people.all()), states[outlook.pk]) for outlook in shown],
        shown[-1].pk if len(outlooks) > SHOWN else None,
    )


def _authors(people: Iterable[OutlookPerson]) -> tuple[str, ...]:
    return tuple(name_of(one.party) if one.party else one.name for one in people)


def _states(outlooks: list[int]) -> dict[int, tuple[tuple[str, int], ...]]:
    """How many claims of each outlook stand how; those of rival outlooks are not its own."""
    own = OutlookClaim.objects.exclude(node__kind=OutlookNode.Kind.RIVAL)
    claims = list(own.filter(outlook__in=outlooks).order_by("order", "pk"))
    standings = records.standings_of(claims)
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for claim in claims:
        state = reader_words.state(standings[claim.pk])
        counts = found[claim.outlook_id]
        counts[state] = counts.get(state, 0) + 1
    return {number: tuple(found[number].items()) for number in outlooks}
