"""Builds outlooks for tests: a flood wall, what its engineers expect, and who disagrees."""

from __future__ import annotations

from datetime import date
from typing import Any

from pasquino.accounts.models import Role, User
from pasquino.outlooks import actions
from pasquino.outlooks.models import Assessment, Outlook, OutlookClaim
from tests import make

LAST_YEAR = date(2025, 3, 7)


def document(**changed: object) -> dict[str, Any]:
    """The document of an outlook with two groups and three claims; `changed` are its keys."""
    return {
        "format": "pasquino-outlook/1",
        "title": "What the flood wall will do",
        "stated_in": {
            "work": {"title": "Walls and water", "publisher": "The River Post"},
            "on": "2024-03",
        },
        "people": {
            "P1": {"name": "Ada Quill", "as_printed": ["Ada Quil", "Ada Quill"]},
            "P2": {"name": "unnamed engineer"},
        },
        "attributed_to": ["P1"],
        "condition": {
            "text": "The river rises by a metre",
            "as_titled": {"source": "When the river rises", "story": "If the river rises"},
        },
        "groups": [group(), {"id": "G2", "label": "The old town", "claims": [claim_said("C3")]}],
    } | changed


def group(**changed: object) -> dict[str, Any]:
    """A group with an option and two claims."""
    paraphrase = {"textStart": "The wall will hold", "mode": "paraphrased by the story"}
    return {
        "id": "G1",
        "label": "The new town",
        "options": [{"id": "G1-a", "action": "stay dry", "evidence": [paraphrase]}],
        "claims": [claim_said("C1", by=["P1"]), claim_said("C2")],
    } | changed


def claim_said(key: str, **changed: object) -> dict[str, Any]:
    """A claim of this key."""
    return {"id": key, "claim": f"The wall holds, {key}", "modality": "may"} | changed


def outlook(**changed: object) -> Outlook:
    """An outlook made from that document."""
    return actions.make_outlook(document(**changed))


def claim(key: str = "C1", of: Outlook | None = None) -> OutlookClaim:
    """A claim of an outlook, by default of a new one."""
    found: OutlookClaim = (of or outlook()).claims.get(key=key)
    return found


def editor() -> User:
    """Somebody who may assess."""
    return make.person(role=Role.EDITOR)


def assess(of: OutlookClaim, verdict: str = "refuted", **changed: Any) -> Assessment:
    """An assessment as of last year, on the word of a page."""
    given: dict[str, Any] = {
        "on": LAST_YEAR,
        "by": changed.pop("by", None) or editor(),
        "sources": ["https://river.example/flood"],
    } | changed
    return actions.assess_claim(claim=of, verdict=verdict, **given)
