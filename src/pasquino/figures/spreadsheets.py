"""Cells of our tables that no spreadsheet takes for a formula."""

from __future__ import annotations

import re

_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBER = re.compile(r"[+-]?\d[\d.,]*(?:[eE][+-]?\d+)?", re.ASCII)


def harmless(text: str) -> str:
    """The text with an apostrophe in front where a spreadsheet might run it; numbers stay."""
    is_risky = text.startswith(_RISKY) and not _NUMBER.fullmatch(text)
    return f"'{text}" if is_risky else text


def to_be_read_again(text: str) -> str:
    """The same, with an apostrophe in front of an apostrophe, for files that come back."""
    return f"'{text}" if text.startswith("'") else harmless(text)


def as_meant(cell: str) -> str:
    """The text that `to_be_read_again` made the cell of."""
    return cell.removeprefix("'")
