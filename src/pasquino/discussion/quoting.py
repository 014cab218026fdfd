"""The quotations inside a comment: what its outermost ``>`` blocks say, and from where. Pure.

Read from the cleaned HTML, so that CommonMark, plain paragraphs of an import and what was added
later are read alike. Decision 0024.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

MOST = 20  # quotations of one comment that are written down and checked
LONGEST_LABEL = 30  # letters of a word before a source's address: “Source:”

_MARK = re.compile(r"<(/?)blockquote>")
_BLOCK_END = re.compile(r"</?(?:p|li|ul|ol|pre|blockquote)(?: [^>]*)?>|<hr ?/?>")
_LINE_END = re.compile(r"<br ?/?>|\n")
_LAST_LINE = re.compile(r"\n(?!<[^a])([^\n]+)</p>\s*</blockquote>\Z")
_TAG = re.compile(r"<[^>]*>")
_LINK = re.compile(r'<a href="(https?://[^"]+)"[^>]*>(.*?)</a>', re.IGNORECASE | re.DOTALL)
_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_NEXT_PARAGRAPH = re.compile(r"\s*<p>(.*?)</p>", re.DOTALL)
_DASH = re.compile(r"\s*[-–—―⸺]")
_LABEL = re.compile(r"[^\W\d_]+\s?:?")


@dataclass(frozen=True)
class Quoted:
    """A quotation of a comment: its place from 1, its words, and the address given for it.

    Paragraphs are apart by an empty line; what names the source is not among the words.
    """

    place: int
    text: str
    url: str = ""


def quoted(parts: Iterable[str]) -> list[Quoted]:
    """The quotations in the parts of a comment (cleaned HTML), those that say something.

    Places count on from part to part, empty ones too; only the first 20 are given.
    """
    found: list[Quoted] = []
    place = 0
    for html in parts:
        for start, end in _outermost(html):
            place += 1
            if place > MOST:
                return found
            text, url = _read(html[start:end])
            if text:
                found.append(Quoted(place, text, url or _under(html, end)))
    return found


def count(html: str) -> int:
    """How many outermost quotations there are in a part."""
    return sum(1 for _stretch in _outermost(html))


def without(html: str) -> str:
    """The HTML without its quotations."""
    pieces, done = [], 0
    for start, end in _outermost(html):
        pieces.append(html[done : start - len("<blockquote>")])
        done = end + len("</blockquote>")
    return "".join([*pieces, html[done:]])


def with_slots(html: str, first: int = 1) -> str:
    """The HTML with each outermost quotation in a `<figure>`, and slots for what is said of it.

    `<!--slot:verdict-N-->` stands where the attributes of figure N go, `<!--slot:quotation-N-->`
    below its words; N counts from `first`. What names the source begins a line of its own.
    """
    pieces: list[str] = []
    done = 0
    for place, (start, end) in enumerate(_outermost(html), start=first):
        opened, closed = start - len("<blockquote>"), end + len("</blockquote>")
        pieces += [
            html[done:opened],
            f'<figure class="quotation"<!--slot:verdict-{place}-->>',
            _with_source_apart(html[opened:closed]),
            f"<!--slot:quotation-{place}--></figure>",
        ]
        done = closed
    return "".join([*pieces, html[done:]])


def _with_source_apart(html: str) -> str:
    """A quotation whose last line only names the source, with that line broken off."""
    found = _LAST_LINE.search(html)
    if not found or not source_in(found[1]):
        return html
    return f"{html[: found.start()]}<br>{html[found.start() :]}"


def _outermost(html: str) -> Iterator[tuple[int, int]]:
    """Where the content of each outermost quotation begins and ends."""
    depth = start = 0
    for mark in _MARK.finditer(html):
        if not mark[1]:
            depth += 1
            start = mark.end() if depth == 1 else start
        elif depth:
            depth -= 1
            if depth == 0:
                yield start, mark.start()


def _read(html: str) -> tuple[str, str]:
    """The words of a quotation, and the address of their source if one stands among them."""
    blocks = [lines for lines in map(_lines, _BLOCK_END.split(html)) if lines]
    url = ""
    if blocks and (url := source_in(blocks[-1][-1])):
        blocks[-1].pop()
    links = _LINK.findall(html)
    if not url and len(links) == 1:
        url = unescape(links[0][0])
    texts = (" ".join(_words(line) for line in lines) for lines in blocks if lines)
    return "\n\n".join(texts), url


def _under(html: str, end: int) -> str:
    """The address in a paragraph of one line below a quotation, if it is nothing else."""
    below = _NEXT_PARAGRAPH.match(html, end + len("</blockquote>"))
    lines = _lines(below[1]) if below else []
    return source_in(lines[0]) if len(lines) == 1 else ""


def source_in(line: str) -> str:
    """The address in a line of HTML that only names a source; empty if it is another line.

    Such a line is an address or link alone, behind a label (“Source: …”), or behind a dash with
    whatever is said of the source (“— The Weir, https://…”).
    """
    link = _LINK.search(line)
    plain = _words(line)
    bare = _ADDRESS.search(plain)
    if not link and not bare:
        return ""
    named = _words(link[2]) if link else bare[0] if bare else ""
    rest = plain.replace(named, "", 1).strip(" .,;()<>[]")
    is_label = len(rest) <= LONGEST_LABEL and _LABEL.fullmatch(rest) and rest.endswith(":")
    if rest and not is_label and not _DASH.match(plain):
        return ""
    return unescape(link[1]) if link else bare[0].rstrip(".,;)") if bare else ""


def _lines(html: str) -> list[str]:
    return [line for line in _LINE_END.split(html) if _words(line)]


def _words(html: str) -> str:
    return " ".join(unescape(_TAG.sub("", html)).split())
