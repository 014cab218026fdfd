"""What the records say: how claims stand today, which are overdue, who said what."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from pasquino.outlooks.models import (
    Assessment,
    Outlook,
    OutlookClaim,
    OutlookPerson,
    ReviewDate,
    State,
)

# What is settled is not reviewed again, and readers' expectations of it are closed.
SETTLED = frozenset(
    {State.CONFIRMED, State.REFUTED, State.MIXED, State.UNRESOLVABLE, State.WITHDRAWN_BY_AUTHOR}
)
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True)
class Standing:
    """How a claim stands: the verdict of its newest assessment, else open.

    `overdue_since` is the review date that has passed with no assessment on it or after it, and
    `next_review` the one to come; both None for what is settled. `sentences.of_standing` says it.
    """

    state: str = State.OPEN
    assessment: Assessment | None = None
    overdue_since: date | None = None
    next_review: date | None = None

    @property
    def is_overdue(self) -> bool:
        """A review date has passed and nobody has looked."""
        return self.overdue_since is not None

    @property
    def is_settled(self) -> bool:
        """No later news is waited for."""
        return self.state in SETTLED

    @property
    def reads_not_assessed(self) -> bool:
        """It is to be called "not assessed": "open" would claim that somebody had looked."""
        return self.is_overdue and self.state == State.OPEN


@dataclass(frozen=True)
class Due:
    """A claim that should have been reviewed."""

    claim: OutlookClaim
    standing: Standing


def standing_of(claim: OutlookClaim, today: date | None = None) -> Standing:
    """How one claim stands on a day, by default today."""
    return standings_of([claim], today)[claim.pk]


def standings_of(claims: Iterable[OutlookClaim], today: date | None = None) -> dict[int, Standing]:
    """How each of these claims stands, by its number; three queries for any number of them."""
    today = today or timezone.localdate()
    wanted = list(claims)
    newest = _newest([claim.pk for claim in wanted])
    reviews = _review_days({claim.outlook_id for claim in wanted})
    return {
        claim.pk: _standing(newest.get(claim.pk), reviews[claim.outlook_id], today)
        for claim in wanted
    }


def due(today: date | None = None) -> list[Due]:
    """All overdue claims, the longest overdue first."""
    claims = OutlookClaim.objects.select_related("outlook", "node").order_by("outlook", "order")
    found = list(claims)
    standings = standings_of(found, today)
    overdue = [Due(claim, standings[claim.pk]) for claim in found]
    overdue = [one for one in overdue if one.standing.is_overdue]
    return sorted(overdue, key=lambda one: one.standing.overdue_since or date.max)


def assessments_of(claim: OutlookClaim) -> list[Assessment]:
    """All assessments of a claim, the newest first; also those that were withdrawn."""
    found = claim.assessments.select_related("by").prefetch_related(
        "sources__work__addresses", "proposed_by__by"
    )
    return list(found.order_by("-on", "-at", "-pk"))


def said_by(claim: OutlookClaim) -> list[str]:
    """Who says it: people's names, then whoever has none ("comment #1")."""
    return [person.name for person in claim.by.all()] + list(claim.by_words)


def person(outlook: Outlook, key: str) -> OutlookPerson | None:
    """The person of this key in an outlook, such as the one an inner quotation is by."""
    return next((one for one in outlook.people.all() if one.key == key), None)


def review_days(outlook: Outlook) -> list[date]:
    """When its claims are looked at: its review dates, and the end of a horizon that is a date."""
    return _review_days({outlook.pk})[outlook.pk]


def last_day(words: str) -> date | None:
    """The last day of a year, a month or a day ("2017", "2017-03", "2017-03-07"); else None."""
    if not (given := _DATE.fullmatch(words)):
        return None
    year, month, day = (int(part or 0) for part in given.groups())
    try:
        month = month or 12
        return date(year, month, day or monthrange(year, month)[1])
    except ValueError:  # the 30th of February, and no month has that name
        return None


def first_day(words: str) -> date | None:
    """The first day of a year, a month or a day; None for what is none of them."""
    last = last_day(words)
    return last and last.replace(
        month=last.month if words.count("-") else 1, day=last.day if words.count("-") > 1 else 1
    )


def _newest(claims: list[int]) -> dict[int, Assessment]:
    """The newest assessment of each claim that counts: by its date, then by when it was made."""
    counting = Assessment.objects.filter(claim__in=claims, withdrawn_at=None)
    return {one.claim_id: one for one in counting.select_related("by").order_by("on", "at", "pk")}


def _review_days(outlooks: set[int]) -> dict[int, list[date]]:
    days: dict[int, set[date]] = defaultdict(set)
    for outlook, on in ReviewDate.objects.filter(outlook__in=outlooks).values_list(
        "outlook", "on"
    ):
        days[outlook].add(on)
    dated = Outlook.objects.filter(pk__in=outlooks).exclude(horizon="")
    for outlook, horizon in dated.values_list("pk", "horizon"):
        if end := last_day(horizon):
            days[outlook].add(end)
    return {outlook: sorted(days[outlook]) for outlook in outlooks}


def _standing(newest: Assessment | None, reviews: list[date], today: date) -> Standing:
    state = newest.verdict if newest else State.OPEN
    if state in SETTLED:
        return Standing(state, newest)
    missed = [day for day in reviews if day < today and not (newest and newest.on >= day)]
    coming = next((day for day in reviews if day >= today), None)
    return Standing(state, newest, missed[0] if missed else None, coming)
