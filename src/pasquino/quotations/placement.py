"""Finding a quotation's segments word for word, in order; the only way to be called verbatim.

Segments are what lies between marks. Behind a cut the next may follow anywhere later, behind a
bracket within a few words. Of several ways the one that leaves out fewest words is taken. Time is
bounded: `TRIES` beginnings and `STEPS` searches, each one `str.find`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pasquino.quotations.marks import Mark, Quote
from pasquino.quotations.tokens import tokens

TRIES = 50
STEPS = 20_000
PLACES = 50  # of one run of words, more are not listed
# A bracket stands for a few words of the source: as many as it has itself, three times, and these.
BRACKET_REACH = 8
# A segment this short is at home all over a text: it has to stand near its neighbours.
SHORT_SEGMENT, NEAR = 4, 400


@dataclass(frozen=True, slots=True)
class Segment:
    """Words from `begin` to `end` of the quotation; `reach` is how far behind the one before."""

    begin: int
    end: int
    signs: str
    reach: int | None
    """The most words a bracket before it may stand for; None behind a cut."""


def segments(quote: Quote, signs: str) -> list[Segment]:
    """The segments of a quotation whose words have these signs."""
    cuts, brackets = quote.cuts(), quote.brackets()
    borders = sorted({*cuts, *brackets} - {0, len(signs)})
    found: list[Segment] = []
    for begin, end in zip([0, *borders], [*borders, len(signs)], strict=True):
        reach = None if begin in cuts or begin not in brackets else _reach(brackets[begin])
        found.append(Segment(begin, end, signs[begin:end], reach))
    return found


def _reach(bracket: Mark) -> int:
    return BRACKET_REACH + 3 * len(list(tokens(bracket.text)))


def all_places(signs: str, text: str) -> list[int]:
    """Where a run of words stands, the first `PLACES` times."""
    found: list[int] = []
    at = text.find(signs)
    while at >= 0 and len(found) < PLACES:
        found.append(at)
        at = text.find(signs, at + 1)
    return found


def place(parts: list[Segment], text: str) -> list[int] | None:
    """Where each segment begins among the source's words, or None where they are not in order."""
    return _Search(parts, text).best()


class _Search:
    def __init__(self, parts: list[Segment], text: str) -> None:
        self.text = text
        self.groups = list(_groups(parts))
        self.steps = STEPS

    def best(self) -> list[int] | None:
        """The way with the fewest words left out."""
        best: tuple[int, list[int]] | None = None
        start = 0
        for _try in range(TRIES):
            way = self._way(start)
            if way is None:
                break
            way = self._tightened(way)
            left_out = self._left_out(way)
            if left_out is not None and (best is None or left_out < best[0]):
                best = left_out, [at for places in way for at in places]
            start = way[0][0] + 1
        return best[1] if best else None

    def _way(self, start: int) -> list[list[int]] | None:
        """Each group at its first place behind the one before."""
        way = []
        for group in self.groups:
            places = self._group(group, start)
            if places is None:
                return None
            way.append(places)
            start = places[-1] + len(group[-1].signs)
        return way

    def _group(self, group: list[Segment], start: int) -> list[int] | None:
        """The first place of segments that only brackets part."""
        at = self._find(group[0].signs, start, len(self.text))
        while at >= 0:
            rest = self._following(group, 1, at + len(group[0].signs))
            if rest is not None:
                return self._closer(group, [at, *rest])
            at = self._find(group[0].signs, at + 1, len(self.text))
        return None

    def _closer(self, group: list[Segment], places: list[int]) -> list[int]:
        """The same places, each as late as the next allows."""
        for number in range(len(places) - 2, -1, -1):
            places[number] = self.text.rfind(
                group[number].signs, places[number], places[number + 1]
            )
        return places

    def _following(self, group: list[Segment], number: int, start: int) -> list[int] | None:
        if number == len(group):
            return []
        places = []
        for part in group[number:]:
            at = self._find(part.signs, start, start + (part.reach or 0) + len(part.signs))
            if at < 0:
                return None
            places.append(at)
            start = at + len(part.signs)
        return places

    def _find(self, signs: str, start: int, end: int) -> int:
        self.steps -= 1
        return self.text.find(signs, start, end) if self.steps > 0 else -1

    def _tightened(self, way: list[list[int]]) -> list[list[int]]:
        """The same way with each group as late as the next allows."""
        for number in range(len(way) - 2, -1, -1):
            group, before = self.groups[number], way[number + 1][0]
            if len(group) == 1:
                way[number] = [self.text.rfind(group[0].signs, way[number][0], before)]
        return way

    def _left_out(self, way: list[list[int]]) -> int | None:
        total = sum(map(_bracketed, self.groups, way))
        for number in range(1, len(way)):
            part, following = self.groups[number - 1][-1], self.groups[number][0]
            between = way[number][0] - way[number - 1][-1] - len(part.signs)
            shorter = min(len(part.signs), len(following.signs))
            if shorter < SHORT_SEGMENT and between > NEAR:
                return None
            total += between
        return total


def _bracketed(group: list[Segment], places: list[int]) -> int:
    """How many words brackets stand for."""
    return places[-1] - places[0] - sum(len(part.signs) for part in group[:-1])


def _groups(parts: list[Segment]) -> Iterator[list[Segment]]:
    group: list[Segment] = []
    for part in parts:
        if part.reach is None and group:
            yield group
            group = []
        group.append(part)
    if group:
        yield group
