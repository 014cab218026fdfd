"""The shape of a discussion in memory: who answers whom, in which order, seen by whom.

Reading algorithm of specs/discussion.md, e2: a *skeleton* of small arrays per thread, without
the texts, and one linear order per sort; pages.py cuts it. A *position* is an index into the
arrays: numbers rise with time, so a reply's position is above its parent's.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from copy import copy
from enum import IntEnum
from itertools import compress
from math import inf
from typing import NamedTuple

from pasquino.discussion.reading import Sort

TOP = -1  # the position above the first comments of threads
_COLUMNS = ("numbers", "parents", "states", "sums", "counts", "authors")  # in the order of Row
_KINDS = "IIBiIq"


class State(IntEnum):
    """What became of a comment; DESIGN.md, "What hides what", says what follows from it."""

    VISIBLE = 0
    HELD = 1
    REMOVED_BY_AUTHOR = 2
    REMOVED_BY_MODERATOR = 3
    BRANCH_HIDDEN = 4
    FOLDED = 5


class Row(NamedTuple):
    """A comment as the skeleton's query reads it (a plain tuple will do); 0: no parent, nobody."""

    number: int
    parent: int
    state: int
    rating_sum: int
    rating_count: int
    author: int


class Viewer(NamedTuple):
    """Who looks: a moderator sees held comments, a reader (by user id) their own, others none.

    Where the site hides what readers rated low, `hides_low` is true for all but trusted readers
    and moderators.
    """

    is_moderator: bool = False
    reader: int = 0
    hides_low: bool = False


PUBLIC, MODERATOR = Viewer(), Viewer(is_moderator=True)


class NoSuchComment(LookupError):
    """The discussion has no comment of this number, or none this viewer may see."""


