"""Where a quotation that is not verbatim comes from, and word for word how it differs.

Runs of three words that stand in both are seeds; the best chain of them in order (Smith and
Waterman's local alignment, thinned out) says where, a word diff between them says how. Everything
is bounded: so many seeds, so many runs in the chain, so many words in one diff.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from rapidfuzz.fuzz import partial_ratio_alignment

from pasquino.quotations.runs import WIDEST, Run, before, behind, equal, joined, room
from pasquino.quotations.sources import NOT_THERE, View

SEED = 3  # words
SEEDS = 20_000
COMMON = 300  # a word that stands more often than this starts no seed at first
RUNS = 300
FAR = 400  # words from one run to the next, unless both are
LONG_RUN = 6  # words long
STRIDE = 64  # words compared at once
STRETCHES = 50  # of a quotation that are looked for elsewhere
NEARLY_ALL = 0.9  # of a quotation's words
WHOLE_SEARCH = 200  # words of a quotation that is searched without seeds


@dataclass(frozen=True, slots=True)
class Alignment:
    """Equal runs in order, runs that stand elsewhere, and how much of the quotation they are."""

    runs: tuple[Run, ...]
    moved: tuple[Run, ...] = ()
    coverage: float = 0.0
    weight: float = 0.0
    """The same, words counting by their rarity and runs of one word half."""
    is_certain: bool = True
    """False where more seeds were there than were looked at."""


def align(signs: str, view: View, borders: frozenset[int] = frozenset()) -> Alignment:
    """The best alignment of a quotation with the source; `borders` are where it has marks."""
    if not signs or not view.signs:
        return Alignment(())
    seeds, is_certain = _seeds(signs, view)
    chain = _chain(_longest(seeds, signs, view.signs))
    runs = _filled(chain, signs, view.signs, borders)
    best = _measured(runs, signs, view, is_certain)
    if best.weight < 0.75 and len(signs) <= WHOLE_SEARCH:  # noqa: PLR2004 - by trial
        other = _measured(_searched(signs, view.signs), signs, view, is_certain)
        best = max(best, other, key=lambda found: found.weight)
    if best.coverage < 1:
        best = _with_near(_with_moved(best, signs, view, borders), signs, view)
    return best


def _seeds(
    signs: str, view: View, *, rare_only: bool = False
) -> tuple[list[tuple[int, int]], bool]:
    """Places of three-word runs in both, as (in the quotation, in the source)."""
    each = max(4, min(COMMON, SEEDS // len(signs)))
    found: list[tuple[int, int]] = []
    common = []
    for at in range(len(signs) - SEED + 1):
        three = signs[at : at + SEED]
        if NOT_THERE in three:
            continue
        count, rarest = min((len(view.places.get(sign, ())), i) for i, sign in enumerate(three))
        if count > each:
            common.append(at)
            continue
        for place in view.places.get(three[rarest], ()):
            begin = place - rarest
            if begin >= 0 and view.signs.startswith(three, begin):
                found.append((at, begin))
    if not found and not rare_only:
        found = list(_common_seeds(signs, view.signs, common))
    return found, not common or len(signs) <= WHOLE_SEARCH


def _common_seeds(signs: str, text: str, common: list[int]) -> Iterator[tuple[int, int]]:
    for at in common[:: max(1, len(common) // 200)]:
        begin, tries = text.find(signs[at : at + SEED]), 20
        while begin >= 0 and tries:
            yield at, begin
            begin, tries = text.find(signs[at : at + SEED], begin + 1), tries - 1


def _longest(seeds: list[tuple[int, int]], signs: str, text: str) -> list[Run]:
    """The longest runs through these seeds."""
    lines: dict[int, list[int]] = defaultdict(list)
    for quoted, found in seeds:
        lines[found - quoted].append(quoted)
    runs = []
    for line, places in lines.items():
        places.sort()
        begin = end = places[0]
        for place in places:
            if place > end + SEED:
                runs.append(Run(begin, begin + line, end - begin + SEED))
                begin = place
            end = place
        runs.append(Run(begin, begin + line, end - begin + SEED))
    runs.sort(key=lambda run: -run.size)
    grown = {_grown(run, signs, text) for run in runs[:RUNS]}
    return sorted(grown, key=lambda run: (run.quoted, run.found))


def _grown(run: Run, signs: str, text: str) -> Run:
    """The run as far as it goes to both sides of its first word."""
    line = run.found - run.quoted
    end = run.quoted
    while end < len(signs) and signs[end : end + STRIDE] == text[end + line : end + line + STRIDE]:
        end += STRIDE
    end = min(end, len(signs), len(text) - line)
    while end < len(signs) and end + line < len(text) and signs[end] == text[end + line]:
        end += 1
    begin = run.quoted
    while (
        min(begin, begin + line) >= STRIDE
        and signs[begin - STRIDE : begin] == text[begin + line - STRIDE : begin + line]
    ):
        begin -= STRIDE
    while begin and begin + line and signs[begin - 1] == text[begin - 1 + line]:
        begin -= 1
    return Run(begin, begin + line, end - begin)


def _chain(runs: list[Run]) -> list[Run]:
    """The runs in order that together say most; none holds what the one before it holds."""
    scores: list[float] = []
    before: list[int | None] = []
    for number, run in enumerate(runs):
        best, chosen = float(run.size), None
        for earlier in range(number):
            gain = _gain(runs[earlier], run)
            if gain is not None and scores[earlier] + gain > best:
                best, chosen = scores[earlier] + gain, earlier
        scores.append(best)
        before.append(chosen)
    if not runs:
        return []
    at: int | None = max(range(len(runs)), key=scores.__getitem__)
    chain: list[Run] = []
    while at is not None:
        chain.append(runs[at])
        at = before[at]
    return _without_overlap(chain[::-1])


def _gain(earlier: Run, run: Run) -> float | None:
    """What a run adds to a chain that ends with the earlier one; None where it cannot follow."""
    if run.quoted <= earlier.quoted or run.found <= earlier.found:
        return None
    in_quote = run.quoted - earlier.quoted - earlier.size
    in_source = run.found - earlier.found - earlier.size
    size = run.size + min(0, in_quote, in_source)
    if size <= 0 or (in_source > FAR and min(size, earlier.size) < LONG_RUN):
        return None
    return size - 0.3 * math.log2(1 + abs(in_source - in_quote))


def _without_overlap(chain: list[Run]) -> list[Run]:
    kept: list[Run] = []
    for run in chain:
        over = 0
        if kept:
            last = kept[-1]
            over = max(0, last.quoted + last.size - run.quoted, last.found + last.size - run.found)
        if run.size > over:
            kept.append(Run(run.quoted + over, run.found + over, run.size - over))
    return kept


def _filled(chain: list[Run], signs: str, text: str, borders: frozenset[int]) -> list[Run]:
    """The chain with what else is equal between its runs, before and behind them."""
    if not chain:
        return []
    first, last = chain[0], chain[-1]
    filled = before(signs[: first.quoted], text, first.found)
    for run, following in zip(chain, [*chain[1:], None], strict=True):
        filled.append(run)
        begin, found = run.quoted + run.size, run.found + run.size
        if following:
            filled += _between(signs, text, (begin, following.quoted), (found, following.found))
    begin, found = last.quoted + last.size, last.found + last.size
    filled += [
        Run(begin + run.quoted, run.found, run.size) for run in behind(signs[begin:], text, found)
    ]
    return joined(filled, text, borders)


def _between(
    signs: str, text: str, quoted: tuple[int, int], found: tuple[int, int]
) -> Iterator[Run]:
    words, width = quoted[1] - quoted[0], found[1] - found[0]
    if not words or not width:
        return
    if width > WIDEST or words > WIDEST:
        reach = min(room(words), WIDEST)
        found = found[0], min(found[1], found[0] + reach)
        quoted = quoted[0], min(quoted[1], quoted[0] + WIDEST)
    for run in equal(signs[slice(*quoted)], text[slice(*found)]):
        yield Run(quoted[0] + run.quoted, found[0] + run.found, run.size)


def _searched(signs: str, text: str) -> list[Run]:
    """By the window of the source that is most like it, for short quotations without seeds."""
    found = partial_ratio_alignment(signs, text)
    if found is None or len(signs) > len(text):
        return list(equal(signs, text[:WIDEST]))
    begin, end = max(0, found.dest_start - 3), found.dest_end + 3
    return [Run(run.quoted, begin + run.found, run.size) for run in equal(signs, text[begin:end])]


def _measured(runs: list[Run], signs: str, view: View, is_certain: bool) -> Alignment:
    """How much of the quotation these runs are."""
    weights = [view.rarity(sign) for sign in signs]
    total, held, words = sum(weights) or 1.0, 0.0, 0
    for run in runs:
        words += run.size
        share = 1.0 if run.size > 1 else 0.5
        held += share * sum(weights[run.quoted : run.quoted + run.size])
    return Alignment(tuple(runs), (), words / len(signs), held / total, is_certain)


def _with_near(found: Alignment, signs: str, view: View) -> Alignment:
    """With the words that stand there in another order at half their weight, if that is all."""
    if not found.runs or len(found.runs) > RUNS:
        return found
    covered = {at for run in found.runs for at in range(run.quoted, run.quoted + run.size)}
    first, last = found.runs[0], found.runs[-1]
    begin = max(0, first.found - room(first.quoted))
    end = last.found + last.size + room(len(signs) - last.quoted - last.size)
    if end - begin > WIDEST:
        return found
    here = frozenset(view.signs[begin:end])
    weights = [view.rarity(sign) for sign in signs]
    near = [at for at, sign in enumerate(signs) if at not in covered and sign in here]
    if len(covered) + len(near) < NEARLY_ALL * len(signs):
        return found
    held = sum(weights[at] for at in near) / 2
    return replace(found, weight=found.weight + held / (sum(weights) or 1.0))


def _with_moved(found: Alignment, signs: str, view: View, borders: frozenset[int]) -> Alignment:
    """With the runs of three words and more that stand elsewhere in the source."""
    moved = []
    stretches = islice(_uncovered(found.runs, len(signs), borders), STRETCHES)
    for begin, end in stretches:
        run = _elsewhere(signs, begin, end, view)
        if run:
            moved.append(run)
    if not moved:
        return found
    whole = sorted([*found.runs, *moved], key=lambda run: run.quoted)
    again = _measured(whole, signs, view, found.is_certain)
    return Alignment(found.runs, tuple(moved), again.coverage, again.weight, found.is_certain)


def _uncovered(
    runs: tuple[Run, ...], size: int, borders: frozenset[int]
) -> Iterator[tuple[int, int]]:
    at = 0
    for run in (*runs, Run(size, 0, 0)):
        inside = sorted(border for border in borders if at < border < run.quoted)
        for begin, end in zip([at, *inside], [*inside, run.quoted], strict=True):
            if end - begin >= SEED:
                yield begin, end
        at = run.quoted + run.size


def _elsewhere(signs: str, begin: int, end: int, view: View) -> Run | None:
    """The longest run of these words anywhere, if it is most of them."""
    words = signs[begin:end]
    at = view.signs.find(words)
    if at >= 0:
        return Run(begin, at, end - begin)
    seeds, _is_certain = _seeds(words, view, rare_only=True)
    runs = _longest(seeds, words, view.signs)
    longest = max(runs, key=lambda run: run.size, default=None)
    if longest is None or longest.size * 2 < len(words):
        return None
    return Run(begin + longest.quoted, longest.found, longest.size)
