"""Numbered slots in an edition's text, filled anew each time a page is made. No database.

A slot is a comment `<!--slot:quotation:3-->`. Text that people write cannot hold one: it is
escaped, or cleaned by `markup.py`, which drops comments.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_SLOT = re.compile(r"<!--slot:([a-z]+):(\d+)-->")


def slot(kind: str, number: int) -> str:
    """The mark of one slot."""
    return f"<!--slot:{kind}:{number}-->"


def fill(html: str, parts: Mapping[tuple[str, int], str]) -> str:
    """The text with each slot replaced by its part; a slot without one vanishes."""
    return _SLOT.sub(lambda found: parts.get((found[1], int(found[2])), ""), html)
