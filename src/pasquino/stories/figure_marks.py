"""Finds the words of figures in a block's HTML and marks them. No database.

Words are found as a reader sees them: through bold and links, with entities read and white space
as one space; never across paragraphs, and never inside a longer number or word.
"""

from __future__ import annotations

import html as entities
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

ENDS_WORDS = frozenset(
    {"p", "li", "ul", "ol", "br", "div", "blockquote", "figure", "figcaption", "section", "h2"}
)
HOLDS_CARDS = frozenset({"p", "ul", "ol"})
_TOKEN = re.compile(r"<!--.*?-->|<[^>]*>|&(?:#\w+|\w+);|[^<&]|[<&]", re.DOTALL)
_TAG = re.compile(r"<(/?)([a-zA-Z0-9]+)")
_BARRIER = "\n"
_IN_NUMBERS = (".", ",", "'", "\u2019")


@dataclass(frozen=True)
class Words:
    """What a figure is found by: its words in a block, `occurrence` counted from 1."""

    words: str
    occurrence: int = 1


@dataclass(frozen=True)
class Mark:
    """A figure to be marked.

    `element` is an element's name with its attributes (`data value="2300"`), `target` the
    fragment its words lead to, `after` HTML that stands after the words, `sign` HTML that leads
    there where words cannot, being in a link.
    """

    number: int
    found_by: Words
    element: str
    target: str
    after: str = ""
    sign: str = "\u2020"


@dataclass(frozen=True, slots=True)
class _Letter:
    """One letter a reader sees, and where it stands in the HTML.

    `link_end` is the end of the link around it, `block_end` that of the outermost paragraph or
    list, 0 where there is none.
    """

    text: str
    start: int
    end: int
    link_end: int = 0
    block_end: int = 0


class Readable:
    """A block's HTML as the text that a reader sees, with the way back."""

    def __init__(self, html: str) -> None:
        self.html = html
        self._letters = _with_ends(list(_letters(html)), html)
        self.text = "".join(letter.text for letter in self._letters)

    def spans(self, words: str) -> list[tuple[int, int]]:
        """All places of these words in `text`."""
        wanted = " ".join(words.split())
        found = re.finditer(f"(?={re.escape(wanted)})", self.text) if wanted else ()
        spans = ((match.start(), match.start() + len(wanted)) for match in found)
        return [span for span in spans if _stands_alone(self.text, *span)]

    def span(self, found_by: Words) -> tuple[int, int] | None:
        """The place of that occurrence; None where the words stand no longer."""
        spans = self.spans(found_by.words)
        return spans[found_by.occurrence - 1] if 0 < found_by.occurrence <= len(spans) else None

    def occurrence(self, start: int, words: str) -> int:
        """Which occurrence of the words begins at this place of `text`, from 1; 0: none does."""
        starts = [begin for begin, _end in self.spans(words)]
        return starts.index(start) + 1 if start in starts else 0

    def letters(self, span: tuple[int, int]) -> list[_Letter]:
        """The letters of a span."""
        return self._letters[slice(*span)]


def marked(html: str, marks: Sequence[Mark], cards: Callable[[list[int]], str]) -> str:
    """The HTML with the words marked, and after each paragraph or list the cards of its figures.

    Words that are not there are left out, with their cards. Of two that overlap only the first
    is marked; both have cards.
    """
    readable = Readable(html)
    spans = ((readable.span(mark.found_by), mark) for mark in marks)
    found = sorted(((span, mark) for span, mark in spans if span), key=lambda one: one[0])
    edits: list[tuple[int, str]] = []
    groups: dict[int, list[int]] = {}
    taken = 0
    for (start, end), mark in found:
        letters = readable.letters((start, end))
        groups.setdefault(letters[-1].block_end or len(html), []).append(mark.number)
        if start >= taken:
            edits += _wrapped(html, letters, mark)
            taken = end
    edits += [(place, cards(numbers)) for place, numbers in groups.items()]
    return _edited(html, edits)


