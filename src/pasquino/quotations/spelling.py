"""One word beside another: the same but for typography, a slip of spelling, or another word."""

from __future__ import annotations

import re

from rapidfuzz.distance import DamerauLevenshtein

from pasquino.quotations.tokens import ANY_HYPHEN, key, number, spelled

_SPACED = re.compile(r"\d{1,3}(?: \d{3})+(?:[.,]\d+)?")
_DASH = re.compile(r"(?<=[^\W\d])[‐‑‒–—―−](?=[^\W\d])")
_ALEFS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا"})
SHORTEST_MISTYPED = 5  # letters
SHOUTED = 3  # words in capitals beside each other are typography, not names


def typographic_pair(quoted: str, source: str) -> bool:
    """Whether an Arabic word is only written with or without the sign on its alef.

    أن and إن are two words: one side has to be without the sign.
    """
    mine, theirs = key(quoted), key(source)
    if bare(mine) != bare(theirs):
        return False
    return all(a == b or "ا" in (a, b) for a, b in zip(mine, theirs, strict=True))


def same_but_for_signs(quoted: str, source: str, decimal: str) -> bool:
    """Whether only the signs within numbers or within joined words are of another kind."""
    return _same_digits(quoted, source, decimal) or _same_but_for_dashes(quoted, source)


def _same_digits(quoted: str, source: str, decimal: str) -> bool:
    """Whether one is a number whose thousands are parted by spaces, and the other the same."""
    mine, theirs = (number(raw.replace(" ", "\u00a0"), decimal) for raw in (quoted, source))
    spaced = _SPACED.fullmatch(quoted) or _SPACED.fullmatch(source)
    return bool(spaced) and mine == theirs


def _same_but_for_dashes(quoted: str, source: str) -> bool:
    """Whether they differ in the kind of dash within a word alone: neo-payday, neo–payday."""
    mine, theirs = (_DASH.sub("-", raw) for raw in (quoted, source))
    return mine == theirs and "-" in mine


def bare(word: str) -> str:
    """A key as if no alef had its sign."""
    return word.translate(_ALEFS)


def hyphens_differ(quoted: str, source: str) -> bool:
    """Whether one has a hyphen the other has not; at the end of a line it says nothing."""
    return quoted != source and _hyphens(quoted) != _hyphens(source)


def _hyphens(raw: str) -> int:
    return sum(
        1
        for found in ANY_HYPHEN.finditer(raw)
        if found.group() != "\u00ad" and "\n" not in found.group()
    )


def decimals_differ(quoted: str, source: str) -> bool:
    """Whether one number has a comma where the other has a full stop: 1,5 is not always 1.5."""
    return quoted[-1:].isdigit() and {"." in quoted, "." in source} == {True, False} == {
        "," in quoted,
        "," in source,
    }


def capitals_differ(quoted: str, source: str) -> bool:
    """Whether two spellings of one key differ in capitals."""
    return (
        quoted != source
        and spelled(quoted) != spelled(source)
        and (spelled(quoted).lower() == spelled(source).lower())
    )


def first_letter_only(quoted: str, source: str) -> bool:
    """Whether they differ in the first letter's capital alone."""
    return spelled(quoted)[1:] == spelled(source)[1:]


def is_shouted(words: list[str], at: int) -> bool:
    """Whether this word is among words in capitals, as in a headline or a first line."""
    begin = end = at
    while begin and words[begin - 1].isupper() and at - begin < SHOUTED:
        begin -= 1
    while end < len(words) and words[end].isupper() and end - at < SHOUTED:
        end += 1
    return words[at].isupper() and end - begin >= SHOUTED


def is_mistyped(quoted: str, source: str) -> bool:
    """Whether two neighbouring letters changed places: alelgedly."""
    mine, theirs = key(quoted), key(source)
    return (
        len(mine) >= SHORTEST_MISTYPED
        and mine[0] == theirs[0]
        and sorted(mine) == sorted(theirs)
        and DamerauLevenshtein.distance(mine, theirs) == 1
    )


def is_slip(quoted: str, source: str) -> bool:
    """Whether one word may be the other, misspelled: one letter in five is off."""
    mine, theirs = key(quoted), key(source)
    longest = max(len(mine), len(theirs))
    if not mine.isalpha() or longest < 4:  # noqa: PLR2004 - shorter ones are other words
        return False
    return DamerauLevenshtein.distance(mine, theirs) <= max(1, longest // 5)
