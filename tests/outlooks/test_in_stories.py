"""What a story shows of outlooks is made once, and anew when anything it says has changed."""

from __future__ import annotations

from datetime import date

import pytest

from pasquino.accounts import closing
from pasquino.outlooks import actions, shown
from pasquino.outlooks.models import Outlook
from pasquino.sources import naming, parties
from pasquino.sources.models import Work
from tests import make
from tests.outlooks.expected import assess, claim, document, editor
from tests.outlooks.in_public import words

pytestmark = pytest.mark.django_db
QUERIES = 3


@pytest.fixture
def outlook() -> Outlook:
    make.magazine(clock="24")
    shown.forget()
    return actions.make_outlook(document(horizon={"review_on": ["2999-01-01"]}))


def test_a_story_shows_condition_list_tree_and_ledger(outlook) -> None:
    html = shown.shown(outlook.pk)

    assert html.startswith("<section")
    assert f'data-outlook="{outlook.pk}"' in html
    assert "The source says When the river rises, the story says If" in words(html)
    assert html.index("<svg") < html.index("The wall holds, C1</a>") < html.index("<table")
    assert "All 3 claims and how they stand" in html
    assert " id=" not in html  # a page may show an outlook twice


def test_what_was_made_once_is_kept(outlook, django_assert_num_queries) -> None:
    first = shown.shown(outlook.pk)

    with django_assert_num_queries(QUERIES):
        assert shown.shown(outlook.pk) is first


def test_an_assessment_shows_at_once_and_so_does_its_withdrawal(outlook) -> None:
    assert "refuted" not in shown.shown(outlook.pk)

    made = assess(claim("C1", outlook), "refuted")
    assert "refuted" in shown.shown(outlook.pk)

    actions.withdraw_assessment(assessment=made, reason="Another wall.", by=editor())
    assert "refuted" not in shown.shown(outlook.pk)


def test_what_was_put_right_shows_at_once(outlook) -> None:
    shown.shown(outlook.pk)
    changed = document(title="What the wall may do", horizon={"review_on": ["2999-01-01"]})
    actions.revise_outlook(outlook=outlook, document=changed, reason="May.", by=editor())

    assert "What the wall may do" in shown.shown(outlook.pk)


def test_review_dates_and_the_day_itself_count(outlook) -> None:
    assert "not assessed" not in shown.shown(outlook.pk)

    actions.set_review_dates(
        outlook=outlook, days=[date(2025, 3, 7)], reason="It is late.", by=editor()
    )

    assert "not assessed" in shown.shown(outlook.pk)
    assert ">open<" not in shown.shown(outlook.pk)


def test_names_and_titles_are_those_of_today(outlook) -> None:
    shown.shown(outlook.pk)
    naming.join(parties.party_for("Adelaide Quill"), parties.party_for("Ada Quill"), by=None)
    Work.objects.filter(title="Walls and water").update(title="Walls and waters")

    html = shown.shown(outlook.pk)

    assert "<bdi>Adelaide Quill</bdi>" in html
    assert "Walls and waters" in html


def test_whoever_signed_is_named_as_they_are_called_today(outlook) -> None:
    of, by = claim("C1", outlook), editor()
    assess(of, "refuted", by=by)
    assert f"<bdi>{by.name}</bdi>" in shown.claim_shown(of.pk)

    closing.close_account(person=by, keeps_comments=True)

    assert by.name not in shown.claim_shown(of.pk)


def test_an_outlook_that_is_not_there_shows_nothing() -> None:
    assert shown.shown(10**12) == ""
    assert shown.claim_shown(10**12) == ""


def test_a_later_story_shows_the_claim_with_the_assessment_it_carries(outlook) -> None:
    of = claim("C1", outlook)
    carried = assess(of, "contested", reason="Two gauges, two answers.")
    assess(of, "refuted", reason="It broke.")

    html = words(shown.claim_shown(of.pk, carried.pk))

    assert "The wall holds, C1" in html
    assert "contested" in html
    assert "Two gauges, two answers." in html
    assert "It broke." not in html
    assert "Today: refuted" in html


def test_without_one_of_its_own_a_story_shows_the_claim_as_it_stands(outlook) -> None:
    of = claim("C1", outlook)
    assert "open" in words(shown.claim_shown(of.pk))

    assess(of, "refuted", reason="It broke.")

    assert "It broke." in shown.claim_shown(of.pk)
