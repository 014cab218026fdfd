"""Writes the tree of a document into the records: groups, options, rivals, and their claims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any

from django.db.models import ProtectedError, RestrictedError

from pasquino.outlooks import layers
from pasquino.outlooks.document_format import CROSS, PREFACE
from pasquino.outlooks.models import Outlook, OutlookClaim, OutlookNode, OutlookPerson
from pasquino.outlooks.refusals import ClaimInUse
from pasquino.sources.works import work_for

if TYPE_CHECKING:
    from pasquino.accounts.models import User

Part = dict[str, Any]  # Any: JSON in canonical form
Kind = OutlookNode.Kind
# What has no column of its own, and is kept as it stands.
GROUP_EXTRA = ("aka", "inner_quote", "mitigation", "examples", "amplifier", "flag")
OPTION_EXTRA = ("brake", "flag")
RIVAL_EXTRA = ("marker", "stated_in")
CLAIM_EXTRA = ("flag", "note")


@dataclass
class _Tree:
    """What is written into, and how far it is: `nodes` and `claims` are there by their keys."""

    outlook: Outlook
    people: dict[str, OutlookPerson]
    by: User | None
    nodes: dict[str, OutlookNode]
    claims: dict[str, OutlookClaim]
    places: Iterator[int] = field(default_factory=lambda: count(1))


def write_tree(
    outlook: Outlook, document: Part, people: dict[str, OutlookPerson], *, by: User | None
) -> None:
    """Write all branches and claims, in the order of the document; nothing is removed yet."""
    nodes = {node.key: node for node in outlook.nodes.all()}
    claims = {claim.key: claim for claim in outlook.claims.all()}
    tree = _Tree(outlook, people, by, nodes, claims)
    if said := document.get("preface"):
        _write_branch(tree, {"id": PREFACE, "claims": said}, Kind.PREFACE)
    for group in document.get("groups", ()):
        _write_group(tree, group, parent=None)
    if said := document.get("cross_claims"):
        _write_branch(tree, {"id": CROSS, "claims": said}, Kind.CROSS)
    for rival in document.get("rival_outlooks", ()):
        _write_branch(tree, rival, Kind.RIVAL)
    _write_supports(tree, document)


def remove_rest(outlook: Outlook, document: Part) -> None:
    """Remove the branches and claims that the document does not have. Raises ClaimInUse."""
    kept_nodes: set[str] = set()
    kept_claims: set[str] = set()
    for branch in branches_of(document):
        kept_nodes.add(branch["id"])
        kept_nodes.update(option["id"] for option in branch.get("options", ()))
        kept_claims.update(claim["id"] for claim in branch.get("claims", ()))
    for claim in outlook.claims.exclude(key__in=kept_claims):
        used = (claim.assessments, claim.proposals, claim.probabilities)
        if any(rows.exists() for rows in used):
            raise ClaimInUse(claim)
        try:
            claim.delete()
        except (ProtectedError, RestrictedError) as used_above:  # a story comes back to it
            raise ClaimInUse(claim) from used_above
    outlook.nodes.exclude(key__in=kept_nodes).delete()


def branches_of(document: Part) -> Iterator[Part]:
    """All that holds claims, with its key: preface, groups, cross claims, rival outlooks."""
    for key, name in ((PREFACE, "preface"), (CROSS, "cross_claims")):
        if said := document.get(name):
            yield {"id": key, "claims": said}
    waiting = list(document.get("groups", ()))
    while waiting:
        group = waiting.pop(0)
        yield group
        waiting = [*group.get("subgroups", ()), *waiting]
    yield from document.get("rival_outlooks", ())


def _write_group(tree: _Tree, group: Part, parent: OutlookNode | None) -> None:
    kind = Kind.SUBGROUP if parent else Kind.GROUP
    node = _write_branch(tree, group, kind, parent)
    for below in group.get("subgroups", ()):
        _write_group(tree, below, parent=node)


def _write_branch(
    tree: _Tree, branch: Part, kind: str, parent: OutlookNode | None = None
) -> OutlookNode:
    """A branch with its options and its own claims."""
    node = tree.nodes.get(branch["id"]) or OutlookNode(outlook=tree.outlook, key=branch["id"])
    rank = branch.get("threat_rank", {})
    node.kind, node.parent, node.order = kind, parent, next(tree.places)
    node.label, node.traits = branch.get("label", ""), branch.get("traits", [])
    node.layer, node.evidence = layers.of_branch(branch), branch.get("evidence", [])
    node.rank, node.rank_text = rank.get("rank"), rank.get("text", "")
    node.advice = branch.get("advice", [])
    named = branch.get("by", "")
    node.by = tree.people.get(named)
    node.by_words = "" if node.by else named
    work = branch.get("work")
    node.work = work_for(**work, by=tree.by) if work else None
    node.extra = _only(branch, GROUP_EXTRA + RIVAL_EXTRA)
    node.save()
    for option in branch.get("options", ()):
        _write_option(tree, option, branch, node)
    for claim in branch.get("claims", ()):
        _write_claim(tree, claim, branch, node)
    return node


def _write_option(tree: _Tree, option: Part, group: Part, parent: OutlookNode) -> None:
    node = tree.nodes.get(option["id"]) or OutlookNode(outlook=tree.outlook, key=option["id"])
    node.kind, node.parent, node.order = Kind.OPTION, parent, next(tree.places)
    node.label, node.where = option["action"], option.get("where", [])
    node.modality = option.get("modality", "")
    node.layer, node.evidence = layers.of_option(option, group), option.get("evidence", [])
    node.extra = _only(option, OPTION_EXTRA)
    node.save()


def _write_claim(tree: _Tree, said: Part, branch: Part, node: OutlookNode) -> None:
    claim = tree.claims.get(said["id"]) or OutlookClaim(outlook=tree.outlook, key=said["id"])
    claim.node, claim.order, claim.text = node, next(tree.places), said["claim"]
    claim.modality, claim.kind = said.get("modality", ""), said.get("kind", "")
    claim.layer, claim.evidence = layers.of_claim(said, branch), said.get("evidence", [])
    claim.condition = said.get("condition", "")
    named = said.get("by", [])
    claim.by_words = [name for name in named if name not in tree.people]
    claim.extra = _only(said, CLAIM_EXTRA)
    claim.save()
    claim.by.set([tree.people[name] for name in named if name in tree.people])
    tree.claims[claim.key] = claim


def _write_supports(tree: _Tree, document: Part) -> None:
    for branch in branches_of(document):
        for said in branch.get("claims", ()):
            claim = tree.claims[said["id"]]
            supported = tree.claims.get(said.get("relation", {}).get("supports", ""))
            if claim.supports != supported:
                claim.supports = supported
                claim.save(update_fields=["supports"])


def _only(part: Part, keys: tuple[str, ...]) -> Part:
    return {key: part[key] for key in keys if key in part}
