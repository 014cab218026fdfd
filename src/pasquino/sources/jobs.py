"""Fetches what was asked for, in the worker; a worker that is killed loses nothing.

A request is taken by one worker at a time, which its state shows. What a worker left behind, or
what was never handed to one, the scheduler hands on again (`take_up_left`).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django_tasks import task

from pasquino.sources import filling, keeping, link_jobs, outside, politeness
from pasquino.sources.keeping import Copy
from pasquino.sources.models import Capture, CaptureRequest

PAUSES = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=2))
MOST_ATTEMPTS = len(PAUSES) + 1
STUCK = timedelta(minutes=15)  # pauses along redirects, fetching, reading, checking: some minutes
OVERDUE = timedelta(minutes=10)
TAKEN_UP_AT_ONCE = 100
LEFT = "left"  # said of a request whose worker ended each time
_State = CaptureRequest.State


def hand_on(request: CaptureRequest) -> None:
    """Have a worker run the request when it is due; inside the transaction that writes it."""
    fetch.using(run_after=request.not_before).enqueue(request_id=request.pk)


@task(priority=-20)  # letters and checks do not wait for other sites
def fetch(*, request_id: int) -> None:
    """Run one request for a copy."""
    run_request(request_id)


def run_request(request_id: int) -> Capture | None:
    """Fetch what is asked for and keep it; None where it is not due, taken, or tried later."""
    request = _taken(request_id)
    if request is None:
        return None
    busy_until = politeness.free_at(request.url)
    if busy_until:
        _try_at(request, busy_until, attempts=request.attempts - 1)
        return None
    copy = keeping.copied(outside.fetcher().fetch(request.url))
    is_worth_trying = copy.state == Capture.State.UNREACHABLE
    if is_worth_trying and request.attempts < MOST_ATTEMPTS:
        pause = PAUSES[request.attempts - 1]
        _try_at(request, timezone.now() + pause, said=" ".join(copy.reasons))
        return None
    return _kept(request, copy)


def _taken(request_id: int) -> CaptureRequest | None:
    """The request, marked as ours, if it is due and nobody else has it."""
    now = timezone.now()
    waiting = CaptureRequest.objects.filter(
        pk=request_id, state=_State.QUEUED, not_before__lte=now
    )
    if not waiting.update(state=_State.FETCHING, began_at=now, attempts=F("attempts") + 1):
        return None
    return CaptureRequest.objects.select_related("work").get(pk=request_id)


@transaction.atomic
def _try_at(
    request: CaptureRequest, moment: datetime, *, said: str = "", attempts: int | None = None
) -> None:
    """Put it back into the queue, for that moment."""
    request.state, request.not_before = _State.QUEUED, moment
    request.said = said[:500] or request.said
    request.attempts = request.attempts if attempts is None else attempts
    request.save(update_fields=["state", "not_before", "said", "attempts"])
    hand_on(request)


@transaction.atomic
def _kept(request: CaptureRequest, copy: Copy) -> Capture:
    """Keep the copy; the request ends first, so that whoever hears of the copy waits for none."""
    request.state = _State.DONE if copy.state in Capture.HAS_TEXT else _State.FAILED
    request.ended_at, request.said = timezone.now(), ""
    request.save(update_fields=["state", "ended_at", "said"])
    copy = link_jobs.told_apart(request.work, copy)
    work = filling.fill(request.work, copy)
    capture = keeping.keep(work, copy, by=request.asked_by)
    request.capture = capture
    request.save(update_fields=["capture"])
    return capture


def take_up_left() -> int:
    """Hand on again what a worker left or never got; gives how many. For the scheduler."""
    now = timezone.now()
    found = list(_left(now).order_by("not_before")[:TAKEN_UP_AT_ONCE])
    for request in found:
        _take_up(request, now)
    return len(found)


def overdue() -> int:
    """How many requests should have been fetched by now, or were left behind."""
    return _left(timezone.now()).count()


def failed_lately() -> int:
    """How many requests of the last seven days gave no copy with text in it."""
    since = timezone.now() - timedelta(days=7)
    return CaptureRequest.objects.filter(state=_State.FAILED, ended_at__gt=since).count()


def _left(now: datetime) -> QuerySet[CaptureRequest]:
    left = Q(state=_State.FETCHING, not_before__lt=now - STUCK, began_at__lt=now - STUCK)
    lost = Q(state=_State.QUEUED, not_before__lt=now - OVERDUE)
    return CaptureRequest.objects.filter(left | lost)


@transaction.atomic
def _take_up(request: CaptureRequest, now: datetime) -> None:
    """Queue it again, or give it up where it has ended every worker that tried."""
    same = CaptureRequest.objects.filter(
        pk=request.pk, state=request.state, attempts=request.attempts
    )
    if request.attempts >= MOST_ATTEMPTS:
        same.update(state=_State.FAILED, said=LEFT, ended_at=now)
    elif same.update(state=_State.QUEUED, not_before=now):
        request.not_before = now
        hand_on(request)
