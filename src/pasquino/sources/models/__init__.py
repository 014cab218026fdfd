"""What is cited and what is kept of it."""

from pasquino.sources.models.captures import (
    Capture,
    CaptureChanged,
    CaptureRecord,
    CaptureRequest,
    Takedown,
)
from pasquino.sources.models.links import LinkCheck, LinkState
from pasquino.sources.models.parties import NameMask, Party, PartyDifference, PartyName
from pasquino.sources.models.works import Work, WorkAddress, WorkAuthor

__all__ = [
    "Capture",
    "CaptureChanged",
    "CaptureRecord",
    "CaptureRequest",
    "LinkCheck",
    "LinkState",
    "NameMask",
    "Party",
    "PartyDifference",
    "PartyName",
    "Takedown",
    "Work",
    "WorkAddress",
    "WorkAuthor",
]
