"""What was just done, said in the address one is led to: to the member who did it, and no other.

It stands in the address (`?told=posted-12`) and not in the session, as a session's row written
and read once more would be the dearest part of posting a comment.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from django.http import HttpRequest

KEY = "told"
POSTED, EDITED, ADDED, RATED = "posted", "edited", "added", "rated"
_WRITTEN = re.compile(
    rf"(?P<deed>{POSTED}|{EDITED}|{ADDED}|{RATED})(?:-(?P<number>[1-9]\d{{0,8}}))?"
)


class Done(NamedTuple):
    """A deed, and the comment's number; with 0 ratings of several comments."""

    deed: str = ""
    number: int = 0

    def __str__(self) -> str:
        return f"{self.deed}-{self.number}" if self.number else self.deed


NOTHING = Done()


def done_of(request: HttpRequest) -> Done:
    """What the address says was done; nothing where it says nothing we know."""
    found = _WRITTEN.fullmatch(request.GET.get(KEY, ""))
    if found is None or (found["number"] is None and found["deed"] != RATED):
        return NOTHING
    return Done(found["deed"], int(found["number"] or 0))
