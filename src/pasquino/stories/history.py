"""What changed from one edition to the next, block by block and word by word. No database."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

Block = Mapping[str, str]
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
LONGEST_COMPARED = 4_000  # words; longer blocks are shown whole, before and after


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
        return Change("changed", new["kind"], tuple(compare(old["text"], new["text"])))
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


def compare(before: str, after: str) -> list[Piece]:
    """The words of two texts as runs that stayed, went and came."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if max(len(old), len(new)) > LONGEST_COMPARED:
        return [Piece("removed", before), Piece("added", after)]
    pieces: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", "".join(old[a:b])))
            continue
        pieces += [Piece("removed", "".join(old[a:b]))] if b > a else []
        pieces += [Piece("added", "".join(new[c:d]))] if d > c else []
    return pieces
