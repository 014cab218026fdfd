"""An outlook as a file for the public: what editors found, without what awaits them."""

from __future__ import annotations

from typing import Any

from pasquino.outlooks import documents, references
from pasquino.outlooks.models import ConditionObservation, Outlook

NOTED = ConditionObservation.Status.NOTED


def document(outlook: Outlook) -> dict[str, Any]:  # JSON
    """Its document (docs/reference/outlooks.md) without proposals, and with noted observations."""
    found = documents.export(outlook)
    for placed in references.claims(found):
        placed.part.pop("proposed_assessments", None)
    condition = found.get("condition", {})
    observed = [one for one in condition.pop("observations", []) if one.get("status") == NOTED]
    if observed:
        condition["observations"] = observed
    return found
