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

from django.utils.translation import gettext as _

from pasquino.discussion import figuring, quoting

# 5: sources on lines of their own; 4: quotations in figures; 3: with what was added later
VERSION = 5
SCORE = (
    '<span class="comment__rating">(<!--slot:score-->)</span> '  # all of it, where none is said
)
QUOTES = "<!--slot:quotation-"  # in the fragments of comments that quote
FIGURES = "<!--slot:figures-->"  # in those that cite a figure of ours, or report one
_SLOT = re.compile(r"<!--(slot|at):([^>]+)-->")


@dataclass(frozen=True)
class Added:
    """What the author added below later: cleaned HTML, and when, as ISO 8601 with its zone."""

    body: str
    at: str


@dataclass(frozen=True)
class Written:
    """What of a comment never changes in a version of it; `body` is cleaned HTML.

    `has_figures`: it reports figures, of which something may be said below it.
    """

    number: int
    parent_number: int
    depth: int
    subject: str
    body: str
    language: str = ""
    additions: Sequence[Added] = ()
    has_figures: bool = False


def render(written: Written) -> str:
    """The fragment of a comment with its slots open: `<!--slot:by-->`.

    Printed as the page around it is (`printer`): a template took a tenth of the time of a post.
    """
    written = _with_quotations(_with_figures(written))
    number, spoken = written.number, _spoken(written.language)
    is_answer = written.parent_number > 0
    parent = f' data-parent="{written.parent_number}"' if is_answer else ""
    reply = ' <span class="comment__reply"><!--slot:parent--></span>' if is_answer else ""
    additions = "".join(_addition(added, spoken) for added in written.additions)
    figures = FIGURES if written.has_figures else ""
    return (
        f'<article class="comment h-cite<!--slot:kind-->" id="c{number}" '
        f'data-number="{number}"{parent} data-depth="{written.depth}"{_length(written)}>\n'
        f'  <header class="comment__head"><h3 class="comment__subject p-name" dir="auto"{spoken}>'
        f"{html.escape(written.subject)}</h3> {SCORE}"
        f'<a class="comment__number u-url" href="<!--slot:story-->comments/{number}/">'
        f"(#{number})</a><!--slot:marks-->\n"
        f'    <p class="comment__meta"><!--slot:by-->{reply}<!--slot:level--></p></header>\n'
        f'  <div class="comment__body e-content" dir="auto"{spoken}>{written.body}</div>\n'
        f'  {additions}{figures}  <footer class="comment__acts"><!--slot:acts--></footer>\n'
        "</article>"
    )


def _spoken(language: str) -> str:
    return f' lang="{html.escape(language)}"' if language else ""


def _length(written: Written) -> str:
    """How much of it there is, in letters of HTML: for guessing its height."""
    length = len(written.body) + sum(len(added.body) for added in written.additions)
    words = ((900, "longest"), (350, "longer"), (110, "long"))
    return next((f' data-length="{word}"' for least, word in words if length > least), "")


def _addition(added: Added, spoken: str) -> str:
    """What was added later; the words for its time come in where it says `at`."""
    return (
        f'<section class="comment__addition"><p class="comment__added">'
        f"<!--at:{html.escape(added.at)}--></p>"
        f'<div class="comment__body" dir="auto"{spoken}>{added.body}</div></section>\n  '
    )


def fill(fragment: str, parts: Mapping[str, str], at: Callable[[str], str] | None = None) -> str:
    """The fragment with its slots filled; `parts` are HTML. A slot without a part vanishes.

    `at` gives the HTML that says when something was added, for a time as ISO 8601.
    """

    def part(found: re.Match[str]) -> str:
        if found[1] == "at":
            return at(found[2]) if at else html.escape(found[2])
        return parts.get(found[2], "")

    return _SLOT.sub(part, fragment)


def _with_figures(written: Written) -> Written:
    """The same with slots around the figures it names, and one for what is said of them."""
    bodies = [written.body, *(added.body for added in written.additions)]
    if not figuring.names_any(bodies) or not figuring.named(bodies):
        return written
    return replace(_with_bodies(written, figuring.with_slots(bodies)), has_figures=True)


def _with_quotations(written: Written) -> Written:
    """The same with its quotations in figures; their places count on through what was added."""
    if "<blockquote>" not in written.body + "".join(added.body for added in written.additions):
        return written
    bodies, place = [], 1
    for html_part in (written.body, *(added.body for added in written.additions)):
        bodies.append(quoting.with_slots(html_part, place))
        place += quoting.count(html_part)
    return _with_bodies(written, bodies)


def _with_bodies(written: Written, bodies: Sequence[str]) -> Written:
    """The same with other HTML: the body's first, then that of each addition."""
    additions = [
        replace(added, body=body)
        for added, body in zip(written.additions, bodies[1:], strict=True)
    ]
    return replace(written, body=bodies[0], additions=additions)


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
