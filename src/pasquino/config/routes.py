"""Walks all addresses, and says who may use each: read from the code, not from a list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern

from pasquino.config.guests import GUESTS, STATIC, Guest
from pasquino.delivery.pages import Rule, rule_of


@dataclass(frozen=True)
class Route:
    """An address as the code writes it, or the prefix of a guest's; `rule` is None if unstated."""

    address: str
    name: str
    rule: Rule | None
    view: str


def all_routes() -> list[Route]:
    """Ours one by one; guests as one route each."""
    ours = [_route(address, pattern) for address, pattern in walk() if guest_of(address) is None]
    guests = [Route(f"/{guest.prefix}…", guest.what, guest.rule, "") for guest in GUESTS]
    static = Route(f"{settings.STATIC_URL}…", "static files", STATIC, "whitenoise")
    return [*ours, *guests, static]


def walk() -> Iterator[tuple[str, URLPattern]]:
    """Each address, without the leading slash, with its pattern."""
    yield from _walk(get_resolver(), "")


def guest_of(address: str) -> Guest | None:
    """Whose address it is, when it is not ours."""
    return next((guest for guest in GUESTS if address.startswith(guest.prefix)), None)


def _walk(resolver: URLResolver, before: str) -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        address = before + _written(pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, address)
        else:
            yield address, pattern


def _written(pattern: URLPattern | URLResolver) -> str:
    """A pattern as it stands in an address; a regular expression without its anchors."""
    text = str(pattern.pattern)
    if isinstance(pattern.pattern, RegexPattern):
        return text.removeprefix("^").removesuffix("$").removesuffix(r"\Z").replace(r"\.", ".")
    return text


def _route(address: str, pattern: URLPattern) -> Route:
    view: Callable[..., object] = pattern.callback
    return Route(f"/{address}", str(pattern.name or ""), rule_of(view), pattern.lookup_str)
