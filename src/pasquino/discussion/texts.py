"""A comment's text as HTML: what readers write, made safe, and never changed in its words.

Django's ``urlize``, ``strip_tags`` and ``Truncator`` are not used here: all three have been
quadratic on hostile input more than once (CVE-2024-45230, CVE-2024-27351, CVE-2025-32873 ...).
Everything below takes time in proportion to the text, up to the 64 KiB a comment may have.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from html import escape, unescape
from itertools import groupby

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import blockquote as _blockquote
from markdown_it.rules_block import list_block as _list_block
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

TAGS = frozenset(
    {"a", "blockquote", "br", "code", "em", "hr", "li", "ol", "p", "pre", "strong", "ul"}
)
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
SCHEMES = frozenset({"http", "https", "mailto"})
LINK_REL = "ugc nofollow noopener"
DEEPEST_NESTING = 20

_LINK = re.compile(r"(?:https?://|mailto:)\S", re.IGNORECASE)
_END_OF_BLOCK = re.compile(r"(</(?:p|li|pre|blockquote)>|<br ?/?>|<hr ?/?>)\s*")
_BLANK_LINES = re.compile(r"\n{2,}")
_UNPRINTABLE = re.compile("[\0\ud800-\udfff]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_POP = "\u202c"
_POP_ISOLATE = "\u2069"
_EMBEDDINGS = "\u202a\u202b\u202d\u202e"
_ISOLATES = "\u2066\u2067\u2068"


def render_commonmark(source: str) -> str:
    """The HTML of a comment written in CommonMark (https://spec.commonmark.org).

    Paragraphs, ``>`` quotations, lists, emphasis, code, links, line breaks and rules; headings
    become strong paragraphs; images, raw HTML and link definitions stay the text they are. Links
    lead to http, https and mailto only. Quotations and lists nest 20 deep, what is deeper is text.
    """
    return _sanitized(_commonmark.render(printable(source)))


def quotation_lines(source: str) -> list[tuple[int, int]]:
    """Which lines of a CommonMark text its outermost quotations take: from, and up to before.

    Lines count from 0; the order is that of the quotations in `render_commonmark`.
    """
    found: list[tuple[int, int]] = []
    depth = 0
    for token in _commonmark.parse(printable(source)):
        if token.type == "blockquote_open" and depth == 0 and token.map:
            found.append((token.map[0], token.map[1]))
        depth += token.nesting if token.type.startswith("blockquote") else 0
    return found


def render_plain(paragraphs: Sequence[str], quoted: Collection[int] = ()) -> str:
    """The HTML of plain paragraphs; those whose index (from 0) is ``quoted`` are quotations.

    Each keeps its own ``<p>``; neighbouring quoted ones share a ``<blockquote>``.
    """
    parts = []
    for is_quoted, group in groupby(range(len(paragraphs)), key=set(quoted).__contains__):
        texts = (closed_bidi(printable(paragraphs[index])) for index in group)
        block = "\n".join(f"<p>{escape(text)}</p>" for text in texts)
        parts.append(f"<blockquote>\n{block}\n</blockquote>" if is_quoted else block)
    return "\n".join(parts)


def plain_text(html: str) -> str:
    """The words of a comment's HTML without tags: each block on its own line, no empty ones."""
    apart = _END_OF_BLOCK.sub(r"\1\n", html)
    words = unescape(nh3.clean(apart, tags=set()))
    return _BLANK_LINES.sub("\n", words).strip()


def closed_bidi(text: str) -> str:
    """The text with its open direction controls closed, so that they end with it.

    U+202E and its kin (Unicode UAX #9, X1 to X8) would turn what a page prints after them, a
    name or a date. Controls that are closed already stay as they are.
    """
    if not _BIDI.search(text):
        return text
    return text + _missing_ends(text)


def _missing_ends(text: str) -> str:
    """The characters that close what ``text`` leaves open, innermost first.

    The end of an isolate also ends the embeddings inside it (UAX #9, X6a); one scan with a count
    of the open isolates keeps this linear.
    """
    still_open: list[str] = []
    isolates = 0
    for control in _BIDI.findall(text):
        if control in _EMBEDDINGS:
            still_open.append(_POP)
        elif control in _ISOLATES:
            still_open.append(_POP_ISOLATE)
            isolates += 1
        elif control == _POP:
            if still_open and still_open[-1] == _POP:
                still_open.pop()
        elif isolates:
            while still_open.pop() != _POP_ISOLATE:
                pass
            isolates -= 1
    return "".join(reversed(still_open))


def printable(text: str) -> str:
    """The text as pages and databases can keep it: NUL becomes U+FFFD, as CommonMark asks (2.3).

    So does half a surrogate pair, which only JSON can bring: no page can be encoded with it.
    """
    return _UNPRINTABLE.sub("\ufffd", text)


def _sanitized(html: str) -> str:
    """The second guard, of another make (ammonia): only our tags, attributes and schemes."""
    return nh3.clean(
        html,
        tags=set(TAGS),
        attributes=ATTRIBUTES,
        url_schemes=set(SCHEMES),
        link_rel=LINK_REL,
    ).rstrip("\n")


def _made_commonmark() -> MarkdownIt:
    """The parser: markdown-it-py's CommonMark with what a comment may not have taken out.

    Link definitions are out since ``[a]: <30 KiB>`` and a thousand ``[a]`` make a page of 30 MiB.
    """
    markdown = MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST_NESTING})
    markdown.disable(["image", "html_block", "html_inline", "reference"])
    kinds = ["paragraph", "reference", "blockquote", "list"]
    markdown.block.ruler.at("blockquote", _not_too_deep(_blockquote), {"alt": kinds})
    kinds = ["paragraph", "reference", "blockquote"]
    markdown.block.ruler.at("list", _not_too_deep(_list_block), {"alt": kinds})
    markdown.core.ruler.push("headings", _weaken_headings)
    markdown.core.ruler.push("emphasis_depth", _limit_emphasis)
    markdown.core.ruler.push("bidi", _close_bidi)
    markdown.validateLink = lambda url: _LINK.match(url) is not None  # type: ignore[method-assign]  # as its docs say
    return markdown


