"""Finds names in plain text, however they are written, and puts others there. No database.

A name is found in capitals and small letters, in either normal form of Unicode, over line breaks,
no-break spaces and soft hyphens, with straight or curly apostrophes, and as whole words only.
Where an excerpt begins or ends inside a name, at an ellipsis, what is left of it is found too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import itemgetter

_UNSEEN = "\u00ad\u200b-\u200f\u2060\ufeff"  # soft hyphens, joiners, marks of direction
_BETWEEN = rf"[\s{_UNSEEN}]"
_ALIKE = dict.fromkeys("'’‘ʼ`´", "['’‘ʼ`´]") | dict.fromkeys("-‐‑‒–", "[-‐‑‒–]")
_BEFORE = r"(?<![^\W_])(?<![^\W_]\u00ad)"
_AFTER = r"(?![\u00ad\u2060]*(?:[^\W_]|[\u0300-\u036f]))"
_CUT_BEFORE = r"(?:(?<=…)|(?<=…\s)|(?<=\.\.\.)|(?<=\.\.\.\s))"
_CUT_AFTER = r"(?=\s?(?:…|\.\.\.))"
# Thai to Khmer, kana, Han: written without spaces, so a name has no edge there.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff]"
)


@dataclass(frozen=True)
class Place:
    """Where a name stands in a text, and what is shown there instead."""

    start: int
    end: int
    shown: str


class Masks:
    """Names with what stands in their place; where two begin at one letter, the longer counts."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        wanted = sorted({pair for pair in pairs if pair[0].strip()}, key=_longest_first)
        self._shown = [shown for _name, shown in wanted]
        each = (f"({_pattern(name)}|{_cut(name)})" for name, _shown in wanted)
        self._pattern = re.compile("|".join(each), re.IGNORECASE) if wanted else None

    def __bool__(self) -> bool:
        return self._pattern is not None

    def places(self, text: str) -> list[Place]:
        """Where names stand, in order, none over another."""
        if self._pattern is None:
            return []
        found = self._pattern.finditer(text)
        return [Place(m.start(), m.end(), self._shown[(m.lastindex or 1) - 1]) for m in found]

    def masked(self, text: str) -> str:
        """The text with the names hidden; the very same text where none stands in it."""
        places = self.places(text)
        if not places:
            return text
        parts, end = [], 0
        for place in places:
            parts += [text[end : place.start], place.shown]
            end = place.end
        return "".join([*parts, text[end:]])


def _longest_first(pair: tuple[str, str]) -> tuple[int, str, str]:
    return -len(pair[0]), *pair


def _cut(name: str) -> str:
    """What an ellipsis leaves of a name: its end behind the dots, its beginning before them."""
    words = name.split()
    ends = [_CUT_BEFORE + _pattern(" ".join(words[at:])) for at in range(1, len(words))]
    begins = [_pattern(" ".join(words[:at])) + _CUT_AFTER for at in range(len(words) - 1, 0, -1)]
    return "|".join([*ends, *begins]) or r"(?!)"


def _pattern(name: str) -> str:
    """A regular expression for one name, to be used without regard to case; no groups in it."""
    words = unicodedata.normalize("NFC", name).split()
    said = _word(words[0])
    for before, word in pairwise(words):
        said += _BETWEEN + ("*" if before.endswith(".") else "+") + _word(word)
    first, last = words[0][0], words[-1][-1]
    return (_BEFORE if _has_edge(first) else "") + said + (_AFTER if _has_edge(last) else "")


def _has_edge(character: str) -> bool:
    return character.isalnum() and not _UNSPACED.match(character)


def _word(word: str) -> str:
    return rf"[{_UNSEEN}]*".join(_letter(letter) for letter in _letters(word))


def _letters(word: str) -> list[str]:
    """The letters with the accents that no single character holds."""
    starts: list[int] = [int(not unicodedata.combining(character)) for character in word]
    numbers = [sum(starts[: at + 1]) for at in range(len(word))]
    pairs = groupby(zip(numbers, word, strict=True), key=itemgetter(0))
    return ["".join(character for _number, character in run) for _number, run in pairs]


def _letter(letter: str) -> str:
    """A letter composed or taken apart, small or in capitals of more than one letter (ß, SS)."""
    if letter in _ALIKE:
        return _ALIKE[letter]
    forms = {letter, letter.casefold(), letter.upper()}
    forms |= {unicodedata.normalize(form, one) for one in forms for form in ("NFC", "NFD")}
    different = sorted({re.escape(one) for one in forms}, key=lambda one: (-len(one), one))
    return different[0] if len(different) == 1 else f"(?:{'|'.join(different)})"
