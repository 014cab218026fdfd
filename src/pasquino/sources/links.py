"""How the links of works stand: when each is looked at next, and what is noted of a look.

Checked are the addresses of works that something public cites: 1, 7 and 30 days after that, then
every 91 days (specs/sources.md part 8); sooner when somebody asks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from pasquino.accounts import limits
from pasquino.accounts.limit import Limit
from pasquino.accounts.models import User
from pasquino.sources import citing
from pasquino.sources.announcements import link_changed, work_changed
from pasquino.sources.models import Capture, LinkCheck, LinkState, Work

FIRST = timedelta(days=1)
LATER = (timedelta(days=6), timedelta(days=23))  # after the first look, and after the second
QUARTERLY = timedelta(days=91)
AFTER_GONE = timedelta(days=30)
AGAIN = timedelta(days=1)  # after a failure
FAILURES, FAILING_FOR = 3, timedelta(hours=48)  # only then an address counts as gone
RECENTLY = timedelta(hours=1)  # a look this young answers a report
REPORTS = Limit(10, 86_400)  # of one reader a day
DEAD = (LinkState.State.GONE, LinkState.State.REPLACED)
_State = LinkState.State


class NotWatched(Exception):
    """The links of this work are not looked at: only a reader cited it, and no copy is held."""


@dataclass(frozen=True, kw_only=True)
class Look:
    """What a look at an address found; `state` FAILING is a failure, whatever follows from it.

    `may_be_gone`: the failure is one of a page that is not there, not of a server in trouble.
    """

    state: str
    may_be_gone: bool = True
    said: str = ""
    http_status: int | None = None
    leads_to: str = ""
    capture: Capture | None = None
    at: datetime = field(default_factory=timezone.now)


def next_look(checks: int, state: str, at: datetime) -> datetime:
    """When an address is looked at again that has been answered `checks` times, this time too."""
    if state == _State.FAILING:
        return at + AGAIN
    if state == _State.GONE:
        return at + AFTER_GONE
    return at + (LATER[checks - 1] if 0 < checks <= len(LATER) else QUARTERLY)


def is_gone(failures: int, first_failure: datetime, at: datetime) -> bool:
    """Whether so many failures in a row, the last one now, mean that it is gone."""
    return failures >= FAILURES and at - first_failure >= FAILING_FOR


def watched() -> QuerySet[LinkState]:
    """The links that are looked at: of works that stories cite, or that we hold a copy of.

    What a reader cited whom nobody trusts is not asked for.
    """
    is_held = Exists(Capture.objects.filter(work=OuterRef("address__work")))
    is_listed = Q(address__work__in=citing.listed().values("pk"))
    is_public = Q(address__work__in=citing.public().values("pk"))
    return LinkState.objects.filter(is_listed | (is_public & is_held))


@transaction.atomic
def watch(works: Iterable[Work]) -> None:
    """These works are cited in public as of now: look at their links in 1, 7 and 30 days."""
    now = timezone.now()
    states = LinkState.objects.filter(address__work__in=list(works))
    states.update(checks=0)
    states.filter(Q(next_check__gt=now + FIRST) | Q(state=_State.UNCHECKED)).update(
        next_check=now + FIRST
    )


def report_dead(work: Work, *, by: User) -> bool:
    """A reader says that the link leads nowhere: look sooner, unless we have just looked.

    Gives whether we look now. Raises NotWatched where its links are never looked at, and
    limits.TooOften.
    """
    if not watched().filter(address__work=work).exists():
        raise NotWatched
    limits.take("link_reports", by.pk, limit=REPORTS)
    now = timezone.now()
    states = LinkState.objects.filter(address__work=work, next_check__gt=now)
    old = Q(checked_at=None) | Q(checked_at__lt=now - RECENTLY)
    return states.filter(old).update(next_check=now) > 0


@transaction.atomic
def note(address_id: int, look: Look) -> LinkState:
    """Write down a look, and how the link stands after it; announces what changed."""
    link = LinkState.objects.select_for_update().select_related("address__work").get(
        address=address_id
    )  # fmt: skip
    before = link.state
    _count(link, look)
    state = _state(link, look)
    is_gone_now = state == _State.GONE
    link.next_check = next_look(link.checks, state if is_gone_now else look.state, look.at)
    if state != before:
        link.state, link.since = state, look.at
    link.checked_at, link.leads_to = look.at, look.leads_to
    link.save(
        update_fields=[
            "state", "since", "checked_at", "next_check", "checks", "failures", "first_failure",
            "leads_to",
        ]
    )  # fmt: skip
    LinkCheck.objects.create(
        address=link.address, at=look.at, state=state if is_gone_now else look.state,
        http_status=look.http_status, said=look.said, capture=look.capture,
    )  # fmt: skip
    if state != before:
        link_changed.send(sender=LinkState, address=link.address, state=state, before=before)
        work_changed.send(sender=Work, work=link.address.work)
    return link


def _count(link: LinkState, look: Look) -> None:
    if look.state == _State.FAILING:
        if look.may_be_gone:
            link.failures += 1
            link.first_failure = link.first_failure or look.at
    else:
        link.checks += 1
        link.failures, link.first_failure = 0, None


def _state(link: LinkState, look: Look) -> str:
    """How the link stands: who does not answer today is not gone, and what is dead stays so."""
    if look.state != _State.FAILING:
        return look.state
    first = link.first_failure
    is_dead = look.may_be_gone and first is not None and is_gone(link.failures, first, look.at)
    if link.state == _State.GONE or is_dead:
        return str(_State.GONE)
    return link.state if link.state in DEAD else str(_State.FAILING)


def due(now: datetime) -> QuerySet[LinkState]:
    """The links to be looked at, the longest waiting first."""
    return watched().filter(next_check__lte=now).order_by(F("next_check"))
