"""A web of our own: names that resolve as a test says, servers that answer as it says.

The one seam of the fetcher: its resolver and its connector. Whatever public address is connected
to, a server of this process answers; what was connected to is written down.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from pasquino.sources.fetching import Clock, Fetcher, Limits

PUBLIC = "93.184.215.14"
NO_ROBOTS = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"

Answer = bytes | Callable[[bytes], Iterable[bytes]]


def page(body: bytes = b"<p>Words.", *headers: str, status: str = "200 OK") -> bytes:
    """An answer as it goes over the wire."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + body


def to(location: str, status: str = "302 Found") -> bytes:
    """A redirect."""
    return page(b"", f"Location: {location}", status=status)


@dataclass
class Web:
    """What answers at which path, what names resolve to, and what happened."""

    answers: dict[str, Answer] = field(default_factory=dict)  # by path, or by host and path
    names: dict[str, list[str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)  # request heads
    connected: list[tuple[str, int]] = field(default_factory=list)
    resolved: list[str] = field(default_factory=list)
    slept: list[float] = field(default_factory=list)
    waited: float = 0.0

    def fetcher(self, **changes: object) -> Fetcher:
        limits = Limits(**{"seconds": 2.0, **changes})  # type: ignore[arg-type] # figures
        return Fetcher(
            contact="https://magazine.example/",
            resolver=self.resolve,
            connector=self.connect,
            clock=Clock(sleep=self.slept.append),
            limits=limits,
        )

    def resolve(self, host: str, port: int) -> list[str]:
        self.resolved.append(host)
        return self.names.get(host, [PUBLIC])

    def connect(self, address: str, port: int, seconds: float) -> socket.socket:
        self.connected.append((address, port))
        ours, theirs = socket.socketpair()
        threading.Thread(target=self._serve, args=(theirs,), daemon=True).start()
        ours.settimeout(seconds)
        return ours

    def _serve(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            head = b""
            while b"\r\n\r\n" not in head:
                received = connection.recv(65536)
                if not received:
                    return
                head += received
            self.asked.append(head.decode("latin-1"))
            for piece in self._pieces(head):
                connection.sendall(piece)

    def _pieces(self, head: bytes) -> Iterator[bytes]:
        path = head.split(b" ")[1].decode()
        host = next(
            line.partition(":")[2].strip()
            for line in head.decode("latin-1").split("\r\n")
            if line.lower().startswith("host:")
        )
        default = NO_ROBOTS if path == "/robots.txt" else page(b"", status="404 Not Found")
        answer = self.answers.get(host + path, self.answers.get(path, default))
        yield from [answer] if isinstance(answer, bytes) else answer(head)
