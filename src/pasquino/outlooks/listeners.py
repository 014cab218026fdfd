"""Listens to the rooms below: copies arrive for assessments, members leave."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from pasquino.accounts.announcements import account_closed
from pasquino.accounts.models import User
from pasquino.outlooks.announcements import outlook_changed
from pasquino.outlooks.models import AssessmentProposal, AssessmentSource, Outlook, Probability
from pasquino.sources.announcements import capture_kept
from pasquino.sources.evidence import WITH_TEXT
from pasquino.sources.models import Capture


@receiver(capture_kept)
def a_copy_was_kept(capture: Capture, **_rest: Any) -> None:
    """Give the first copy with a text to the assessments that rest on its work and have none."""
    if capture.state not in WITH_TEXT:
        return
    waiting = AssessmentSource.objects.filter(work=capture.work_id, capture=None)
    outlooks = list(
        Outlook.objects.filter(claims__assessments__sources__in=waiting).distinct().order_by("pk")
    )
    waiting.update(capture=capture)
    for outlook in outlooks:
        outlook_changed.send(sender=Outlook, outlook=outlook)


@receiver(account_closed)
def a_member_left(user: User, **_rest: Any) -> None:
    """Forget what they held likely: it was theirs alone. What they proposed loses their name."""
    Probability.objects.filter(reader=user).delete()
    AssessmentProposal.objects.filter(by=user).update(by=None)
