"""Where a further page of results starts, as an opaque word in the address. No database.

It carries its snapshot: a moment, so that what is written while somebody pages through does not
shift the pages; and the last result they saw, after which the next page goes on.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

_FORM = re.compile("([0-9a-f]{8})-([0-9a-f]{1,14})-([0-9a-f]{1,4})-(-?[0-9a-f]{1,16})")


@dataclass(frozen=True)
class Cursor:
    """`asked` names the query, `snapshot` is in microseconds since 1970, `shown` are before it."""

    asked: str
    snapshot: int
    shown: int
    last: int

    def __str__(self) -> str:
        return f"{self.asked}-{self.snapshot:x}-{self.shown:x}-{self.last:x}"


def read(text: str, asked: str) -> Cursor | None:
    """The cursor in an address; None when it is not one, or belongs to another query."""
    found = _FORM.fullmatch(text)
    if found is None or found[1] != asked:
        return None
    last = int(found[4], 16)
    if not -(2**63) <= last < 2**63:
        return None
    return Cursor(found[1], int(found[2], 16), int(found[3], 16), last)


def name_of(query: object) -> str:
    """Eight letters that differ from query to query."""
    return hashlib.blake2b(repr(query).encode(), digest_size=4).hexdigest()