class Skeleton:
    """One thread's comments in arrays, as they were at ``revision``; a change makes a new one.

    ``above`` holds each parent's position, or -1; ``depths`` is 0 at the top of the thread.
    """

    numbers: array[int]
    parents: array[int]
    states: array[int]
    sums: array[int]
    counts: array[int]
    authors: array[int]

    def __init__(self, rows: Iterable[tuple[int, ...]], revision: int) -> None:
        """Take the rows (see Row) of all comments of the thread, in any order."""
        self.revision = revision
        values = list(zip(*sorted(rows), strict=True)) or [()] * len(_COLUMNS)
        for name, kind, column in zip(_COLUMNS, _KINDS, values, strict=True):
            setattr(self, name, array(kind, column))
        self.above, self.depths = array("i"), array("I")
        self._orders: dict[tuple[Sort, bool], array[int]] = {}
        self._seen: dict[tuple[Sort, bool, Viewer], array[int]] = {}
        self._folds: array[int] | None = None
        self._climb(0)

    def __len__(self) -> int:
        return len(self.numbers)

    @property
    def nbytes(self) -> int:
        """The bytes of its arrays and of the orders worked out so far."""
        arrays: list[array[int]] = [getattr(self, name) for name in (*_COLUMNS, "above", "depths")]
        arrays += [*self._orders.values(), *self._seen.values(), self._folds or array("I")]
        return 2_000 + sum(len(a) * a.itemsize for a in {id(a): a for a in arrays}.values())

    def patched(self, rows: Iterable[tuple[int, ...]], revision: int) -> Skeleton:
        """The skeleton at a later revision, from the rows that changed or came since this one.

        Applying a row twice is harmless. Orders that the change does not touch are kept.
        """
        new = copy(self)
        new.revision = revision
        for name in (*_COLUMNS, "above", "depths"):
            setattr(new, name, getattr(self, name)[:])
        first_moved, rated = len(self), False
        for row in sorted(rows):
            here, before = new._take(row)
            if before[:2] != row[:2]:
                first_moved = min(first_moved, here)
            rated = rated or before[3:5] != row[3:5]
        same_tree = first_moved == len(new)
        new._orders = {
            key: order
            for key, order in list(self._orders.items())
            if same_tree and not (rated and key[0].by_rating)
        }
        new._seen, new._folds = {}, None
        new._climb(first_moved)
        return new

    def _take(self, row: tuple[int, ...]) -> tuple[int, tuple[int, ...]]:
        """Put a row in its place; gives its position and what stood there before, if anything."""
        here = bisect_left(self.numbers, row[0])
        columns = [getattr(self, name) for name in _COLUMNS]
        if here == len(self) or self.numbers[here] != row[0]:
            for column, value in zip(columns, row, strict=True):
                column.insert(here, value)
            return here, ()
        before = tuple(column[here] for column in columns)
        for column, value in zip(columns, row, strict=True):
            column[here] = value
        return here, before

    def _climb(self, start: int) -> None:
        """Find parents and depths from a position on: one pass, as parents come first.

        A parent that is not there, or not earlier, leaves its reply at the top: never lost.
        """
        above, depths = self.above, self.depths
        del above[start:], depths[start:]
        place = dict(zip(self.numbers, range(len(self)), strict=True)) if start < len(self) else {}
        for here in range(start, len(self)):
            up = place.get(self.parents[here], TOP)
            up = up if up < here else TOP
            above.append(up)
            depths.append(0 if up == TOP else depths[up] + 1)

    def position(self, number: int) -> int:
        """Where in the arrays this comment is. Raises NoSuchComment."""
        here = bisect_left(self.numbers, number)
        if here == len(self) or self.numbers[here] != number:
            raise NoSuchComment(number)
        return here

    def path(self, here: int) -> list[int]:
        """The positions above a position, from the top of the thread down."""
        path = []
        while (here := self.above[here]) != TOP:
            path.append(here)
        return path[::-1]

    def ancestors(self, number: int) -> list[int]:
        """The numbers above this comment, from the top of the thread down to its parent."""
        return [self.numbers[here] for here in self.path(self.position(number))]

    def order(self, sort: Sort, *, by_thread: bool = True) -> array[int]:
        """All positions, sorted among siblings at every level, or as if there were no threads."""
        key = (sort, by_thread)
        if key not in self._orders:
            ranked = self._ranked(sort)
            self._orders[key] = self._walk(ranked) if by_thread else array("I", ranked)
        return self._orders[key]

    def _ranked(self, sort: Sort) -> Sequence[int]:
        """All positions by rating, equals by age; in SQL ``ORDER BY points, date`` (a3).

        Scoop keeps "unrated" as NULL, which MySQL puts first when ascending: so unrated ones come
        last for "highest", but first for "lowest". Float means are exact enough to compare: equal
        fractions give the same float, and different ones are at least 1/(n·m) apart, more than
        two steps of a float while means stay below 64 and counts below 8 million (2**23).
        """
        ages = range(len(self))[:: -1 if sort.newest_first else 1]
        if not sort.by_rating:
            return ages
        sign = 1 if sort in (Sort.LOWEST_OLDEST, Sort.LOWEST_NEWEST) else -1
        unrated = inf if sort in (Sort.HIGHEST_OLDEST, Sort.HIGHEST_NEWEST) else -inf
        ratings = zip(self.sums, self.counts, strict=True)
        keys = [sign * total / count if count else unrated for total, count in ratings]
        return sorted(ages, key=keys.__getitem__)

    def _walk(self, ranked: Sequence[int]) -> array[int]:
        """Pre-order of the trees whose siblings stand as in ``ranked``; no recursion, any depth.

        Each position knows its first reply and its next sibling; index -1, the last one of
        ``first``, belongs to the top.
        """
        above, first, following = self.above, [TOP] * (len(self) + 1), [TOP] * len(self)
        for here in reversed(ranked):
            up = above[here]
            following[here] = first[up]
            first[up] = here
        order, here = array("I"), first[TOP]
        later: list[int] = []
        while here != TOP:
            order.append(here)
            sibling, here = following[here], first[here]
            if here == TOP:
                here = sibling if sibling != TOP or not later else later.pop()
            elif sibling != TOP:
                later.append(sibling)
        return order

    def visible(self, sort: Sort, viewer: Viewer, *, by_thread: bool = True) -> array[int]:
        """The order without what this viewer may not see; kept for the viewers many share."""
        viewer = self._shared(viewer)
        key = (sort, by_thread, viewer)
        seen = self._seen.get(key)
        if seen is None:
            seen = self.order(sort, by_thread=by_thread)
            present = self._present(viewer, by_thread=by_thread)
            if not all(present):
                seen = array("I", compress(seen, map(present.__getitem__, seen)))
            if not viewer.reader:
                self._seen[key] = seen
        return seen

    def has(self, state: State) -> bool:
        """Some comment here is in this state."""
        return bytes((state,)) in self.states.tobytes()

    @property
    def rated(self) -> int:
        """How many comments have ratings."""
        return len(self) - self.counts.count(0)

    def _shared(self, viewer: Viewer) -> Viewer:
        """The viewer who sees the same and is looked up more often: orders are kept for few."""
        if viewer.is_moderator:
            return MODERATOR
        others = Viewer(hides_low=viewer.hides_low and self.has(State.FOLDED))
        if not viewer.reader or not self.has(State.HELD):
            return others
        held = map(State.HELD.__eq__, self.states)
        own = viewer.reader in compress(self.authors, held)
        return others._replace(reader=viewer.reader) if own else others

    def _present(self, viewer: Viewer, *, by_thread: bool) -> bytearray:
        """1 for each position this viewer may see, else 0.

        A held comment is absent for others with all below it; under a hidden branch's one line
        nobody, moderators included, is shown the replies. What is hidden as rated low takes its
        replies with it only where replies stand under it (specs/discussion.md a4).
        """
        present = bytearray(b"\1") * len(self)
        if not (viewer.hides_low or self.has(State.HELD) or self.has(State.BRANCH_HIDDEN)):
            return present
        low = bytearray(len(self))
        for here, (up, state) in enumerate(zip(self.above, self.states, strict=True)):
            gone = up != TOP and (not present[up] or self.states[up] == State.BRANCH_HIDDEN)
            if gone and (by_thread or not low[up]):
                present[here] = 0
            elif state == State.HELD and not viewer.is_moderator:
                present[here] = viewer.reader != 0 and self.authors[here] == viewer.reader
            elif state == State.FOLDED and viewer.hides_low:
                present[here], low[here] = 0, 1
        return present

    def folds(self) -> array[int]:
        """Per position, the number of the outermost folded comment at or above it, else 0."""
        if self._folds is None:
            self._folds = array("I", [0]) * len(self)
            tree = zip(self.above, self.states, strict=True) if self.has(State.FOLDED) else ()
            for here, (up, state) in enumerate(tree):
                own = self.numbers[here] if state == State.FOLDED else 0
                self._folds[here] = (self._folds[up] if up != TOP else 0) or own
        return self._folds
