"""What a page says about itself: title, authors, publisher, date, language, and its wishes."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml.etree import _Element

LARGEST = 2_000_000  # characters of HTML that trafilatura is given, and
MOST_TAGS = 60_000  # tags: it takes 80 µs for each
LARGEST_DATA = 1_000_000  # characters of JSON-LD
_OPT_OUTS = frozenset(("noarchive", "none", "noai"))
_ROBOTS = ("robots", "pasquino")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class About:
    """What a page says about itself, and what trafilatura takes for its article."""

    title: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    published: str = ""
    language: str = ""
    canonical_url: str = ""
    opt_out: bool = False
    article: str = ""
    comments: str = ""


def about(html: str, root: _Element, url: str) -> About:
    """What this page says about itself; empty where it is silent."""
    usual = len(html) <= LARGEST and html.count("<") <= MOST_TAGS
    found = _extracted(html, url) if usual else None
    title = (found and found.title) or _first_text(root, "//title")
    return About(
        title=_line(title),
        authors=tuple(filter(None, map(_line, ((found and found.author) or "").split(";")))),
        publisher=_line((found and found.sitename) or ""),
        published=(found and found.date) or "",
        language=_language(root),
        canonical_url=_canonical(root, url),
        opt_out=opts_out(root),
        article=(found and found.text) or "",
        comments=(found and found.comments) or "",
    )


def linked_data(root: _Element) -> Iterator[dict[str, Any]]:  # Any: other people's JSON
    """Every object in the page's JSON-LD, however deep."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "") or not script.text:
            continue
        if len(script.text) > LARGEST_DATA:
            continue
        try:
            waiting = [json.loads(script.text, strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting:
            value = waiting.pop()
            if isinstance(value, dict):
                yield value
                waiting.extend(value.values())
            elif isinstance(value, list):
                waiting.extend(value)


def opts_out(root: _Element) -> bool:
    """Whether the page asks not to be archived or mined, in a `<meta>` for every robot or ours.

    Robots meta (developers.google.com, `noarchive`), `noai`, and the TDM Reservation Protocol.
    """
    for meta in root.iter("meta"):
        name, content = (meta.get("name") or "").lower(), (meta.get("content") or "").lower()
        if name in _ROBOTS and _OPT_OUTS.intersection(re.split(r"[\s,;]+", content)):
            return True
        if name == "tdm-reservation" and content.strip() == "1":
            return True
    return False


def _extracted(html: str, url: str) -> Any:  # Any: trafilatura's Document, which is untyped
    from trafilatura import bare_extraction, extract_metadata

    # It reports what it cannot read as errors of the program.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        return bare_extraction(html, url=url or None, with_metadata=True) or extract_metadata(
            html, default_url=url or None
        )
    except Exception:  # noqa: BLE001 - the text is read without it; hostile pages break it anyhow
        return None


def _language(root: _Element) -> str:
    said = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    if not said:
        for meta in root.iter("meta"):
            if (meta.get("http-equiv") or meta.get("name") or "").lower() in (
                "content-language",
                "language",
            ):
                said = meta.get("content") or ""
                break
    return said.split(",")[0].strip().replace("_", "-")[:35]


def _canonical(root: _Element, url: str) -> str:
    from urllib.parse import urljoin

    for link in root.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            try:
                joined = urljoin(url, (link.get("href") or "").strip())
            except ValueError:
                return ""
            return joined if joined.startswith(("http://", "https://")) else ""
    return ""


def _first_text(root: _Element, path: str) -> str:
    found = root.find(f".{path}")
    return "".join(found.itertext()) if found is not None else ""


def _line(text: str) -> str:
    return " ".join(text.split())
