"""What a member holds likely is theirs: they can take it along, and it goes when they go."""

from __future__ import annotations

import json

import pytest

from pasquino.accounts import data
from pasquino.accounts.closing import close_account
from pasquino.outlooks import actions
from pasquino.outlooks.models import OutlookPolicy, Probability
from tests import make
from tests.outlooks.expected import claim

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _asked() -> None:
    policy = OutlookPolicy.load()
    policy.readers_state_probabilities = True
    policy.save()


def test_a_member_s_data_has_what_they_hold_likely_and_what_they_proposed() -> None:
    of, reader = claim(), make.reader()
    actions.state_probability(claim=of, reader=reader, percent=70)
    actions.propose_assessment(
        claim=of, verdict="refuted", on="2025", url="https://river.example/", by=reader
    )

    found = json.loads("".join(data.stream(reader)))

    assert [(one["claim"], one["percent"]) for one in found["probabilities"]] == [(of.text, 70)]
    assert [one["verdict"] for one in found["proposed_assessments"]] == ["refuted"]


def test_what_a_member_held_likely_goes_when_they_close_their_account() -> None:
    of, leaving, staying = claim(), make.reader(), make.reader()
    for reader in (leaving, staying):
        actions.state_probability(claim=of, reader=reader, percent=70)

    close_account(person=leaving, keeps_comments=True)

    assert [one.reader for one in Probability.objects.all()] == [staying]
