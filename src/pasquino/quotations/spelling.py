"""One word beside another: the same but for typography, a slip of spelling, or another word."""

from __future__ import annotations

from rapidfuzz.distance import DamerauLevenshtein

from pasquino.quotations.tokens import ANY_HYPHEN, key, spelled

_ALEFS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا"})
_UNCAPPED = 3  # words in capitals beside each other are typography, not names


def typographic_pair(quoted: str, source: str) -> bool:
    """Whether an Arabic word is only written with or without the sign on its alef.

    أن and إن are two words: one side has to be without the sign.
    """
    mine, theirs = key(quoted), key(source)
    if mine.translate(_ALEFS) != theirs.translate(_ALEFS):
        return False
    return all(a == b or "ا" in (a, b) for a, b in zip(mine, theirs, strict=True))


def hyphens_differ(quoted: str, source: str) -> bool:
    """Whether one has a hyphen the other has not; at the end of a line it says nothing."""
    return quoted != source and _hyphens(quoted) != _hyphens(source)


def _hyphens(raw: str) -> int:
    return sum(
        1
        for found in ANY_HYPHEN.finditer(raw)
        if found.group() != "\u00ad" and "\n" not in found.group()
    )


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


def is_shouted(words: list[str]) -> bool:
    """Whether these are words in capitals, as a headline or an article's first words may be."""
    lettered = [word for word in words if word[:1].isalpha()]
    return len(lettered) >= _UNCAPPED and all(word.isupper() for word in lettered)


def is_slip(quoted: str, source: str) -> bool:
    """Whether one word may be the other, misspelled: one letter in five is off."""
    mine, theirs = key(quoted), key(source)
    longest = max(len(mine), len(theirs))
    if not mine.isalpha() or longest < 4:  # noqa: PLR2004 - shorter ones are other words
        return False
    return DamerauLevenshtein.distance(mine, theirs) <= max(1, longest // 5)
