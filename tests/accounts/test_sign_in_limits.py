"""Guessing: counted before anything is hashed, the same for known and unknown, never the owner."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.test import Client
from django.utils import timezone

from pasquino.accounts import hashers, limits
from pasquino.accounts.actions import imported_reader, make_account
from pasquino.accounts.limit import USUAL, Limit
from pasquino.accounts.models import User
from tests.fixtures import fixture
from tests.post_office import delivered, link

pytestmark = pytest.mark.django_db

WORDS = "seven wet bridges"
HOME, ELSEWHERE = "192.0.2.7", "198.51.100.1"


@pytest.fixture
def ada() -> User:
    return make_account(name="Ada", email="ada@example.org", password=WORDS)


@pytest.fixture
def hashed(monkeypatch) -> list[str]:
    """Every password that was hashed, known account or not."""
    seen: list[str] = []
    encode, verify = hashers.Argon2.encode, hashers.Argon2.verify

    def noting_encode(self, password, salt):
        seen.append(password)
        return encode(self, password, salt)

    def noting_verify(self, password, encoded):
        seen.append(password)
        return verify(self, password, encoded)

    monkeypatch.setattr(hashers.Argon2, "encode", noting_encode)
    monkeypatch.setattr(hashers.Argon2, "verify", noting_verify)
    return seen


_strangers = Client()  # a new one each time would load the whole middleware again


def stranger(path: str, fields: dict[str, str], address: str = HOME):
    """What somebody who was never here before is answered."""
    _strangers.cookies.clear()
    return _strangers.post(path, fields, REMOTE_ADDR=address)


def attempt(login: str, password: str, address: str = HOME):
    return stranger("/account/login/", {"login": login, "password": password}, address)


def guess(login: str, times: int, *addresses: str) -> list[int]:
    return [
        attempt(login, "a wrong one", addresses[number % len(addresses)]).status_code
        for number in range(times)
    ]


def words_of(answer) -> str:
    page = re.sub(r'value="[^"]*"', "", answer.content.decode())
    return re.sub(r"<[^>]+>", "", page)


def test_the_usual_limits_are_those_promised() -> None:
    names = ("sign_ins", "sign_ins_account", "sign_ins_network")

    assert [USUAL[name] for name in names] == [Limit(20, 900), Limit(100, 900), Limit(100, 900)]


@pytest.mark.parametrize("login", ["Ada", "ada@example.org", "nobody", "nobody@example.org"])
def test_the_twenty_first_wrong_password_is_not_looked_at(ada, hashed, login: str) -> None:
    assert set(guess(login, 20, HOME)) == {422}
    assert len(hashed) == 20

    refused = attempt(login, WORDS)

    assert (refused.status_code, len(hashed)) == (429, 20)
    assert 0 < int(refused["Retry-After"]) <= 900
    assert "Try again in 15 minutes." in refused.content.decode()


def test_known_and_unknown_are_refused_in_the_same_words_for_the_same_work(ada, hashed) -> None:
    known = attempt("Ada", "a wrong one")
    of_known = len(hashed)
    unknown = attempt("Bob", "a wrong one")

    assert words_of(known) == words_of(unknown)
    assert (of_known, len(hashed) - of_known) == (1, 1)
    assert known.headers.keys() == unknown.headers.keys()


@pytest.mark.parametrize("closed", [True, False])
def test_closed_accounts_and_those_without_password_are_like_unknown_ones(
    ada, hashed, closed
) -> None:
    if closed:
        ada.is_active = False
    else:
        ada.set_unusable_password()
    ada.save()

    assert words_of(attempt("Ada", WORDS)) == words_of(attempt("Bob", WORDS))


def test_right_passwords_do_not_count(ada) -> None:
    assert {attempt("Ada", WORDS).status_code for _ in range(25)} == {302}


def test_name_and_address_count_together(ada) -> None:
    guess("Ada", 10, HOME)
    guess("ada@example.org", 10, HOME)

    assert attempt("ADA", WORDS).status_code == 429


def test_a_guesser_elsewhere_does_not_lock_the_owner_out(ada, settings) -> None:
    settings.LIMITS = settings.LIMITS | {"sign_ins_account": Limit(12, 900)}
    attempt("Ada", WORDS, HOME)
    many = [f"198.51.{number}.1" for number in range(3)]
    assert guess("Ada", 13, *many)[-1] == 429

    assert attempt("Ada", WORDS, "203.0.113.9").status_code == 429
    assert attempt("Ada", WORDS, HOME).status_code == 302


def test_the_owner_gets_in_by_mail_while_somebody_guesses(ada) -> None:
    guess("Ada", 21, HOME)
    client = Client()

    client.post("/account/password/reset/", {"email": "ada@example.org"})
    form = client.get(link(delivered()[0]), follow=True).request["PATH_INFO"]
    client.post(form, {"password1": "nine dry culverts", "password2": "nine dry culverts"})

    assert client.get("/account/").status_code == 200


def test_a_network_that_guesses_at_many_accounts_is_turned_away(ada, hashed, settings) -> None:
    settings.LIMITS = settings.LIMITS | {"sign_ins_network": Limit(8, 900)}
    for number in range(8):
        attempt(f"reader {number}", "a wrong one")
    hashed.clear()

    assert attempt("Ada", WORDS).status_code == 429
    assert attempt("Ada", WORDS, ELSEWHERE).status_code == 302
    assert len(hashed) == 1


def test_the_door_opens_again_after_a_quarter_of_an_hour(ada, time_machine) -> None:
    time_machine.move_to("2026-03-07 12:00 +0000")
    guess("Ada", 21, HOME)
    time_machine.shift(timedelta(minutes=16))

    assert attempt("Ada", WORDS).status_code == 302


def test_a_borrowed_session_does_not_guess_the_password(ada) -> None:
    client = Client()
    client.force_login(ada)
    fields = {"oldpassword": "a wrong one", "password1": "x" * 12, "password2": "x" * 12}

    answers = [client.post("/account/password/change/", fields).status_code for _ in range(21)]

    assert (answers[0], answers[-1]) == (422, 429)
    again = client.post("/account/reauthenticate/", {"password": WORDS})
    assert again.status_code == 429


def test_codes_are_guessed_twenty_times_from_anywhere(ada) -> None:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(ada, generate_totp_secret())
    answers = []
    for number in range(21):
        attempt("Ada", WORDS, f"198.51.{number}.1")
        answers.append(
            _strangers.post("/account/2fa/authenticate/", {"code": "12345"}).status_code
        )

    assert (answers[19], answers[20]) == (422, 429)


def test_one_address_is_sent_five_letters_an_hour_known_or_not(ada) -> None:
    for mail in ("ada@example.org", "nobody@example.org"):
        answers = [
            stranger("/account/password/reset/", {"email": mail}).status_code for _ in range(6)
        ]
        assert answers == [302] * 5 + [429]
        assert len(delivered()) == 5


def test_a_network_has_forty_letters_an_hour_sent_whatever_the_addresses(ada) -> None:
    def ask(number: int, address: str = HOME) -> int:
        fields = {"email": f"stranger{number}@example.org"}
        return stranger("/account/password/reset/", fields, address).status_code

    assert [ask(number) for number in range(41)] == [302] * 40 + [429]
    assert len(delivered()) == 40
    assert ask(41, ELSEWHERE) == 302
    signing_up = {"username": "Bo", "email": "bo@example.org", "password1": WORDS}
    assert stranger("/account/signup/", signing_up).status_code == 429
    assert not User.objects.filter(name="Bo").exists()


def test_a_member_has_ten_letters_an_hour_sent_to_new_addresses(ada) -> None:
    client = Client()
    client.force_login(ada)
    answers = []
    for number in range(11):
        new = {"email": f"stranger{number}@example.org", "action_add": "1"}
        answer = client.post("/account/email/", new, REMOTE_ADDR=f"198.51.{number}.1")
        if "/reauthenticate/" in answer.get("Location", ""):
            answer = client.post(answer["Location"], {"password": WORDS})
        answers.append(answer.status_code)

    assert answers == [302] * 10 + [429]
    assert len(delivered()) == 10


def test_twenty_accounts_an_hour_come_from_one_network() -> None:
    answers = [
        stranger(
            "/account/signup/",
            {"username": f"Reader {n}", "email": f"r{n}@example.org", "password1": WORDS},
        )
        for n in range(21)
    ]

    assert [answer.status_code for answer in answers] == [302] * 20 + [429]


def test_an_old_hash_is_renewed_at_the_next_sign_in(ada, settings) -> None:
    from django.contrib.auth.hashers import PBKDF2PasswordHasher

    ada.password = PBKDF2PasswordHasher().encode(WORDS, "salt", 10)
    ada.save(update_fields=["password"])

    attempt("Ada", WORDS)

    ada.refresh_from_db()
    assert identify_hasher(ada.password).algorithm == "argon2"
    assert "m=19456,t=2,p=1" in ada.password


@pytest.mark.parametrize("login", ["Mr Natural", "natural@example.org"])
def test_an_imported_reader_is_nobody_at_the_door(login: str) -> None:
    reader = imported_reader(name="Mr Natural", origin="scoop")
    reader.set_password(WORDS)
    reader.email = "natural@example.org"
    reader.save()

    assert attempt(login, WORDS).status_code == 422
    stranger("/account/password/reset/", {"email": "natural@example.org"})
    assert "No account" in delivered()[0].subject
    signing_up = {"username": "A newcomer", "email": "natural@example.org", "password1": WORDS}
    stranger("/account/signup/", signing_up)
    assert "Confirm" in delivered()[0].subject
    assert User.objects.filter(name="A newcomer", origin="").exists()


def test_somebody_elses_address_as_a_name_shuts_nobody_out(ada) -> None:
    make_account(name="ada@example.org", password="another eleven")

    assert attempt("ada@example.org", WORDS).status_code == 302


def test_letters_waiting_are_deleted_an_hour_after_they_were_sent(ada) -> None:
    from django_tasks_db.models import DBTaskResult

    from pasquino.accounts import post

    stranger("/account/password/reset/", {"email": "ada@example.org"})
    DBTaskResult.objects.update(
        status="SUCCESSFUL", finished_at=timezone.now() - timedelta(minutes=61)
    )

    assert post.forget_sent() == 1


def test_next_leads_to_paths_of_this_magazine_alone(ada) -> None:
    payloads = fixture("fixtures/urls/openredirects.txt").read_text(errors="replace")
    targets = [line for line in payloads.splitlines() if line.strip()]
    assert len(targets) > 50
    client = Client()
    for target in [*targets, "//evil.example", "/\\evil.example", "https://evil.example/", "evil"]:
        client.logout()
        answer = client.post(
            "/account/login/", {"login": "Ada", "password": WORDS, "next": target}
        )
        led = answer["Location"]
        assert led.startswith("/"), target
        assert not led.startswith(("//", "/\\")), target
    client.logout()
    fields = {"login": "Ada", "password": WORDS, "next": "/2026/03/the-weir/?page=2#c4"}
    assert client.post("/account/login/", fields)["Location"] == "/2026/03/the-weir/?page=2#c4"


def test_limits_give_back_never_below_nothing() -> None:
    limits.give_back("sign_ins", "x")
    limits.take("sign_ins", "x")
    limits.give_back("sign_ins", "x")
    limits.give_back("sign_ins", "x")

    limits.check("sign_ins", "x")
