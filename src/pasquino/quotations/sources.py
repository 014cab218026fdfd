"""A source's text, made ready once: its words as a string of signs in which others are found.

Each different word gets one character; a run of words is then a substring, which C code finds in
half a million characters within a fraction of a millisecond.
"""

from __future__ import annotations

import bisect
import functools
import math
from array import array
from collections.abc import Iterable, Sequence
from typing import Literal, Protocol

from pasquino.quotations import languages
from pasquino.quotations.spelling import bare
from pasquino.quotations.tokens import key, tokens

RegionKind = Literal["article", "comment", "aside", "heading"]
Region = tuple[int, int, RegionKind]
NOT_THERE = "\U0010ffff"  # stands for a word that the source does not have
TOO_MANY = "\U0010fffe"  # stands in the source for words beyond the last sign; nothing matches it
_SURROGATES, _BEHIND_THEM = 0xD800, 0x800
_LAST_SIGN = 0x10F000
GAP = 1_000  # signs between two words that are looked at from each side
_SAMPLE = 400  # words by which the language is guessed


class Block(Protocol):
    """What `regions_of` needs of a block, as `pasquino.sources.reading` gives it."""

    start: int
    end: int
    region: Literal["article", "comment", "aside"]
    kind: str


def regions_of(blocks: Iterable[Block]) -> tuple[Region, ...]:
    """The regions of a page that was read; headings of the article are of their own kind."""
    return tuple(
        (
            block.start,
            block.end,
            "heading" if block.kind == "heading" and block.region == "article" else block.region,
        )
        for block in blocks
    )


class SourceText:
    """The whole text of a source; its index is made when first needed, once."""

    def __init__(self, text: str, regions: Sequence[Region] = (), language: str = "") -> None:
        self.text = text
        self.regions = tuple(sorted(regions))
        self.said_language = language[:2].lower()

    @functools.cached_property
    def languages(self) -> tuple[str, ...]:
        """The language it is said to be in, and the one it seems to be in."""
        sample = tokens(self.text[: _SAMPLE * 40])
        guessed = languages.guess(raw.lower() for raw, _range in zip(
            (raw for raw, _start, _end in sample), range(_SAMPLE), strict=False))  # fmt: skip
        said = self.said_language if self.said_language in languages.languages() else ""
        return tuple(sorted({code for code in (said, guessed) if code}))

    @functools.cached_property
    def decimal(self) -> str:
        """The decimal mark of its language."""
        if not self.languages:
            return "."
        code = self.said_language if self.said_language in self.languages else self.languages[0]
        return languages.languages()[code].decimal

    @functools.cached_property
    def index(self) -> Index:
        """Its words."""
        return _index(self.text, self.decimal)

    @functools.cached_property
    def whole(self) -> View:
        """All words in their order."""
        return View(self.index.signs, None)

    @functools.cached_property
    def article(self) -> View | None:
        """The article's own paragraphs, without what stands between; None where nothing does."""
        if not any(kind != "article" for _start, _end, kind in self.regions):
            return None
        at = array(
            "I", (i for i, s in enumerate(self.index.starts) if self.region(s) == "article")
        )
        if len(at) in (0, len(self.index.starts)):
            return None
        return View("".join(map(self.index.signs.__getitem__, at)), at)

    @functools.cached_property
    def bare(self) -> View:
        """All words, as if no alef had its sign; only texts in Arabic have any."""
        return View(self.index.signs.translate(self._bare_signs), None)

    @functools.cached_property
    def _bare_signs(self) -> dict[int, str]:
        sign_of = self.index.sign_of
        return {
            ord(sign): self.bare_sign(word) for word, sign in sign_of.items() if bare(word) != word
        }

    def bare_sign(self, word: str) -> str:
        """The sign of a word as if no alef had its sign."""
        return self._first_bare.get(bare(word), NOT_THERE)

    @functools.cached_property
    def _first_bare(self) -> dict[str, str]:
        first: dict[str, str] = {}
        for word, sign in self.index.sign_of.items():
            first.setdefault(bare(word), sign)
        return first

    @functools.cached_property
    def _region_starts(self) -> list[int]:
        return [start for start, _end, _kind in self.regions]

    def region(self, at: int) -> RegionKind:
        """Which region a character stands in; the article where nothing is said."""
        found = self._region_number(at)
        return "article" if found is None else self.regions[found][2]

    def _region_number(self, at: int) -> int | None:
        found = bisect.bisect_right(self._region_starts, at) - 1
        return found if found >= 0 and at < self.regions[found][1] else None

    def is_furniture(self, begin: int, end: int) -> bool:
        """Whether the words begin:end are whole blocks, none of them the article's own."""
        starts = self.index.starts
        numbers = [self._region_number(starts[word]) for word in range(begin, end)]
        if not numbers or any(n is None or self.regions[n][2] == "article" for n in numbers):
            return False
        before = self._region_number(starts[begin - 1]) if begin else None
        behind = self._region_number(starts[end]) if end < len(starts) else None
        return before != numbers[0] and behind != numbers[-1]

    def spelling(self, word: int) -> str:
        """A word as it is written."""
        return self.text[self.index.starts[word] : self.index.ends[word]]

    def gap(self, word: int) -> str:
        """What stands between a word and the next; of very much, the two ends."""
        ends, starts = self.index.ends, self.index.starts
        begin = ends[word] if word >= 0 else 0
        end = starts[word + 1] if word + 1 < len(starts) else len(self.text)
        if end - begin > 2 * GAP:
            return self.text[begin : begin + GAP] + self.text[end - GAP : end]
        return self.text[begin:end]


