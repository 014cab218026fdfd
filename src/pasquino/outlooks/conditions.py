"""Deeds on what an outlook depends on: observations of its condition, and its review dates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from pasquino.outlooks import documents
from pasquino.outlooks.announcements import outlook_changed
from pasquino.outlooks.assessing import check_date, check_editor
from pasquino.outlooks.models import ConditionObservation, Outlook, OutlookChange, ReviewDate
from pasquino.outlooks.refusals import AlreadyDecided, NoReason, NoSource, NoWords
from pasquino.sources import works

if TYPE_CHECKING:
    from pasquino.accounts.models import User


@transaction.atomic
def observe_condition(
    *, outlook: Outlook, on: str, what: str, url: str, by: User, effect: str = ""
) -> ConditionObservation:
    """Note what happened to an outlook's condition, and where that stands.

    `on` is as exact as it is known: a year, a month or a day. Raises NotAnEditor, NoWords,
    NoSource, NoDate, InTheFuture and NoWebAddress.
    """
    check_editor(by)
    if not what.strip():
        raise NoWords
    if not url.strip():
        raise NoSource
    check_date(on)
    observation = ConditionObservation.objects.create(
        outlook=outlook, order=outlook.observations.count(), on=on, what=what.strip(),
        effect=effect.strip(), work=works.work_for(url=url, by=by), url=url.strip(),
        status=ConditionObservation.Status.NOTED, by=by, decided_by=by, decided_at=timezone.now(),
    )  # fmt: skip
    outlook_changed.send(sender=Outlook, outlook=outlook)
    return observation


@transaction.atomic
def decide_observation(*, observation: ConditionObservation, is_noted: bool, by: User) -> None:
    """Note a proposed observation, or decline it. Raises NotAnEditor, NoSource, AlreadyDecided.

    One is noted with a source only.
    """
    check_editor(by)
    status = ConditionObservation.Status
    locked = ConditionObservation.objects.select_for_update(of=("self",))
    found = locked.select_related("outlook").get(pk=observation.pk)
    if found.status != status.PROPOSED:
        raise AlreadyDecided
    if is_noted and not (found.url or found.work_id):
        raise NoSource
    if is_noted and found.work_id is None:
        found.work = works.work_for(url=found.url, by=by)
    found.status = status.NOTED if is_noted else status.DECLINED
    found.decided_by, found.decided_at = by, timezone.now()
    found.save(update_fields=["status", "work", "decided_by", "decided_at"])
    outlook_changed.send(sender=Outlook, outlook=found.outlook)


@transaction.atomic
def set_review_dates(*, outlook: Outlook, days: Iterable[date], reason: str, by: User) -> None:
    """Have an outlook's claims be looked at again on these days and no others.

    The days of before are kept, with who changed them and why. Nothing happens where there is
    nothing to change. Raises NotAnEditor and NoReason.
    """
    check_editor(by)
    if not reason.strip():
        raise NoReason
    outlook = Outlook.objects.select_for_update(of=("self",)).get(pk=outlook.pk)
    wanted = set(days)
    if wanted == set(outlook.review_dates.values_list("on", flat=True)):
        return
    OutlookChange.objects.create(
        outlook=outlook, before=documents.export(outlook), reason=reason.strip(), by=by
    )
    outlook.review_dates.exclude(on__in=wanted).delete()
    known = set(outlook.review_dates.values_list("on", flat=True))
    ReviewDate.objects.bulk_create(
        ReviewDate(outlook=outlook, on=day) for day in sorted(wanted - known)
    )
    outlook_changed.send(sender=Outlook, outlook=outlook)
