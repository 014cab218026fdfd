"""Fetching other people's pages: only public ones, slowly, honestly, and never too much.

Runs in the worker, never in a request. Nothing here touches the database or Django.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from pasquino import __version__
from pasquino.sources.fetching.addresses import AddressRefused, Connector, Resolver, target
from pasquino.sources.fetching.robots import Rules
from pasquino.sources.fetching.shapes import Exchange, Fetched, Headers, Limits

__all__ = ["Clock", "Exchange", "Fetched", "Fetcher", "Headers", "Limits"]


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host, in the system's order of preference. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[4][0]) for address in found]


def connect(address: str, port: int, seconds: float) -> socket.socket:
    """A connection to exactly this address. Raises OSError."""
    return socket.create_connection((address, port), timeout=seconds)


@dataclass(frozen=True, slots=True)
class Clock:
    """Where the fetcher takes the time from, and how it waits."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


@dataclass(slots=True)
class Fetcher:
    """Fetches pages. One of these remembers robots.txt and the last visit of each host.

    `contact` is where people find out who asks (the magazine's address); it stands in the
    User-Agent. `resolver`, `connector` and `clock` are for tests, which have no network; there is
    no setting for them.
    """

    contact: str = ""
    agent: str = ""
    resolver: Resolver = resolve
    connector: Connector = connect
    clock: Clock = field(default_factory=Clock)
    limits: Limits = field(default_factory=Limits)
    rules: dict[str, Rules] = field(default_factory=dict, init=False)  # by origin
    visits: dict[str, float] = field(default_factory=dict, init=False)  # by host: when, monotonic

    def fetch(self, url: str) -> Fetched:
        """Fetch a page, through redirects. Never raises for what the outside world does."""
        from pasquino.sources.fetching.visits import Visit

        return Visit(self, url).fetched()

    def pause_needed(self, url: str) -> float:
        """Seconds to wait until the host of this address may be visited again."""
        try:
            asked = target(url)
        except AddressRefused:
            return 0.0
        if asked.host not in self.visits:
            return 0.0
        wished = self.rules[asked.origin].delay if asked.origin in self.rules else 0.0
        pause = max(self.limits.pause, min(wished, self.limits.longest_pause))
        return max(0.0, self.visits[asked.host] + pause - self.clock.monotonic())

    @property
    def user_agent(self) -> str:
        """What we call ourselves: `Pasquino/0.1.0 (+https://magazine.example/)`."""
        if self.agent:
            return self.agent
        return f"Pasquino/{__version__}" + (f" (+{self.contact})" if self.contact else "")
