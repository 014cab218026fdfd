"""One measured figure, in the shape every report of the command line has."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """A figure with its unit; `bar` is the figure to reach, if one is named.

    At most, as of times and sizes; with `at_least` at least, as of scores.
    """

    id: str
    what: str
    value: float
    unit: str
    bar: float | None = None
    note: str = ""
    at_least: bool = False

    @property
    def ok(self) -> bool | None:
        """Whether the bar is reached; None without a bar."""
        if self.bar is None:
            return None
        return self.value >= self.bar if self.at_least else self.value <= self.bar
