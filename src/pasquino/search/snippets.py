"""The part of a text that shows best why it was found, with the found words marked. No database.

Made from plain text and given as pieces, never as HTML: whoever shows them escapes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from pasquino.search.queries import Phrase
from pasquino.search.words import batches

LENGTH = 260  # letters
BEFORE = 60  # letters shown before the first match
TOGETHER = LENGTH - BEFORE
MOST_MATCHES = 200  # looked at in one text


class Piece(NamedTuple):
    """Some text, and whether it is what was looked for."""

    text: str
    is_match: bool = False


class Match(NamedTuple):
    """Where a phrase stands in a text, and which of those looked for it is."""

    start: int
    end: int
    phrase: int


def snippet(text: str, phrases: Sequence[Phrase]) -> list[Piece]:
    """About 260 letters of a text around its best matches; its beginning where nothing matches."""
    text = " ".join(text.split())
    found = list(_telling(islice(matches(text, phrases), MOST_MATCHES), len(phrases)))
    start, end = _window(text, found)
    inside = [match for match in found if start <= match.start and match.end <= end]
    pieces = _pieces(text, inside, start, end)
    before = [Piece("… ")] if start else []
    return before + pieces + ([Piece(" …")] if end < len(text) else [])


def marked(text: str, phrases: Sequence[Phrase]) -> list[Piece]:
    """A whole text, such as a headline, with what was looked for marked."""
    return _pieces(text, list(matches(text, phrases)), 0, len(text))


def matches(text: str, phrases: Sequence[Phrase]) -> Iterator[Match]:
    """Where the phrases stand, in order and without overlaps.

    A word of the text is compared with the phrases that end with it, of which a query has at
    most 32 words in all: linear in the text.
    """
    by_end: dict[str, list[int]] = {}
    for number, phrase in enumerate(phrases):
        by_end.setdefault(phrase[-1], []).append(number)
    reach = max(map(len, phrases), default=1) - 1
    places: list[re.Match[str]] = []
    said: list[str] = []
    taken = 0
    for new_places, new_words in batches(text) if phrases else ():
        kept = min(reach, len(said))
        places = places[len(places) - kept :] + new_places
        said = said[len(said) - kept :] + new_words
        for at in [at for at, word in enumerate(said) if word in by_end and at >= kept]:
            for number in by_end[said[at]]:
                first = at + 1 - len(phrases[number])
                is_there = first >= 0 and tuple(said[first : at + 1]) == phrases[number]
                if is_there and places[first].start() >= taken:
                    taken = places[at].end()
                    yield Match(places[first].start(), taken, number)
                    break


def _telling(found: Iterable[Match], phrases: int) -> Iterator[Match]:
    """The matches up to where all phrases stand together: further ones cannot be better."""
    last: dict[int, int] = {}
    enough: int | None = None
    for match in found:
        if enough is not None and match.end > enough:
            return
        yield match
        last[match.phrase] = match.start
        if enough is None and len(last) == phrases and match.end - min(last.values()) < TOGETHER:
            enough = min(last.values()) + TOGETHER


def _window(text: str, found: Sequence[Match]) -> tuple[int, int]:
    """The stretch that holds the most different phrases, then the most matches."""
    best, first, last = (0, 0), 0, 0
    for at, match in enumerate(found):
        last = max(last, at + 1)
        while last < len(found) and found[last].end <= match.start + TOGETHER:
            last += 1
        inside = found[at:last]
        value = (len({one.phrase for one in inside}), len(inside))
        if value > best:
            best, first = value, match.start
    start = _word_start(text, max(0, first - BEFORE)) if found else 0
    return start, _word_end(text, start + LENGTH)


def _word_start(text: str, near: int) -> int:
    """The beginning of the word after this place, unless there is none near."""
    space = text.find(" ", near, near + BEFORE // 2)
    return 0 if near == 0 else space + 1 if space >= 0 else near


def _word_end(text: str, near: int) -> int:
    """The end of the word before this place, unless there is none near."""
    if near >= len(text):
        return len(text)
    space = text.rfind(" ", near - BEFORE, near)
    return space if space >= 0 else near


def _pieces(text: str, found: Sequence[Match], start: int, end: int) -> list[Piece]:
    pieces: list[Piece] = []
    for match in found:
        pieces += [Piece(text[start : match.start]), Piece(text[match.start : match.end], True)]
        start = match.end
    pieces.append(Piece(text[start:end]))
    return [piece for piece in pieces if piece.text]
