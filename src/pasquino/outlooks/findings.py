"""What a document brings of findings: assessments that were signed elsewhere, and proposals."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from pasquino.outlooks.assessing import rest_on
from pasquino.outlooks.branching import branches_of
from pasquino.outlooks.document_format import PROPOSED
from pasquino.outlooks.models import (
    Assessment,
    AssessmentProposal,
    Outlook,
    OutlookClaim,
    State,
)
from pasquino.sources.works import work_for

if TYPE_CHECKING:
    from pasquino.accounts.models import User

Part = dict[str, Any]  # Any: JSON in canonical form


def write(outlook: Outlook, document: Part, by: User | None) -> None:
    """Write the assessments and proposals of a new outlook's claims; proposals change nothing."""
    claims = {claim.key: claim for claim in outlook.claims.all()}
    for branch in branches_of(document):
        for said in branch.get("claims", ()):
            for one in said.get("assessments", ()):
                _write_assessment(claims[said["id"]], one, by)
            for order, one in enumerate(said.get("proposed_assessments", ())):
                _write_proposal(claims[said["id"]], one, order, by)


def _write_assessment(claim: OutlookClaim, said: Part, by: User | None) -> None:
    withdrawn = said.get("withdrawn", {})
    assessment = Assessment.objects.create(
        claim=claim, verdict=said["verdict"], on=date.fromisoformat(said["date"]),
        assessor=said.get("by", ""), reason=said.get("basis", ""), by=by,
        signed_as=said["signed"], at=datetime.fromisoformat(said["at"]),
        credit_address=said.get("credit", ""), story_address=said.get("story", ""),
        withdrawn_at=datetime.fromisoformat(withdrawn["at"]) if withdrawn else None,
        withdrawn_because=withdrawn.get("because", ""),
    )  # fmt: skip
    found = [(work_for(**work, by=by), work.get("url", "")) for work in said["sources"]]
    rest_on(assessment, list({work.pk: (work, url) for work, url in found}.values()), by=by)


def _write_proposal(claim: OutlookClaim, said: Part, order: int, by: User | None) -> None:
    status = said.get("status", PROPOSED)
    is_state = said["verdict"] in State.values
    AssessmentProposal.objects.create(
        claim=claim, order=order, on=said.get("date", ""),
        verdict=said["verdict"] if is_state else "",
        verdict_words="" if is_state else said["verdict"],
        assessor=said.get("by", ""), reason=said.get("basis", ""), note=said.get("note", ""),
        url=said.get("source", ""), document=claim.outlook.document,
        from_address=said.get("from", ""), by=by,
        outcome="" if status == PROPOSED else status, answer=said.get("answer", ""),
        extra={key: said[key] for key in ("outside_seed",) if key in said},
    )  # fmt: skip
