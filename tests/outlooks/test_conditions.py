"""What happened to the condition of an outlook is noted with its source."""

from __future__ import annotations

from datetime import date

import pytest

from pasquino.outlooks import actions, documents, refusals
from pasquino.outlooks.models import ConditionObservation
from tests import make
from tests.outlooks.expected import editor, outlook

pytestmark = pytest.mark.django_db
PAGE = "https://river.example/flood"


def test_an_observation_is_noted_with_its_date_and_source() -> None:
    of = outlook()

    noted = actions.observe_condition(
        outlook=of, on="2025-02", what="The river rose.", url=PAGE, effect="met", by=editor()
    )

    assert (noted.status, noted.on) == ("noted", "2025-02")
    assert noted.work is not None


@pytest.mark.parametrize(
    ("what", "url", "on", "refusal"),
    [
        (" ", PAGE, "2025", refusals.NoWords),
        ("The river rose.", "", "2025", refusals.NoSource),
        ("The river rose.", PAGE, "", refusals.NoDate),
        ("The river rose.", PAGE, "2999-01", refusals.InTheFuture),
    ],
)
def test_an_observation_needs_words_a_source_and_a_date(
    what: str, url: str, on: str, refusal: type[Exception]
) -> None:
    of = outlook()

    with pytest.raises(refusal):
        actions.observe_condition(outlook=of, on=on, what=what, url=url, by=editor())

    assert not of.observations.exists()


def test_only_editors_note_what_happened() -> None:
    with pytest.raises(refusals.NotAnEditor):
        actions.observe_condition(
            outlook=outlook(), on="2025", what="It rained.", url=PAGE, by=make.reader()
        )


def test_a_proposed_observation_is_noted_or_declined_once() -> None:
    observation = proposed(PAGE)

    actions.decide_observation(observation=observation, is_noted=True, by=editor())

    observation.refresh_from_db()
    assert observation.status == "noted"
    assert observation.work is not None
    with pytest.raises(refusals.AlreadyDecided):
        actions.decide_observation(observation=observation, is_noted=False, by=editor())


def test_an_observation_without_a_source_can_only_be_declined() -> None:
    observation = proposed("")

    with pytest.raises(refusals.NoSource):
        actions.decide_observation(observation=observation, is_noted=True, by=editor())
    actions.decide_observation(observation=observation, is_noted=False, by=editor())

    observation.refresh_from_db()
    assert observation.status == "declined"


def proposed(url: str) -> ConditionObservation:
    """An observation that came with a document."""
    said = {"what": "The river rose.", "source": url}
    condition = {"text": "The river rises", "observations": [said]}
    found: ConditionObservation = outlook(condition=condition).observations.get()
    return found


def test_review_dates_are_moved_with_a_reason_and_those_of_before_are_kept() -> None:
    of, by = outlook(horizon={"review_on": ["2025-03-07"]}), editor()
    before = documents.export(of)

    actions.set_review_dates(
        outlook=of, days=[date(2999, 1, 1)], reason="The count comes later.", by=by
    )

    change = of.changes.get()
    assert change.before == before
    assert change.before["horizon"]["review_on"] == ["2025-03-07"]
    assert (change.reason, change.by) == ("The count comes later.", by)


def test_review_dates_are_not_moved_without_a_reason() -> None:
    of = outlook(horizon={"review_on": ["2025-03-07"]})

    with pytest.raises(refusals.NoReason):
        actions.set_review_dates(outlook=of, days=[], reason=" ", by=editor())

    assert of.review_dates.exists()


def test_review_dates_that_stay_are_no_change() -> None:
    of = outlook(horizon={"review_on": ["2025-03-07"]})

    actions.set_review_dates(outlook=of, days=[date(2025, 3, 7)], reason="As it is.", by=editor())

    assert not of.changes.exists()
