"""Words as the search knows them, folded the same in texts and in queries. No database.

Both databases are given these finished words, so that neither's own idea of a word matters:
no stemming, no stop words, no language. A magazine may be in any language, or in several.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import compress, islice
from operator import itemgetter

LONGEST_WORD = 64  # letters; longer ones are known by their beginning
BATCH = 300
LONGEST_TEXT = 500_000  # bytes of folded words; with their places PostgreSQL keeps 1 MiB a text

# Written without spaces: each letter is a word of its own, and several in a row are a phrase.
_UNSPACED = (
    "\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9d"  # kana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
)
# Marks that are left out: Latin, Greek and Cyrillic accents, Hebrew points, Arabic vowel signs.
_ACCENTS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u1ab0-\u1aff]")
# Letters with a stroke and ligatures, which Unicode does not take apart.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th",
     "ð": "d", "ς": "σ"}
)  # fmt: skip


def words(text: str) -> list[str]:
    """All words of a text, folded, in order; at most `LONGEST_TEXT` bytes of them."""
    found: list[str] = []
    room = LONGEST_TEXT
    for _places, some in batches(text):
        room -= len(" ".join(some).encode()) + 1
        if room < 0:
            break
        found += some
    return found


def batches(text: str) -> Iterator[tuple[list[re.Match[str]], list[str]]]:
    """The words of a text some hundred at a time: where they stand, and how they are folded.

    In batches, as the loops are then Python's own: three times as fast as one by one.
    """
    remaining = _pattern().finditer(text)
    while places := list(islice(remaining, BATCH)):
        some = list(map(folded, map(itemgetter(0), places)))
        if "" in some:
            places = list(compress(places, some))
            some = list(filter(None, some))
        yield places, some


@lru_cache(maxsize=20_000)
def folded(word: str) -> str:
    """A word without case and accents (Unicode's NFKD and case folding), at most 64 letters.

    What is no letter or number after the folding is left out: “½” is “12”.
    """
    apart = unicodedata.normalize("NFKD", word[:LONGEST_WORD]).casefold()
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", apart)).translate(_PLAIN)
    whole = unicodedata.normalize("NFKC", bare)
    return "".join(_pattern().findall(whole))[:LONGEST_WORD]


@cache
def _pattern() -> re.Pattern[str]:
    """One word: a letter of an unspaced script, or letters and numbers with their marks.

    Python's own `\\w` knows no marks, without which words of many scripts fall apart.
    """
    marks = _ranges(code for code in range(0x300, 0x20000) if _is_mark(code))
    letter = rf"[^\W_{_UNSPACED}]"
    return re.compile(rf"{letter}+(?:[{marks}]+{letter}*)*|(?=\w)[{_UNSPACED}][{marks}]*")


def _is_mark(code: int) -> bool:
    return unicodedata.category(chr(code)).startswith("M")


def _ranges(codes: Iterator[int]) -> str:
    """Codes as the inside of a character class."""
    spans: list[list[int]] = []
    for code in codes:
        if spans and spans[-1][1] == code - 1:
            spans[-1][1] = code
        else:
            spans.append([code, code])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in spans)
