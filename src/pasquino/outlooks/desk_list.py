"""The list of outlooks at the desk: overdue ones first, then the newest."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse

from pasquino.outlooks import records
from pasquino.outlooks.desk_door import at_the_desk, shown
from pasquino.outlooks.models import AssessmentProposal, Outlook, OutlookClaim
from pasquino.outlooks.records import Standing

SHOWN = 40
_DIGITS = 18


@dataclass(frozen=True)
class Row:
    """An outlook as the list shows it."""

    outlook: Outlook
    standings: tuple[Standing, ...]

    @property
    def overdue(self) -> int:
        """How many of its claims should have been looked at."""
        return sum(one.is_overdue for one in self.standings)

    @property
    def overdue_since(self) -> date | None:
        """The oldest review that was missed."""
        return min(
            (one.overdue_since for one in self.standings if one.overdue_since), default=None
        )

    @property
    def settled(self) -> int:
        """How many of its claims nobody waits for any more."""
        return sum(one.is_settled for one in self.standings)


@at_the_desk
def outlooks(request: HttpRequest) -> HttpResponse:
    """All outlooks, or those whose title, people or claims hold some words."""
    words = request.GET.get("q", "").strip()
    rows = _rows(_matching(words))
    context = {
        "page": Paginator(rows, SHOWN).get_page(request.GET.get("page")),
        "words": words,
        "proposals": AssessmentProposal.objects.filter(outcome="").count(),
    }
    return shown(request, "list.html", context)


def _rows(found: QuerySet[Outlook]) -> list[Row]:
    claims = OutlookClaim.objects.filter(outlook__in=found).only("outlook")
    of_outlook = defaultdict(list)
    standings = records.standings_of(claims)
    for claim in claims:
        of_outlook[claim.outlook_id].append(standings[claim.pk])
    newest_first = found.select_related("work").order_by("-pk")
    rows = [Row(outlook, tuple(of_outlook[outlook.pk])) for outlook in newest_first]
    return sorted(rows, key=lambda row: row.overdue_since or date.max)


def _matching(words: str) -> QuerySet[Outlook]:
    found: QuerySet[Outlook] = Outlook.objects.all()
    for word in words.split():
        number = word[:_DIGITS]
        by_number = Q(pk=int(number)) if number.isascii() and number.isdecimal() else Q()
        in_words = Q(title__icontains=word) | Q(condition__icontains=word)
        below = Q(claims__text__icontains=word) | Q(people__name__icontains=word)
        found = found.filter(pk__in=Outlook.objects.filter(in_words | below | by_number))
    return found
