"""Keeps what was made lately, and lets the oldest go first.

For whatever is made once and shown often; each process has its own.
"""

from __future__ import annotations

from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Recent(Generic[T]):
    """At most so many things, each by all that it depends on."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: dict[Hashable, T] = {}
        self._changing = Lock()  # two threads do not look for the oldest at once

    def get(self, key: Hashable) -> T | None:
        """What was made for this key, if it is still kept."""
        return self._kept.get(key)

    def keep(self, key: Hashable, made: T) -> T:
        """Keep this, and let the oldest go where that is too much."""
        with self._changing:
            self._kept[key] = made
            while len(self._kept) > self._most:
                del self._kept[next(iter(self._kept))]
        return made

    def forget(self) -> None:
        """Let all go."""
        with self._changing:
            self._kept.clear()
