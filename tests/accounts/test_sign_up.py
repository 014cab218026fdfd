"""Signing up: one account for a name and a mail address, and nobody learns whose they are."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from pasquino.accounts import mail_addresses, unconfirmed
from pasquino.accounts.actions import make_account
from pasquino.accounts.mail_addresses import MailTaken
from pasquino.accounts.models import User
from tests.post_office import delivered, link

pytestmark = pytest.mark.django_db

WORDS = "seven wet bridges"


def sign_up(client: Client, name: str, mail: str, password: str = WORDS):
    fields = {"username": name, "email": mail, "password1": password}
    return client.post("/account/signup/", fields)


@pytest.mark.parametrize(
    "again",
    [
        "ada@example.org",
        "ADA@example.org",
        "Ada@EXAMPLE.org",
        "ada@ｅxample.org",
        " ada@example.org ",
    ],
)
def test_a_taken_address_makes_no_second_account_and_the_visitor_does_not_learn_it(again) -> None:
    make_account(name="Ada", email="ada@example.org", password=WORDS)
    taken, free = Client(), Client()

    of_taken = sign_up(taken, "Bob", again)
    of_free = sign_up(free, "Cy", "cy@example.org")

    assert (of_taken.status_code, of_taken.headers["Location"]) == (
        of_free.status_code,
        of_free.headers["Location"],
    )
    assert (
        taken.get(of_taken.headers["Location"]).content
        == free.get(of_free.headers["Location"]).content
    )
    to_ada, to_cy = delivered()
    assert (to_ada.to, "an account already" in str(to_ada.subject)) == (["ada@example.org"], True)
    assert to_cy.to == ["cy@example.org"]
    assert set(User.objects.values_list("name", flat=True)) == {"Ada", "Cy"}


def test_a_taken_name_is_said_beside_its_field_and_the_rest_stays(client) -> None:
    make_account(name="Ada Quill")

    answer = sign_up(client, "ADA  quill", "new@example.org")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Somebody has this name already" in page
    assert 'value="new@example.org"' in page
    assert 'aria-invalid="true"' in page


def test_a_name_taken_between_looking_and_making_is_said_too(client, monkeypatch) -> None:
    from pasquino.accounts.adapter import Doors

    make_account(name="Ada")
    monkeypatch.setattr(Doors, "clean_username", lambda self, name, shallow=False: name)

    answer = sign_up(client, "Ada", "new@example.org")

    assert answer.status_code == 422
    assert "Somebody has this name already" in answer.content.decode()


@pytest.mark.parametrize(
    ("password", "words"),
    [("short", "at least 10"), ("password123", "too common"), ("Ada Quillpen", "too similar")],
)
def test_a_password_easily_guessed_is_refused(client, password: str, words: str) -> None:
    answer = sign_up(client, "Ada Quillpen", "ada@example.org", password)

    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_pending_change_does_not_let_a_sign_up_skip_confirming(client) -> None:
    ada = make_account(name="Ada", email="ada@example.org", password=WORDS)
    EmailAddress.objects.create(user=ada, email="wanted@example.org")

    sign_up(client, "Bob", "wanted@example.org")

    assert mail_addresses.must_confirm(User.objects.get(name="Bob"))


def test_a_changed_address_that_is_somebody_elses_is_never_confirmed(client) -> None:
    make_account(name="Ada", email="ada@example.org", password=WORDS)
    bob = make_account(name="Bob", email="bob@example.org", password=WORDS)
    client.force_login(bob)
    asked = client.post("/account/email/", {"email": "ada@example.org", "action_add": "1"})
    client.post(asked.headers["Location"], {"password": WORDS})

    (letter,) = delivered()

    assert letter.to == ["ada@example.org"]
    assert link(letter) == "/account/password/reset/"
    bob.refresh_from_db()
    assert bob.email == "bob@example.org"


def test_the_operator_makes_no_two_accounts_for_one_address() -> None:
    make_account(name="Ada", email="Ada@Example.org")

    with pytest.raises(MailTaken):
        make_account(name="Bob", email="ada@example.org")


def test_accounts_the_operator_made_sign_in_without_confirming(client) -> None:
    make_account(name="Ada", password=WORDS)
    make_account(name="Bob", email="bob@example.org", password=WORDS)

    for login in ("Ada", "bob@example.org"):
        answer = client.post("/account/login/", {"login": login, "password": WORDS})
        assert answer.headers["Location"] == "/account/"
        client.logout()


def test_sign_ups_nobody_confirmed_are_forgotten_after_a_week(client) -> None:
    sign_up(client, "Ada", "ada@example.org")
    sign_up(Client(), "Bob", "bob@example.org")
    make_account(name="Cy", email="cy@example.org")
    client.post(link(delivered()[0]))
    User.objects.update(joined_at=timezone.now() - timedelta(days=8))

    unconfirmed.forget_unconfirmed()

    assert set(User.objects.values_list("name", flat=True)) == {"Ada", "Cy"}
