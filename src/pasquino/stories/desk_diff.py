"""A quotation beside its source, word by word, as the desk prints it. No database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pasquino.quotations import Change

AROUND = 6  # words of what is the same that stay on each side of a difference
LONGEST = 40  # words of one difference that are printed


@dataclass(frozen=True)
class Piece:
    """One stretch: `op` as in `Change`, what stands here, what the source has."""

    op: str
    here: str
    there: str
    critical: bool = False


def pieces(diff: Sequence[Change]) -> list[Piece]:
    """The stretches in order, long ones shortened in their middle; empty if all is the same."""
    if all(change.op == "same" for change in diff):
        return []
    last = len(diff) - 1
    return [
        Piece(
            change.op,
            _same(change.quoted, place == 0, place == last)
            if change.op == "same"
            else _short(change.quoted),
            _short(change.source),
            change.critical,
        )
        for place, change in enumerate(diff)
    ]


def _same(text: str, is_first: bool, is_last: bool) -> str:
    """What is the same, only as much as shows where one is."""
    found = text.split()
    if len(found) <= 2 * AROUND:
        return " ".join(found)
    start = [] if is_first else found[:AROUND]
    end = [] if is_last else found[-AROUND:]
    return " ".join([*start, "…", *end])


def _short(text: str) -> str:
    found = text.split()
    if len(found) <= LONGEST:
        return " ".join(found)
    half = LONGEST // 2
    return " ".join([*found[:half], "…", *found[-half:]])
