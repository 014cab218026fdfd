"""Quotations: whether the words are the source's words, what was cut, and what that changed.

The check itself is a library without Django or a database: `check(quote, SourceText(text))`.
What it says means: docs/reference/quotations.md.
"""

from pasquino.quotations.checking import CHECKER_VERSION, Emphasis, check
from pasquino.quotations.evidence import Evidence
from pasquino.quotations.passages import nearest
from pasquino.quotations.sources import Region, SourceText, regions_of
from pasquino.quotations.verdict import Change, Verdict

__all__ = [
    "CHECKER_VERSION",
    "Change",
    "Emphasis",
    "Evidence",
    "Region",
    "SourceText",
    "Verdict",
    "check",
    "nearest",
    "regions_of",
]
