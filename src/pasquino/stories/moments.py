"""What an edition in the making knows of time: when it was due, and when it is dated."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.utils import timezone

_due: ContextVar[datetime | None] = ContextVar("due", default=None)
_dated: ContextVar[datetime | None] = ContextVar("dated", default=None)


@contextmanager
def due(moment: datetime | None) -> Iterator[None]:
    """Within it, an edition that is made notes for when its publication was scheduled."""
    token = _due.set(moment)
    try:
        yield
    finally:
        _due.reset(token)


@contextmanager
def dated(moment: datetime | None) -> Iterator[None]:
    """Within it, editions are dated so: for imports of what was published elsewhere."""
    token = _dated.set(moment)
    try:
        yield
    finally:
        _dated.reset(token)


def due_at() -> datetime | None:
    """For when the edition in the making was scheduled, if it was."""
    return _due.get()


def made_at() -> datetime:
    """The date of the edition in the making: now, unless an import says otherwise."""
    return _dated.get() or timezone.now()
