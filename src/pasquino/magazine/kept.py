"""What hardly ever changes and every page asks for, kept in each process for a second.

Saving one of the models named forgets it at once where that happens; other processes follow
within the second that DESIGN.md allows a page to be old.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.db import models, transaction
from django.db.models.signals import post_delete, post_save

T = TypeVar("T")
SECONDS = 1.0
_all: list[Kept[Any]] = []


class Kept(Generic[T]):
    """A value read by `read()` when asked for, and again once it is a second old."""

    def __init__(self, read: Callable[[], T]) -> None:
        self._read = read
        self._value: tuple[float, T] | None = None
        _all.append(self)

    def __call__(self) -> T:
        """The value; two threads may read it at once, none waits for the other."""
        value, now = self._value, time.monotonic()
        if value is None or not 0 <= now - value[0] < SECONDS:
            value = self._value = (now, self._read())
        return value[1]

    def forget(self, **_announced: object) -> None:
        """Have it read anew, now and once what is being written is written."""
        self._value = None
        if transaction.get_connection().in_atomic_block:
            transaction.on_commit(self._forget)

    def depends_on(self, *changed: type[models.Model]) -> None:
        """Forget it whenever one of these is saved or deleted."""
        for model in changed:
            post_save.connect(self.forget, sender=model)
            post_delete.connect(self.forget, sender=model)

    def _forget(self) -> None:
        self._value = None


def forget_all() -> None:
    """Forget everything kept: for tests, whose databases change without a word."""
    for kept in _all:
        kept._forget()
