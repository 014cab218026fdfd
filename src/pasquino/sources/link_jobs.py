"""Looks at links in the worker: a few at a time, behind whatever else there is to do.

Whose turn it is stands in the links' own rows: the scheduler lends a link to the worker by moving
its next look on by half an hour, so that what a killed worker left comes round again.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from pasquino.sources import keeping, links, outside, politeness, web_addresses, works
from pasquino.sources.evidence import REPLACED, that_count
from pasquino.sources.keeping import Copy
from pasquino.sources.links import Look
from pasquino.sources.models import Capture, LinkState, Work, WorkAddress
from pasquino.sources.outside import Fetched
from pasquino.sources.page_changes import Change, change

AT_ONCE = 10  # links handed on each time the scheduler looks
LENT_FOR = timedelta(minutes=30)
AFTER_OTHERS = -10  # priority of the tasks; people wait for copies, nobody for these
MOVED = frozenset({301, 308})  # for good (RFC 9110, 15.4)
NOT_THE_PAGE = frozenset({"challenge", "consent"})  # reasons: a door stands before it
A_PART = frozenset({"paywall", "preview"})
# Reasons for which our own fetcher does not go there: whoever cited it reached it once.
NOWHERE = frozenset({"private_address", "bad_address", "scheme", "port"})
NOBODY_THERE = frozenset({"no_such_host", "no_connection"})
NOT_FOR_US = frozenset({"too_many_requests", "robots_unreachable"})
_State = LinkState.State


def hand_on_due() -> int:
    """Lend the next links that are due to the worker; gives how many. For the scheduler."""
    now = timezone.now()
    return sum(lend(link, now) for link in list(links.due(now)[:AT_ONCE]))


@transaction.atomic
def lend(link: LinkState, now: datetime, priority: int = AFTER_OTHERS) -> bool:
    """Have the worker look at a link; False where somebody else has just seen to that."""
    same = LinkState.objects.filter(pk=link.pk, next_check=link.next_check)
    if not same.update(next_check=now + LENT_FOR):
        return False
    look_at.using(priority=priority).enqueue(address_id=link.pk)
    return True


@task(priority=-30)  # behind the copies that editors wait for
def look_at(*, address_id: int) -> None:
    """Look at one address."""
    check(address_id)


def check(address_id: int) -> LinkState | None:
    """Look at an address and note what was found; None where its host has to rest first."""
    address = WorkAddress.objects.select_related("work").filter(pk=address_id).first()
    if address is None:
        return None
    busy_until = politeness.free_at(address.url)
    if busy_until:
        LinkState.objects.filter(pk=address_id).update(next_check=busy_until)
        return None
    fetched = outside.fetcher().fetch(address.url)
    copy = keeping.copied(fetched)
    with transaction.atomic():
        return links.note(address_id, _found(address, copy, is_for_good=_is_for_good(fetched)))


def _found(address: WorkAddress, copy: Copy, *, is_for_good: bool) -> Look:
    """What a copy tells of the link; a page that changed is kept, and so is what replaced it."""
    look = Look(
        state=_State.OK,
        said=" ".join(copy.reasons)[:500],
        http_status=copy.http_status,
        leads_to=copy.url_final if _is_elsewhere(address.url, copy.url_final) else "",
        at=copy.at,
    )
    if NOT_FOR_US & {*copy.reasons}:
        return replace(look, state=_State.BLOCKED, leads_to="")
    if copy.state in (Capture.State.UNREACHABLE, Capture.State.GONE) or NOWHERE & {*copy.reasons}:
        is_lost = bool((NOBODY_THERE | NOWHERE) & {*copy.reasons})
        may_be_gone = copy.state == Capture.State.GONE or is_lost
        return replace(look, state=_State.FAILING, leads_to="", may_be_gone=may_be_gone)
    if copy.state == Capture.State.BLOCKED or NOT_THE_PAGE & {*copy.reasons}:
        return replace(look, state=_State.BLOCKED)
    if not copy.reading.text:
        return look
    return _compared(address, copy, look, is_for_good=is_for_good)


def _compared(address: WorkAddress, copy: Copy, look: Look, *, is_for_good: bool) -> Look:
    earlier = cited_copy(address.work)
    if earlier is None:
        return replace(look, capture=keeping.keep(address.work, copy))
    became = _change(earlier, copy)
    if became is Change.REPLACED and not A_PART & {*copy.reasons}:
        reasons = (*copy.reasons, REPLACED)
        kept = _kept(address.work, replace(copy, reasons=reasons))
        return replace(look, state=_State.REPLACED, capture=kept)
    if became is not Change.NONE:
        return replace(look, state=_State.CHANGED, capture=_kept(address.work, copy))
    if look.leads_to and is_for_good:
        works.add_address(address.work, look.leads_to)
        return replace(look, state=_State.REDIRECTED)
    return look


def told_apart(work: Work, copy: Copy) -> Copy:
    """The copy, marked as that of another page where it replaced the one we hold whole.

    What replaced it is no evidence, fills nothing in, and its address is none of the work's.
    """
    earlier = cited_copy(work)
    if earlier is None or earlier.state == Capture.State.PARTIAL or not copy.reading.text:
        return copy
    if A_PART & {*copy.reasons} or _change(earlier, copy) is not Change.REPLACED:
        return copy
    return replace(copy, reasons=(*copy.reasons, REPLACED))


def cited_copy(work: Work) -> Capture | None:
    """The copy that a page is compared with: the newest that no check of a link has made."""
    copies_there = that_count(work.captures.filter(state__in=Capture.HAS_TEXT))
    with_text = copies_there.exclude(text="").order_by("-at")
    whole = with_text.exclude(state=Capture.State.PARTIAL)
    for copies in (whole.filter(link_checks=None), with_text.filter(link_checks=None), with_text):
        found = next((copy for copy in copies if REPLACED not in copy.reasons), None)
        if found:
            return found
    return None


def _kept(work: Work, copy: Copy) -> Capture | None:
    """The copy, kept; None where the newest one says the same already."""
    newest = work.captures.filter(state__in=Capture.HAS_TEXT).order_by("-at").first()
    is_known = (
        newest is not None
        and (REPLACED in newest.reasons) == (REPLACED in copy.reasons)
        and _change(newest, copy) is Change.NONE
    )
    return None if is_known else keeping.keep(work, copy)


def _change(earlier: Capture, copy: Copy) -> Change:
    text = keeping.storable(copy.reading.text)
    if hashlib.sha256(text.encode()).hexdigest() == earlier.text_hash:
        return Change.NONE
    later = [[b.start, b.end, b.region, b.kind] for b in copy.reading.blocks]
    return change(earlier.text, earlier.blocks, text, later)


def _is_elsewhere(asked: str, final: str) -> bool:
    """Whether another address answered in the end; another scheme is none."""
    try:
        return bool(final) and web_addresses.key_of(asked) != web_addresses.key_of(final)
    except web_addresses.NoWebAddress:
        return False


def _is_for_good(fetched: Fetched) -> bool:
    """Whether each redirect on the way is meant to stay."""
    redirects = [exchange.status for exchange in fetched.exchanges][:-1]
    return bool(redirects) and MOVED.issuperset(redirects)
