"""A member's page and preferences, and whom editors trust."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from pasquino.accounts import members, standing
from pasquino.accounts.actions import imported_reader
from pasquino.accounts.models import Role, TrustChange, User
from pasquino.discussion.models import Comment, Draft, ReadingPreference
from pasquino.discussion.preferences import zone_choices
from tests import make

pytestmark = pytest.mark.django_db

PREFERENCES = {"zone": "", "clock": "", "display": "", "sort": "", "overflow_at": "",
               "overflow_display": ""}  # fmt: skip


@pytest.fixture
def nora(client) -> User:
    person = make.reader("Nora")
    client.force_login(person)
    return person


def preferences(client, **chosen: str) -> Any:
    return client.post("/account/preferences/", PREFERENCES | chosen)


def test_a_members_times_are_in_their_zone_and_by_their_clock(client, nora) -> None:
    thread = make.thread()
    make.comment(thread, at=make.NOON)
    address = thread.story.get_absolute_url()

    preferences(client, zone="Asia/Tokyo", clock="24")
    own = client.get(address).content.decode()
    client.logout()
    everybodys = client.get(address).content.decode()

    assert "Sat 7 Mar 2026, 21:00 JST" in own
    assert "Sat Mar 07, 2026 at 12:00:00 PM UTC" in everybodys


def test_a_zone_that_is_no_longer_known_does_no_harm(client, nora) -> None:
    User.objects.filter(pk=nora.pk).update(zone="Mars/Olympus")

    assert client.get(make.story().get_absolute_url()).status_code == 200


def test_a_visitor_without_a_session_is_not_looked_up(
    client, django_assert_max_num_queries
) -> None:
    address = make.reader("Bo").get_absolute_url()
    client.get(address)
    with django_assert_max_num_queries(5) as asked:
        client.get(address)

    assert not any("session" in query["sql"] for query in asked.captured_queries)


def test_preferences_are_kept_and_shown_again(client, nora) -> None:
    answer = preferences(
        client, zone="Europe/Rome", display="flat", sort="newest", overflow_at="0",
        overflow_display="minimal",
    )  # fmt: skip
    page = client.get(answer["Location"]).content.decode()

    own = ReadingPreference.objects.get(member=nora)
    assert (own.display, own.sort, own.overflow_at) == ("flat", "newest", 0)
    assert 'value="Europe/Rome" selected' in page
    assert "Your preferences are kept." in page


@pytest.mark.parametrize(
    ("field", "value"),
    [("zone", "Mars/Olympus"), ("overflow_at", "-1"), ("overflow_at", "1e9"), ("display", "x")],
)
def test_wrong_preferences_are_refused_and_the_rest_stays_in_the_form(
    client, nora, field, value
) -> None:
    answer = preferences(client, **{"clock": "24", field: value})

    assert answer.status_code == 422
    assert 'value="24" selected' in answer.content.decode()
    assert not ReadingPreference.objects.exists()


def test_all_places_can_be_chosen() -> None:
    named = [zone for _region, zones in zone_choices()[2:] for zone, _city in zones]

    assert {"Europe/Rome", "America/New_York", "America/Argentina/Ushuaia"} <= set(named)
    assert not any(zone.startswith("Etc/") for zone in named)


def test_a_choice_is_remembered_from_the_story(client, nora) -> None:
    thread = make.thread()
    make.comments(thread, [None, 1])
    address = thread.story.get_absolute_url()
    usual = client.get(address).content.decode()
    other = client.get(f"{address}?display=flat&sort=newest").content.decode()

    answer = client.post(
        "/account/reading/", {"display": "flat", "sort": "newest", "next": address}
    )
    page = client.get(address).content.decode()

    assert "Remember this choice" not in usual
    assert "Remember this choice" in other
    assert answer["Location"] == f"{address}#discussion"
    assert "discussion__body--flat" in page
    assert "Remember this choice" not in page


def test_nobody_is_led_elsewhere_after_remembering(client, nora) -> None:
    for away in ("https://example.org/", "//example.org/", "/\\example.org", "javascript:1"):
        sent = {"display": "flat", "sort": "newest", "next": away}
        assert client.post("/account/reading/", sent)["Location"] == "/account/preferences/"


def test_visitors_are_not_offered_to_have_a_choice_remembered(client) -> None:
    thread = make.thread()
    make.comments(thread, [None, 1])

    page = client.get(f"{thread.story.get_absolute_url()}?sort=newest")

    assert "Remember this choice" not in page.content.decode()
    assert "session" not in page.cookies


@pytest.mark.parametrize("page", ["preferences", "reading", "data", "close", "claim"])
def test_strangers_are_asked_to_sign_in(client, page) -> None:
    for answer in (client.get(f"/account/{page}/"), client.post(f"/account/{page}/")):
        assert answer.status_code == 302
        assert "login" in answer["Location"]


def test_members_see_more_on_their_own_page(client, nora) -> None:
    thread = make.thread()
    held = make.comment(thread, by=nora, subject="Held back")
    Comment.objects.filter(pk=held.pk).update(state=Comment.State.HELD)
    Draft.objects.create(member=nora, thread=thread, subject="Half", saved_at=timezone.now())

    own = client.get(nora.get_absolute_url())
    client.force_login(make.reader())
    others = client.get(nora.get_absolute_url()).content.decode()

    assert "private" in own["Cache-Control"]
    for words in ("Held back", "Drafts (1)", "/account/preferences/", "/account/close/"):
        assert words in own.content.decode()
        assert words not in others


def test_an_editor_trusts_a_reader_and_takes_it_back(client, nora) -> None:
    editor = make.person("Ed", Role.EDITOR)
    client.force_login(editor)

    client.post(
        "/moderation/trust/", {"name": "nora", "reason": "Always fair.", "decision": "give"}
    )
    nora.refresh_from_db()
    assert standing.is_trusted(nora)
    page = client.get("/moderation/trust/").content.decode()
    assert "Always fair." in page
    assert "by Ed" in page
    client.post("/moderation/trust/", {"name": "Nora", "reason": "No more.", "decision": "take"})

    nora.refresh_from_db()
    assert not standing.is_trusted(nora)
    recorded = TrustChange.objects.order_by("pk").values_list("is_granted", "by", "reason")
    assert list(recorded) == [(True, editor.pk, "Always fair."), (False, editor.pk, "No more.")]


def test_trusting_twice_is_recorded_once(nora) -> None:
    editor = make.person(role=Role.EDITOR)
    for _ in range(2):
        members.set_trust(person=nora, is_trusted=True, by=editor, reason="Fair.")

    assert TrustChange.objects.count() == 1


def test_imported_readers_are_not_trusted(client) -> None:
    imported_reader(name="Mr Natural", origin="scoop")
    client.force_login(make.person(role=Role.EDITOR))

    answer = client.post("/moderation/trust/", {"name": "Mr Natural", "reason": "My words."})

    assert answer.status_code == 422
    assert "My words." in answer.content.decode()


def test_editors_do_not_trust_themselves(client) -> None:
    editor = make.person("Ed", Role.EDITOR)
    client.force_login(editor)

    answer = client.post("/moderation/trust/", {"name": "Ed", "reason": "I know me."})

    assert answer.status_code == 422
    assert "Another editor says whether you are trusted." in answer.content.decode()
    editor.refresh_from_db()
    assert not editor.is_trusted
    assert not TrustChange.objects.exists()
