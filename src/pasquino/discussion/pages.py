"""The pages of a discussion: which comments stand on one, how deep, in full or as a line.

A page is a stretch of the linear order, bounded by comments and cut anywhere (specs/discussion.md,
e2, point 4).
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import NamedTuple

from pasquino.discussion.reading import Display, Sort
from pasquino.discussion.threads import PUBLIC, TOP, NoSuchComment, Skeleton, State, Viewer

FULL_ON_A_PAGE, MOST_FULL_ON_A_PAGE, LINES_ON_A_PAGE = 100, 200, 1_000
DEEPEST_LEVEL = 8
LONGEST_STRIP = 20
_STATES = tuple(State)  # by value; asking the enumeration takes longer


class Entry(NamedTuple):
    """A comment's place on a page.

    ``depth`` is 0 at the top of the thread; ``level``, 1 to 8, is the nesting to print it at (1
    in flat displays); ``full``: with its text, else one line. ``folded_under``: the number of the
    outermost comment folded by ratings at or above this one, else 0.
    """

    number: int
    parent: int
    depth: int
    level: int
    full: bool
    state: State
    folded_under: int


class NoSuchPage(LookupError):
    """The discussion has fewer pages."""


@dataclass(frozen=True, slots=True)
class Page:
    """Page ``number`` of ``of``; ``count`` comments are visible on all pages together.

    ``strip``: the nearest ancestors of the first entry, top down, as lines; ``left_out`` more,
    nearer to the top of the thread, are not in it.
    """

    number: int
    of: int
    count: int
    entries: list[Entry]
    strip: list[Entry]
    left_out: int


class Listing:
    """What one viewer sees of a thread, or of the branch below ``root``, cut into pages.

    A page ends at ``full_on_a_page`` comments in full (at most 200) or 1,000 lines, wherever
    that is in the thread; the display decides which are full.
    """

    def __init__(
        self,
        skeleton: Skeleton,
        sort: Sort,
        display: Display,
        viewer: Viewer = PUBLIC,
        *,
        root: int | None = None,
        full_on_a_page: int = FULL_ON_A_PAGE,
    ) -> None:
        """List a thread, or with ``root`` that comment's branch; raises NoSuchComment for it."""
        self._skeleton, self._display = skeleton, display
        self._root = TOP if root is None else skeleton.position(root)
        self._positions = self._seen(sort, viewer, root)
        self._full = self._fulls()
        self._starts = self._cut(min(max(full_on_a_page, 1), MOST_FULL_ON_A_PAGE))

    @property
    def display(self) -> Display:
        """How it is displayed."""
        return self._display

    @property
    def count(self) -> int:
        """How many comments are visible, on all pages together."""
        return len(self._positions)

    @property
    def pages(self) -> int:
        """How many pages there are; an empty discussion has one."""
        return len(self._starts)

    def page(self, number: int) -> Page:
        """One page, the first being 1. Raises NoSuchPage."""
        if not 1 <= number <= self.pages:
            raise NoSuchPage(number)
        start, end = [*self._starts, self.count][number - 1 : number + 1]
        shown, full = self._positions[start:end], self._full[start:end]
        entries = [self._entry(here, is_full) for here, is_full in zip(shown, full, strict=True)]
        path = self._skeleton.path(shown[0]) if shown and self._display.keeps_threads else []
        strip = [self._entry(here, False) for here in path[-LONGEST_STRIP:]]
        return Page(number, self.pages, self.count, entries, strip, len(path) - len(strip))

    def page_of(self, number: int) -> int:
        """The page that holds this comment. Raises NoSuchComment."""
        index = _index(self._positions, self._skeleton.position(number), number)
        return bisect_right(self._starts, index)

    def _seen(self, sort: Sort, viewer: Viewer, root: int | None) -> array[int]:
        """The positions listed, in their order."""
        skeleton, by_thread = self._skeleton, self._display.keeps_threads
        if root is None:
            return skeleton.visible(sort, viewer, by_thread=by_thread)
        open_handed = viewer._replace(hides_low=False)  # a branch may hang on what is hidden
        branch = self._within(root, skeleton.visible(sort, open_handed))
        if viewer.hides_low and skeleton.has(State.FOLDED):
            branch = self._without_low(branch, root)
        if by_thread:
            return branch
        order = skeleton.visible(sort, open_handed, by_thread=False)
        return array("I", filter(frozenset(branch).__contains__, order))

    def _within(self, root: int, threaded: array[int]) -> array[int]:
        """The branch's part of the threaded order: a stretch of it."""
        start, depths = _index(threaded, self._root, root), self._skeleton.depths
        end = start + 1
        while end < len(threaded) and depths[threaded[end]] > depths[self._root]:
            end += 1
        return threaded[start:end]

    def _without_low(self, branch: array[int], root: int) -> array[int]:
        """The branch without what is rated low, in threads with its replies; see `_present`."""
        states, above, gone = self._skeleton.states, self._skeleton.above, set[int]()
        if states[self._root] == State.FOLDED:
            raise NoSuchComment(root)
        for here in branch:
            hangs_on_gone = self._display.keeps_threads and above[here] in gone
            if states[here] == State.FOLDED or hangs_on_gone:
                gone.add(here)
        return array("I", [here for here in branch if here not in gone])

    def _fulls(self) -> list[bool]:
        """Which are shown with their text: all, the top level (or root), or none but the root."""
        depths, states, root = self._skeleton.depths, self._skeleton.states, self._root
        full = [True] * self.count
        if self._display is Display.MINIMAL:
            full = [here == root for here in self._positions]
        elif self._display is Display.THREADED:
            top = depths[root] if root != TOP else 0
            full = [depths[here] == top for here in self._positions]
        if self._skeleton.has(State.BRANCH_HIDDEN):
            shown = zip(full, self._positions, strict=True)
            full = [is_full and states[here] != State.BRANCH_HIDDEN for is_full, here in shown]
        return full

    def _cut(self, full_on_a_page: int) -> list[int]:
        """Where each page begins: indexes into the positions."""
        if all(self._full):
            return list(range(0, max(self.count, 1), full_on_a_page))
        starts, full, lines = [0], 0, 0
        for index, is_full in enumerate(self._full):
            full, lines = full + is_full, lines + (not is_full)
            if full > full_on_a_page or lines > LINES_ON_A_PAGE:
                starts.append(index)
                full, lines = int(is_full), int(not is_full)
        return starts

    def _entry(self, here: int, is_full: bool) -> Entry:
        skeleton, depth = self._skeleton, self._skeleton.depths[here]
        top = skeleton.depths[self._root] if self._root != TOP else 0
        level = min(max(depth - top, 0) + 1, DEEPEST_LEVEL) if self._display.indents else 1
        return Entry(
            number=skeleton.numbers[here],
            parent=skeleton.parents[here],
            depth=depth,
            level=level,
            full=is_full,
            state=_STATES[skeleton.states[here]],
            folded_under=skeleton.folds()[here],
        )


