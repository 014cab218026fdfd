"""What we hold of a source, and so what may be said about a quotation from it."""

from __future__ import annotations

from enum import StrEnum


class Evidence(StrEnum):
    """The state of the copy a quotation is held against."""

    NONE = "none"
    PENDING = "pending"
    COMPLETE = "complete"
    PARTIAL = "partial"
    BLOCKED = "blocked"
    UNREACHABLE = "unreachable"
    GONE = "gone"
    UNREADABLE = "unreadable"
    STAFF_COPY = "staff_copy"


# Only these hold the whole text, so only these can show that words differ or are not there.
WHOLE = frozenset({Evidence.COMPLETE, Evidence.STAFF_COPY})
# There is nothing yet to hold the words against.
NOTHING = frozenset({Evidence.NONE, Evidence.PENDING})
