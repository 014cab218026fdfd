"""The world outside, as the tests have it: pages at addresses, and who asked for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from django.utils import timezone

from pasquino.sources import outside
from pasquino.sources.fetching import Fetched

PAGE = """<!doctype html><html lang="en"><head><title>{title}</title>
<meta name="author" content="{author}"><meta property="og:site_name" content="The River Post">
<meta property="article:published_time" content="2026-03-07T08:00:00Z">{head}</head>
<body><article><h1>{title}</h1>{paragraphs}</article></body></html>"""
SENTENCES = (
    "The weir above the old mill has held for three hundred winters without complaint.",
    "Engineers of the county looked at it twice this spring and found no cause to worry.",
    "Nobody asked the beavers, who have opinions of their own about running water.",
    "When the river rose by almost a metre in March, the wall was wet and nothing else.",
    "The miller's daughter, who keeps the keys, says that she sleeps well at night.",
)


def answer(body: bytes = b"", *, content_type: str = "text/html", **fields: Any) -> Fetched:
    """What a fetch of one address gives."""
    given = {"state": "complete", "status": 200, "url_requested": "", "url_final": "", **fields}
    headers = (("Content-Type", content_type),)
    return Fetched(body=body, headers=headers, at=timezone.now(), **given)


def page(
    title: str = "The weir holds",
    *sentences: str,
    author: str = "Ada Quill",
    head: str = "",
    **fields: Any,
) -> Fetched:
    """An article that was fetched."""
    paragraphs = "".join(f"<p>{sentence}</p>" for sentence in sentences or SENTENCES)
    html = PAGE.format(title=title, author=author, head=head, paragraphs=paragraphs)
    return answer(html.encode(), content_type="text/html; charset=utf-8", **fields)


UNREACHABLE = answer(state="unreachable", reasons=("too_slow",), status=None)
GONE = answer(state="gone", status=404)


class World:
    """Fetcheds by address; `asked` are the addresses in the order in which they were fetched."""

    def __init__(self, answers: Mapping[str, Fetched]) -> None:
        self.answers = dict(answers)
        self.asked: list[str] = []
        self.when_asked: Callable[[], object] = lambda: None

    def fetch(self, url: str) -> Fetched:
        """What stands there; an address that nobody gave does not answer."""
        self.asked.append(url)
        self.when_asked()
        found = self.answers.get(url, UNREACHABLE)
        return replace(
            found, url_requested=url, url_final=found.url_final or url, at=timezone.now()
        )


@contextmanager
def world(answers: Mapping[str, Fetched]) -> Iterator[World]:
    """Have these pages be all there is outside."""
    made = World(answers)
    with outside.through(lambda: made):
        yield made
