"""The one door to other people's servers; only the worker goes through it.

Tests put a world of their own behind it (`through`); no setting opens it wider.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Protocol

from pasquino.sources import reading
from pasquino.sources.fetching.shapes import Exchange
from pasquino.sources.reading import Reading


class Fetched(Protocol):
    """What came back for one address."""

    @property
    def state(self) -> str: ...
    @property
    def reasons(self) -> tuple[str, ...]: ...
    @property
    def status(self) -> int | None: ...
    @property
    def url_requested(self) -> str: ...
    @property
    def url_final(self) -> str: ...
    @property
    def headers(self) -> Mapping[str, str]: ...
    @property
    def body(self) -> bytes: ...
    @property
    def at(self) -> datetime: ...
    @property
    def exchanges(self) -> Sequence[Exchange]: ...


class Fetcher(Protocol):
    """Fetches one address; never raises for what the outside world does."""

    def fetch(self, url: str) -> Fetched: ...


class Read(Protocol):
    """Reads a document that a stranger made."""

    def __call__(self, data: bytes, *, content_type: str = "", url: str = "") -> Reading: ...


def fetcher() -> Fetcher:
    """The fetcher that the worker uses."""
    return _worlds[-1][0]()


def read(data: bytes, *, content_type: str = "", url: str = "") -> Reading:
    """Read what came from outside, where it can do no harm: in a process of its own."""
    return _worlds[-1][1](data, content_type=content_type, url=url)


@contextmanager
def through(make: Callable[[], Fetcher], read: Read = reading.read) -> Iterator[None]:
    """Have what `make` gives stand for the world outside: the tests' one seam.

    Its pages are read here: they are harmless, and starting processes is slow.
    """
    _worlds.append((make, read))
    try:
        yield
    finally:
        _worlds.pop()


_worlds: list[tuple[Callable[[], Fetcher], Read]] = []
