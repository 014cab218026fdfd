"""What changed from one edition to the next, block by block and word by word. No database."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import groupby
from typing import Any

Block = Mapping[str, Any]
# A word with the space after it: spaces on their own would match everywhere and cost as much
# again. Where two words stand for each other they are taken apart once more, by `_PARTS`.
_WORDS = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")
_PARTS = re.compile(r"\w+|[^\w\s]|\s+")
LONGEST_COMPARED = 4_000  # words between the first change and the last
MOST_EDITS = 300  # words that came or went; beyond either, before and after are shown whole
COMPARISONS_KEPT = 256  # of blocks, with their pieces; editions never change


@dataclass(frozen=True)
class Piece:
    """A run of words that stayed (`same`), came (`added`) or went (`removed`)."""

    kind: str
    text: str


@dataclass(frozen=True)
class Change:
    """One block that came, went, changed or moved."""

    kind: str
    block: str
    pieces: tuple[Piece, ...]


def changes(before: Sequence[Block], after: Sequence[Block]) -> list[Change]:
    """The changes from one list of blocks to another, in the order a reader meets them."""
    old = {block["id"]: block for block in before}
    new_ids = {block["id"] for block in after}
    found = [
        change
        for block in after
        if (change := _arrived_or_changed(old.get(block["id"]), block)) is not None
    ]
    gone = [block for block in before if block["id"] not in new_ids]
    found += [
        Change("removed", block["kind"], (Piece("removed", block["text"]),)) for block in gone
    ]
    return found + list(_moved(before, after))


def _arrived_or_changed(old: Block | None, new: Block) -> Change | None:
    if old is None:
        return Change("added", new["kind"], (Piece("added", new["text"]),))
    if old["text"] != new["text"]:
        return Change("changed", new["kind"], compare(old["text"], new["text"]))
    if old["html"] != new["html"]:
        return Change("formatted", new["kind"], (Piece("same", new["text"]),))
    return None


def _moved(before: Sequence[Block], after: Sequence[Block]) -> Iterator[Change]:
    """Blocks of both editions that stand in another order; those that kept it are not named."""
    both = {block["id"] for block in before} & {block["id"] for block in after}
    first = [block["id"] for block in before if block["id"] in both]
    then = [block["id"] for block in after if block["id"] in both]
    kept = {
        first[index]
        for match in SequenceMatcher(None, first, then, autojunk=False).get_matching_blocks()
        for index in range(match.a, match.a + match.size)
    }
    for block in after:
        if block["id"] in both and block["id"] not in kept:
            yield Change("moved", block["kind"], (Piece("same", block["text"]),))


@lru_cache(maxsize=COMPARISONS_KEPT)
def compare(before: str, after: str) -> tuple[Piece, ...]:
    """The words of two texts as runs that stayed, went and came; they give back both exactly.

    The work is bounded, for anyone may ask for it: texts that differ in more than `MOST_EDITS`
    words are shown whole between what they share at both ends.
    """
    pieces = _pieces(_WORDS.findall(before), _WORDS.findall(after))
    return tuple(
        Piece(kind, "".join(piece.text for piece in run))
        for kind, run in groupby(pieces, key=lambda piece: piece.kind)
    )


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    """The pieces in order, those of one kind not joined yet."""
    a = b = 0
    for kept_a, kept_b in [*_kept(old, new), (len(old), len(new))]:
        yield from _replaced("".join(old[a:kept_a]), "".join(new[b:kept_b]))
        yield from (Piece("same", word) for word in old[kept_a : kept_a + 1])
        a, b = kept_a + 1, kept_b + 1


def _replaced(gone: str, came: str) -> Iterator[Piece]:
    """A run of words that became another: the space or word both begin or end with stays."""
    old, new = _PARTS.findall(gone), _PARTS.findall(came)
    start, end = _shared(old, new)
    last_old, last_new = len(old) - end, len(new) - end
    parts = [
        ("same", old[:start]),
        ("removed", old[start:last_old]),
        ("added", new[start:last_new]),
        ("same", old[last_old:]),
    ]
    yield from (Piece(kind, "".join(words)) for kind, words in parts if words)


def _kept(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """Where the words that stayed stand in both, in order."""
    start, end = _shared(old, new)
    last_old, last_new = len(old) - end, len(new) - end
    between = _longest_common(old[start:last_old], new[start:last_new])
    return [
        *((at, at) for at in range(start)),
        *((start + a, start + b) for a, b in between),
        *((last_old + at, last_new + at) for at in range(end)),
    ]


def _shared(old: list[str], new: list[str]) -> tuple[int, int]:
    """How many words both begin with, and how many of the rest both end with."""
    shorter = min(len(old), len(new))
    start = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    rest = shorter - start
    end = next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)
    return start, end


def _longest_common(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """The words that stay when as few as possible come and go; none when that are too many.

    E. W. Myers, "An O(ND) Difference Algorithm and Its Variations" (1986): on each diagonal the
    furthest point that so many edits reach. difflib was tried: its work has no bound, and ten
    changed words among two thousand took it seconds.
    """
    if max(len(old), len(new)) > LONGEST_COMPARED:
        return []
    furthest, trail = {1: 0}, []
    for edits in range(min(len(old) + len(new), MOST_EDITS) + 1):
        trail.append(furthest.copy())
        for diagonal in range(-edits, edits + 1, 2):
            a = _entered(furthest, diagonal, edits)
            while a < len(old) and a - diagonal < len(new) and old[a] == new[a - diagonal]:
                a += 1
            furthest[diagonal] = a
            if a >= len(old) and a - diagonal >= len(new):
                return _walked_back(trail, len(old), len(new))
    return []


def _entered(furthest: Mapping[int, int], diagonal: int, edits: int) -> int:
    """Where the last edit enters a diagonal: with a word that came, or one that went."""
    if diagonal == -edits:
        return furthest[diagonal + 1]
    if diagonal == edits:
        return furthest[diagonal - 1] + 1
    return max(furthest[diagonal + 1], furthest[diagonal - 1] + 1)


def _walked_back(trail: list[dict[int, int]], a: int, b: int) -> list[tuple[int, int]]:
    """The pairs of kept words on the way that was found, from its end to its start and turned."""
    kept = []
    for edits in range(len(trail) - 1, -1, -1):
        furthest, diagonal = trail[edits], a - b
        entered = _entered(furthest, diagonal, edits)
        while a > entered:
            a, b = a - 1, b - 1
            kept.append((a, b))
        came = diagonal == -edits or entered == furthest.get(diagonal + 1)
        b, a = (b - 1, a) if came else (b, a - 1)
    return kept[::-1]
