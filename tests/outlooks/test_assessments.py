"""A claim's state changes only by a dated and signed assessment with a source."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from pasquino.accounts.models import Role
from pasquino.outlooks import actions, records, refusals, sentences
from pasquino.outlooks.announcements import claim_assessed, outlook_changed
from pasquino.outlooks.models import Assessment, OutlookClaim
from pasquino.sources.keeping import keep
from pasquino.sources.models import Capture, CaptureRequest
from pasquino.sources.refusals import NoAddress
from pasquino.sources.uploads import copied
from pasquino.sources.web_addresses import NoWebAddress
from pasquino.sources.works import work_for
from tests import make
from tests.outlooks.expected import LAST_YEAR, assess, claim, editor

pytestmark = pytest.mark.django_db
PAGE = "https://river.example/flood"


def test_a_claim_that_nobody_assessed_is_open() -> None:
    assert records.standing_of(claim()).state == "open"


def test_an_assessment_gives_a_claim_its_state() -> None:
    of = claim()

    made = assess(of, "refuted", reason="The wall broke.", assessor="The county")

    standing = records.standing_of(of)
    assert (standing.state, standing.assessment) == ("refuted", made)
    assert standing.is_settled
    assert "according to The county" in sentences.of_last_assessment(standing)


def test_the_newest_assessment_counts_and_the_earlier_ones_stay() -> None:
    of = claim()
    assess(of, "confirmed", on=date(2025, 5, 1))
    assess(of, "contested", on=date(2025, 4, 1))  # entered later, but as of before

    assert records.standing_of(of).state == "confirmed"
    assert [one.verdict for one in records.assessments_of(of)] == ["confirmed", "contested"]


def test_of_two_assessments_as_of_one_day_the_one_made_later_counts() -> None:
    of = claim()
    assess(of, "contested")
    assess(of, "confirmed")

    assert records.standing_of(of).state == "confirmed"


@pytest.mark.parametrize("sources", [[], [""], ["  "]])
def test_an_assessment_without_a_source_is_refused(sources: list[str]) -> None:
    of = claim()

    with pytest.raises(refusals.NoSource):
        assess(of, sources=sources)

    assert not of.assessments.exists()


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"on": timezone.localdate() + timedelta(days=1)}, refusals.InTheFuture),
        ({"on": date(2024, 2, 29)}, refusals.BeforeItWasStated),
        ({"verdict": "expired"}, refusals.NoVerdict),
        ({"verdict": ""}, refusals.NoVerdict),
        ({"sources": ["river.example"]}, NoWebAddress),
    ],
)
def test_what_is_no_assessment_is_refused_in_one_sentence(
    changed: dict[str, Any], refusal: type[Exception]
) -> None:
    of = claim()

    with pytest.raises(refusal) as refused:
        assess(of, **changed)

    assert isinstance(refused.value, sentences.REFUSALS)
    assert sentences.of_refusal(refused.value).endswith(".")
    assert not of.assessments.exists()


@pytest.mark.parametrize("role", [Role.READER, Role.MODERATOR, Role.WRITER])
def test_only_editors_assess(role: Role) -> None:
    with pytest.raises(refusals.NotAnEditor):
        assess(claim(), by=make.person(role=role))


def test_every_refusal_has_its_sentence() -> None:
    without_parts = set(sentences.REFUSALS) - {refusals.ClaimInUse}
    own = {one for one in without_parts if one.__module__ == refusals.__name__}

    assert all(sentences.of_refusal(refusal()) for refusal in own)
    assert "The wall holds" in sentences.of_refusal(refusals.ClaimInUse(claim()))
    assert sentences.of_refusal(NoAddress())


def test_an_assessment_keeps_the_copy_that_counts_when_it_is_made() -> None:
    work = work_for(url=PAGE)
    first = a_copy(work, "The wall broke on Friday, says the county.")

    made = assess(claim(), sources=[work])
    a_copy(work, "The wall held on Friday, says the county.")

    assert made.sources.get().capture == first
    assert not CaptureRequest.objects.exists()


def test_a_source_without_a_copy_has_one_asked_for_and_gets_it() -> None:
    made = assess(claim(), sources=[PAGE])
    source = made.sources.get()
    assert source.capture is None
    assert CaptureRequest.objects.get().work == source.work

    first = a_copy(source.work, "The wall broke on Friday, says the county.")
    a_copy(source.work, "The wall held on Friday, says the county.")

    assert made.sources.get().capture == first


def test_a_book_is_a_source_though_no_copy_of_it_can_be_asked_for() -> None:
    made = assess(claim(), sources=[work_for(title="The great flood")])

    assert made.sources.get().capture is None


def test_a_source_that_is_given_twice_counts_once() -> None:
    made = assess(claim(), sources=[PAGE, f"{PAGE}#top", work_for(url=PAGE)])

    assert made.sources.count() == 1


def test_a_mistaken_assessment_is_withdrawn_and_stays_readable() -> None:
    of = claim()
    mistaken = assess(of)

    actions.withdraw_assessment(assessment=mistaken, reason="Another wall.", by=editor())

    assert records.standing_of(of).state == "open"
    (kept,) = records.assessments_of(of)
    assert (kept.is_withdrawn, kept.withdrawn_because) == (True, "Another wall.")


def test_withdrawing_needs_a_reason_and_an_editor_and_is_done_once() -> None:
    mistaken = assess(claim())

    with pytest.raises(refusals.NoReason):
        actions.withdraw_assessment(assessment=mistaken, reason=" ", by=editor())
    with pytest.raises(refusals.NotAnEditor):
        actions.withdraw_assessment(assessment=mistaken, reason="Wrong.", by=make.reader())
    actions.withdraw_assessment(assessment=mistaken, reason="Wrong.", by=editor())
    with pytest.raises(refusals.AlreadyWithdrawn):
        actions.withdraw_assessment(assessment=mistaken, reason="Wrong.", by=editor())


def test_an_assessment_is_announced() -> None:
    of, heard = claim(), []

    def hear(**told: Any) -> None:
        heard.append(told.get("assessment") or told["outlook"])

    claim_assessed.connect(hear)
    outlook_changed.connect(hear)
    try:
        made = assess(of)
    finally:
        claim_assessed.disconnect(hear)
        outlook_changed.disconnect(hear)

    assert heard == [made, of.outlook]


def test_a_proposal_changes_nothing() -> None:
    of = claim()

    proposal = propose(of)

    assert records.standing_of(of).state == "open"
    assert (proposal.outcome, proposal.url) == ("", PAGE)


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"url": ""}, refusals.NoSource),
        ({"url": "nowhere"}, NoWebAddress),
        ({"verdict": "wrong"}, refusals.NoVerdict),
        ({"on": "last year"}, refusals.NoDate),
        ({"on": "2025-02-30"}, refusals.NoDate),
        ({"on": "2999"}, refusals.InTheFuture),
    ],
)
def test_a_proposal_needs_a_verdict_a_date_and_a_source(
    changed: dict[str, Any], refusal: type[Exception]
) -> None:
    of = claim()

    with pytest.raises(refusal):
        propose(of, **changed)

    assert not of.proposals.exists()


def test_an_accepted_proposal_is_an_assessment_that_credits_the_comment() -> None:
    of = claim()
    proposal = propose(of, from_address="/2026/03/wall/comments/3/")

    made = actions.accept_proposal(proposal=proposal, by=editor(), on=LAST_YEAR)

    proposal.refresh_from_db()
    assert (proposal.outcome, proposal.made) == ("accepted", made)
    assert made.credit_address == "/2026/03/wall/comments/3/"
    assert made.sources.get().url == PAGE
    assert records.standing_of(of).state == "refuted"


def test_a_proposal_in_other_words_needs_the_editor_s_verdict() -> None:
    of = claim()
    proposal = of.proposals.create(verdict_words="borne out so far", url=PAGE)

    with pytest.raises(refusals.NoVerdict):
        actions.accept_proposal(proposal=proposal, by=editor(), on=LAST_YEAR)
    actions.accept_proposal(proposal=proposal, by=editor(), on=LAST_YEAR, verdict="partly_met")

    assert records.standing_of(of).state == "partly_met"


def test_a_proposal_is_decided_once() -> None:
    proposal = propose(claim())
    with pytest.raises(refusals.NoReason):
        actions.decline_proposal(proposal=proposal, by=editor(), answer="")

    actions.decline_proposal(proposal=proposal, by=editor(), answer="Another wall.")

    with pytest.raises(refusals.AlreadyDecided):
        actions.accept_proposal(proposal=proposal, by=editor(), on=LAST_YEAR)
    with pytest.raises(refusals.AlreadyDecided):
        actions.decline_proposal(proposal=proposal, by=editor(), answer="Again.")
    assert not Assessment.objects.exists()


def propose(of: OutlookClaim, **changed: Any) -> Any:
    """A reader's proposal to call the claim refuted."""
    given: dict[str, Any] = {"verdict": "refuted", "on": "2025-03", "url": PAGE}
    given |= {"by": make.reader()} | changed
    return actions.propose_assessment(claim=of, **given)


def a_copy(work: Any, text: str) -> Capture:
    """A copy of the work that the editors brought."""
    copy = copied(text.encode(), content_type="text/plain", filename="a.txt", state="staff_copy")
    return keep(work, copy, method="upload", by=None, upload_reason="For a test.")