class View:
    """Some of the words, as signs; `at` are their numbers in the index, None for all."""

    def __init__(self, signs: str, at: array[int] | None) -> None:
        self.signs = signs
        self.at = at

    def number(self, word: int) -> int:
        """The number of the view's word in the whole text."""
        return word if self.at is None else self.at[word]

    @functools.cached_property
    def places(self) -> dict[str, array[int]]:
        """Where each sign stands."""
        found: dict[str, array[int]] = {}
        for at, sign in enumerate(self.signs):
            if sign in found:
                found[sign].append(at)
            else:
                found[sign] = array("I", (at,))
        return found

    def rarity(self, sign: str) -> float:
        """How much finding this word says: the logarithm of how rare it is here."""
        return math.log((2 + len(self.signs)) / (1 + len(self.places.get(sign, ()))))


class Index:
    """The words of a text: where they stand, and each one's sign and key."""

    def __init__(self, starts: array[int], ends: array[int], signs: str, keys: dict[str, str]):
        self.starts = starts
        self.ends = ends
        self.signs = signs
        self.sign_of = keys
        self.is_crowded = TOO_MANY in signs

    @functools.cached_property
    def key_of(self) -> dict[str, str]:
        """The key of each sign."""
        return {sign: key for key, sign in self.sign_of.items()}

    def keys(self, begin: int, end: int) -> list[str]:
        """The keys of a run of words."""
        return [self.key_of.get(sign, "") for sign in self.signs[max(begin, 0) : max(end, 0)]]


def _index(text: str, decimal: str) -> Index:
    starts, ends = array("I"), array("I")
    sign_of: dict[str, str] = {}
    known: dict[str, str] = {}
    signs: list[str] = []
    for raw, start, end in tokens(text):
        if raw not in known:
            known[raw] = _sign(key(raw, decimal), sign_of)
        signs.append(known[raw])
        starts.append(start)
        ends.append(end)
    return Index(starts, ends, "".join(signs), sign_of)


def _sign(word: str, sign_of: dict[str, str]) -> str:
    if word not in sign_of:
        number = len(sign_of) + 1
        number += _BEHIND_THEM if number >= _SURROGATES else 0
        if number > _LAST_SIGN:
            return TOO_MANY
        sign_of[word] = chr(number)
    return sign_of[word]
