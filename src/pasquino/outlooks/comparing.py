"""Compares a document with what is here of its outlook: whether it says otherwise, or more.

Both are in the form `documents.normalised` gives them. No database.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pasquino.outlooks import references

Document = dict[str, Any]  # Any: JSON in canonical form
Said = tuple[object, str]  # of which thing, and what was said of it later
# What a magazine adds to an outlook: two documents without these may still be one outlook.
ADDED = ("assessments", "proposed_assessments")


@dataclass(frozen=True)
class LeftOut:
    """How much of what magazines add to an outlook stands in a document and is not here."""

    assessments: int = 0
    proposals: int = 0
    observations: int = 0
    review_dates: int = 0

    def __bool__(self) -> bool:
        return any((self.assessments, self.proposals, self.observations, self.review_dates))


def says_otherwise(document: Document, here: Document) -> bool:
    """What its source says is not the same in both."""
    return _bare(document) != _bare(here)


def left_out(document: Document, here: Document) -> LeftOut:
    """What the document has and the magazine has not, if it leaves the outlook as it is."""
    parts = (_assessments, _proposals, _observations, _review_dates)
    return LeftOut(*(_more(set(part(document)), set(part(here))) for part in parts))


def _more(said: set[Said], here: set[Said]) -> int:
    """Of how many things the one says what the other does not."""
    return len({thing for thing, _state in said - here})


def _assessments(document: Document) -> Iterator[Said]:
    """Each once, and once more if it was withdrawn."""
    for key, one in _of_claims(document, "assessments"):
        thing = (key, one["at"], one["date"], one["verdict"])
        yield thing, ""
        if "withdrawn" in one:
            yield thing, "withdrawn"


def _proposals(document: Document) -> Iterator[Said]:
    for key, one in _of_claims(document, "proposed_assessments"):
        yield (key, one["source"], one.get("date", ""), one["verdict"]), ""


def _observations(document: Document) -> Iterator[Said]:
    for one in document.get("condition", {}).get("observations", ()):
        yield (one["what"], one.get("date", "")), ""


def _review_dates(document: Document) -> Iterator[Said]:
    for day in document.get("horizon", {}).get("review_on", ()):
        yield day, ""


def _of_claims(document: Document, name: str) -> Iterator[tuple[str, Document]]:
    """What stands under this name beside the document's claims, with their keys."""
    for claim in references.claims(document):
        for one in claim.part.get(name, ()):
            yield claim.part["id"], one


def _bare(document: Document) -> Document:
    """What its source says, without what a magazine added and how it is known.

    Works are records of their own, which editors fill in.
    """
    bare: Document = json.loads(json.dumps(document))
    for key in ("document", "id", "uuid"):
        bare.pop(key, None)
    for claim in references.claims(bare):
        for key in ADDED:
            claim.part.pop(key, None)
    for branch in references.branches(bare):
        branch.part.pop("work", None)
    for key in ("work", "relayed_in"):
        bare.get("stated_in", {}).pop(key, None)
    bare.get("condition", {}).pop("observations", None)
    bare.get("horizon", {}).pop("review_on", None)
    return {key: part for key, part in bare.items() if part}
