"""Which addresses the fetcher may ask, and which machines it may reach: only public ones.

There is no setting that opens others. Who asks us to fetch a page must not be able to reach what
stands beside us: the database, another service, the cloud's metadata address.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

Resolver = Callable[[str, int], Sequence[str]]  # host and port → addresses; raises OSError
Connector = Callable[[str, int, float], socket.socket]  # address, port, seconds; raises OSError
IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

PORTS = {"http": 80, "https": 443}
LONGEST = 4_000  # characters of an address

# Names that mean this machine or this network, whatever they resolve to.
_LOCAL = ("localhost", "local", "internal", "home.arpa", "onion", "localdomain", "lan", "intranet")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"0x[0-9a-f]*|\d+")
_PUBLIC_V6 = ipaddress.ip_network("2000::/3")
# Beside what Python calls not global: addresses that carry another one inside (6to4, Teredo,
# ORCHID), relays, documentation, segment routing.
_REFUSED = tuple(
    map(
        ipaddress.ip_network,
        (
            "0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15",
            "224.0.0.0/3", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16",
        ),
    )
)  # fmt: skip


class AddressRefused(ValueError):
    """An address is not fetched; `reason` is a word for why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart: a request for `path` goes to `host` at `port`."""

    scheme: str
    host: str  # a name in lower-case ASCII, or an IP address without brackets
    port: int
    path: str  # with the query, encoded

    @property
    def is_numeric(self) -> bool:
        """Whether the host is an IP address, not a name."""
        return ":" in self.host or self.host.rpartition(".")[2].isdigit()

    @property
    def url(self) -> str:
        """The whole address, in one spelling."""
        return f"{self.origin}{self.path}"

    @property
    def origin(self) -> str:
        """Scheme, host, and the port where it is not the scheme's own."""
        return f"{self.scheme}://{self.authority}"

    @property
    def authority(self) -> str:
        """The host as it stands in an address and in the `Host` header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def target(url: str, base: str = "") -> Target:
    """Take an address apart; a relative one as seen from `base`.

    Raises AddressRefused: other schemes than http and https, other ports than 80 and 443, a name
    or password in it, spellings that programs read differently, names that mean this machine.
    """
    url = url.strip(" \t\r\n\f")
    if len(url) > LONGEST or re.search(r"[\x00-\x20\x7f\\]", url):
        raise AddressRefused("bad_address")
    try:
        parts = urlsplit(urljoin(base, url) if base else url)
        port = parts.port
    except ValueError:
        raise AddressRefused("bad_address") from None
    if parts.scheme not in PORTS:
        raise AddressRefused("scheme")
    if "@" in parts.netloc:
        raise AddressRefused("credentials")
    if port not in (None, *PORTS.values()):
        raise AddressRefused("port")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    return Target(
        parts.scheme,
        host(parts.hostname or ""),
        port or PORTS[parts.scheme],
        path + (f"?{query}" if query else ""),
    )


def host(name: str) -> str:
    """A host's name in the one spelling it is asked by; numbers of any kind as an IP address.

    Raises AddressRefused for what is neither a public name nor an address.
    """
    if ":" in name:
        try:
            return str(ipaddress.IPv6Address(name))
        except ValueError:
            raise AddressRefused("bad_address") from None
    name = _in_ascii(name).removesuffix(".")
    labels = name.split(".")
    if labels[-1].isdigit() or _NUMBER.fullmatch(labels[-1]):
        return str(_numeric(labels))
    if not all(_LABEL.fullmatch(label) for label in labels) or len(name) > 253:  # noqa: PLR2004 - RFC 1035
        raise AddressRefused("bad_address")
    if len(labels) == 1 or any(name == local or name.endswith(f".{local}") for local in _LOCAL):
        raise AddressRefused("private_address")
    return name


def checked(addresses: Sequence[str]) -> list[str]:
    """These addresses of one host, when all of them are public.

    Raises AddressRefused when one is not: a name with a private and a public address is an attack
    or a mistake.
    """
    try:
        found = [ipaddress.ip_address(address) for address in addresses]
    except ValueError:
        raise AddressRefused("private_address") from None
    if not found or not all(map(is_public, found)):
        raise AddressRefused("private_address")
    return list(dict.fromkeys(map(str, found)))


def is_public(address: IPAddress) -> bool:
    """Whether this is a machine on the open Internet, under its own address."""
    if isinstance(address, ipaddress.IPv6Address) and (
        address not in _PUBLIC_V6 or address.scope_id is not None
    ):
        return False
    if not address.is_global or address.is_multicast or address.is_reserved:
        return False
    return not any(address.version == one.version and address in one for one in _REFUSED)


def _in_ascii(name: str) -> str:
    """A name in ASCII, by the rules browsers use (UTS 46): `ⓔxample。com` is `example.com`."""
    if name.isascii():
        return name.lower()
    import idna

    try:
        return idna.encode(name, uts46=True, transitional=False).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError):
        raise AddressRefused("bad_address") from None


def _numeric(labels: Sequence[str]) -> ipaddress.IPv4Address:
    """An IPv4 address as the URL Standard reads it: decimal, octal, hexadecimal, 1 to 4 parts."""
    if len(labels) > 4 or not all(map(_NUMBER.fullmatch, labels)):  # noqa: PLR2004 - bytes
        raise AddressRefused("bad_address")
    try:
        numbers = [_number(label) for label in labels]
    except ValueError:
        raise AddressRefused("bad_address") from None
    *first, last = numbers
    if any(number > 255 for number in first) or last >= 256 ** (5 - len(labels)):  # noqa: PLR2004 - bytes
        raise AddressRefused("bad_address")
    return ipaddress.IPv4Address(
        sum(number << 8 * (3 - place) for place, number in enumerate(first)) + last
    )


def _number(label: str) -> int:
    if label.startswith("0x"):
        return int(label[2:] or "0", 16)
    return int(label, 8) if label.startswith("0") and len(label) > 1 else int(label[:12])
