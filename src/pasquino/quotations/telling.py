"""How much of a private copy is told to whoever quotes it. No database.

A copy may not be read out by asking: of what differs without a mark at most `MOST_TOLD` words are
told for one quotation, and never more than it has of the source's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pasquino.quotations.differing import Clause, Piece
from pasquino.quotations.marks import parse

MOST_TOLD = 40
FEWEST_WORDS = 4  # between two cuts, and for each bracket there
_MARKED = frozenset({"cut", "bracket"})
_LEFT_OUT = "…"


def is_enough(quote: str) -> bool:
    """Whether each stretch between two cuts is long enough to be looked for in a private copy.

    Single words joined by cuts are in every text; asked for one by one they tell its order.
    """
    read = parse(quote)
    ends = sorted({*read.cuts(), len(read.keys)} - {0})
    begins = [0, *ends[:-1]]
    return bool(ends) and all(
        end - begin >= FEWEST_WORDS * max(1, sum(begin <= at < end for at in read.brackets()))
        for begin, end in zip(begins, ends, strict=True)
    )


def may_restore(diff: Sequence[Mapping[str, Any]]) -> bool:
    """Whether all that differs without a mark is so little that it may be told whole."""
    differing = [one for one in diff if one["op"] != "same" and one["op"] not in _MARKED]
    return sum(_count(one["source"]) for one in differing) <= _allowed(diff)


def told(diff: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The same changes with no more of the source than may be told, and not where it stands.

    What is the same stands in `quoted`; of what a mark takes out nothing is told.
    """
    budget = _Budget(_allowed(diff))
    return [
        {**one, "source": _told_of(one, budget), "source_span": []}  # not where it stands
        for one in diff
    ]


def limited(clauses: Iterable[Clause], diff: Sequence[Mapping[str, Any]]) -> list[Clause]:
    """The clauses that differ without a mark, with no more of the source than may be told."""
    budget = _Budget(_allowed(diff))
    return [
        replace(clause, source=tuple(_piece(piece, budget) for piece in clause.source))
        for clause in clauses
        if not clause.is_marked
    ]


class _Budget:
    """Words of the source that may still be told."""

    def __init__(self, words: int) -> None:
        self.left = words

    def take(self, text: str) -> str:
        """The passage whole, or its beginning and its end, as far as there are words left."""
        words = text.split()
        if len(words) <= self.left:
            self.left -= len(words)
            return text
        first = words[: (self.left + 1) // 2]
        last = words[len(words) - self.left // 2 :]
        self.left = 0
        return " ".join([*first, _LEFT_OUT, *last])


def _allowed(diff: Iterable[Mapping[str, Any]]) -> int:
    shared = sum(_count(one["quoted"]) for one in diff if one["op"] == "same")
    return min(MOST_TOLD, shared)


def _told_of(change: Mapping[str, Any], budget: _Budget) -> str:
    if change["op"] == "same" or change["op"] in _MARKED or not change["source"]:
        return ""
    return budget.take(change["source"])


def _piece(piece: Piece, budget: _Budget) -> Piece:
    return replace(piece, text=budget.take(piece.text)) if piece.kind == "gone" else piece


def _count(text: str) -> int:
    return len(text.split())
