"""Writes an outlook's records out as a document; `documents.export` puts it into fixed form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext

from pasquino.magazine.models import Magazine
from pasquino.outlooks import layers
from pasquino.outlooks.document_format import FORMAT, PROPOSED
from pasquino.outlooks.models import (
    Assessment,
    AssessmentProposal,
    ConditionObservation,
    Outlook,
    OutlookClaim,
    OutlookNode,
    OutlookPerson,
)
from pasquino.sources.models import Work

Part = dict[str, Any]  # Any: JSON
Kind = OutlookNode.Kind


def document_of(outlook: Outlook) -> Part:
    """All that is recorded of it; keys that say nothing are there too."""
    people = list(outlook.people.select_related("party"))
    tree = _Branches(outlook)
    return {
        "format": FORMAT,
        **_identity(outlook),
        "title": outlook.title,
        "kind": outlook.kind,
        "language": outlook.language,
        "stated_in": {
            "work": work_as_said(outlook.work),
            "relayed_by": outlook.relayed_by,
            "relayed_in": work_as_said(outlook.relayed_in),
            "on": outlook.stated_on,
            "published": outlook.extra.get("published"),
        },
        "people": {person.key: _person(person) for person in people},
        "attributed_to": [person.key for person in people if person.is_author],
        "horizon": {
            "stated": outlook.horizon,
            "proxy": outlook.horizon_proxy,
            "note": outlook.horizon_note,
            "review_on": [one.on.isoformat() for one in outlook.review_dates.all()],
        },
        "condition": _condition(outlook),
        "preface": tree.claims_of(Kind.PREFACE),
        "groups": tree.written(Kind.GROUP, None),
        "cross_claims": tree.claims_of(Kind.CROSS),
        "handling_advice": outlook.advice,
        "rival_outlooks": tree.written(Kind.RIVAL, None),
        "caution": outlook.caution,
    }


def work_as_said(work: Work | None) -> Part | None:
    """A work as documents name it: title, publisher, and its own address."""
    if work is None:
        return None
    address = work.addresses.order_by("-is_canonical", "pk").first()
    return {
        "title": work.title,
        "publisher": work.publisher.name if work.publisher else "",
        "url": address.url if address else "",
    }


def _identity(outlook: Outlook) -> Part:
    if outlook.document:
        return {"document": outlook.document, "id": outlook.local_id}
    return {"uuid": str(outlook.uuid)}


def _person(person: OutlookPerson) -> Part:
    return {
        "name": person.name,
        "anonymous": person.party is None,
        "as_printed": person.names_as_printed,
        "affiliations": person.affiliations,
        "role": person.role,
        **person.extra,
    }


def _condition(outlook: Outlook) -> Part:
    return {
        "text": outlook.condition,
        "as_titled": {
            "source": outlook.condition_in_source,
            "story": outlook.condition_as_printed,
        },
        "note": outlook.condition_note,
        "observations": [_observation(one) for one in outlook.observations.all()],
    }


def _observation(one: ConditionObservation) -> Part:
    return {
        "date": one.on,
        "what": one.what,
        "effect": one.effect,
        "source": one.url,
        "status": one.status,
        **one.extra,
    }


class _Branches:
    """An outlook's branches and claims, read once: by parent, and by branch."""

    def __init__(self, outlook: Outlook) -> None:
        self.below: dict[int | None, list[OutlookNode]] = defaultdict(list)
        for node in outlook.nodes.select_related("by", "work__publisher"):
            self.below[node.parent_id].append(node)
        self.claims: dict[int, list[OutlookClaim]] = defaultdict(list)
        rows = outlook.claims.select_related("supports").prefetch_related(
            "by", "assessments__sources__work__publisher", "assessments__by", "proposals"
        )
        for claim in rows:
            self.claims[claim.node_id].append(claim)

    def claims_of(self, kind: str) -> list[Part]:
        """The claims of the one branch of this kind at the top."""
        return [
            claim
            for node in self.below[None]
            if node.kind == kind
            for claim in self._claims(node, {})
        ]

    def written(self, kind: str, parent: int | None) -> list[Part]:
        """The branches of this kind that hang there, with all below them."""
        write: Callable[[OutlookNode], Part] = {
            Kind.OPTION: _option, Kind.RIVAL: self._rival
        }.get(Kind(kind), self._group)  # fmt: skip
        return [write(node) for node in self.below[parent] if node.kind == kind]

    def _group(self, node: OutlookNode) -> Part:
        group = {
            "id": node.key,
            "label": node.label,
            "traits": node.traits,
            "threat_rank": {"rank": node.rank, "text": node.rank_text},
            "evidence": node.evidence,
            "advice": node.advice,
            **node.extra,
        }
        _say_layer(group, node.layer, layers.of_branch(group))
        group["options"] = self.written(Kind.OPTION, node.pk)
        for option, below in zip(group["options"], self._options(node), strict=True):
            _say_layer(option, below.layer, layers.of_option(option, group))
        group["claims"] = self._claims(node, group)
        group["subgroups"] = self.written(Kind.SUBGROUP, node.pk)
        return group

    def _options(self, node: OutlookNode) -> list[OutlookNode]:
        return [below for below in self.below[node.pk] if below.kind == Kind.OPTION]

    def _rival(self, node: OutlookNode) -> Part:
        rival = {
            "id": node.key,
            "by": node.by.key if node.by else node.by_words,
            "label": node.label,
            "work": work_as_said(node.work),
            "evidence": node.evidence,
            **node.extra,
        }
        _say_layer(rival, node.layer, layers.of_branch(rival))
        rival["claims"] = self._claims(node, rival)
        return rival

    def _claims(self, node: OutlookNode, branch: Part) -> list[Part]:
        return [_claim(claim, branch) for claim in self.claims[node.pk]]


