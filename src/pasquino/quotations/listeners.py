"""Listens to sources: where other copies of a work count, its quotations are checked again."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.dispatch import receiver

from pasquino.quotations import jobs, records
from pasquino.sources.announcements import capture_kept, evidence_changed
from pasquino.sources.models import Capture, Work


@receiver(capture_kept)
def a_copy_was_kept(capture: Capture, **_rest: Any) -> None:
    """Have the worker judge that work's quotations, once the copy is there for good.

    Whoever uploads a copy waits for what it shows, so these are judged at once.
    """
    if capture.method == Capture.Method.UPLOAD:
        records.check_work_again(capture.work)
    else:
        transaction.on_commit(partial(jobs.check_work.enqueue, work_id=capture.work_id))


@receiver(evidence_changed)
def other_copies_count(work: Work, **_rest: Any) -> None:
    """Judge all quotations of that work without what was kept by mistake, or with it again."""
    records.check_work_again(work)
