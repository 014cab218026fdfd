"""What the tests of feeds and of structured data share: hostile words, and how a page is read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from django.test import Client

from pasquino.stories.models import Edition, PublishedStory
from tests.fixtures import fixture

LEAD = {
    "src": "/media/images/weir.webp", "srcset": "/media/images/weir.webp 800w", "width": 800,
    "height": 600, "alt": "The weir", "credit": "Photograph: Ada", "caption": "At noon",
}  # fmt: skip


def hostile() -> Iterator[str]:
    """Strings that break what is not careful: scripts, and characters nobody expects."""
    for line in fixture("fixtures/xss/payloads.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)["payload"]
    yield from json.loads(fixture("fixtures/strings/blns-a.json").read_text(encoding="utf-8"))
    yield "a\x00b\x0bc\ufffe\uffff]]>&lt;&#0;\u2028"


def with_edition(story: PublishedStory, **fields: object) -> PublishedStory:
    """The story with what its newest edition holds set as said, past all checks."""
    Edition.objects.filter(pk=story.edition_id).update(**fields)
    return story


class Head(HTMLParser):
    """The data blocks, `<meta>` and `<link>` elements of a page, read as a browser reads them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self.metas: list[tuple[str, str]] = []
        self.links: list[dict[str, str]] = []
        self.in_block = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self.in_block = tag == "script" and said.get("type") == "application/ld+json"
        if self.in_block:
            self.blocks.append("")
        if tag == "meta":
            self.metas.append(
                (said.get("property") or said.get("name", ""), said.get("content", ""))
            )
        if tag == "link":
            self.links.append(said)

    def handle_endtag(self, tag: str) -> None:
        self.in_block = False

    def handle_data(self, data: str) -> None:
        if self.in_block:
            self.blocks[-1] += data

    def meta(self, name: str) -> list[str]:
        return [content for known, content in self.metas if known == name]

    @property
    def nodes(self) -> list[dict[str, Any]]:
        return [json.loads(block) for block in self.blocks]


def head(path: str) -> Head:
    answer = Client().get(path)
    assert answer.status_code == 200
    return Head(answer.content.decode())
