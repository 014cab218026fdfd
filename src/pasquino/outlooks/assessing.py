"""Deeds on claims: assessing them, withdrawing that, and what others propose."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from pasquino.accounts.models import Role
from pasquino.outlooks import records
from pasquino.outlooks.announcements import claim_assessed, outlook_changed
from pasquino.outlooks.models import (
    Assessment,
    AssessmentProposal,
    AssessmentSource,
    Outlook,
    OutlookClaim,
    State,
)
from pasquino.outlooks.refusals import (
    AlreadyDecided,
    AlreadyWithdrawn,
    BeforeItWasStated,
    InTheFuture,
    NoDate,
    NoReason,
    NoSource,
    NotAnEditor,
    NoVerdict,
)
from pasquino.sources import actions as sources_actions
from pasquino.sources import web_addresses, works
from pasquino.sources.evidence import evidence_of
from pasquino.sources.models import CaptureRequest, Work
from pasquino.sources.refusals import NoAddress

if TYPE_CHECKING:
    from pasquino.accounts.models import User

EDITORS = {str(Role.EDITOR), str(Role.ADMIN)}


@transaction.atomic
def assess_claim(  # noqa: PLR0913 - an assessment has as many sides
    *,
    claim: OutlookClaim,
    verdict: str,
    on: date,
    by: User,
    sources: Sequence[Work | str],
    assessor: str = "",
    reason: str = "",
    credit_address: str = "",
    story_address: str = "",
) -> Assessment:
    """Find how a claim stands as of a day, on the word of sources: works or web addresses.

    Each source keeps the copy that counts now; where there is none, one is asked for. Earlier
    assessments stay. Raises NotAnEditor, NoVerdict, NoSource, InTheFuture, BeforeItWasStated and
    NoWebAddress.
    """
    check_editor(by)
    _check(claim, verdict, on, today=timezone.localdate())
    found = works_of(sources, by=by)
    assessment = Assessment.objects.create(
        claim=claim, verdict=verdict, on=on, by=by, assessor=assessor.strip(),
        reason=reason.strip(), credit_address=credit_address, story_address=story_address,
    )  # fmt: skip
    rest_on(assessment, found, by=by)
    announce(assessment)
    return assessment


@transaction.atomic
def withdraw_assessment(*, assessment: Assessment, reason: str, by: User) -> None:
    """Have an assessment that was a mistake count no more; it stays readable, with the reason.

    Raises NotAnEditor, NoReason and AlreadyWithdrawn.
    """
    check_editor(by)
    if not reason.strip():
        raise NoReason
    changed = Assessment.objects.filter(pk=assessment.pk, withdrawn_at=None).update(
        withdrawn_at=timezone.now(), withdrawn_by=by, withdrawn_because=reason.strip()
    )
    if not changed:
        raise AlreadyWithdrawn
    assessment.refresh_from_db()
    announce(assessment)


@transaction.atomic
def propose_assessment(  # noqa: PLR0913 - as above
    *,
    claim: OutlookClaim,
    verdict: str,
    on: str,
    url: str,
    by: User | None,
    reason: str = "",
    assessor: str = "",
    from_address: str = "",
) -> AssessmentProposal:
    """Put on the editors' desk how a claim might be assessed; it changes nothing until then.

    `on` is as exact as it is known: a year, a month or a day. The same from the same reader, while
    nobody has decided, is one. Raises NoVerdict, NoSource, NoDate, InTheFuture and NoWebAddress.
    """
    if verdict not in State.values:
        raise NoVerdict
    if not url.strip():
        raise NoSource
    check_date(on)
    given = {
        "claim": claim, "verdict": verdict, "on": on, "url": web_addresses.cleaned(url), "by": by,
        "reason": reason.strip(), "assessor": assessor.strip(), "from_address": from_address,
    }  # fmt: skip
    waiting = AssessmentProposal.objects.filter(outcome="", **given)
    if by is not None and (same := waiting.first()):
        return same
    return AssessmentProposal.objects.create(**given)


@transaction.atomic
def accept_proposal(  # noqa: PLR0913 - as above
    *,
    proposal: AssessmentProposal,
    by: User,
    on: date,
    verdict: str = "",
    sources: Sequence[Work | str] = (),
    assessor: str | None = None,
    reason: str | None = None,
    answer: str = "",
    story_address: str = "",
) -> Assessment:
    """Assess the claim as proposed, or otherwise where the editor says so, and credit the comment.

    What is not given is taken from the proposal. Raises AlreadyDecided and what `assess_claim`
    raises.
    """
    check_editor(by)
    proposal = _undecided(proposal)
    made = assess_claim(
        claim=proposal.claim,
        verdict=verdict or proposal.verdict,
        on=on,
        by=by,
        sources=sources or [url for url in [proposal.url] if url],
        assessor=proposal.assessor if assessor is None else assessor,
        reason=proposal.reason if reason is None else reason,
        credit_address=proposal.from_address,
        story_address=story_address,
    )
    _decide(proposal, AssessmentProposal.Outcome.ACCEPTED, by, answer, made)
    return made


@transaction.atomic
def decline_proposal(*, proposal: AssessmentProposal, by: User, answer: str) -> None:
    """Let a proposal go, saying why. Raises NotAnEditor, NoReason and AlreadyDecided."""
    check_editor(by)
    if not answer.strip():
        raise NoReason
    _decide(_undecided(proposal), AssessmentProposal.Outcome.DECLINED, by, answer)


def check_editor(by: User) -> None:
    """Raise NotAnEditor for whoever is none."""
    if not by.roles & EDITORS:
        raise NotAnEditor


def check_date(words: str) -> None:
    """Raise NoDate for what is neither a year, a month nor a day; InTheFuture for one to come."""
    if (day := records.first_day(words)) is None:
        raise NoDate
    if day > timezone.localdate():
        raise InTheFuture


def works_of(sources: Sequence[Work | str], *, by: User | None) -> list[tuple[Work, str]]:
    """Each source once, with the address by which it was given. Raises NoSource, NoWebAddress."""
    found: dict[int, tuple[Work, str]] = {}
    for source in sources:
        if isinstance(source, Work):
            found.setdefault(source.pk, (source, ""))
        elif source.strip():
            work = works.work_for(url=source, by=by)
            found.setdefault(work.pk, (work, web_addresses.cleaned(source)))
    if not found:
        raise NoSource
    return list(found.values())


def rest_on(assessment: Assessment, found: Sequence[tuple[Work, str]], *, by: User | None) -> None:
    """Write down the sources of an assessment with the copies that count now, or ask for some."""
    for order, (work, url) in enumerate(found):
        capture = evidence_of(work).capture
        AssessmentSource.objects.create(
            assessment=assessment, order=order, work=work, capture=capture, url=url
        )
        if capture is None:
            with suppress(NoAddress):  # a book, a broadcast: the desk can bring a copy
                sources_actions.request_capture(
                    work, purpose=CaptureRequest.Purpose.EDITOR, url=url, by=by
                )


def announce(assessment: Assessment) -> None:
    """Say that a claim stands otherwise now."""
    claim = assessment.claim
    claim_assessed.send(sender=Assessment, claim=claim, assessment=assessment)
    outlook_changed.send(sender=Outlook, outlook=claim.outlook)


def _check(claim: OutlookClaim, verdict: str, on: date, *, today: date) -> None:
    if verdict not in State.values:
        raise NoVerdict
    if on > today:
        raise InTheFuture
    stated = records.first_day(claim.outlook.stated_on)
    if stated and on < stated:
        raise BeforeItWasStated


def _undecided(proposal: AssessmentProposal) -> AssessmentProposal:
    """The proposal, its row locked, so that two editors do not decide at once."""
    proposals = AssessmentProposal.objects.select_for_update(of=("self",))
    found = proposals.select_related("claim__outlook").get(pk=proposal.pk)
    if found.outcome:
        raise AlreadyDecided
    return found


def _decide(
    proposal: AssessmentProposal,
    outcome: str,
    by: User,
    answer: str,
    made: Assessment | None = None,
) -> None:
    proposal.outcome, proposal.answer, proposal.made = outcome, answer.strip(), made
    proposal.decided_by, proposal.decided_at = by, timezone.now()
    proposal.save(update_fields=["outcome", "answer", "made", "decided_by", "decided_at"])
