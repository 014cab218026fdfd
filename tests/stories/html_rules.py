"""What HTML may hold that others put into their pages: RFC 4287 8.1, and no relative links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup

ADDRESSES = ("href", "src", "cite", "action", "poster", "srcset", "data")
ACTIVE = {
    "script", "style", "iframe", "object", "embed", "form", "meta", "base", "link", "svg", "math",
}  # fmt: skip
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def html_faults(html: str, has_base: bool = False) -> Iterator[str]:
    """What may not stand in HTML for other people's pages."""
    if re.search(r"<[^a-zA-Z/!?]", html) or re.search(r"<[a-zA-Z][^>]*$", html):
        yield "NotHtml"
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.find_all():
        if tag.name in ACTIVE:
            yield "SecurityRisk"
        for name, value in tag.attrs.items():
            if name.startswith("on") or name == "style":
                yield "SecurityRiskAttr"
            if name in ADDRESSES:
                yield from _address_faults(str(value), has_base)


def _address_faults(value: str, has_base: bool) -> Iterator[str]:
    scheme = _SCHEME.match(value.strip())
    if scheme is None and not has_base:
        yield "RelativeReference"
    if scheme and scheme[0].lower() not in ("http:", "https:", "mailto:", "ftp:"):
        yield "SecurityRiskAttr"
