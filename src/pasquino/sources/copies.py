"""What is held of works: the copy that counts, and what is waited for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from pasquino.sources.evidence import that_count, worth_most
from pasquino.sources.models import Capture, CaptureRequest

NONE = "none"
REFUSED = frozenset({"opt_out", "robots"})  # reasons: nobody asks again by themselves


@dataclass(frozen=True)
class Held:
    """What is held of one work.

    `state` is that of the copy that counts (`Capture.State`), or `none`; `at` and `reasons` are
    its. `waiting` is `queued` or `fetching` while another is on its way, `said` why that takes
    longer, `due` when it is tried.
    """

    state: str = NONE
    at: datetime | None = None
    reasons: tuple[str, ...] = ()
    waiting: str = ""
    said: str = ""
    due: datetime | None = None

    @property
    def is_refused(self) -> bool:
        """The page, or its host, does not want to be copied."""
        return bool(REFUSED.intersection(self.reasons))

    @property
    def has_text(self) -> bool:
        """Quotations can be checked against it."""
        return self.state in Capture.HAS_TEXT


def held(numbers: Collection[int]) -> dict[int, Held]:
    """What is held of each of these works, in two queries."""
    copies: dict[int, list[Capture]] = defaultdict(list)
    found = that_count(Capture.objects.filter(work__in=numbers)).order_by("-at")
    for copy in found.only("work_id", "at", "state", "reasons"):
        copies[copy.work_id].append(copy)
    waiting: dict[int, CaptureRequest] = {}
    for request in CaptureRequest.objects.filter(
        work__in=numbers, state__in=CaptureRequest.WAITING
    ):
        waiting[request.work_id] = request
    return {number: _held(copies[number], waiting.get(number)) for number in numbers}


def held_of(number: int) -> Held:
    """What is held of one work."""
    return held([number])[number]


def _held(copies: list[Capture], request: CaptureRequest | None) -> Held:
    copy = worth_most(copies)
    return Held(
        state=copy.state if copy else NONE,
        at=copy.at if copy else None,
        reasons=tuple(copy.reasons) if copy else (),
        waiting=request.state if request else "",
        said=request.said if request else "",
        due=request.not_before if request else None,
    )
