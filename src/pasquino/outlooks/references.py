"""What a document's parts say of each other: names that are given once, and lead somewhere.

Works on documents that fit the format already (`document_format`). No database.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from pasquino.outlooks.document_format import CROSS, PREFACE, PROPOSED
from pasquino.outlooks.models import State
from pasquino.outlooks.shapes import NotUnderstood

Part = dict[str, Any]  # Any: JSON
ALL = "all"
UNNAMED = frozenset({"a", "an", "anonymous", "the", "unidentified", "unknown", "unnamed"})


@dataclass(frozen=True)
class Placed:
    """A part of the document, and its path."""

    path: str
    part: Part


def checked(document: Part) -> Part:
    """The document, complete: who has no name is marked, review dates are in order.

    Raises NotUnderstood where two parts have one key, where one names another that is not there,
    and where a claim is given a state that none of its assessments found.
    """
    people = document.get("people", {})
    _complete(document, people)
    _each_once([*branches(document), *_options(document)], {PREFACE, CROSS})
    found = list(claims(document))
    _each_once(found, set())
    for claim in found:
        _check_claim(claim, people, {other.part["id"] for other in found})
    _check_names(document, people)
    _arrange(document, found)
    return document


def branches(document: Part) -> Iterator[Placed]:
    """All groups, each before the groups within it, then the rival outlooks."""
    for key in ("groups", "rival_outlooks"):
        for placed in _in_list(document, key, ""):
            yield from _with_subgroups(placed)


def claims(document: Part) -> Iterator[Placed]:
    """All claims, in the order of the document's tree."""
    yield from _in_list(document, "preface", "")
    groups = [one for one in branches(document) if one.path.startswith("groups")]
    for group in groups:
        yield from _in_list(group.part, "claims", group.path)
    yield from _in_list(document, "cross_claims", "")
    for rival in _in_list(document, "rival_outlooks", ""):
        yield from _in_list(rival.part, "claims", rival.path)


def _options(document: Part) -> Iterator[Placed]:
    for group in branches(document):
        yield from _in_list(group.part, "options", group.path)


def _with_subgroups(placed: Placed) -> Iterator[Placed]:
    yield placed
    for below in _in_list(placed.part, "subgroups", placed.path):
        yield from _with_subgroups(below)


def _in_list(part: Part, key: str, path: str) -> Iterator[Placed]:
    for place, one in enumerate(part.get(key, ())):
        yield Placed(f"{path}.{key}[{place}]" if path else f"{key}[{place}]", one)


def _complete(document: Part, people: Part) -> None:
    """Say what a document may leave out."""
    for person in people.values():
        _mark_unnamed(person)
    for place, rival in enumerate(document.get("rival_outlooks", ()), 1):
        rival.setdefault("id", f"R{place}")
    for observation in document.get("condition", {}).get("observations", ()):
        observation.setdefault("status", PROPOSED)
    for claim in claims(document):
        for proposal in claim.part.get("proposed_assessments", ()):
            proposal.setdefault("status", PROPOSED)


def _mark_unnamed(person: Part) -> None:
    """Mark who has no name ("unnamed returnee"), unless the document says otherwise."""
    first = person["name"].split()[0]
    looks_unnamed = first[0].islower() or first.casefold() in UNNAMED
    is_anonymous = person.pop("anonymous", looks_unnamed)
    if is_anonymous or looks_unnamed:
        person["anonymous"] = is_anonymous


def _arrange(document: Part, found: list[Placed]) -> None:
    """Put in order what has one: dates, assessments, people as in the list of them."""
    order = {key: place for place, key in enumerate(document.get("people", {}))}
    if days := document.get("horizon", {}).get("review_on"):
        document["horizon"]["review_on"] = sorted(set(days))
    if authors := document.get("attributed_to"):
        document["attributed_to"] = sorted(set(authors), key=order.__getitem__)
    for claim in (placed.part for placed in found):
        if names := claim.get("by"):
            claim["by"] = sorted(
                dict.fromkeys(names), key=lambda name: order.get(name, len(order))
            )
        if assessments := claim.get("assessments"):
            claim["assessments"] = sorted(assessments, key=lambda one: (one["date"], one["at"]))


