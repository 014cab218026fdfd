"""A comment's HTML, made once when it is written; what may change later stays a slot.

Rendering a template costs about 25 times what filling the slots of a finished fragment does
(specs/discussion.md part 5), and a page shows a hundred of them. No database.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.template.loader import render_to_string

VERSION = 2  # 2: no word of ours in it, so that it speaks any language
SLOTS = ("story", "kind", "by", "level", "score", "parent", "marks", "acts")
SCORE = (
    '<span class="comment__rating">(<!--slot:score-->)</span> '  # all of it, where none is said
)
_SLOT = re.compile(r"<!--slot:([a-z]+)-->")


@dataclass(frozen=True)
class Written:
    """What of a comment never changes in a version of it; `body` is cleaned HTML."""

    number: int
    parent_number: int
    depth: int
    subject: str
    body: str
    language: str = ""


def render(written: Written) -> str:
    """The fragment of a comment with its slots open: `{{ slot.by }}` in the template."""
    slot = {name: f"<!--slot:{name}-->" for name in SLOTS}
    context = {"comment": written, "slot": {name: _Marked(mark) for name, mark in slot.items()}}
    return render_to_string("discussion/_comment.html", context).strip()


def fill(fragment: str, parts: Mapping[str, str]) -> str:
    """The fragment with its slots filled; `parts` are HTML. A slot without a part vanishes."""
    return _SLOT.sub(lambda found: parts.get(found[1], ""), fragment)


class _Marked(str):
    """A slot's mark; goes into a template unescaped."""

    def __html__(self) -> str:
        return self


def author_link(name: str, slug: str) -> str:
    """A commenter's name, leading to their page; isolated, as names may run either way."""
    return (
        f'<a class="comment__author p-author h-card" href="/reader/{html.escape(slug)}/">'
        f"<bdi>{html.escape(name)}</bdi></a>"
    )
