"""The one door to other people's servers; only the worker goes through it.

Tests put a world of their own behind it (`through`); no setting opens it wider.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from django.conf import settings

from pasquino.sources import reading
from pasquino.sources.fetching import Fetched, Fetcher
from pasquino.sources.reading import Reading

__all__ = ["Fetched", "Fetches", "Reads", "fetcher", "read", "through"]
ROBOTS_KEPT = 3600.0  # seconds that a worker relies on the robots.txt it has read


class Fetches(Protocol):
    """Fetches one address; never raises for what the outside world does."""

    def fetch(self, url: str) -> Fetched: ...


class Reads(Protocol):
    """Reads a document that a stranger made."""

    def __call__(self, data: bytes, *, content_type: str = "", url: str = "") -> Reading: ...


def fetcher() -> Fetches:
    """The fetcher of this process, which says who we are."""
    return _worlds[-1][0]()


def read(data: bytes, *, content_type: str = "", url: str = "") -> Reading:
    """Read what came from outside, where it can do no harm: in a process of its own."""
    return _worlds[-1][1](data, content_type=content_type, url=url)


@contextmanager
def through(make: Callable[[], Fetches], read: Reads = reading.read) -> Iterator[None]:
    """Have what `make` gives stand for the world outside: the tests' one seam.

    Its pages are read here: they are harmless, and starting processes is slow.
    """
    _worlds.append((make, read))
    try:
        yield
    finally:
        _worlds.pop()


def _own() -> Fetcher:
    """One fetcher for an hour: it remembers what robots.txt says."""
    now = time.monotonic()
    if not _kept or now - _kept[0][0] > ROBOTS_KEPT:
        _kept[:] = [(now, Fetcher(contact=settings.BASE_URL))]
    return _kept[0][1]


_kept: list[tuple[float, Fetcher]] = []
_worlds: list[tuple[Callable[[], Fetches], Reads]] = [(_own, reading.read_apart)]
