"""A member takes their data along and leaves, over HTTP without script."""

from __future__ import annotations

import re

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from pasquino.accounts.actions import make_account
from pasquino.accounts.models import Closing, Role, User
from tests import make
from tests.post_office import delivered, link

pytestmark = pytest.mark.django_db
PASSWORD = "seven wet bridges"


def token(page: str) -> str:
    return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]


def test_a_member_with_a_password_leaves_and_their_words_stay() -> None:
    client, elsewhere = Client(enforce_csrf_checks=True), Client()
    nora, thread = make.reader("Nora"), make.thread()
    nora.set_password(PASSWORD)
    nora.save(update_fields=["password"])
    make.comment(thread, by=nora, subject="Sluice gates")
    client.force_login(nora)
    elsewhere.force_login(nora)
    own_page = nora.get_absolute_url()

    page = client.get("/account/close/").content.decode()
    form = {"csrfmiddlewaretoken": token(page), "comments": "keep", "is_certain": "on"}
    wrong = client.post("/account/close/", form | {"password": "something else"})
    left = client.post("/account/close/", form | {"password": PASSWORD}, follow=True)
    again = client.post("/account/close/", form | {"password": PASSWORD})

    assert wrong.status_code == 422
    assert "This is not your password." in wrong.content.decode()
    assert 'value="keep"' in wrong.content.decode()
    assert "Your account is closed" in left.content.decode()
    assert again.status_code in {302, 403}
    assert elsewhere.get("/account/data/").status_code == 302
    assert client.get(own_page).status_code == 410
    story = client.get(thread.story.get_absolute_url()).content.decode()
    assert "Sluice gates" in story
    former = re.search(r'href="(/reader/former-member[^"]*)"', story)[1]
    left_behind = client.get(former)
    assert left_behind.status_code == 200
    assert "noindex" in left_behind.content.decode()
    assert "Nora" not in left_behind.content.decode()


def test_a_member_without_a_password_types_their_name_and_takes_all_along(client) -> None:
    nora, thread = make.reader("Nora"), make.thread()
    make.comment(thread, by=nora, subject="Sluice gates")
    client.force_login(nora)

    form = {"comments": "blank", "is_certain": "on"}
    unsure = client.post("/account/close/", {"comments": "blank", "name": "Nora"})
    wrong = client.post("/account/close/", form | {"name": "Bo"})
    client.post("/account/close/", form | {"name": "nora"})

    assert unsure.status_code == wrong.status_code == 422
    assert not Closing.objects.get().keeps_comments
    story = client.get(thread.story.get_absolute_url()).content.decode()
    assert "Removed by its author." in story
    assert "Sluice" not in story


def nora_with(password: str | None = PASSWORD) -> User:
    """Nora with a confirmed mail address."""
    nora = make_account(name="Nora", email="nora@example.org", password=password)
    EmailAddress.objects.create(user=nora, email=nora.email, primary=True, verified=True)
    return nora


def test_guessing_the_password_of_an_open_session_counts_as_at_the_door(client) -> None:
    client.force_login(nora_with())

    form = {"comments": "keep", "is_certain": "on"}
    for _guess in range(20):
        client.post("/account/close/", form | {"password": "a wrong one"})
    answer = client.post("/account/close/", form | {"password": PASSWORD})
    door = Client().post("/account/login/", {"login": "Nora", "password": PASSWORD})

    assert (answer.status_code, door.status_code) == (422, 429)
    assert "tried too often" in answer.content.decode()
    assert not Closing.objects.exists()


def test_whose_account_is_closed_is_told_by_mail(client) -> None:
    client.force_login(nora_with())

    form = {"comments": "keep", "is_certain": "on", "password": PASSWORD}
    client.post("/account/close/", form)

    (letter,) = delivered()
    assert letter.to == ["nora@example.org"]
    assert "“Nora” was closed" in str(letter.body)


def test_without_a_password_a_link_sent_by_mail_closes_the_account(client) -> None:
    nora, thread = nora_with(password=None), make.thread()
    make.comment(thread, by=nora, subject="Sluice gates")
    client.force_login(nora)

    form = {"comments": "blank", "is_certain": "on", "name": "Nora"}
    asked = client.post("/account/close/", form)
    borrowed = Closing.objects.exists()
    address = link(delivered()[0])
    looked, looked_on = Client().get(address), Closing.objects.exists()
    left = Client().post(address, follow=True)

    assert "sent a letter" in asked.content.decode()
    assert (borrowed, looked.status_code, looked_on) == (False, 200, False)
    assert "Your account is closed" in left.content.decode()
    assert not Closing.objects.get().keeps_comments
    assert Client().post(address).status_code == 410


@pytest.mark.parametrize("secret", ["nonsense", "a:b:c"])
def test_a_link_that_is_not_ours_closes_nothing(client, secret: str) -> None:
    assert client.post(f"/account/close/{secret}/").status_code == 410


def test_a_link_to_close_ends_with_a_new_password_and_after_an_hour(client) -> None:
    with time_machine.travel("2026-03-07 12:00 +0000", tick=False):
        nora = nora_with(password=None)
        client.force_login(nora)
        client.post("/account/close/", {"comments": "keep", "is_certain": "on", "name": "Nora"})
        address = link(delivered()[0])
        fresh = Client().get(address).status_code
    with time_machine.travel("2026-03-07 13:01 +0000", tick=False):
        late = Client().get(address).status_code
    with time_machine.travel("2026-03-07 12:10 +0000", tick=False):
        nora.set_password(PASSWORD)
        nora.save(update_fields=["password"])
        after = Client().get(address).status_code

    assert (fresh, late, after) == (200, 410, 410)


def test_a_borrowed_session_sets_no_password_to_close_the_account_with(client) -> None:
    nora = nora_with(password=None)
    client.force_login(nora)
    fields = {"password1": PASSWORD, "password2": PASSWORD}

    by_mail = client.post("/account/password/set/", fields)
    TOTP.activate(nora, generate_totp_secret())
    by_code = client.post("/account/password/set/", fields)

    assert by_mail["Location"] == "/account/password/reset/"
    assert by_code["Location"].startswith("/account/2fa/reauthenticate/")
    assert not User.objects.get(pk=nora.pk).has_usable_password()


def test_who_has_a_second_factor_and_no_password_is_asked_for_it(client) -> None:
    nora = nora_with(password=None)
    TOTP.activate(nora, generate_totp_secret())
    client.force_login(nora)

    form = {"comments": "keep", "is_certain": "on", "name": "Nora"}
    answer = client.post("/account/close/", form)

    assert answer["Location"].startswith("/account/2fa/reauthenticate/")
    assert not Closing.objects.exists()


def test_the_last_administrator_is_told_why_they_cannot_leave(client) -> None:
    ada = make.person("Ada", Role.ADMIN)
    client.force_login(ada)

    sent = {"comments": "keep", "is_certain": "on", "name": "Ada"}
    answer = client.post("/account/close/", sent)

    assert answer.status_code == 422
    assert "last administrator" in answer.content.decode()