def _each_once(parts: list[Placed], taken: set[str]) -> None:
    for placed in parts:
        key = placed.part.get("id", "")
        if key in taken:
            problem = _("“{key}” is taken already. Give each its own.").format(key=key)
            raise NotUnderstood(f"{placed.path}.id", problem)
        taken.add(key)


def _check_claim(claim: Placed, people: Part, keys: set[str]) -> None:
    _check_people(claim.part.get("by", []), people, f"{claim.path}.by")
    supports = claim.part.get("relation", {}).get("supports")
    if supports and (supports not in keys or supports == claim.part["id"]):
        others = ", ".join(sorted(keys - {claim.part["id"]}))
        problem = _("“{key}” is no other claim. Allowed are: {keys}.")
        path = f"{claim.path}.relation.supports"
        raise NotUnderstood(path, problem.format(key=supports, keys=others))
    for place, assessment in enumerate(claim.part.get("assessments", [])):
        _check_past(assessment, f"{claim.path}.assessments[{place}]")
    _check_state(claim)


def _check_past(assessment: Part, path: str) -> None:
    if date.fromisoformat(assessment["date"]) > timezone.localdate():
        raise NotUnderstood(f"{path}.date", _("This day has not come yet."))
    if datetime.fromisoformat(assessment["at"]) > datetime.now(UTC):
        raise NotUnderstood(f"{path}.at", _("This time has not come yet."))


def _check_state(claim: Placed) -> None:
    """A state is what the newest assessment found; one that stands there alone is not taken."""
    if (given := claim.part.pop("state", None)) is None:
        return
    counting = [one for one in claim.part.get("assessments", []) if "withdrawn" not in one]
    newest = max(counting, key=lambda one: (one["date"], one["at"]), default=None)
    found = newest["verdict"] if newest else State.OPEN.value
    if given != found:
        problem = _(
            "“{given}” is not what its assessments say. Allowed is “{found}”, or an assessment "
            "with a date and a source beside it."
        )
        raise NotUnderstood(f"{claim.path}.state", problem.format(given=given, found=found))


def _check_names(document: Part, people: Part) -> None:
    """Everybody who is named by a key is among the people, and every group that is advised on."""
    for place, key in enumerate(document.get("attributed_to", [])):
        if key not in people:
            _refuse_person(key, people, f"attributed_to[{place}]")
    advised = {placed.part.get("id") for placed in branches(document)} | {ALL}
    for place, advice in enumerate(document.get("handling_advice", [])):
        _check_people(advice.get("by", []), people, f"handling_advice[{place}].by")
        if advice["for"] not in advised:
            problem = _("“{key}” is no group. Allowed are: {keys}.")
            keys = ", ".join(sorted(key for key in advised if key))
            path = f"handling_advice[{place}].for"
            raise NotUnderstood(path, problem.format(key=advice["for"], keys=keys))
    for branch in branches(document):
        _check_people([branch.part.get("by")], people, f"{branch.path}.by")
        quote = branch.part.get("inner_quote", {})
        _check_people([quote.get("by")], people, f"{branch.path}.inner_quote.by")
    _check_people([document.get("caution", {}).get("by")], people, "caution.by")


def _check_people(names: list[str | None], people: Part, path: str) -> None:
    """A key of the people, or words ("comment #1"): what could be a key only must be one."""
    for name in names:
        if name and name not in people and name.isalnum() and any(map(str.isdigit, name)):
            _refuse_person(name, people, path)


def _refuse_person(key: str, people: Part, path: str) -> None:
    if not people:
        raise NotUnderstood(path, _("“{key}” is nobody: there are no people.").format(key=key))
    problem = _("“{key}” is nobody. Allowed are the keys of people: {keys}.")
    raise NotUnderstood(path, problem.format(key=key, keys=", ".join(people)))