def _index(positions: array[int], here: int, number: int) -> int:
    """Where in an order this position stands; raises NoSuchComment when it is not shown."""
    try:
        return positions.index(here)
    except ValueError:
        raise NoSuchComment(number) from None


class Step(NamedTuple):
    """How to print an entry inside ``<ol>``...``</ol>`` (the template prints the outermost one).

    ``<ol>`` first if ``opens``; then ``<li>`` and the entry; then ``</li>`` if ``ends``; then
    ``</ol></li>`` as many times as ``rises`` says.
    """

    entry: Entry
    opens: bool
    ends: bool
    rises: int


def outline(entries: Sequence[Entry]) -> Iterator[Step]:
    """The nested list of a page's entries: balanced at any cut, never deeper than 8 lists.

    A reply is nested under the entry before it when its level is deeper; so those beyond level
    8 follow each other flat, and what answers a comment on an earlier page starts at the left.
    """
    open_lists = [entries[0].level] if entries else []
    opens = False
    for entry, after in zip_longest(entries, entries[1:]):
        deeper = after is not None and after.level > open_lists[-1]
        rises = 0 if deeper else _rise(open_lists, after.level if after else 0)
        yield Step(entry, opens, not deeper, rises)
        opens = deeper
        if after is not None and deeper:
            open_lists.append(after.level)


def _rise(open_lists: list[int], level: int) -> int:
    """Close the lists inside the one where an entry of this level belongs; gives how many."""
    closed = 0
    while len(open_lists) > 1 and open_lists[-2] >= level:
        open_lists.pop()
        closed += 1
    open_lists[-1] = level
    return closed
