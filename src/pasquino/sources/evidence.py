"""Which copy of a work a quotation is judged by, and whether it may be judged at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from pasquino.sources.models import Capture, CaptureRequest, Takedown, Work

WHOLE = (Capture.State.COMPLETE, Capture.State.STAFF_COPY)
WITH_TEXT = (*WHOLE, Capture.State.PARTIAL)
COMPLETE = "complete"
MOST_EARLIER = 5  # copies of before that words are looked for in
NONE, PENDING = "none", "pending"
REPLACED = "replaced"  # a reason: another page stood there, so it is a copy of something else


@dataclass(frozen=True)
class Evidence:
    """The copy that counts (None without any), its state for the checker, and why it is not whole.

    `state` is complete, partial, blocked, unreachable, gone, unreadable, pending or none; a
    copy the editors made counts as complete.
    """

    state: str = NONE
    capture: Capture | None = None
    reasons: tuple[str, ...] = ()


def evidence_of(work: Work | None) -> Evidence:
    """The newest copy with the most to it: complete before partial before any without text.

    A page that is gone or has lost the words does not take the older copy's place: that one
    stays the evidence (specs/sources.md 3.3: "an earlier capture keeps its verdict").
    """
    if work is None:
        return Evidence()
    best = worth_most(_captures(work))
    if best and best.state in WITH_TEXT:
        return _of(best)
    if work.requests.filter(state__in=CaptureRequest.WAITING).exists():
        return Evidence(PENDING)
    return Evidence(best.state, None, tuple(best.reasons)) if best else Evidence()


def worth_most(copies: Sequence[Capture]) -> Capture | None:
    """Of copies, newest first, the one with the most to it; else the newest.

    A copy of another page that stood at the address is none of this work.
    """
    own = [copy for copy in copies if REPLACED not in copy.reasons]
    for states in (WHOLE, (Capture.State.PARTIAL,)):
        if found := next((copy for copy in own if copy.state in states), None):
            return found
    return next(iter(own), None)


def earlier_than(evidence: Evidence) -> list[Evidence]:
    """The last whole copies before the one that counts which say something else, newest first.

    Words may be quoted from a page as it was: whoever read it then quoted it rightly.
    """
    if evidence.capture is None or evidence.state != COMPLETE:
        return []
    newest, seen, found = evidence.capture, {evidence.capture.text_hash}, []
    for copy in _captures(newest.work):
        is_whole = _of(copy).state == COMPLETE and REPLACED not in copy.reasons
        if is_whole and copy.at < newest.at and copy.text_hash not in seen:
            seen.add(copy.text_hash)
            found.append(_of(copy))
    return found[:MOST_EARLIER]


def that_count(copies: QuerySet[Capture]) -> QuerySet[Capture]:
    """The copies without those that were kept by mistake, as a takedown in force says.

    What was taken down for another reason stays evidence: only the public is not shown it.
    """
    mistakes = Takedown.objects.filter(
        Q(capture=OuterRef("pk")) | Q(capture=None, at__gte=OuterRef("at")),
        work=OuterRef("work"),
        reason=Takedown.Reason.MISTAKE,
        lifted_at=None,
    )
    return copies.exclude(Exists(mistakes))


def _captures(work: Work) -> list[Capture]:
    return list(that_count(work.captures.defer("text", "blocks")).order_by("-at"))


def _of(capture: Capture) -> Evidence:
    is_whole = capture.state in WHOLE
    return Evidence(COMPLETE if is_whole else capture.state, capture, tuple(capture.reasons))
