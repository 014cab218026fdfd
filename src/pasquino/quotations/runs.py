"""Runs of equal words, and where those belong that stand before the first and behind the last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Indel

WIDEST = 3_000  # words of the source in one diff
# How far from the rest a quotation's first or last words are looked for when a cut parts them:
# by how many they are.
APART = {2: 30, 3: 60}
FARTHEST = 120


@dataclass(frozen=True, slots=True)
class Run:
    """`size` words, equal from `quoted` in the quotation and `found` in the source."""

    quoted: int
    found: int
    size: int


def equal(words: str, text: str) -> Iterator[Run]:
    """The equal runs of two stretches, so that as much as possible is equal."""
    for block in Indel.opcodes(words, text):
        if block.tag == "equal":
            yield Run(block.src_start, block.dest_start, block.src_end - block.src_start)


def before(head: str, text: str, end: int) -> list[Run]:
    """Where a quotation's first words are, before what stands at `end` of the source."""
    begin = max(0, end - room(len(head)))
    # Backwards, so that of equal words the nearest to what follows are taken.
    found = [
        Run(len(head) - run.quoted - run.size, end - run.found - run.size, run.size)
        for run in reversed(list(equal(head[::-1], text[begin:end][::-1])))
    ]
    at = text.rfind(head, max(0, end - _reach(head)), end) if _is_open(found, head) else -1
    return [Run(0, at, len(head))] if at >= 0 else _later(found, text, end)


def _later(runs: list[Run], text: str, end: int) -> list[Run]:
    """The same words, each run as late as what follows it allows."""
    found = list(runs)
    for number in range(len(found) - 1, -1, -1):
        run = found[number]
        end = text.rfind(text[run.found : run.found + run.size], run.found, end)
        found[number] = replace(run, found=end)
    return found


def behind(tail: str, text: str, begin: int) -> list[Run]:
    """Where a quotation's last words are, behind what ends at `begin` of the source."""
    words = tail[:WIDEST]
    found = [
        Run(run.quoted, begin + run.found, run.size)
        for run in equal(words, text[begin : begin + min(room(len(words)), 2 * WIDEST)])
    ]
    at = text.find(tail, begin, begin + _reach(tail)) if _is_open(found, tail) else -1
    return [Run(0, at, len(tail))] if at >= 0 else _sooner(found, text, begin)


def _sooner(runs: list[Run], text: str, begin: int) -> list[Run]:
    """The same words, each run as soon as what stands before it allows."""
    found = []
    for run in runs:
        at = text.find(text[run.found : run.found + run.size], begin)
        found.append(replace(run, found=at))
        begin = at + run.size
    return found


def room(words: int) -> int:
    """How many words of the source so many words of a quotation may come from."""
    return words + words // 2 + 4 if words else 0


def _reach(words: str) -> int:
    return len(words) + APART.get(len(words), FARTHEST)


def _is_open(found: Sequence[Run], words: str) -> bool:
    """Whether some of these words were not found."""
    return len(words) in range(min(APART), WIDEST) and sum(r.size for r in found) < len(words)


def joined(runs: Sequence[Run], text: str, borders: frozenset[int]) -> list[Run]:
    """The same words in fewer runs, where a whole run stands right beside its neighbour too.

    Runs that a mark of the quotation parts, at one of its `borders`, stay apart.
    """
    found = list(runs)
    for number in range(len(found) - 2, -1, -1):
        run, following = found[number], found[number + 1]
        if _meet(run, following, borders) and text.startswith(
            text[run.found : run.found + run.size], following.found - run.size
        ):
            found[number] = replace(run, found=following.found - run.size)
    for number in range(1, len(found)):
        earlier, run = found[number - 1], found[number]
        end = earlier.found + earlier.size
        is_held = number + 1 < len(found) and found[number + 1].found == run.found + run.size
        if (
            not is_held
            and _meet(earlier, run, borders)
            and text.startswith(text[run.found : run.found + run.size], end)
        ):
            found[number] = replace(run, found=end)
    return found


def _meet(run: Run, following: Run, borders: frozenset[int]) -> bool:
    return run.quoted + run.size == following.quoted and following.quoted not in borders
