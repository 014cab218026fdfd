"""From which network a request comes: as much of an address as limits need, and no more."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

Address = IPv4Address | IPv6Address


def network_of(request: HttpRequest) -> str:
    """The /24 (IPv4) or /48 (IPv6) the reader's address belongs to: ``"192.0.2.0/24"``.

    Behind the proxies named in PASQUINO_TRUSTED_PROXIES it is the last address in
    X-Forwarded-For that is none of theirs; nobody else's header is believed.
    """
    address = _read(request.META.get("REMOTE_ADDR", ""))
    for hop in reversed(request.headers.get("X-Forwarded-For", "").split(",")):
        if address is not None and not _is_trusted(address, settings.TRUSTED_PROXIES):
            break
        address = _read(hop.strip()) or address
    return "unknown" if address is None else network(address)


def kept_address(request: HttpRequest) -> str:
    """What is kept of the reader's address with a session: its network's first address."""
    return network_of(request).partition("/")[0].replace("unknown", "0.0.0.0")  # noqa: S104 - no address to listen at


def network(address: Address) -> str:
    """The network of an address; an IPv4 address written as IPv6 counts as what it is."""
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    length = 24 if isinstance(address, IPv4Address) else 48
    return str(ip_network(f"{address}/{length}", strict=False))


def _read(text: str) -> Address | None:
    try:
        return ip_address(text.partition("%")[0])
    except ValueError:
        return None


def _is_trusted(address: Address, proxies: Sequence[str]) -> bool:
    return any(address in ip_network(proxy, strict=False) for proxy in proxies)