def _option(node: OutlookNode) -> Part:
    return {
        "id": node.key,
        "action": node.label,
        "where": node.where,
        "modality": node.modality,
        "evidence": node.evidence,
        **node.extra,
    }


def _claim(claim: OutlookClaim, branch: Part) -> Part:
    said = {
        "id": claim.key,
        "claim": claim.text,
        "modality": claim.modality,
        "by": [person.key for person in claim.by.all()] + claim.by_words,
        "evidence": claim.evidence,
        "kind": claim.kind,
        "condition": claim.condition,
        "relation": {"supports": claim.supports.key if claim.supports else None},
        "assessments": [_assessment(one) for one in claim.assessments.all()],
        "proposed_assessments": [_proposal(one) for one in claim.proposals.all()],
        **claim.extra,
    }
    _say_layer(said, claim.layer, layers.of_claim(said, branch))
    return said


def _say_layer(part: Part, layer: str, follows: str) -> None:
    """Say whose words they are where that does not follow from the evidence."""
    if layer != follows:
        part["layer"] = layer


def _assessment(one: Assessment) -> Part:
    withdrawn = one.withdrawn_at and {
        "at": _moment(one.withdrawn_at),
        "because": one.withdrawn_because,
    }
    return {
        "date": one.on.isoformat(),
        "verdict": one.verdict,
        "by": one.assessor,
        "basis": one.reason,
        "sources": [work_as_said(source.work) for source in one.sources.all()],
        "signed": one.signature or _gone(),
        "at": _moment(one.at),
        "credit": one.credit_address,
        "story": one.story_address,
        "withdrawn": withdrawn,
    }


def _gone() -> str:
    """Who signed, where that account is not there any more: the same file in every language."""
    with translation.override(Magazine.current().language):
        return gettext("an account that was closed")


def _proposal(one: AssessmentProposal) -> Part:
    return {
        "date": one.on,
        "verdict": one.verdict or one.verdict_words,
        "by": one.assessor,
        "basis": one.reason,
        "source": one.url,
        "status": one.outcome or PROPOSED,
        "note": one.note,
        "from": one.from_address,
        "answer": one.answer,
        **one.extra,
    }


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
