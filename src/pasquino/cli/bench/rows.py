"""One measured figure, in the shape every report of the command line has."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """A figure with its unit; `bar` is the figure to reach (at most), if one is named."""

    id: str
    what: str
    value: float
    unit: str
    bar: float | None = None
    note: str = ""

    @property
    def ok(self) -> bool | None:
        """Whether the bar is reached; None without a bar."""
        return None if self.bar is None else self.value <= self.bar
