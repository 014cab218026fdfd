"""Where a quotation leaves its source, cut down to the clause that differs. No database.

Works on the diff as a check keeps it: `[{"op", "quoted", "source", ...}]` (`Verdict.as_json`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

AROUND = 6  # words shown on each side of what differs
LONGEST_SHOWN = 40  # words of a passage left out; of more its beginning and its end are shown
_CLAUSE_ENDS = re.compile(r"[.!?;:,–—،؛؟]+[\"'”’»)\]]*\s+|[。！？，；]+[」』”’）]*")
_STOPS = re.compile(r"[.,;:!?…،؛؟。！？，；]+[\"'”’»)\]」』）]*(?=\s|$)|[。！？，；、]+")
_MEANS = {"same": "same", "cut": "cut", "bracket": "bracket"}


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words; `kind` is `same`, or what became of them: `gone`, `new`, `cut`, `bracket`."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Clause:
    """One place where the words differ: as the source has it, and as it stands here.

    `is_marked`: the quotation says so itself, by dots or brackets. `words_omitted` are the
    source's words that do not stand here.
    """

    source: tuple[Piece, ...]
    here: tuple[Piece, ...]
    is_marked: bool
    words_omitted: int


def clauses(diff: Sequence[Mapping[str, Any]]) -> tuple[Clause, ...]:
    """The places where a quotation leaves its source, in the quotation's order."""
    runs = _runs(diff)
    return tuple(
        _clause(run, runs[at - 1] if at else [], runs[at + 1] if at + 1 < len(runs) else [])
        for at, run in enumerate(runs)
        if run[0]["op"] != "same"
    )


def with_stops(diff: Sequence[Mapping[str, Any]], quote: str, source: str) -> list[dict[str, Any]]:
    """The diff with the stops and commas that stand behind the words on each side.

    The checker compares words; who reads "the source says" wants it as the source has it.
    """
    made = [dict(change) for change in diff]
    for side, text in (("quoted", quote), ("source", source)):
        for change in made:
            if change[side] and (stops := _STOPS.match(text, change[f"{side}_span"][1])):
                change[side] += stops[0]
    return made


def _runs(diff: Sequence[Mapping[str, Any]]) -> list[list[Mapping[str, Any]]]:
    """The changes that stand next to each other together, marked ones apart from silent ones."""

    def sort_of(change: Mapping[str, Any]) -> str:
        return _MEANS.get(change["op"], "silent")

    return [list(run) for _sort, run in groupby(diff, sort_of)]


def _clause(
    run: list[Mapping[str, Any]],
    before: list[Mapping[str, Any]],
    after: list[Mapping[str, Any]],
) -> Clause:
    is_marked = run[0]["op"] in ("cut", "bracket")
    source = _pieces(run, "source", run[0]["op"] if is_marked else "gone")
    here = _pieces(run, "quoted", run[0]["op"] if is_marked else "new")
    return Clause(
        tuple(_with_words_around(source, before, after, "source")),
        tuple(_with_words_around(here, before, after, "quoted")),
        is_marked,
        _left_out(run),
    )


def _pieces(run: Iterable[Mapping[str, Any]], side: str, kind: str) -> list[Piece]:
    said = " ".join(change[side].strip() for change in run if change[side].strip())
    return [Piece(kind, shortened(said))] if said else []


def _with_words_around(
    pieces: list[Piece],
    before: list[Mapping[str, Any]],
    after: list[Mapping[str, Any]],
    side: str,
) -> list[Piece]:
    """The pieces between the last words that are the same before them and the first after."""
    lead = _lead(before[-1][side]) if before and before[-1]["op"] == "same" else ""
    tail = _tail(after[0][side]) if after and after[0]["op"] == "same" else ""
    return [
        *([Piece("same", lead)] if lead else []),
        *pieces,
        *([Piece("same", tail)] if tail else []),
    ]


def _lead(text: str) -> str:
    """The last words, from where their clause begins."""
    words = text.split()
    shown = " ".join(words[-AROUND:])
    ends = [end.end() for end in _CLAUSE_ENDS.finditer(shown) if shown[end.end() :].strip()]
    cut = ends[-1] if ends else 0
    is_cut = not cut and len(words) > AROUND
    return f"… {shown}" if is_cut else shown[cut:]


def _tail(text: str) -> str:
    """The first words, to where their clause ends."""
    words = text.split()
    shown = " ".join(words[:AROUND])
    end = _CLAUSE_ENDS.search(shown)
    if end:
        return shown[: end.end()].rstrip()
    return f"{shown} …" if len(words) > AROUND else shown


def shortened(text: str) -> str:
    """A passage whole, or its first and last words where it is long."""
    words = text.split()
    if len(words) <= LONGEST_SHOWN:
        return " ".join(words)
    half = LONGEST_SHOWN // 2
    return f"{' '.join(words[:half])} … {' '.join(words[-half:])}"


def _left_out(run: Iterable[Mapping[str, Any]]) -> int:
    """How many of the source's words do not stand in the quotation."""
    gone = (change["source"] for change in run if change["op"] in ("dropped", "cut"))
    return sum(len(text.split()) for text in gone)
