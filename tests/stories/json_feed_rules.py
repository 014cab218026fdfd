"""The rules of JSON Feed 1.1, written from https://www.jsonfeed.org/version/1.1/ alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from tests.stories.feed_rules import is_moment
from tests.stories.html_rules import html_faults

_FEED: dict[str, type[object]] = {
    "version": str, "title": str, "home_page_url": str, "feed_url": str, "description": str,
    "user_comment": str, "next_url": str, "icon": str, "favicon": str, "authors": list,
    "language": str, "expired": bool, "hubs": list, "items": list,
}  # fmt: skip
_ITEM: dict[str, type[object]] = {
    "id": str, "url": str, "external_url": str, "title": str, "content_html": str,
    "content_text": str, "summary": str, "image": str, "banner_image": str,
    "date_published": str, "date_modified": str, "authors": list, "tags": list,
    "language": str, "attachments": list,
}  # fmt: skip
_PERSON: dict[str, type[object]] = {"name": str, "url": str, "avatar": str}


def json_feed_faults(document: bytes | str) -> list[str]:
    """All rules of JSON Feed 1.1 that a document breaks, as sentences."""
    try:
        feed = json.loads(document)
    except ValueError:
        return ["it is not JSON"]
    faults = [*_fields(feed, _FEED, "feed"), *_people(feed, "feed")]
    if feed.get("version") != "https://jsonfeed.org/version/1.1":
        faults.append("version is not that of 1.1")
    faults += [f"feed lacks {name}" for name in ("title", "items") if name not in feed]
    if feed.get("next_url") and feed["next_url"] == feed.get("feed_url"):
        faults.append("next_url is the feed itself")
    items = feed.get("items", [])
    for item in items:
        faults += _item(item)
    if len({item.get("id") for item in items}) < len(items):
        faults.append("an id stands twice")
    return faults


def _item(item: dict[str, Any]) -> Iterator[str]:
    yield from _fields(item, _ITEM, "item")
    yield from _people(item, "item")
    if not item.get("id"):
        yield "item lacks id"
    if "content_html" not in item and "content_text" not in item:
        yield "item has no content"
    for name in ("date_published", "date_modified"):
        if name in item and not is_moment(item[name]):
            yield f"{name} is not of RFC 3339"
    yield from (f"content_html: {fault}" for fault in html_faults(item.get("content_html", "")))
    if not all(isinstance(tag, str) for tag in item.get("tags", ())):
        yield "a tag is not a text"


def _people(thing: dict[str, Any], where: str) -> Iterator[str]:
    for person in thing.get("authors", ()):
        yield from _fields(person, _PERSON, f"author of {where}")
        if not person:
            yield f"author of {where} says nothing"


def _fields(thing: dict[str, Any], kinds: dict[str, type[object]], where: str) -> Iterator[str]:
    """Each field is known or an extension, of its type, and whole where it is an address."""
    for name, value in thing.items():
        if name.startswith("_"):
            continue
        if name not in kinds:
            yield f"{where} has an unknown field {name}"
        elif not isinstance(value, kinds[name]):
            yield f"{name} of {where} is not a {kinds[name].__name__}"
        elif (name.endswith("url") or name in ("image", "icon", "avatar")) and not re.match(
            "https?://", str(value)
        ):
            yield f"{name} of {where} is not a whole address"
