"""The one way out: requests-hardened, given the resolver, the connector and a budget.

The library gives a session without redirects and a second list of refused networks. What it
leaves open is closed here: all answers of the resolver are checked, not the first alone; the
connection goes to exactly these, under the name that was asked for (so TLS checks that name);
every byte and second is counted, those of headers and of chunks' sizes too.
"""

from __future__ import annotations

import http.client
import io
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from requests_hardened import Config, HTTPSession
from requests_hardened.ip_filter import InvalidIPAddress, filter_host
from requests_hardened.ip_filter_adapter import IPFilterAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from pasquino.sources.fetching.addresses import (
    AddressRefused,
    Connector,
    Resolver,
    Target,
    checked,
)

LINE = 65_536  # bytes of a header or of a chunk's size
HEADERS = 1_000_000  # bytes beside the body
TRIED = 3  # addresses of one host
PIECE = 65_536  # bytes


class Failure(Exception):
    """Asking for a page failed; `reason` is a word for why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class _Spent(OSError):
    """The time or the bytes are over."""


@dataclass(slots=True)
class Budget:
    """What is left of a fetch's time and bytes."""

    until: float  # by `monotonic`
    bytes_left: int
    monotonic: Callable[[], float] = time.monotonic
    spent: str = ""  # the reason, once something is over

    def seconds(self) -> float:
        """The time left, always some."""
        left = self.until - self.monotonic()
        if left <= 0:
            self.spent = "too_slow"
            raise _Spent
        return left

    def take(self, size: int) -> None:
        """Count received bytes."""
        self.bytes_left -= size
        if self.bytes_left < 0:
            self.spent = "too_large"
            raise _Spent

    def failure(self, otherwise: str) -> Failure:
        """Why something failed: the budget, or what it looked like."""
        if not self.spent and self.monotonic() >= self.until:
            self.spent = "too_slow"
        return Failure(self.spent or otherwise)


@dataclass(slots=True)
class Door:
    """Opens connections to the checked addresses of one host."""

    target: Target
    addresses: list[str]
    connector: Connector
    budget: Budget
    reached: str = ""  # the address that was connected to
    opened: list[socket.socket] = field(default_factory=list)

    def connect(self) -> socket.socket:
        """A socket to the first address that answers. Raises OSError when none does."""
        problem = OSError("No address.")
        for address in self.addresses[:TRIED]:
            try:
                opened = self.connector(address, self.target.port, self.budget.seconds())
            except _Spent:
                raise
            except OSError as refused:
                problem = refused
            else:
                self.opened.append(opened)
                self.reached = address
                return opened
        raise problem


@contextmanager
def asked(
    target: Target,
    headers: dict[str, str],
    *,
    resolver: Resolver,
    connector: Connector,
    budget: Budget,
) -> Iterator[tuple[requests.Response, Door]]:
    """Ask for a page and give its answer, the body not read yet.

    Raises AddressRefused when the host is not public, Failure for what goes wrong on the way.
    """
    addresses = checked(_resolved(target, resolver, budget))
    door = Door(target, addresses, connector, budget)
    config = Config(
        ip_filter_enable=True,
        ip_filter_allow_loopback_ips=False,
        never_redirect=True,
        default_timeout=max(budget.until - budget.monotonic(), 0.001),
        user_agent_override=headers["User-Agent"],
    )
    with HTTPSession(config) as session:
        session.trust_env = False  # no proxies, no .netrc, no other certificates
        session.headers.clear()
        session.mount("http://", _Adapter(door))
        session.mount("https://", _Adapter(door))
        try:
            with _answer(session, headers, door) as response:
                yield response, door
        finally:
            for opened in door.opened:
                opened.close()


def body(response: requests.Response, budget: Budget, limit: int, *, cut: bool = False) -> bytes:
    """The body as received, still packed; its beginning where it may be `cut` at the limit.

    Raises Failure when it is longer, or breaks off.
    """
    parts, size = [], 0
    try:
        for piece in response.raw.stream(PIECE, decode_content=False):
            parts.append(piece)
            size += len(piece)
            if size > limit:
                break
    except (HTTPError, http.client.HTTPException, OSError, ValueError) as problem:
        raise budget.failure("broken_off") from problem
    if size > limit and not cut:
        raise Failure("too_large")
    return b"".join(parts)[:limit]


