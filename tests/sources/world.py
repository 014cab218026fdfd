"""The world outside, as the tests have it: pages at addresses, and who asked for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from pasquino.sources import outside
from pasquino.sources.fetching.shapes import Exchange

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


@dataclass(frozen=True)
class Answer:
    """What a fetch of one address gives."""

    body: bytes = b""
    state: str = "complete"
    reasons: tuple[str, ...] = ()
    status: int | None = 200
    url_requested: str = ""
    url_final: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    at: datetime = field(default_factory=timezone.now)
    exchanges: tuple[Exchange, ...] = ()


def page(
    title: str = "The weir holds",
    *sentences: str,
    author: str = "Ada Quill",
    head: str = "",
    url_final: str = "",
) -> Answer:
    """An article that was fetched."""
    paragraphs = "".join(f"<p>{sentence}</p>" for sentence in sentences or SENTENCES)
    html = PAGE.format(title=title, author=author, head=head, paragraphs=paragraphs)
    headers = {"Content-Type": "text/html; charset=utf-8"}
    return Answer(body=html.encode(), headers=headers, url_final=url_final)


UNREACHABLE = Answer(state="unreachable", reasons=("timeout",), status=None)
GONE = Answer(state="gone", reasons=("status_404",), status=404)


class World:
    """Answers by address; `asked` are the addresses in the order in which they were fetched."""

    def __init__(self, answers: Mapping[str, Answer]) -> None:
        self.answers = dict(answers)
        self.asked: list[str] = []
        self.when_asked: Callable[[], object] = lambda: None

    def fetch(self, url: str) -> Answer:
        """What stands there; an address that nobody gave does not answer."""
        self.asked.append(url)
        self.when_asked()
        found = self.answers.get(url, UNREACHABLE)
        return Answer(**{
            **vars(found),
            "url_requested": url,
            "url_final": found.url_final or url,
            "at": timezone.now(),
        })  # fmt: skip


@contextmanager
def world(answers: Mapping[str, Answer]) -> Iterator[World]:
    """Have these pages be all there is outside."""
    made = World(answers)
    with outside.through(lambda: made):
        yield made
