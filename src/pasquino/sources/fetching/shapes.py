"""What fetching gives, and the limits it keeps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

State = Literal["complete", "blocked", "unreachable", "gone", "unreadable"]
Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may take; tests lower them."""

    seconds: float = 20.0  # in all: robots.txt, redirects and the page
    raw: int = 10_000_000  # bytes received
    unpacked: int = 30_000_000  # bytes after gzip, deflate, brotli
    redirects: int = 5
    pause: float = 2.0  # seconds between two visits to a host
    longest_pause: float = 30.0  # seconds, where robots.txt asks for more


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer, as they went over the wire."""

    url: str
    at: datetime
    address: str  # the machine that was connected to
    request: str  # the request line, such as `GET /page HTTP/1.1`
    request_headers: Headers
    status: int
    phrase: str
    headers: Headers
    body: bytes  # as received, still packed; without the framing of chunks


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of fetching a page.

    `complete`: `body` is the page, unpacked. `blocked`: we may not, by the reason
    `private_address`, `bad_address`, `scheme`, `port`, `credentials` (our rules), `robots`,
    `robots_unreachable`, `opt_out`, `forbidden`, `payment`, `legal`, `challenge` (theirs).
    `gone`: 404 or 410. `unreadable`: `too_large`, `packed` (packed in a way we cannot unpack).
    `unreachable`, worth another try: `no_such_host`, `no_connection`, `certificate`, `too_slow`,
    `broken_off`, `bad_answer`, `too_many_redirects`, `too_many_requests`, `server_error`,
    `refused`. `hops` are the addresses that were asked, the last is `url_final`. `exchanges` go
    into the record; robots.txt is not among them.
    """

    url_requested: str
    url_final: str
    at: datetime
    state: State
    reasons: tuple[str, ...] = ()
    status: int | None = None
    hops: tuple[str, ...] = ()
    headers: Headers = ()
    body: bytes = b""
    raw_size: int = 0
    exchanges: tuple[Exchange, ...] = ()

    @property
    def content_type(self) -> str:
        """The header of that name, for reading."""
        return header(self.headers, "content-type")


def header(headers: Headers, name: str) -> str:
    """The values of a header, joined by commas; empty where it is missing."""
    return ", ".join(value for key, value in headers if key.lower() == name)