def _answer(session: HTTPSession, headers: dict[str, str], door: Door) -> requests.Response:
    try:
        answer: requests.Response = session.get(door.target.url, headers=headers, stream=True)
        return answer
    except InvalidIPAddress as refused:
        raise AddressRefused("private_address") from refused
    except requests.exceptions.SSLError as problem:
        raise door.budget.failure("certificate") from problem
    except (OSError, HTTPError, http.client.HTTPException, ValueError) as problem:
        reason = "bad_answer" if door.reached else "no_connection"
        raise door.budget.failure(reason) from problem


def _resolved(target: Target, resolver: Resolver, budget: Budget) -> list[str]:
    """What the resolver says, which is not asked about numbers; it may not take longer than all.

    In a thread that is left behind when it does: nothing else ends a system's look-up.
    """
    if target.is_numeric:
        return [target.host]
    answers: list[list[str]] = []

    def ask() -> None:
        try:
            answers.append(list(resolver(target.host, target.port)))
        except (OSError, UnicodeError):
            answers.append([])

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(max(0.0, budget.until - budget.monotonic()))
    if not answers:
        raise Failure("too_slow")
    if not answers[0]:
        raise Failure("no_such_host")
    return answers[0]


class _Adapter(IPFilterAdapter):
    """Sends a request through its door, whatever the address says."""

    def __init__(self, door: Door) -> None:
        self._door = door
        super().__init__(is_https_proto=door.target.scheme == "https")

    # Any: as the library has it.
    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        super().init_poolmanager(*arguments, **options)
        self.poolmanager.pool_classes_by_scheme = _pools(self._door)

    def build_connection_pool_key_attributes(
        self, request: Any, verify: Any, cert: Any = None
    ) -> tuple[Any, Any]:  # Any: as the library has it
        """Requests' own: the library's would look the name up a second time.

        Its filter is asked about each address that was checked, once more.
        """
        host, pool = HTTPAdapter.build_connection_pool_key_attributes(self, request, verify, cert)
        if host["host"].strip("[]") != self._door.target.host or verify is not True:
            raise requests.exceptions.InvalidURL("Programs read this address differently.")
        for address in self._door.addresses:
            filter_host(address, self._door.target.port, allow_loopback=False)
        return host, pool


def _pools(door: Door) -> dict[str, type[HTTPConnectionPool]]:
    """Connection pools of which every connection goes through the door."""

    class Answer(_Answer):
        budget = door.budget

    class Plain(HTTPConnection):
        response_class = Answer

        def _new_conn(self) -> socket.socket:
            return door.connect()

    class Encrypted(HTTPSConnection):
        response_class = Answer

        def _new_conn(self) -> socket.socket:
            return door.connect()

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class EncryptedPool(HTTPSConnectionPool):
        ConnectionCls = Encrypted

    return {"http": PlainPool, "https": EncryptedPool}


class _Answer(http.client.HTTPResponse):
    """An answer that is read within a budget."""

    budget: Budget

    def __init__(self, sock: socket.socket, *arguments: Any, **options: Any) -> None:
        super().__init__(sock, *arguments, **options)
        self.fp.close()
        self.fp = _Lines(_Counted(sock, self.budget))


class _Counted(io.RawIOBase):
    """What comes from a socket, byte by byte counted, no wait longer than the time left."""

    def __init__(self, sock: socket.socket, budget: Budget) -> None:
        self._socket, self._budget = sock, budget
        self._raw = sock.makefile("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:  # Any: a buffer
        self._socket.settimeout(self._budget.seconds())
        size = self._raw.readinto(buffer)
        self._budget.take(size or 0)
        return size

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Lines(io.BufferedReader):
    """Lines of a bounded length, also where the reader asks for any."""

    def readline(self, size: int | None = -1, /) -> bytes:
        bounded = LINE + 1 if size is None or size < 0 else min(size, LINE + 1)
        return super().readline(bounded)
