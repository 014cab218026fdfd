"""The part of a text that shows best why it was found, with the found words marked. No database.

Made from plain text and given as pieces, never as HTML: whoever shows them escapes them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from pasquino.search.queries import Phrase
from pasquino.search.words import positions

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


def matches(text: str, phrases: Sequence[Phrase]) -> Iterable[Match]:
    """Where the phrases stand, in order and without overlaps.

    Each word of the text is compared with the phrases that could end there, of which a query
    has at most 32 words: linear in the text.
    """
    by_end: dict[str, list[tuple[int, Phrase]]] = {}
    for number, phrase in enumerate(phrases):
        by_end.setdefault(phrase[-1], []).append((number, phrase))
    seen: deque[tuple[int, str]] = deque(maxlen=max(map(len, phrases), default=1))
    taken = 0
    for start, end, word in positions(text) if phrases else ():
        seen.append((start, word))
        for number, phrase in by_end.get(word, ()):
            first = _start(seen, phrase)
            if first is not None and first >= taken:
                taken = end
                yield Match(first, end, number)
                break


def _start(seen: deque[tuple[int, str]], phrase: Phrase) -> int | None:
    """Where the phrase starts that ends with the last word seen; None when another does."""
    last = list(seen)[-len(phrase) :]
    return last[0][0] if tuple(word for _start, word in last) == phrase else None


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
