"""Leaves other people's servers a rest between two fetches, over all our processes."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from pasquino.accounts import limits
from pasquino.accounts.limit import Limit

PAUSE = 5  # seconds from one fetch of a host to the next
_ONCE = Limit(1, PAUSE)


def free_at(url: str) -> datetime | None:
    """Take the host's next turn: None when it is ours now, else when to ask again.

    Counted in the database as the limits are, so that all workers and link checks wait for each
    other. To be called outside a transaction.
    """
    try:
        limits.take("fetches_host", urlsplit(url).hostname or "", limit=_ONCE)
    except limits.TooOften as busy:
        return busy.until
    return None