def _letters(html: str) -> Iterator[_Letter]:
    """Letters and barriers, white space not yet joined."""
    for token in _TOKEN.finditer(html):
        text, (start, end) = token[0], token.span()
        if text.startswith("<") and len(text) > 1:
            tag = _TAG.match(text)
            if tag and tag[2].lower() in ENDS_WORDS:
                yield _Letter(_BARRIER, start, end)
            continue
        for letter in entities.unescape(text):
            yield _Letter(" " if letter.isspace() else letter, start, end)


def _with_ends(letters: list[_Letter], html: str) -> list[_Letter]:
    """The same with spaces joined, and where the link and block around each letter end."""
    links, blocks = _elements(html, frozenset({"a"})), _elements(html, HOLDS_CARDS)
    joined: list[_Letter] = []
    for letter in letters:
        if letter.text == " " and joined and joined[-1].text in (" ", _BARRIER):
            continue
        link, block = _end_around(links, letter.start), _end_around(blocks, letter.start)
        joined.append(_Letter(letter.text, letter.start, letter.end, link, block))
    return joined


def _elements(html: str, names: frozenset[str]) -> list[tuple[int, int]]:
    """Beginning and end of the outermost elements of these names."""
    found, depth, begin = [], 0, 0
    for tag in re.finditer(r"<(/?)([a-zA-Z0-9]+)[^>]*>", html):
        if tag[2].lower() not in names:
            continue
        if not tag[1]:
            begin = begin if depth else tag.start()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                found.append((begin, tag.end()))
    return found


def _end_around(elements: Sequence[tuple[int, int]], place: int) -> int:
    """Where the element around a place ends, of elements in order; 0 where there is none."""
    before = bisect_right(elements, place, key=itemgetter(0))
    end = elements[before - 1][1] if before else 0
    return end if place < end else 0


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether the words are not part of a longer number or word."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    first, last = text[start], text[end - 1]
    if _joins(before[-1:], first) or _joins(last, after[:1]):
        return False
    goes_on = last.isdigit() and after[:1] in _IN_NUMBERS and after[1:].isdigit()
    began = first.isdigit() and before[1:] in _IN_NUMBERS and before[:1].isdigit()
    return not (goes_on or began)


def _joins(one: str, other: str) -> bool:
    """Whether two letters side by side belong to one word; Chinese and Japanese do not."""
    if not (one.isalnum() and other.isalnum()):
        return False
    if one.isdigit() and other.isdigit():
        return True
    return not any(unicodedata.east_asian_width(letter) in "WF" for letter in (one, other))


def _wrapped(html: str, letters: Sequence[_Letter], mark: Mark) -> list[tuple[int, str]]:
    """What is put into the HTML around the words.

    Where tags stand between the words, each stretch of text is marked by itself; the link is
    around the first one, or behind the words where they are in a link, or hold one.
    """
    stretches = list(_stretches(html, letters))
    closing = f"</{mark.element.split()[0]}>"
    in_link = any(letter.link_end for letter in letters)
    edits = []
    for number, (start, end) in enumerate(stretches):
        is_first, has_link = number == 0, number == 0 and not in_link
        anchor = f' id="f{mark.number}"' if is_first else ""
        opening = f"<{mark.element}{anchor}>"
        link = f'<a href="#{mark.target}">' if has_link else ""
        edits.append((start, f"{opening}{link}"))
        edits.append((end, f"{'</a>' if has_link else ''}{closing}"))
    last = letters[-1]
    behind = f'<a class="figure__mark" href="#{mark.target}">{mark.sign}</a>' if in_link else ""
    edits.append((last.link_end or last.end, f"{behind}{mark.after}"))
    return edits


def _stretches(html: str, letters: Sequence[_Letter]) -> Iterator[tuple[int, int]]:
    """Where the words stand in the HTML, cut at the tags between them."""
    start, end = letters[0].start, letters[0].end
    for letter in letters[1:]:
        if "<" in html[end : letter.start]:
            yield start, end
            start = letter.start
        end = letter.end
    yield start, end


def _edited(html: str, edits: Sequence[tuple[int, str]]) -> str:
    """The HTML with the texts put in; of several at one place the first comes first."""
    pieces, done = [], 0
    for place, text in sorted(edits, key=lambda edit: edit[0]):
        pieces += [html[done:place], text]
        done = place
    return "".join([*pieces, html[done:]])
