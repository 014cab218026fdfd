"""Of which sources of figures no copy is kept, for many at once."""

from __future__ import annotations

from collections.abc import Collection

from pasquino.sources.evidence import REPLACED, WITH_TEXT, that_count
from pasquino.sources.models import Capture, CaptureRequest, WorkAddress


def without_copy(works: Collection[int]) -> dict[int, bool]:
    """The works without a copy that can be read, by number, and whether one can be asked for.

    The rule is `sources.evidence`'s. One that is just being fetched is not among them; one can
    be asked for where a work has an address and no copy of it was tried yet.
    """
    copies = that_count(Capture.objects.filter(work__in=works))
    tried, kept = set(), set()
    for work, state, reasons in copies.values_list("work_id", "state", "reasons"):
        tried.add(work)
        if state in WITH_TEXT and REPLACED not in reasons:
            kept.add(work)
    waiting = CaptureRequest.objects.filter(work__in=works, state__in=CaptureRequest.WAITING)
    kept |= set(waiting.values_list("work_id", flat=True))
    addressed = set(WorkAddress.objects.filter(work__in=works).values_list("work_id", flat=True))
    return {work: work in addressed - tried for work in works if work not in kept}
