"""At the desk claims are assessed, proposals decided, conditions observed; nothing is lost."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from pasquino.accounts.models import Role
from pasquino.outlooks import actions, records
from pasquino.outlooks.models import (
    Assessment,
    AssessmentProposal,
    ConditionObservation,
    OutlookClaim,
)
from pasquino.sources.models import CaptureRequest, Work
from tests.outlooks.expected import assess, claim, outlook
from tests.stories import desk

pytestmark = pytest.mark.django_db
PAGE = "https://river.example/flood"


@pytest.fixture(autouse=True)
def _at_the_desk(client: Client) -> None:
    desk.signed_in(client, Role.EDITOR, "Edda Editor")


def found(**changed: str) -> dict[str, str]:
    """What the form of an assessment sends."""
    return {
        "verdict": "refuted", "on": "2025-03-07", "sources": PAGE, "reason": "It broke in March.",
    } | changed  # fmt: skip


def assess_at(of: OutlookClaim) -> str:
    return f"/desk/outlooks/claims/{of.pk}/"


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def a_proposal(of: OutlookClaim, **changed: str) -> AssessmentProposal:
    given = {
        "verdict": "contested", "on": "2025-03", "url": PAGE, "reason": "They say so.",
        "from_address": "/2026/03/the-wall/comments/7/",
    } | changed  # fmt: skip
    return actions.propose_assessment(claim=of, by=None, **given)


def test_the_list_has_what_is_overdue_first(client) -> None:
    outlook(title="Nothing due")
    outlook(title="Long due", horizon={"review_on": ["2020-01-01"]})
    outlook(title="Due", horizon={"review_on": ["2025-01-01"]})
    outlook(title="The newest")

    shown = text(client.get("/desk/outlooks/"))

    places = [shown.index(title) for title in ("Long due", "Due<", "The newest", "Nothing due")]
    assert places == sorted(places)
    assert "3 overdue, the first since" in shown
    assert "Nothing due" not in text(client.get("/desk/outlooks/?q=long"))
    assert "Long due" in text(client.get("/desk/outlooks/?q=Quill+C3+long"))


def test_an_outlook_shows_its_tree_and_how_its_claims_stand(client) -> None:
    made = outlook(horizon={"review_on": ["2025-06-01"]})
    first = claim("C1", made)
    assess(first)

    shown = text(client.get(f"/desk/outlooks/{made.pk}/"))

    assert assess_at(first) in shown
    assert "<td>refuted<p" in shown
    assert "<strong>not assessed</strong>" in shown
    assert "paraphrased" in shown
    assert "If the river rises" in shown


def test_a_claim_is_assessed_with_a_date_and_a_source(client) -> None:
    wanted = claim()

    answer = client.post(assess_at(wanted), found(sources=f"{PAGE}\nThe yearbook", assessor="Bo"))

    assert answer["Location"] == f"/desk/outlooks/{wanted.outlook_id}/"
    (made,) = records.assessments_of(wanted)
    assert (made.verdict, made.on, made.assessor) == ("refuted", date(2025, 3, 7), "Bo")
    assert str(made.by) == "Edda Editor"
    assert [one.url for one in made.sources.all()] == [PAGE, ""]
    assert made.sources.all()[1].work.title == "The yearbook"
    assert CaptureRequest.objects.filter(work=made.sources.all()[0].work).exists()
    assert "It broke in March." in text(client.get(assess_at(wanted)))


def test_a_source_is_known_by_its_number(client) -> None:
    work, wanted = Work.objects.create(title="Walls"), claim()

    client.post(assess_at(wanted), found(sources=str(work.pk)))

    assert wanted.assessments.get().sources.get().work == work


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"sources": ""}, "An assessment needs at least one source."),
        ({"sources": " \n "}, "An assessment needs at least one source."),
        ({"sources": "99999"}, "No source has the number 99999"),
        ({"sources": "river.example/flood"}, "looks like an address. Begin it with https://"),
        ({"sources": "https://"}, "This is not the address of a web page."),
        ({"sources": "\n".join(str(n) for n in range(21))}, "Name up to 20 sources"),
        ({"sources": "w" * 501}, "A title has up to 500 characters."),
        ({"verdict": ""}, "Choose one of the verdicts from the list."),
        ({"on": ""}, "Give the day in numbers"),
        ({"on": "7 March"}, "Give the day in numbers"),
        ({"on": "2999-01-01"}, "This day has not come yet."),
        ({"on": "2023-01-01"}, "The outlook was stated later than that."),
    ],
)
def test_a_refused_assessment_comes_back_whole_with_one_sentence(
    client, sent: dict[str, str], said: str
) -> None:
    wanted = claim()
    works = Work.objects.count()

    answer = client.post(assess_at(wanted), found(sources="A new title") | sent)

    assert answer.status_code == 422
    assert text(answer).count(said) == 1
    assert "It broke in March." in text(answer)
    assert not Assessment.objects.exists()
    assert Work.objects.count() == works


def test_who_assesses_sees_what_another_editor_found_meanwhile(client) -> None:
    wanted = claim()
    assess(wanted, "confirmed", reason="It stood.")

    answer = client.post(assess_at(wanted), found(seen="none"))

    assert answer.status_code == 422
    assert "Somebody else has assessed this claim while you wrote." in text(answer)
    assert "It stood." in text(answer)
    seen = f'name="seen" value="{wanted.assessments.get().pk}"'
    assert seen in text(answer)
    client.post(assess_at(wanted), found(seen=str(wanted.assessments.get().pk)))
    assert records.standing_of(wanted).state == "refuted"


def test_an_assessment_is_withdrawn_with_a_reason_and_stays(client) -> None:
    made = assess(claim())
    withdraw = f"/desk/outlooks/assessments/{made.pk}/withdraw/"
    field = f"withdraw{made.pk}-reason"

    refused = client.post(withdraw, {field: " "})
    client.post(withdraw, {field: "It was another wall."})

    assert refused.status_code == 422
    assert "Say why in a few words" in text(refused)
    assert records.standing_of(made.claim).state == "open"
    assert "It was another wall." in text(client.get(assess_at(made.claim)))
    again = client.post(withdraw, {field: "Once more."})
    assert again.status_code == 422
    assert "has been withdrawn already" in text(again)


def test_writers_enter_outlooks_and_assess_none(client) -> None:
    made = assess(claim())
    one = f"/desk/outlooks/{made.claim.outlook_id}/"
    desk.signed_in(client, Role.WRITER, "Wim Writer")

    assert client.get("/desk/outlooks/").status_code == 200
    assert client.get("/desk/outlooks/new/").status_code == 200
    assert assess_at(made.claim) not in text(client.get(one))
    for address in (assess_at(made.claim), f"{one}text/", "/desk/outlooks/proposals/"):
        assert client.get(address)["Location"] == "/desk/"
    for address in (f"/desk/outlooks/assessments/{made.pk}/withdraw/", f"{one}observations/"):
        assert client.post(address, {})["Location"] == "/desk/"


def test_a_proposal_is_accepted_with_credit(client) -> None:
    waiting = a_proposal(claim())
    page = f"/desk/outlooks/proposals/{waiting.pk}/"
    shown = text(client.get(page))
    assert '<option value="contested" selected>' in shown
    assert PAGE in shown

    client.post(page, found(verdict="contested"))

    made = Assessment.objects.get()
    assert made.credit_address == "/2026/03/the-wall/comments/7/"
    waiting.refresh_from_db()
    assert (waiting.outcome, waiting.made) == ("accepted", made)
    again = client.post(page, found())
    assert again.status_code == 422
    assert "Somebody has decided on this proposal already." in text(again)


def test_a_proposal_whose_source_is_taken_out_is_not_accepted(client) -> None:
    waiting = a_proposal(claim())

    answer = client.post(f"/desk/outlooks/proposals/{waiting.pk}/", found(sources=""))

    assert answer.status_code == 422
    assert "An assessment needs at least one source." in text(answer)
    assert not Assessment.objects.exists()


def test_a_proposal_is_declined_with_an_answer(client) -> None:
    waiting = a_proposal(claim())
    decline = f"/desk/outlooks/proposals/{waiting.pk}/decline/"

    refused = client.post(decline, {"answer": ""})
    client.post(decline, {"answer": "That is another wall."})

    assert refused.status_code == 422
    assert "Say why in a few words" in text(refused)
    waiting.refresh_from_db()
    assert (waiting.outcome, waiting.answer) == ("declined", "That is another wall.")
    assert not Assessment.objects.exists()
    assert "That is another wall." in text(client.get("/desk/outlooks/proposals/"))


def test_an_address_that_a_file_brought_is_no_link_unless_it_is_a_path(client) -> None:
    waiting = a_proposal(claim(), from_address="javascript:alert(1)")

    shown = text(client.get(f"/desk/outlooks/proposals/{waiting.pk}/"))

    assert 'href="javascript' not in shown


def test_what_happened_to_a_condition_is_noted_with_a_source(client) -> None:
    made = outlook()
    observe = f"/desk/outlooks/{made.pk}/observations/"
    sent = {"what": "The river rose.", "on": "2025-03", "url": PAGE}

    for missing, said in (
        ({"url": ""}, "needs at least one source"),
        ({"what": ""}, "Say what happened."),
        ({"on": "spring"}, "Give the date as exactly as it is known"),
        ({"url": "nowhere"}, "This is not the address of a web page."),
    ):
        refused = client.post(observe, sent | {"effect": "met"} | missing)
        assert refused.status_code == 422
        assert said in text(refused)
        assert 'value="met"' in text(refused)
    client.post(observe, sent)

    noted = ConditionObservation.objects.get()
    assert (noted.what, noted.status) == ("The river rose.", "noted")


def test_a_proposed_observation_is_noted_only_with_a_source(client) -> None:
    seen = [{"what": "It rose."}, {"what": "It rose.", "source": PAGE}, {"what": "It fell."}]
    made = outlook(condition={"text": "The river rises", "observations": seen})
    first, second, third = made.observations.all()
    page = f"/desk/outlooks/{made.pk}/observations/"

    refused = client.post(f"{page}{first.pk}/", {"note": ""})
    client.post(f"{page}{second.pk}/", {"note": ""})
    client.post(f"{page}{third.pk}/", {"decline": ""})

    assert refused.status_code == 422
    states = made.observations.values_list("status", flat=True)
    assert list(states) == ["proposed", "noted", "declined"]
