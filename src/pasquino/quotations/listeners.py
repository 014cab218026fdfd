"""Listens to sources: a new copy of a work has its quotations checked again."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from pasquino.quotations import records
from pasquino.sources.announcements import capture_kept
from pasquino.sources.models import Capture


@receiver(capture_kept)
def a_copy_was_kept(capture: Capture, **_rest: Any) -> None:
    """Judge all quotations of that work by what is known now."""
    records.check_work_again(capture.work)
