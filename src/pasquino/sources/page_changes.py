"""Whether a page still says what an earlier copy of it says. No database.

Compared is the article, not what stands around it; and of the article not the counters and ages
that change at each visit (`Updated 3 hours ago`, `12 comments`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

Block = Sequence[object]  # as copies keep it: start, end, region, kind

SHINGLES = ((50, 4), (12, 2), (0, 1))  # of a text of so many words: how many words make one
REPLACED_BELOW = 0.1  # of the earlier article's shingles: what two pages of one subject may share
_LONGEST_COUNTER = 8  # words of a line in which a changed number means nothing
_UNSPACED = (  # Thai to Khmer, kana, Han: each letter is a word
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff"
)
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")
_ENDS_SENTENCE = re.compile(r"[.!?…。！？؟][\"'”’»」』)\]]*\s*$")
_NUMBER = re.compile(r"\d+")


class Change(StrEnum):
    """What became of a page since an earlier copy."""

    NONE = "none"
    CHANGED = "changed"
    REPLACED = "replaced"


def change(
    earlier: str, blocks: Sequence[Block], later: str, later_blocks: Sequence[Block]
) -> Change:
    """What became of a page that said `earlier` and says `later` now.

    Replaced is a page whose text has less than a tenth of the earlier article's shingles, runs of
    four words: another site, a front page, a parked domain.
    """
    if earlier == later or _article(earlier, blocks) == _article(later, later_blocks):
        return Change.NONE
    if share(_text(earlier, blocks), later) < REPLACED_BELOW:
        return Change.REPLACED
    return Change.CHANGED


def share(earlier: str, later: str) -> float:
    """How much of the earlier text's runs of words the later one has, 0 to 1; 1 of nothing."""
    words = _WORD.findall(earlier.casefold())
    length = next(length for least, length in SHINGLES if len(words) >= least)
    shingles = _shingles(words, length)
    there = shingles & _shingles(_WORD.findall(later.casefold()), length)
    return len(there) / len(shingles) if shingles else 1.0


def _shingles(words: list[str], length: int) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


def _text(text: str, blocks: Sequence[Block]) -> str:
    return "\n".join(_lines(text, blocks))


def _article(text: str, blocks: Sequence[Block]) -> list[str]:
    """The article's words in order; in a line that counts something, without its numbers."""
    found: list[str] = []
    for line in _lines(text, blocks):
        words = _WORD.findall(line.casefold())
        if len(words) <= _LONGEST_COUNTER and not _ENDS_SENTENCE.search(line):
            words = [word for word in words if not _NUMBER.fullmatch(word)]
        found += words
    return found


def _lines(text: str, blocks: Sequence[Block]) -> list[str]:
    """The blocks of the article; the whole text where none is known."""
    found = [
        text[int(str(start)) : int(str(end))]
        for start, end, region, _kind in blocks
        if region == "article"
    ]
    return found or text.splitlines()
