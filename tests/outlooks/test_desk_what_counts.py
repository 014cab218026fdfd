"""The desk says of an assessment whether it counts, which copies are kept, and who proposed it."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from pasquino.accounts.models import Role
from pasquino.outlooks import actions
from pasquino.outlooks.models import AssessmentProposal, OutlookClaim
from pasquino.sources import actions as sources
from pasquino.sources.models import Work
from tests import make
from tests.outlooks.expected import assess, claim
from tests.stories import desk

pytestmark = pytest.mark.django_db
PAGE = "https://river.example/flood"
STILL = "The assessment of 7 March 2025 is noted; the assessment of 21 March 2025 still counts."
BESIDE = "The assessment of 21 March 2025 counts: one of an earlier day is noted beside it"


@pytest.fixture(autouse=True)
def _at_the_desk(client: Client) -> None:
    make.magazine(clock="24")
    desk.signed_in(client, Role.EDITOR, "Edda Editor")


def found(**changed: str) -> dict[str, str]:
    """What the form of an assessment sends."""
    return {"verdict": "refuted", "on": "2025-03-07", "sources": PAGE} | changed


def told(client: Client, address: str, **changed: str) -> str:
    """What the desk shows after an assessment."""
    return " ".join(client.post(address, found(**changed), follow=True).content.decode().split())


def page(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def assess_at(of: OutlookClaim) -> str:
    return f"/desk/outlooks/claims/{of.pk}/"


def told_by_rita(of: OutlookClaim, **changed: str) -> AssessmentProposal:
    given = {"verdict": "confirmed", "on": "2025-03-07", "url": PAGE} | changed
    return actions.propose_assessment(claim=of, by=make.reader("Rita"), **given)


def test_an_assessment_older_than_the_one_that_counts_is_said_to_be_noted_only(client) -> None:
    of = claim()
    assess(of, "open", on=date(2025, 3, 21))

    assert STILL in told(client, assess_at(of))
    assert "It is assessed." in told(client, assess_at(of), on="2025-03-22")


def test_an_accepted_proposal_that_does_not_count_is_said_so_before_and_after(client) -> None:
    of = claim()
    assess(of, "open", on=date(2025, 3, 21))
    address = f"/desk/outlooks/proposals/{told_by_rita(of).pk}/"

    assert BESIDE in page(client, address)

    after = told(client, address)
    assert f"{STILL} Whoever proposed it is credited." in after


@pytest.mark.parametrize("on", ["2025-03-22", "2025-03-21", "2025-03", "2025"])
def test_a_proposal_that_may_be_of_a_later_day_is_not_called_older(client, on: str) -> None:
    of = claim()
    assess(of, "open", on=date(2025, 3, 21))

    assert BESIDE not in page(client, f"/desk/outlooks/proposals/{told_by_rita(of, on=on).pk}/")


def test_the_desk_names_who_proposed_an_assessment_and_in_which_comment(client) -> None:
    of = claim()
    waiting = told_by_rita(of, from_address="/2026/03/the-wall/comments/7/")

    told(client, f"/desk/outlooks/proposals/{waiting.pk}/")

    shown = page(client, assess_at(of))
    assert "proposed by <bdi>Rita</bdi>" in shown
    assert ">proposed in comment #7</a>" in shown


def test_a_reader_reads_that_a_newer_assessment_counts() -> None:
    of, reader = claim(), make.reader("Rita")
    assess(of, "open", on=date(2025, 3, 21))
    for on, verdict in (("2025-03-07", "confirmed"), ("2025-04", "refuted")):
        actions.propose_assessment(claim=of, verdict=verdict, on=on, url=PAGE, by=reader)
    client = Client()
    client.force_login(reader)

    assert page(client, "/account/assessments/").count(BESIDE) == 1


def test_a_copy_is_said_to_be_asked_for_only_where_there_is_an_address(client) -> None:
    kept = Work.objects.create(title="The yearbook")
    sources.keep_copy(
        kept, data=b"The wall broke.", content_type="text/plain", filename="y.txt",
        reason="From the shelf.", by=None,
    )  # fmt: skip

    said = told(client, assess_at(claim()), sources=f"{PAGE}\nRecord of the wall\n{kept.pk}")

    assert f"A copy of “{PAGE}” is asked for." in said
    assert "No copy of “Record of the wall” is kept; upload one at the source." in said
    assert "A copy of “The yearbook” is kept." in said


def test_the_desk_names_a_source_without_a_title_by_its_address(client) -> None:
    of = claim()
    told(client, assess_at(of))

    assert f">{PAGE}</a> (no copy yet)" in page(client, assess_at(of))
