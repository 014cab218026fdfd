"""A quotation laid beside its source, piece by piece: what is the same, cut, changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from pasquino.quotations.marks import Mark, Quote
from pasquino.quotations.placement import BRACKET_REACH
from pasquino.quotations.runs import Run
from pasquino.quotations.sources import SourceText, View
from pasquino.quotations.tokens import key, tokens

Op = Literal[
    "same", "added", "dropped", "changed", "cut", "bracket", "moved", "furniture", "typography"
]
# What stands in both; `typography` has its words parted otherwise: 2 300 for 2300.
HELD = frozenset({"same", "moved", "typography"})


@dataclass(frozen=True, slots=True)
class Piece:
    """Words `quoted:quoted_end` of the quotation, `found:found_end` of the source's index."""

    op: Op
    quoted: int
    quoted_end: int
    found: int
    found_end: int
    mark: Mark | None = None


def pieces(
    quote: Quote, source: SourceText, view: View, runs: list[Run], moved: tuple[Run, ...] = ()
) -> list[Piece]:
    """All of the quotation in its order; `runs` are in order in the source, `moved` are not."""
    runs = _at_marks(runs, quote, view)
    found: list[Piece] = []
    quoted = 0
    behind = None  # the source's word behind the last run
    for run in sorted([*runs, *moved], key=lambda run: run.quoted):
        is_moved = run in moved
        begin = view.number(run.found)
        if behind is None or is_moved:
            before = (
                _sentence_mates(source, begin, run.quoted - quoted) if behind is None else begin
            )
            found += _gap(
                quote, (quoted, run.quoted), (before, begin) if behind is None else (begin, begin)
            )
        else:
            found += _gap(quote, (quoted, run.quoted), (behind, begin), first=False)
        found += _same(run, view, "moved" if is_moved else "same")
        quoted = run.quoted + run.size
        if not is_moved:
            behind = view.number(run.found + run.size - 1) + 1
    words = len(quote.keys)
    found = [*_outer_bracket(quote, source, found), *found]
    if quoted < words:
        begin = behind or 0
        end = _sentence_end(source, begin, words - quoted) if behind is not None else begin
        found += _gap(quote, (quoted, words), (begin, end), last=True)
    return [*found, *_outer_bracket(quote, source, found, words)]


def _outer_bracket(
    quote: Quote, source: SourceText, found: list[Piece], at: int = 0
) -> Iterator[Piece]:
    """A bracket before the first word or behind the last, with the source's own words."""
    mark = quote.brackets().get(at)
    if mark is None or not found:
        return
    new = [key(raw, source.decimal) for raw, _start, _end in tokens(mark.text)]
    edge = found[-1].found_end if at else found[0].found
    begin, end = (edge, edge + len(new)) if at else (edge - len(new), edge)
    if mark.joined:
        begin, end = (edge, edge + 1) if at else (edge - 1, edge)
    stands = mark.joined or source.index.keys(begin, end) == new
    if begin < 0 or end > len(source.index.starts) or not stands:
        begin = end = edge
    yield Piece("bracket", at, at, begin, end, mark)


def _sentence_mates(source: SourceText, begin: int, words: int) -> int:
    """How far back as many words of the same sentence stand, for a changed beginning."""
    at = begin
    while at and begin - at < words and not _ends(source.gap(at - 1)):
        at -= 1
    return at


def _sentence_end(source: SourceText, begin: int, words: int) -> int:
    at, count = begin, len(source.index.starts)
    while at < count and at - begin < words and not _ends(source.gap(at - 1)):
        at += 1
    return at


def _ends(gap: str) -> bool:
    return any(sign in gap for sign in ".?!。？！؟…\n")


def _same(run: Run, view: View, op: Op) -> Iterator[Piece]:
    """The run, in parts where the view leaves out something between its words."""
    if view.at is None:
        yield Piece(op, run.quoted, run.quoted + run.size, run.found, run.found + run.size)
        return
    begin = 0
    for at in range(1, run.size + 1):
        last = view.number(run.found + at - 1)
        if at == run.size or view.number(run.found + at) != last + 1:
            first = view.number(run.found + begin)
            yield Piece(op, run.quoted + begin, run.quoted + at, first, last + 1)
            if at < run.size:
                following = view.number(run.found + at)
                yield Piece("furniture", run.quoted + at, run.quoted + at, last + 1, following)
            begin = at


def _gap(
    quote: Quote,
    quoted: tuple[int, int],
    found: tuple[int, int],
    *,
    first: bool = True,
    last: bool = False,
) -> Iterator[Piece]:
    """What stands between two equal runs; before the first or behind the last nothing is cut."""
    words, others = quoted[1] - quoted[0], found[1] - found[0]
    cut, bracket = quote.cuts(), quote.brackets()
    if not words:
        if not (first or last):
            yield from _between(quote, quoted[0], found)
        return
    if not others:
        yield Piece("added", *quoted, found[0], found[0])
        return
    at_end = quoted[1] in cut or quoted[1] in bracket or first
    at_begin = not at_end and (quoted[0] in cut or quoted[0] in bracket)
    paired = min(words, others) if others > words + 2 or at_end or at_begin else others
    if first:
        yield Piece("changed", *quoted, found[1] - paired, found[1])
    elif at_begin:
        yield from _between(quote, quoted[0], (found[0], found[1] - paired))
        yield Piece("changed", *quoted, found[1] - paired, found[1])
    else:
        yield Piece("changed", *quoted, found[0], found[0] + paired)
        if not last and found[0] + paired < found[1]:
            yield from _between(quote, quoted[1], (found[0] + paired, found[1]))


def _between(quote: Quote, at: int, found: tuple[int, int]) -> Iterator[Piece]:
    """Words of the source that the quotation has not: behind a mark, or silently."""
    cut, bracket = quote.cuts().get(at), quote.brackets().get(at)
    if cut:
        yield Piece("cut", at, at, *found, cut)
    elif bracket:
        reach = BRACKET_REACH + 3 * len(list(tokens(bracket.text)))
        over = found[1] - found[0] > reach
        yield Piece("bracket", at, at, found[0], found[0] if over else found[1], bracket)
        if over:
            yield Piece("dropped", at, at, *found)
    elif found[0] < found[1]:
        yield Piece("dropped", at, at, *found)


def _at_marks(runs: list[Run], quote: Quote, view: View) -> list[Run]:
    """The same runs, with what the source has more moved to a mark where equal words allow."""
    marks = {*quote.cuts(), *quote.brackets()}
    runs = list(runs)
    for number in range(1, len(runs)):
        before, run = runs[number - 1], runs[number]
        end, behind = before.quoted + before.size, before.found + before.size
        if end != run.quoted or behind == run.found or end in marks:
            continue
        by = _slide(before, run, view.signs, marks)
        runs[number - 1] = replace(before, size=before.size + by)
        runs[number] = Run(run.quoted + by, run.found + by, run.size - by)
    return [run for run in runs if run.size]


def _slide(before: Run, run: Run, signs: str, marks: set[int]) -> int:
    """By how many words the border between two runs may move to a mark; 0 if it may not."""
    behind = before.found + before.size
    for by in range(1, before.size):
        if signs[behind - by] != signs[run.found - by]:
            break
        if run.quoted - by in marks:
            return -by
    for by in range(1, run.size):
        if signs[behind + by - 1] != signs[run.found + by - 1]:
            break
        if run.quoted + by in marks:
            return by
    return 0
