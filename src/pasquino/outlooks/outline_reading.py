"""Reads an outlook with all that its pages show of it, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from pasquino.outlooks import reader_words, records
from pasquino.outlooks.models import (
    Assessment,
    AssessmentProposal,
    AssessmentSource,
    ConditionObservation,
    Outlook,
    OutlookClaim,
    OutlookNode,
    OutlookPerson,
)
from pasquino.outlooks.outline import (
    AssessmentShown,
    Branch,
    ClaimShown,
    ObservationShown,
    Outline,
    PersonShown,
    Works,
)
from pasquino.outlooks.records import Standing
from pasquino.sources.shown import name_of


def outline_of(outlook: Outlook, works: Works | None = None) -> Outline:
    """Read all that is shown of an outlook; as many queries for a large one as for a small."""
    people = tuple(_people(outlook))
    works = works or Works()
    claims = {
        shown.claim.pk: shown
        for shown in claims_shown(outlook.claims.order_by("order", "pk"), outlook, people, works)
    }
    return Outline(
        outlook=outlook,
        people=people,
        branches=tuple(_nested(outlook, claims.values(), people, works)),
        claims=tuple(claims.values()),
        review_days=tuple(records.review_days(outlook)),
        observations=tuple(_observations(outlook, works)),
        stated_in=works.shown(outlook.work),
        relayed_in=works.shown(outlook.relayed_in),
    )


def claims_shown(
    claims: QuerySet[OutlookClaim],
    outlook: Outlook,
    people: Iterable[PersonShown] | None = None,
    works: Works | None = None,
) -> list[ClaimShown]:
    """Claims of one outlook as pages show them; six queries, or seven without its people."""
    names = {one.person.pk: one.name for one in people or _people(outlook)}
    works = works or Works()
    found = list(claims.select_related("supports").prefetch_related("by"))
    for claim in found:
        claim.outlook = outlook
    standings = records.standings_of(found)
    assessed = _assessed(found)
    return [
        ClaimShown(
            claim,
            standings[claim.pk],
            tuple([names[one.pk] for one in claim.by.all()] + list(claim.by_words)),
            tuple(names[one.pk] for one in claim.by.all() if one.party_id),
            tuple(_assessment(one, standings[claim.pk], works) for one in assessed[claim.pk]),
        )
        for claim in found
    ]


def _observations(outlook: Outlook, works: Works) -> Iterator[ObservationShown]:
    """Those that an editor noted."""
    noted = outlook.observations.filter(status=ConditionObservation.Status.NOTED)
    for record in noted.select_related("work"):
        yield ObservationShown(record, works.shown(record.work, record.url))


def _people(outlook: Outlook) -> Iterator[PersonShown]:
    for person in outlook.people.select_related("party__same_as"):
        name = name_of(person.party) if person.party else person.name
        printed = [person.name, *person.names_as_printed]
        spellings = tuple(dict.fromkeys(printed)) if set(printed) != {name} else ()
        yield PersonShown(person, name, spellings)


def _assessed(claims: list[OutlookClaim]) -> dict[int, list[Assessment]]:
    """All assessments of each claim, newest first, with their sources."""
    sources = AssessmentSource.objects.select_related("work")
    proposed = AssessmentProposal.objects.filter(made=OuterRef("pk"), document="")
    rows = Assessment.objects.filter(claim__in=claims).order_by("-on", "-at", "-pk")
    rows = rows.annotate(is_proposed=Exists(proposed))
    found: dict[int, list[Assessment]] = defaultdict(list)
    for one in rows.select_related("by").prefetch_related(Prefetch("sources", sources)):
        found[one.claim_id].append(one)
    return found


def _assessment(record: Assessment, standing: Standing, works: Works) -> AssessmentShown:
    shown = [works.shown(one.work, one.url) for one in record.sources.all()]
    return AssessmentShown(
        record,
        str(record.get_verdict_display()),
        reader_words.as_of(record),
        tuple(one for one in shown if one),
        counts=standing.assessment is not None and standing.assessment.pk == record.pk,
        is_proposed=record.is_proposed,  # type: ignore[attr-defined] # annotated by _assessed
    )


def _nested(
    outlook: Outlook,
    claims: Iterable[ClaimShown],
    people: tuple[PersonShown, ...],
    works: Works,
) -> Iterator[Branch]:
    """The branches that hang on no other, each with what hangs on it."""
    names = {one.person.key: one.name for one in people}
    rows = outlook.nodes.select_related("by__party__same_as", "work").order_by("order", "pk")
    branches = {node.pk: _branch(node, names, works) for node in rows}
    for claim in claims:
        branches[claim.claim.node_id].claims.append(claim)
    for branch in branches.values():
        parent = branches.get(branch.node.parent_id or 0)
        if parent is None:
            yield branch
        elif branch.node.kind == OutlookNode.Kind.OPTION:
            parent.options.append(branch)
        else:
            parent.groups.append(branch)


def _branch(node: OutlookNode, names: dict[str, str], works: Works) -> Branch:
    by = _named(node.by) if node.by else node.by_words
    quoted = node.extra.get("inner_quote", {}).get("by", "")
    return Branch(node, by, works.shown(node.work), names.get(quoted, quoted))


def _named(person: OutlookPerson) -> str:
    party = person.party
    return name_of(party) if party else person.name
