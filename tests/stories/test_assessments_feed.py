"""Feed readers are told of assessments, newest first, and when one is withdrawn."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from pasquino.outlooks import actions
from pasquino.outlooks.models import Outlook
from tests import make
from tests.outlooks.expected import assess, claim, document, editor
from tests.outlooks.in_public import a_room_that_shows
from tests.stories import feed_rules

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def outlook() -> Iterator[Outlook]:
    make.magazine(clock="24")
    with a_room_that_shows() as show:
        yield show(actions.make_outlook(document()))


def titles(client, query: str = "") -> list[str]:
    answer = client.get(f"/feeds/assessments.json{query}")
    return [item["title"] for item in json.loads(answer.content)["items"]]


def test_assessments_come_newest_first(client, outlook) -> None:
    assess(claim("C1", outlook), "contested")
    assess(claim("C2", outlook), "refuted", reason="It broke.")

    assert titles(client) == ["“The wall holds, C2”: refuted", "“The wall holds, C1”: contested"]


def test_an_entry_has_reason_sources_and_the_outlook(client, outlook) -> None:
    made = assess(claim("C1", outlook), "refuted", reason="It broke.", assessor="The county")

    document_of_feed = client.get("/feeds/assessments.atom").content
    feed = feed_rules.parsed(document_of_feed)
    assert feed_rules.atom_faults(document_of_feed) == []

    entry = feed.find(f"{ATOM}entry")
    html = entry.findtext(f"{ATOM}content", "")
    assert "7 March 2025, according to The county" in html
    assert "It broke." in html
    assert f"/sources/{made.sources.get().work_id}/" in html
    assert "What the flood wall will do" in html
    link = entry.find(f"{ATOM}link").get("href", "")
    assert link.endswith(f"/outlooks/{outlook.pk}/claims/C1/#assessment-{made.pk}")
    assert str(made.uuid) in entry.findtext(f"{ATOM}id", "")


def test_a_withdrawn_assessment_says_so_and_why(client, outlook) -> None:
    made = assess(claim("C1", outlook), "refuted")
    before = json.loads(client.get("/feeds/assessments.json").content)["items"][0]
    actions.withdraw_assessment(assessment=made, reason="Another wall.", by=editor())

    after = json.loads(client.get("/feeds/assessments.json").content)["items"][0]

    assert after["id"] == before["id"]
    assert after["title"] == "Withdrawn: “The wall holds, C1” was assessed as refuted"
    assert "Another wall." in after["content_html"]


def test_outlooks_that_no_public_story_shows_are_not_in_it(client, outlook) -> None:
    assess(claim("C1", actions.make_outlook(document(title="Hidden"))), "refuted")

    assert titles(client) == []


def test_the_feed_goes_on_where_it_ended(client, outlook) -> None:
    of, by = claim("C1", outlook), editor()
    for number in range(52):
        assess(of, "contested", by=by, reason=f"No. {number}")

    first = json.loads(client.get("/feeds/assessments.json").content)
    rest = json.loads(client.get(first["next_url"]).content)

    assert (len(first["items"]), len(rest["items"])) == (50, 2)
    assert {item["id"] for item in first["items"]}.isdisjoint(i["id"] for i in rest["items"])


def test_the_list_of_outlooks_leads_to_the_feed(client, outlook) -> None:
    html = client.get("/outlooks/").content.decode()

    assert 'type="application/atom+xml" href="/feeds/assessments.atom"' in html
