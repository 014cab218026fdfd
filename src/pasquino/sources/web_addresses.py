"""Web addresses: which two are the same, and what is none. No database."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from urllib.parse import SplitResult, urlsplit, urlunsplit

LONGEST = 2000
_PORTS = {"http": 80, "https": 443}


class NoWebAddress(ValueError):
    """What was given is not the address of a web page; `reason` is a word for why, if known."""

    def __init__(self, url: str, reason: str = "") -> None:
        super().__init__(url)
        self.reason = reason


def key_of(url: str) -> str:
    """What is the same for two addresses of one page: SHA-256, 64 hexadecimal digits.

    Scheme and host in small letters, no fragment, no default port, `/` for an empty path
    (RFC 3986, 6.2.2 and 6.2.3); http and https are one. Raises NoWebAddress.
    """
    parts = _parts(url)
    same = urlunsplit(("https", _host(parts), parts.path or "/", parts.query, ""))
    return hashlib.sha256(same.encode("utf-8", "surrogatepass")).hexdigest()


def cleaned(url: str) -> str:
    """The address without white space around it and without its fragment. Raises NoWebAddress."""
    return urlunsplit(_parts(url)._replace(fragment=""))


def _parts(url: str) -> SplitResult:
    """The address in its parts; http or https, with a host, without a user's name."""
    url = url.strip()
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - a property that looks at what it gives
    except ValueError as problem:
        raise NoWebAddress(url) from problem
    if parts.scheme.lower() not in _PORTS or not parts.hostname:
        raise NoWebAddress(url)
    if "@" in parts.netloc:
        raise NoWebAddress(url, "credentials")
    if any(character.isspace() for character in url):
        raise NoWebAddress(url, "space")
    if len(url) > LONGEST:
        raise NoWebAddress(url, "too_long")
    return parts


def _host(parts: SplitResult) -> str:
    """The host, and the port where it is not the usual one."""
    host = (parts.hostname or "").rstrip(".")
    with suppress(UnicodeError):  # no name DNS knows; its letters still are the same address
        host = host.encode("idna").decode("ascii")
    usual = _PORTS[parts.scheme.lower()]
    return host if parts.port in (None, usual) else f"{host}:{parts.port}"
