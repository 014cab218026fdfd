"""Script-injection strings as names, in the mails that say them, and as what a member claims.

Names take every fourth string, those of them that may be one; signing up every fortieth, as it
hashes passwords; claims every tenth."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from pasquino.accounts import claims, limit
from pasquino.accounts.actions import imported_reader
from pasquino.accounts.models import Role, User
from tests import make
from tests.journeys.hostile import dangers, namesakes, payloads
from tests.post_office import delivered

pytestmark = [pytest.mark.django_db, pytest.mark.once]
WORDS = "seven wet bridges"


@pytest.fixture(autouse=True)
def _as_fast_as_can_be(settings) -> None:
    settings.LIMITS = limit.TEST | {"mails": limit.FAST}


def sign_up(name: str, mail: str):
    fields = {"username": name, "email": mail, "password1": WORDS}
    return Client().post("/account/signup/", fields)


def html_of(letter) -> str:
    [(html, kind)] = letter.alternatives
    assert kind == "text/html"
    return str(html)


@pytest.mark.parametrize("part", range(2))
def test_whoever_signs_up_so_is_told_why_not_or_gets_a_harmless_mail(part: int) -> None:
    sign_up("Ada Quill", "ada@example.org")
    [usual] = [list(dangers(html_of(letter).encode())) for letter in delivered()]
    refused = 0
    for number, payload in enumerate(payloads()[part::80]):
        answer = sign_up(payload, f"{number}@example.org")
        assert list(dangers(answer.content)) == []
        letters = delivered()
        if answer.status_code == 422:
            refused += 1
            field = BeautifulSoup(answer.content, "html.parser").select_one("#id_username_error")
            assert field is not None, payload
            assert field.get_text(strip=True).endswith(".")
            assert letters == []
        else:
            [letter] = letters
            assert answer.status_code == 302
            assert list(dangers(html_of(letter).encode())) == usual
            assert "\n" not in str(letter.subject)

    assert refused > 5
    assert User.objects.count() > 10


def test_a_name_runs_on_no_page_that_says_it() -> None:
    people = namesakes(payloads()[::4])
    comment = make.comment(make.thread(make.story(address="named")), by=people[0])
    for person in people[1:]:
        make.discussion.rate_comment(comment=comment, rater=person, value=3)
    reader = Client()

    assert len(people) > 300
    assert list(dangers(reader.get(f"{comment.get_absolute_url()}ratings/").content)) == []
    for person in people[::20]:
        reader.force_login(person)
        for address in ("/account/", person.get_absolute_url(), "/account/close/"):
            answer = reader.get(address)
            assert answer.status_code == 200, address
            assert list(dangers(answer.content)) == []
    told = reader.get(f"/api/v1/stories{comment.get_absolute_url()}".rstrip("/"))
    assert json.loads(told.content)["author"]["name"] == people[0].name


def test_no_evidence_for_a_claim_runs_before_an_editor() -> None:
    editor = make.person("Ed", Role.ADMIN)
    asked = 0
    for payload, person in zip(payloads()[::20], namesakes(payloads()[::10]), strict=False):
        old = imported_reader(name=f"Old {person.name}"[:60], origin="scoop")
        claim = claims.ask(member=person, imported=old, evidence=payload, wants_name=False)
        asked += 1
        if asked % 3 == 0:
            claims.decline(claim=claim, by=editor, reason=payload)

    desk = Client()
    desk.force_login(editor)
    page = desk.get("/moderation/claims/")
    assert page.status_code == 200
    assert asked > 100
    assert list(dangers(page.content)) == []
    member = Client()
    member.force_login(person)
    for address in ("/account/", "/account/claim/"):
        assert list(dangers(member.get(address).content)) == []
