"""Publishes what is due and takes back what has expired, each in its own transaction."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from wagtail.models import Revision

from pasquino.stories.models import Edition, Story

logger = logging.getLogger(__name__)
LATE = timedelta(seconds=60)
LATE_SHOWN = timedelta(days=7)
SILENT = timedelta(seconds=60)  # after this without a heartbeat the scheduler counts as stopped


@dataclass
class Round:
    """What one round did: how many were published and taken back, and which did not succeed."""

    published: int = 0
    withdrawn: int = 0
    failed: int = 0


_told: set[str] = set()  # what this process wrote down in full; later rounds say it in one line


def publish_due() -> Round:
    """Publish all revisions that are due and withdraw all expired stories.

    One that fails is logged and tried again in the next round; it does not stop the others.
    """
    done = Round()
    now = timezone.now()
    for key in _keys(due(now)):
        outcome = _attempt(f"revision {key}", partial(_publish, key))
        done.published += outcome is True
        done.failed += outcome is None
    for key in _keys(_expired(now)):
        outcome = _attempt(f"story {key}", partial(_withdraw, key))
        done.withdrawn += outcome is True
        done.failed += outcome is None
    _note_heartbeat()
    return done


def due(moment: datetime) -> models.QuerySet[Revision]:
    """What should have been published before this moment and was not, oldest first."""
    found: models.QuerySet[Revision] = Revision.objects.filter(approved_go_live_at__lt=moment)
    return found.order_by("approved_go_live_at")


def overdue() -> models.QuerySet[Revision]:
    """What was due more than a minute ago and is still not published."""
    return due(timezone.now() - LATE)


def late() -> models.QuerySet[Edition]:
    """Editions of the last seven days that came more than a minute after they were due."""
    since = timezone.now() - LATE_SHOWN
    found = Edition.objects.filter(due_at__isnull=False, made_at__gte=since)
    return found.filter(made_at__gt=F("due_at") + LATE).order_by("-made_at")


def last_run() -> datetime | None:
    """When the scheduler of this data folder last finished a round."""
    try:
        return datetime.fromtimestamp(_heartbeat().stat().st_mtime, UTC)
    except OSError:
        return None


def is_running() -> bool:
    """Whether the scheduler was heard of within the last minute."""
    last = last_run()
    return last is not None and timezone.now() - last < SILENT


def _keys(found: models.QuerySet[Any]) -> list[int]:
    return [int(key) for key in found.values_list("pk", flat=True)]


def _attempt(what: str, deed: Callable[[], bool]) -> bool | None:
    """The deed's result in a transaction of its own, or None when it failed."""
    try:
        with transaction.atomic():
            result = deed()
    except Exception as problem:
        logger.error("%s: %r; tried again", what, problem, exc_info=what not in _told)
        _told.add(what)
        return None
    _told.discard(what)
    return result


def _publish(key: int) -> bool:
    found = due(timezone.now()).select_for_update(skip_locked=_can_skip()).filter(pk=key).first()
    if found is None:
        return False  # taken off the schedule, or published by another scheduler
    found.publish(log_action="wagtail.publish.scheduled")
    return True


def _expired(moment: datetime) -> models.QuerySet[Story]:
    return Story.objects.filter(live=True, expire_at__lt=moment).order_by("expire_at")


def _withdraw(key: int) -> bool:
    story = _expired(timezone.now()).filter(pk=key).first()
    if story is None:
        return False
    story.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return True


def _can_skip() -> bool:
    return bool(transaction.get_connection().features.has_select_for_update_skip_locked)


def _heartbeat() -> Path:
    return Path(settings.DATA) / "scheduler-heartbeat"


def _note_heartbeat() -> None:
    try:
        _heartbeat().touch()
    except OSError as problem:
        logger.error("The scheduler cannot note that it runs: %s", problem)
