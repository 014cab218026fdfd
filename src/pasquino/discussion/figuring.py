"""Which of our figures a comment names, as in `fig:12`. Pure.

Read from the cleaned HTML; in links and code the letters mean something else, and stay as they
are. What a number leads to is said when the page is made: here only slots are put.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

MOST = 50  # mentions of one comment that become links; those that follow stay text

_HINT = "ig:"  # with an F before it of either size
_PIECE = re.compile(r"<(/?)([a-z]+)(?:[^>\"]|\"[^\"]*\")*>|[^<]+")
_NAMED = re.compile(r"(?<![\w/:.#@&=?%+-])[Ff]ig:([1-9][0-9]{0,17})(?![\w/]|[.,]\d|[:-]\w)")
_LEFT_ALONE = frozenset({"a", "code", "pre"})


def names_any(parts: Iterable[str]) -> bool:
    """Whether it is worth looking; false for nearly all comments."""
    return any(_HINT in part for part in parts)


def named(parts: Sequence[str]) -> list[int]:
    """The numbers in the parts of a comment (cleaned HTML), each once, in order."""
    reader = _Reader()
    if names_any(parts):
        for part in parts:
            reader.read(part)
    return list(dict.fromkeys(reader.numbers))


def left_out(parts: Sequence[str]) -> int:
    """How many mentions stand behind the first fifty."""
    reader = _Reader()
    for part in parts:
        reader.read(part)
    return reader.beyond


def with_slots(parts: Sequence[str]) -> list[str]:
    """The parts with slots around each mention: `<!--slot:figure-12-->fig:12<!--slot:end-12-->`.

    Where nobody fills them they vanish, and the mention is the text it was.
    """
    reader = _Reader()
    return [reader.read(part) for part in parts]


class _Reader:
    """Goes through the parts of one comment, and counts on from part to part."""

    def __init__(self) -> None:
        self.numbers: list[int] = []
        self.beyond = 0
        self._depth = 0  # of links and code

    def read(self, html: str) -> str:
        if _HINT not in html:
            return html
        self._depth = 0
        return _PIECE.sub(self._piece, html)

    def _piece(self, piece: re.Match[str]) -> str:
        if piece[2]:
            if piece[2] in _LEFT_ALONE:
                self._depth += -1 if piece[1] else 1
            return piece[0]
        return piece[0] if self._depth else _NAMED.sub(self._mention, piece[0])

    def _mention(self, found: re.Match[str]) -> str:
        if len(self.numbers) >= MOST:
            self.beyond += 1
            return found[0]
        self.numbers.append(int(found[1]))
        return f"<!--slot:figure-{found[1]}-->{found[0]}<!--slot:end-{found[1]}-->"
