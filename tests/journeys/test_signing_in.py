"""A member's way in and out, without script: from signing up to the last session ended."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from pasquino.accounts.actions import make_account
from pasquino.accounts.models import Role, User
from tests import make
from tests.post_office import delivered, link

pytestmark = pytest.mark.django_db

WORDS = "seven wet bridges"
NEW_WORDS = "nine dry culverts"


@pytest.fixture(autouse=True)
def _the_clock_stands(time_machine) -> None:
    """A code is of half a minute; no test may reach into the next one."""
    time_machine.move_to(timezone.now(), tick=False)


def member(name: str = "Ada", mail: str = "ada@example.org", role: Role = Role.READER) -> User:
    return make_account(name=name, email=mail, password=WORDS, role=role)


def sign_in(client: Client, login: str = "Ada", password: str = WORDS, **more: str):
    return client.post("/account/login/", {"login": login, "password": password, **more})


def is_signed_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def sign_up(client: Client, name: str = "Ada", mail: str = "ada@example.org"):
    fields = {"username": name, "email": mail, "password1": WORDS}
    return client.post("/account/signup/", fields)


def code(secret: str, ahead: int = 0) -> str:
    counter = list(yield_hotp_counters_from_time())[1] + ahead
    return format_hotp_value(hotp_value(secret, counter))


def set_up_app(client: Client) -> str:
    page = client.get("/account/2fa/totp/activate/", follow=True)
    if page.request["PATH_INFO"] == "/account/reauthenticate/":
        client.post("/account/reauthenticate/", {"password": WORDS})
        page = client.get("/account/2fa/totp/activate/")
    secret = BeautifulSoup(page.content, "html.parser").select_one(".secret").text
    answer = client.post("/account/2fa/totp/activate/", {"code": code(secret, -1)})
    assert answer.status_code == 302, answer.content.decode()
    return secret


def test_somebody_signs_up_confirms_signs_in_changes_the_password_and_leaves(client) -> None:
    answer = sign_up(client)
    assert answer["Location"] == "/account/confirm-email/"
    assert not is_signed_in(client)

    (letter,) = delivered()
    assert letter.to == ["ada@example.org"]
    assert "Confirm" in client.get(link(letter)).content.decode()
    client.post(link(letter))
    assert is_signed_in(client)

    client.post("/account/logout/")
    assert not is_signed_in(client)
    assert sign_in(client, "ADA")["Location"] == "/account/"

    both = {"password1": NEW_WORDS, "password2": NEW_WORDS}
    client.post("/account/password/change/", {"oldpassword": WORDS, **both})
    assert is_signed_in(client)
    client.post("/account/logout/")
    assert sign_in(client).status_code == 422
    assert sign_in(client, "Ada@Example.ORG", NEW_WORDS).status_code == 302


def test_nobody_gets_in_before_confirming(client) -> None:
    sign_up(client)
    delivered()

    answer = sign_in(Client())

    assert answer["Location"] == "/account/confirm-email/"
    assert len(delivered()) == 1


def test_a_link_in_a_letter_works_once_and_for_an_hour(client, time_machine) -> None:
    time_machine.move_to("2026-03-07 12:00 +0000")
    sign_up(client)
    confirming = link(delivered()[0])
    time_machine.move_to("2026-03-07 13:01 +0000")
    assert client.get(confirming).status_code == 410

    sign_in(client)
    confirming = link(delivered()[0])
    client.post(confirming)
    assert client.get(confirming).status_code == 410

    client.post("/account/logout/")
    client.post("/account/password/reset/", {"email": "ada@example.org"})
    resetting = link(delivered()[0])
    time_machine.move_to("2026-03-07 14:03 +0000")
    assert client.get(resetting).status_code == 410


def test_a_forgotten_password_is_chosen_anew_by_mail(client) -> None:
    member()
    elsewhere = Client()
    sign_in(elsewhere)

    client.post("/account/password/reset/", {"email": "ADA@example.org"})
    (letter,) = delivered()
    form = client.get(link(letter), follow=True)
    assert form.status_code == 200
    client.post(form.request["PATH_INFO"], {"password1": NEW_WORDS, "password2": NEW_WORDS})

    assert is_signed_in(client)
    assert not is_signed_in(elsewhere)
    assert Client().get(link(letter)).status_code == 410
    assert [told.subject for told in delivered()] == ["Your password was changed – Pasquino"]


def test_a_changed_mail_address_asks_for_the_password_and_tells_the_old_one(client) -> None:
    sign_up(client)
    client.post(link(delivered()[0]))
    elsewhere = Client()
    sign_in(elsewhere)

    asked = client.post("/account/email/", {"email": "new@example.org", "action_add": "1"})
    assert asked["Location"].startswith("/account/reauthenticate/")
    client.post(asked["Location"], {"password": WORDS})
    (letter,) = delivered()
    assert letter.to == ["new@example.org"]
    assert User.objects.get().email == "ada@example.org"
    client.post(link(letter))

    (told,) = delivered()
    assert told.to == ["ada@example.org"]
    assert "from ada@example.org to new@example.org" in told.body
    assert User.objects.get().email == "new@example.org"
    assert is_signed_in(client)
    assert not is_signed_in(elsewhere)
    assert sign_in(Client(), "ada@example.org").status_code == 422


def test_a_code_is_asked_for_once_an_app_is_set_up(client) -> None:
    member()
    sign_in(client)
    secret = set_up_app(client)
    client.post("/account/logout/")

    assert sign_in(client)["Location"] == "/account/2fa/authenticate/"
    assert not is_signed_in(client)
    assert client.post("/account/2fa/authenticate/", {"code": "000000"}).status_code == 422
    client.post("/account/2fa/authenticate/", {"code": code(secret)})

    assert is_signed_in(client)


def test_a_code_serves_once(client) -> None:
    member()
    sign_in(client)
    secret = set_up_app(client)
    client.post("/account/logout/")
    sign_in(client)
    client.post("/account/2fa/authenticate/", {"code": code(secret)})
    assert is_signed_in(client)
    for visitor in (client, Client()):
        visitor.post("/account/logout/")
        sign_in(visitor)
        answer = visitor.post("/account/2fa/authenticate/", {"code": code(secret)})
        assert answer.status_code == 422


def test_a_recovery_code_lets_in_once(client) -> None:
    member()
    sign_in(client)
    set_up_app(client)
    page = client.get("/account/2fa/recovery-codes/").content.decode()
    recovery = re.findall(r"<li><code>(\d+)</code></li>", page)
    assert len(recovery) == 10
    saved = client.get("/account/2fa/recovery-codes/download/").content.decode().split()
    assert saved == recovery

    for expected in (True, False):
        client.post("/account/logout/")
        sign_in(client)
        client.post("/account/2fa/authenticate/", {"code": recovery[0]})
        assert is_signed_in(client) is expected


def test_sessions_are_listed_and_ended(client) -> None:
    member()
    firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    third = Client()
    other = Client(headers={"User-Agent": firefox}, REMOTE_ADDR="198.51.100.77")
    for visitor in (client, other, third):
        sign_in(visitor)

    page = client.get("/account/sessions/").content.decode()
    assert "Firefox, Linux" in page
    assert "198.51.100.0/24" in page
    assert "198.51.100.77" not in page
    first = re.search(r'name="session" value="(\d+)"', page)[1]
    client.post("/account/sessions/", {"session": first})
    assert [is_signed_in(visitor) for visitor in (client, other, third)] == [True, False, True]
    client.post("/account/sessions/")
    assert [is_signed_in(visitor) for visitor in (client, other, third)] == [True, False, False]


def test_nobody_ends_a_session_of_somebody_else(client) -> None:
    member()
    member("Bo", "bo@example.org")
    bo = Client()
    sign_in(client)
    sign_in(bo, "Bo")
    page = client.get("/account/sessions/").context["sessions"][0]

    bo.post("/account/sessions/", {"session": page.pk})

    assert is_signed_in(client)


def test_signing_in_gives_a_new_session_and_signing_out_ends_it_on_the_server(client) -> None:
    member()
    client.get("/account/login/")
    before = client.cookies["session"].value

    sign_in(client)
    during = client.cookies["session"].value
    client.get("/account/logout/")
    assert is_signed_in(client)
    client.post("/account/logout/")

    assert before != during
    client.cookies["session"] = during
    assert not is_signed_in(client)


def test_the_masthead_shows_visitors_the_door_and_members_the_way_out(client) -> None:
    member()
    make.story("The weir")
    visitor = client.get("/2026/03/the-weir/").content.decode()
    assert "/account/login/?next=%2F2026%2F03%2Fthe-weir%2F" in visitor
    assert "Sign up" in visitor

    sign_in(client)
    page = BeautifulSoup(client.get("/").content, "html.parser").select_one(".masthead")

    assert page.select_one("a[href='/account/']").text == "Ada"
    assert page.select_one("form[action='/account/logout/'] button").text == "Sign out"


def test_the_desk_has_the_same_door_as_everybody(client) -> None:
    member(role=Role.EDITOR)

    door = client.get("/desk/users/", follow=True)
    assert door.request["PATH_INFO"] == "/account/login/"
    answer = client.post(
        door.request["PATH_INFO"], {"login": "Ada", "password": WORDS, "next": "/desk/"}
    )

    assert answer["Location"] == "/desk/"
    assert client.get("/desk/").status_code == 200
    assert client.get("/desk/password_reset/").status_code == 404


def test_a_reader_at_the_desks_door_is_told_that_it_is_not_theirs(client) -> None:
    member()
    sign_in(client)

    assert client.get("/desk/", follow=True).status_code == 403
