"""What HTML may hold that others put into their pages: RFC 4287 8.1, and no relative links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

ADDRESSES = ("href", "src", "cite", "action", "poster", "srcset", "data")
ACTIVE = {
    "script", "style", "iframe", "object", "embed", "form", "meta", "base", "link", "svg", "math",
}  # fmt: skip
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def html_faults(html: str, has_base: bool = False) -> Iterator[str]:
    """What may not stand in HTML for other people's pages."""
    if re.search(r"<[^a-zA-Z/!?]", html) or re.search(r"<[a-zA-Z][^<>]*$", html):
        yield "NotHtml"
    reader = _Tags()
    reader.feed(html)
    reader.close()
    for tag, attributes in reader.found:
        if tag in ACTIVE:
            yield "SecurityRisk"
        for name, value in attributes:
            if name.startswith("on") or name == "style":
                yield "SecurityRiskAttr"
            if name in ADDRESSES:
                yield from _address_faults(value or "", has_base)


class _Tags(HTMLParser):
    """Every tag that opens, with its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, list[tuple[str, str | None]]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, attrs))


def _address_faults(value: str, has_base: bool) -> Iterator[str]:
    scheme = _SCHEME.match(value.strip())
    if scheme is None and not has_base:
        yield "RelativeReference"
    if scheme and scheme[0].lower() not in ("http:", "https:", "mailto:", "ftp:"):
        yield "SecurityRiskAttr"
