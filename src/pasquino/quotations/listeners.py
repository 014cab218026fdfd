"""Listens to sources: a new copy of a work has its quotations checked again."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.dispatch import receiver

from pasquino.quotations import jobs
from pasquino.sources.announcements import capture_kept
from pasquino.sources.models import Capture


@receiver(capture_kept)
def a_copy_was_kept(capture: Capture, **_rest: Any) -> None:
    """Have the worker judge that work's quotations, once the copy is there for good."""
    transaction.on_commit(partial(jobs.check_work.enqueue, work_id=capture.work_id))
