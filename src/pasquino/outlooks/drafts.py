"""Turns a document of the draft format into one of `pasquino-outlook/1`. No database.

What changes is listed in docs/reference/outlooks.md. Only what has the draft's form is moved;
whether all of it fits is for the format to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from pasquino.outlooks.document_format import DRAFT, FORMAT
from pasquino.outlooks.models import State

Part = dict[str, Any]  # Any: JSON that nobody has checked yet
LONGEST_ID = 200
DROPPED = ("claim_states", "assessment_rule")


def upgraded(draft: Part) -> Part:
    """The document in the format of today; the draft itself stays as it is."""
    document = deepcopy(draft)
    for key in DROPPED:
        document.pop(key, None)
    identity = {"document": DRAFT, "id": str(document.get("title"))[:LONGEST_ID]}
    document = identity | document | {"format": FORMAT}
    _stated_in(document)
    for condition in _objects(document.get("condition")):
        if condition.get("state") == State.OPEN:
            del condition["state"]
    for rival in _objects(document.get("rival_outlooks")):
        _titled_and_published(rival)
    for group in _groups(document):
        for quote in (*_objects(group.get("inner_quote")), *_objects(group.get("examples"))):
            _listed(quote, "evidence")
    for claim in _claims(document):
        _proposals(claim)
    return document


def _stated_in(document: Part) -> None:
    """ "Publisher, Title" becomes two; the first date of `published` becomes `on`."""
    for stated in _objects(document.get("stated_in")):
        work, published = stated.get("work"), stated.get("published")
        if isinstance(work, str) and ", " in work:
            publisher, title = work.split(", ", 1)
            stated["work"] = {"title": title, "publisher": publisher}
        if isinstance(published, str) and (day := re.search(r"\d{4}(-\d\d(-\d\d)?)?", published)):
            stated.setdefault("on", day[0])


def _titled_and_published(rival: Part) -> None:
    """ "Title (Publisher)" becomes two."""
    work = rival.get("work")
    if isinstance(work, str) and (parts := re.fullmatch(r"(.+) \(([^()]+)\)", work)):
        rival["work"] = {"title": parts[1], "publisher": parts[2]}


def _proposals(claim: Part) -> None:
    """A draft's assessments were only ever proposed; the date shows how exact it is."""
    assessments, proposed = claim.get("assessments", []), claim.get("proposed_assessments", [])
    if isinstance(assessments, list) and isinstance(proposed, list):
        claim.pop("assessments", None)
        claim["proposed_assessments"] = [*assessments, *proposed]
    for one in _objects(claim.get("proposed_assessments")):
        one.pop("date_precision", None)


def _claims(document: Part) -> Iterator[Part]:
    for key in ("preface", "cross_claims"):
        yield from _objects(document.get(key))
    for branch in (*_groups(document), *_objects(document.get("rival_outlooks"))):
        yield from _objects(branch.get("claims"))


def _groups(document: Part) -> Iterator[Part]:
    waiting = [*_objects(document.get("groups"))]
    while waiting:
        group = waiting.pop()
        yield group
        waiting += _objects(group.get("subgroups"))


def _objects(value: object) -> Iterator[Part]:
    """The objects in a list, or the one that stands there."""
    for part in value if isinstance(value, list) else [value]:
        if isinstance(part, dict):
            yield part


def _listed(part: Part, key: str) -> None:
    if isinstance(part.get(key), dict):
        part[key] = [part[key]]
