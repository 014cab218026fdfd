"""A feed's text as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/). No database."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from pasquino.stories.atom import Entry, Feed, Person, allowed, moment

CONTENT_TYPE = "application/feed+json; charset=utf-8"
VERSION = "https://jsonfeed.org/version/1.1"


def write(feed: Feed) -> bytes:
    """The feed as a JSON document in UTF-8; the same texts as in Atom."""
    document = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.first,
        "description": feed.about,
        "next_url": feed.next,
        "language": feed.language,
        "authors": _people([feed.author]),
    }
    items = [_item(entry) for entry in feed.entries]
    return _text({**_said(document), "items": items}).encode()


def _item(entry: Entry) -> dict[str, Any]:
    item = {
        "id": entry.id,
        "url": entry.address,
        "title": entry.title,
        "content_html": entry.html,
        "summary": entry.summary,
        "image": entry.picture.address if entry.picture else "",
        "date_published": moment(entry.published),
        "date_modified": moment(entry.updated),
        "authors": _people(entry.authors),
        "tags": [category.label for category in entry.categories],
        "language": entry.language,
        "_thread": _answered(entry),
    }
    return _said(item) | {"content_html": entry.html}


def _answered(entry: Entry) -> dict[str, str]:
    """What the entry answers: an extension of ours, as the format has no word for it."""
    if entry.answers is None:
        return {}
    return {"in_reply_to": entry.answers.id, "url": entry.answers.address}


def _people(people: Sequence[Person]) -> list[dict[str, str]]:
    return [_said({"name": person.name, "url": person.address}) for person in people]


def _said(fields: dict[str, Any]) -> dict[str, Any]:
    """Only the fields that say something: absent is right, empty is not."""
    return {name: value for name, value in fields.items() if value}


def _text(document: dict[str, Any]) -> str:
    """As JSON; what Atom may not carry is left out here too, so that both say the same."""
    return json.dumps(_allowed(document), ensure_ascii=False, separators=(",", ":"))


def _allowed(value: Any) -> Any:  # any JSON value
    if isinstance(value, str):
        return allowed(value)
    if isinstance(value, list):
        return [_allowed(item) for item in value]
    if isinstance(value, dict):
        return {name: _allowed(item) for name, item in value.items()}
    return value
