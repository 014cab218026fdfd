"""A comment's HTML, made once when it is written; what may change later stays a slot.

Rendering a template costs about 25 times what filling the slots of a finished fragment does
(specs/discussion.md part 5), and a page shows a hundred of them. No database.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from pasquino.discussion import quoting

# 5: sources on lines of their own; 4: quotations in figures; 3: with what was added later
VERSION = 5
SCORE = (
    '<span class="comment__rating">(<!--slot:score-->)</span> '  # all of it, where none is said
)
QUOTES = "<!--slot:quotation-"  # in the fragments of comments that quote
_SLOT = re.compile(r"<!--(slot|at):([^>]+)-->")


@dataclass(frozen=True)
class Added:
    """What the author added below later: cleaned HTML, and when, as ISO 8601 with its zone."""

    body: str
    at: str

    @property
    def mark(self) -> str:
        """Where the words for the time come in; they depend on who reads."""
        return _Marked(f"<!--at:{html.escape(self.at)}-->")


@dataclass(frozen=True)
class Written:
    """What of a comment never changes in a version of it; `body` is cleaned HTML."""

    number: int
    parent_number: int
    depth: int
    subject: str
    body: str
    language: str = ""
    additions: Sequence[Added] = ()

    @property
    def length(self) -> int:
        """How much of it there is, in letters of HTML: for guessing its height."""
        return len(self.body) + sum(len(addition.body) for addition in self.additions)


def render(written: Written) -> str:
    """The fragment of a comment with its slots open: `<!--slot:by-->`, as in the template.

    Numbers are given as texts, since Django would write them by the rules of a language.
    """
    context = {
        "comment": _with_quotations(written),
        "number": str(written.number),
        "parent": str(written.parent_number or ""),
        "depth": str(written.depth),
    }
    return render_to_string("discussion/_comment.html", context).strip()


def fill(fragment: str, parts: Mapping[str, str], at: Callable[[str], str] | None = None) -> str:
    """The fragment with its slots filled; `parts` are HTML. A slot without a part vanishes.

    `at` gives the HTML that says when something was added, for a time as ISO 8601.
    """

    def part(found: re.Match[str]) -> str:
        if found[1] == "at":
            return at(found[2]) if at else html.escape(found[2])
        return parts.get(found[2], "")

    return _SLOT.sub(part, fragment)


def _with_quotations(written: Written) -> Written:
    """The same with its quotations in figures; their places count on through what was added."""
    if "<blockquote>" not in written.body + "".join(added.body for added in written.additions):
        return written
    bodies, place = [], 1
    for html_part in (written.body, *(added.body for added in written.additions)):
        bodies.append(quoting.with_slots(html_part, place))
        place += quoting.count(html_part)
    additions = [
        replace(added, body=body)
        for added, body in zip(written.additions, bodies[1:], strict=True)
    ]
    return replace(written, body=bodies[0], additions=additions)


class _Marked(str):
    """A slot's mark; goes into a template unescaped."""

    def __html__(self) -> str:
        return self


@lru_cache(maxsize=4096)
def author_link(name: str, slug: str) -> str:
    """A commenter's name, leading to their page; isolated, as names may run either way."""
    return (
        f'<a class="comment__author p-author h-card" href="/reader/{html.escape(slug)}/">'
        f"<bdi>{html.escape(name)}</bdi></a>"
    )


def edited_mark(story: str, number: int, time: str) -> str:
    """Says beside the number that a comment was edited, and leads to what it said before.

    `story` is the story's address, `time` a `<time>` as the page prints it.
    """
    words = _("edited {time}").format(time=time)
    address = f"{html.escape(story)}comments/{number}/history/"
    return f' <a class="comment__edited" href="{address}">{words}</a>'