def _not_too_deep(
    rule: Callable[[StateBlock, int, int, bool], bool],
) -> Callable[[StateBlock, int, int, bool], bool]:
    """The rule, passed over where two more levels would be too many.

    The library's own ``maxNesting`` drops the text below that level; so the marks have to stay
    text before it is reached.
    """

    def limited(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return state.level <= DEEPEST_NESTING - 3 and rule(state, start, end, silent)

    return limited


def _weaken_headings(state: StateCore) -> None:
    """Headings belong to the page: a comment's become paragraphs in strong type."""
    in_heading = False
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            in_heading = token.nesting == 1
            token.type, token.tag = token.type.replace("heading", "paragraph"), "p"
        elif in_heading and token.type == "inline":
            opened, closed = Token("strong_open", "strong", 1), Token("strong_close", "strong", -1)
            token.children = [opened, *(token.children or []), closed]


def _limit_emphasis(state: StateCore) -> None:
    """Show the stars of emphasis inside emphasis inside ... as text from the 20th level on."""
    for token in state.tokens:
        depth = 0
        for child in token.children or []:
            depth -= child.nesting == -1
            if child.type.startswith(("em_", "strong_")) and depth >= DEEPEST_NESTING:
                child.type, child.tag, child.content = "text", "", child.markup
            depth += child.nesting == 1


def _close_bidi(state: StateCore) -> None:
    """Close open direction controls at the end of each block of text."""
    if not _BIDI.search(state.src):
        return
    for token in state.tokens:
        if token.type == "inline":
            ends = _missing_ends("".join(child.content for child in token.children or []))
            token.children = [*(token.children or []), Token("text", "", 0, content=ends)]
        elif token.type in ("code_block", "fence"):
            token.content = closed_bidi(token.content)


_commonmark = _made_commonmark()
