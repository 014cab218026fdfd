"""Takes sources out of the public's sight: what was kept of them, at once, until it is lifted.

Hash and verdict stay, and a line that says why the rest is not shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from pasquino.accounts.models import User
from pasquino.sources.announcements import evidence_changed, work_changed
from pasquino.sources.models import Capture, Takedown, Work


class NoNote(ValueError):
    """Nothing was said about why, so nobody could judge it later."""


class CopyOfAnother(ValueError):
    """The copy is one of another work."""


class TakenDownAlready(Exception):
    """It is out of sight already."""


class LiftedAlready(Exception):
    """It was lifted before."""


@dataclass(frozen=True)
class Withheld:
    """Why works and single copies are not shown, by their numbers: reasons in words."""

    works: dict[int, str] = field(default_factory=dict)
    copies: dict[int, str] = field(default_factory=dict)

    def why(self, work: int, copy: int | None = None) -> str:
        """Why nothing is shown of a work, or of this copy of it; empty where it is."""
        return self.works.get(work) or self.copies.get(copy or 0, "")


def withheld(works: Iterable[int]) -> Withheld:
    """What the public is not shown of these works, in one query."""
    found = Withheld()
    down = Takedown.objects.filter(work__in=list(works), lifted_at=None).order_by("-at")
    rows: list[tuple[int, int | None, str]] = list(down.values_list("work", "capture", "reason"))
    for work, copy, reason in rows:
        words = str(Takedown.Reason(reason).label)
        if copy is None:
            found.works[work] = words
        else:
            found.copies[copy] = words
    return found


@transaction.atomic
def take_down(
    work: Work, *, reason: str, note: str, by: User | None, capture: Capture | None = None
) -> Takedown:
    """Show the public nothing of what is kept of a work, or of one copy of it.

    `reason` is one of `Takedown.Reason`; the note is for editors. Raises NoNote, CopyOfAnother
    and TakenDownAlready.
    """
    if not note.strip():
        raise NoNote
    if capture is not None and capture.work_id != work.pk:
        raise CopyOfAnother
    work = Work.objects.select_for_update().get(pk=work.pk)
    if work.takedowns.filter(capture=capture, lifted_at=None).exists():
        raise TakenDownAlready
    takedown = Takedown.objects.create(
        work=work, capture=capture, reason=Takedown.Reason(reason), note=note.strip(), by=by
    )
    _announce(takedown, work)
    return takedown


@transaction.atomic
def lift_takedown(takedown: Takedown, *, note: str, by: User | None) -> Takedown:
    """Show it to the public again. Raises NoNote and LiftedAlready."""
    if not note.strip():
        raise NoNote
    takedown = Takedown.objects.select_for_update().select_related("work").get(pk=takedown.pk)
    if takedown.lifted_at is not None:
        raise LiftedAlready
    takedown.lifted_at, takedown.lifted_by = timezone.now(), by
    takedown.lift_note = note.strip()
    takedown.save(update_fields=["lifted_at", "lifted_by", "lift_note"])
    _announce(takedown, takedown.work)
    return takedown


def _announce(takedown: Takedown, work: Work) -> None:
    """What was kept by mistake is no evidence either."""
    if takedown.reason == Takedown.Reason.MISTAKE:
        evidence_changed.send(sender=Work, work=work)
    work_changed.send(sender=Work, work=work)
