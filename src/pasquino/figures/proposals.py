"""Readers know of newer counts; editors decide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from pasquino.figures import texts
from pasquino.figures.models import Figure, FigureProposal, FigureRelation
from pasquino.figures.recording import record_figure
from pasquino.figures.records import last_of, newest_of
from pasquino.figures.refusals import AlreadyDecided, NoReason, NoWords
from pasquino.figures.relating import supersede
from pasquino.sources import web_addresses
from pasquino.sources.works import work_for

if TYPE_CHECKING:
    from pasquino.accounts.models import User
    from pasquino.figures.stated import Stated

Outcome = FigureProposal.Outcome
TAKEN_OVER = (
    "language",
    "unit",
    "population",
    "place",
    "leaves_out",
)  # unless the editor says otherwise


@transaction.atomic
def propose_newer(  # noqa: PLR0913 - what a reader says of a count
    *,
    figure: Figure,
    words: str,
    url: str,
    as_of: str = "",
    note: str = "",
    by: User | None = None,
    from_address: str = "",
) -> FigureProposal:
    """Put before the editors that there is a newer count, and where it stands.

    The same from the same reader, while nobody has decided, is one. Raises NoWords, NoWebAddress,
    NoDate, NotCountedYet, TooLong and NotText.
    """
    given = {"words": words, "as_of": as_of, "note": note, "from_address": from_address}
    fields = texts.clean(FigureProposal, given)
    if not fields["words"]:
        raise NoWords
    texts.look_at_past(fields["as_of"])
    url = web_addresses.cleaned(url)
    waiting = FigureProposal.objects.filter(figure=figure, url=url, by=by, outcome="", **fields)
    if by is not None and (same := waiting.first()):
        return same
    return FigureProposal.objects.create(figure=figure, url=url, by=by, **fields)


@transaction.atomic
def accept_proposal(
    *,
    proposal: FigureProposal,
    by: User | None,
    answer: str = "",
    reason: str = FigureRelation.Reason.NEWER,
    stated: Stated | None = None,
    **fields: Any,
) -> Figure:
    """Make the newer count a figure that supersedes the last one there is, withdrawn or not.

    What is not said in `fields` is taken over from the newest count that stands, or the
    proposal. Raises
    AlreadyDecided and what `record_figure` and `supersede` raise.
    """
    proposal = _open(proposal)
    older = newest_of(proposal.figure)
    taken = {name: getattr(older, name) for name in TAKEN_OVER}
    taken |= {"words": proposal.words, "as_of": proposal.as_of, "work": None}
    fields = taken | fields
    fields["work"] = fields["work"] or work_for(url=proposal.url, by=by)
    made = record_figure(stated=stated, by=by, **fields)
    supersede(newer=made, older=last_of(older), reason=reason, by=by)
    _decide(proposal, Outcome.ACCEPTED, answer, by, made)
    return made


@transaction.atomic
def decline_proposal(*, proposal: FigureProposal, answer: str, by: User | None) -> FigureProposal:
    """Say no, and why, to whoever proposed it. Raises NoReason and AlreadyDecided."""
    if not answer.strip():
        raise NoReason
    proposal = _open(proposal)
    _decide(proposal, Outcome.DECLINED, answer, by, None)
    return proposal


def _open(proposal: FigureProposal) -> FigureProposal:
    rows = FigureProposal.objects.select_for_update(of=("self",)).select_related("figure")
    proposal = rows.get(pk=proposal.pk)
    if proposal.outcome:
        raise AlreadyDecided
    return proposal


def _decide(
    proposal: FigureProposal, outcome: str, answer: str, by: User | None, made: Figure | None
) -> None:
    proposal.outcome, proposal.decided_by, proposal.made = outcome, by, made
    proposal.answer = texts.clean(FigureProposal, {"answer": answer})["answer"]
    proposal.decided_at = timezone.now()
    proposal.save(update_fields=["outcome", "decided_by", "made", "answer", "decided_at"])
