"""Listens to sources: another copy that counts has a work's quotations checked again."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from pasquino.quotations import records
from pasquino.sources.announcements import capture_kept, evidence_changed
from pasquino.sources.models import Capture, Work


@receiver(capture_kept)
def a_copy_was_kept(capture: Capture, **_rest: Any) -> None:
    """Judge all quotations of that work by what is known now."""
    records.check_work_again(capture.work)


@receiver(evidence_changed)
def other_copies_count(work: Work, **_rest: Any) -> None:
    """Judge all quotations of that work without what was kept by mistake, or with it again."""
    records.check_work_again(work)
