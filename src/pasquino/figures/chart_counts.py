"""What a chart is made of: numbers with their words, and lines of them. No database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pasquino.figures import reader_words
from pasquino.figures.stated import Reading, Stated


@dataclass(frozen=True, kw_only=True)
class Count:
    """A number as a chart and its table show it.

    `words` are the source's (by default those of `stated`), in `language`; `label` says of whom or
    what; `as_of` is the ISO date as exactly as it is known, `as_of_words` what readers see of it;
    `source` who counted it, in words. `href` leads to its page. `is_main` sets it off among its
    like. `is_ours` marks what the magazine worked out itself.
    """

    stated: Stated
    reading: Reading | None = None
    words: str = ""
    label: str = ""
    as_of: str = ""
    as_of_words: str = ""
    source: str = ""
    href: str = ""
    language: str = ""
    is_main: bool = False
    is_ours: bool = False

    @property
    def said(self) -> str:
        """The words to show."""
        return self.words or self.stated.words

    @property
    def date(self) -> str:
        """Its date in words; empty where it is not given."""
        return self.as_of_words or self.as_of

    @property
    def read_as(self) -> str:
        """How we read it, in words; empty where nothing is left open."""
        return reader_words.reading(self.reading, self.stated.unit)


@dataclass(frozen=True, kw_only=True)
class Line:
    """Counts of one thing in one way; only these are joined in a chart."""

    label: str
    counts: Sequence[Count]


@dataclass(frozen=True)
class Extent:
    """Where a number lies on a scale: from `low` to `high`, and the number itself if one is given.

    `is_open` says that nobody knows how far above `high` it may be, `is_known` that both ends are
    said or read; where they are not, the words leave something open.
    """

    low: float
    high: float
    mark: float | None
    is_open: bool = False
    is_known: bool = True

    @property
    def is_exact(self) -> bool:
        """The words leave nothing open."""
        return self.low == self.high and self.is_known and not self.is_open


def extent(count: Count) -> Extent | None:
    """Where a count lies; None where its words give no number to draw."""
    stated, reading = count.stated, count.reading
    per = float(stated.per or 1)
    given = [float(one) / per for one in (stated.amount, stated.amount_to) if one is not None]
    ends = _ends(reading) if reading else []
    if stated.qualifier == "pointer" or not given + ends:
        return None
    is_open = stated.qualifier in {"more_than", "at_least"} or bool(
        reading and (reading.is_soft_top or reading.high is None)
    )
    mark = given[0] if len(given) == 1 and stated.qualifier != "vague" else None
    around = ends or given
    is_known = reading is None or not (reading.low is None or reading.high is None)
    return Extent(min(around), max(around), mark, is_open, is_known)


def _ends(reading: Reading) -> list[float]:
    """The ends that are read; what is only "at most" so many may be none."""
    ends = [float(one) for one in (reading.low, reading.high) if one is not None]
    is_at_most = reading.low is None and reading.high is not None and reading.high > 0
    return [0.0, *ends] if is_at_most else ends
