"""Writes a document into the records: a new outlook, or one put right.

Documents are in the form `documents.normalised` gives them. Parts are known by their keys, so
that an outlook which is put right keeps its claims and what was found of them.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from pasquino.outlooks import branching, findings
from pasquino.outlooks.models import (
    ConditionObservation,
    Outlook,
    OutlookPerson,
    ReviewDate,
)
from pasquino.sources.models import Work
from pasquino.sources.parties import party_for
from pasquino.sources.works import work_for

if TYPE_CHECKING:
    from pasquino.accounts.models import User

Part = dict[str, Any]  # Any: JSON in canonical form
NOTED = ConditionObservation.Status.NOTED


@transaction.atomic
def write(outlook: Outlook, document: Part, *, by: User | None, is_new: bool) -> Outlook:
    """Have the outlook say what its document says; what it said before and no more is removed.

    Assessments, proposals and observations are taken from the document of a new one only.
    Raises ClaimInUse where a claim would go of which something was found.
    """
    _write_head(outlook, document, by)
    people = _write_people(outlook, document)
    branching.write_tree(outlook, document, people, by=by)
    _write_review_dates(outlook, document)
    if is_new:
        _write_observations(outlook, document, by)
        findings.write(outlook, document, by)
    branching.remove_rest(outlook, document)
    outlook.people.exclude(key__in=people).delete()
    return outlook


def work_of(said: Part | None, by: User | None) -> Work | None:
    """The work a document names; made if there is none."""
    if not said:
        return None
    return work_for(**said, by=by)


def _write_head(outlook: Outlook, document: Part, by: User | None) -> None:
    stated, horizon = document.get("stated_in", {}), document.get("horizon", {})
    condition = document.get("condition", {})
    titled = condition.get("as_titled", {})
    if outlook._state.adding:
        outlook.created_by = by
        outlook.uuid = document.get("uuid") or outlook.uuid
        outlook.document, outlook.local_id = document.get("document", ""), document.get("id", "")
    outlook.title, outlook.kind = document["title"], document.get("kind", "")
    outlook.language = document.get("language", "")
    outlook.condition = condition.get("text", "")
    outlook.condition_in_source = titled.get("source", "")
    outlook.condition_as_printed = titled.get("story", "")
    outlook.condition_note = condition.get("note", "")
    outlook.horizon, outlook.horizon_proxy = horizon.get("stated", ""), horizon.get("proxy", "")
    outlook.horizon_note = horizon.get("note", "")
    outlook.work = work_of(stated.get("work"), by)
    outlook.relayed_in = work_of(stated.get("relayed_in"), by)
    outlook.relayed_by, outlook.stated_on = stated.get("relayed_by", ""), stated.get("on", "")
    outlook.caution = document.get("caution", {})
    outlook.advice = document.get("handling_advice", [])
    outlook.extra = {"published": stated["published"]} if "published" in stated else {}
    outlook.save()


def _write_people(outlook: Outlook, document: Part) -> dict[str, OutlookPerson]:
    """The people by their keys; a new name leads to a party of that name, an old one stays."""
    authors = document.get("attributed_to", [])
    found = {person.key: person for person in outlook.people.all()}
    for order, (key, said) in enumerate(document.get("people", {}).items()):
        person = found.setdefault(key, OutlookPerson(outlook=outlook, key=key))
        if person.name != said["name"] or (person.party is None) != said.get("anonymous", False):
            person.party = None if said.get("anonymous") else party_for(said["name"])
        person.name, person.order, person.is_author = said["name"], order, key in authors
        person.names_as_printed = said.get("as_printed", [])
        person.affiliations, person.role = said.get("affiliations", []), said.get("role", "")
        person.extra = {key: said[key] for key in ("related", "flag") if key in said}
        person.save()
    return {key: found[key] for key in document.get("people", {})}


def _write_review_dates(outlook: Outlook, document: Part) -> None:
    days = {date.fromisoformat(day) for day in document.get("horizon", {}).get("review_on", [])}
    outlook.review_dates.exclude(on__in=days).delete()
    known = set(outlook.review_dates.values_list("on", flat=True))
    ReviewDate.objects.bulk_create(
        ReviewDate(outlook=outlook, on=day) for day in sorted(days - known)
    )


def _write_observations(outlook: Outlook, document: Part, by: User | None) -> None:
    said = document.get("condition", {}).get("observations", [])
    for order, one in enumerate(said):
        url = one.get("source", "")
        is_noted = one.get("status") == NOTED
        ConditionObservation.objects.create(
            outlook=outlook, order=order, on=one.get("date", ""), what=one["what"],
            effect=one.get("effect", ""), url=url,
            work=work_for(url=url, by=by) if is_noted and url else None,
            status=one.get("status", ConditionObservation.Status.PROPOSED), by=by,
            decided_at=timezone.now() if is_noted else None,
            extra={key: one[key] for key in ("outside_seed",) if key in one},
        )  # fmt: skip
