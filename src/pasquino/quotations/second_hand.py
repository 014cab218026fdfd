"""Whether a passage stands inside quotation marks in its source: words of someone else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pasquino.quotations.punctuation import BLANK_LINE

FARTHEST = 4_000  # characters of a paragraph that are looked at
_PAIRS = (("“", "”"), ("«", "»"), ("„", "“”"), ("「", "」"), ("『", "』"), ("‹", "›"))
# German and Danish: their opening signs are the closing ones of others.
_REVERSED = re.compile(r"„[^„“”]*[“”]|‚[^‚‘’]*[‘’]")
_LETTERED = re.compile(r"(?<=\w)[’'](?=\w)")


def is_second_hand(text: str, begin: int, end: int) -> bool:
    """Whether a quotation mark opened before `begin` closes only at or behind `end`."""
    before = text[max(0, begin - FARTHEST) : begin]
    blank = [found.end() for found in BLANK_LINE.finditer(before)]
    before = before[blank[-1] if blank else 0 :]
    inside = text[begin:end]
    if BLANK_LINE.search(inside):
        return False
    before = _REVERSED.sub("", before)
    for opening, closing in _pairs(before):
        if _depth(before, opening, closing) > 0 and not any(sign in inside for sign in closing):
            return True
    if before.count('"') % 2 and '"' not in inside:
        return True
    single = _LETTERED.sub("", before)
    opened = len(re.findall(r"(?:^|[\s(—–-])‘(?=\w)", single))
    closed = len(re.findall(r"’(?!\w)", single))
    return opened > closed and not re.search(r"’(?!\w)", _LETTERED.sub("", inside[:-1]))


def _pairs(before: str) -> Iterator[tuple[str, str]]:
    """Opening and closing signs; » and « the way round they are used first."""
    for opening, closing in _PAIRS:
        at, behind = before.find(opening), before.find(closing)
        is_turned = opening in "«‹" and behind >= 0 and (at < 0 or behind < at)
        yield (closing, opening) if is_turned else (opening, closing)


def _depth(before: str, opening: str, closing: str) -> int:
    depth = 0
    for sign in before:
        if sign == opening:
            depth += 1
        elif sign in closing and depth:
            depth -= 1
    return depth
