"""Tokens for the API: made once, kept as a hash, limited in scope, time and number."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.db import connection
from django.utils import timezone

from pasquino.accounts import data, tokens
from pasquino.accounts.actions import make_account
from pasquino.accounts.closing import close_account
from pasquino.accounts.models import ApiToken, Role, Suspension, User
from tests import make
from tests.post_office import delivered, link

pytestmark = pytest.mark.django_db

ME = "/api/v1/me"
TOKENS = "/account/tokens/"
NOON = datetime(2026, 3, 7, 12, tzinfo=UTC)
FORM = {"name": "my reader", "scopes": ["comment", "rate"], "days": "90"}


def ask(client, secret: str):
    return client.get(ME, headers={"Authorization": f"Bearer {secret}"})


def test_a_token_is_random_and_known_to_scanners_for_secrets() -> None:
    member = make.reader()

    first, second = make.token(member), make.token(member)

    assert re.fullmatch(r"pasq_[-_A-Za-z0-9]{43}", first)
    assert first != second


def test_only_the_hash_of_a_token_is_kept() -> None:
    secret = make.token(make.reader())

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM accounts_apitoken")
        kept = " ".join(map(str, cursor.fetchone()))

    assert secret.removeprefix("pasq_") not in kept
    assert hashlib.sha256(secret.encode()).hexdigest() in kept


def test_a_token_says_whose_it_is_and_what_it_may_do(client) -> None:
    with time_machine.travel(NOON, tick=False):
        secret = make.token(make.reader("Tamsin Vale"), "rate")
        answer = ask(client, secret)

    assert answer.json() == {
        "holder": "Tamsin Vale",
        "name": "a program",
        "scopes": ["rate"],
        "expires_at": "2026-06-05T12:00:00Z",
    }
    assert "no-store" in answer["Cache-Control"]


def test_a_token_lives_as_long_as_it_was_made_for(client) -> None:
    with time_machine.travel(NOON, tick=False):
        secret = tokens.make_token(member=make.reader(), name="x", scopes=["rate"], days=7)[1]
    with time_machine.travel(NOON + timedelta(days=7, seconds=-1), tick=False):
        assert ask(client, secret).status_code == 200
    with time_machine.travel(NOON + timedelta(days=7), tick=False):
        answer = ask(client, secret)

    assert answer.status_code == 401
    assert "has expired" in answer.json()["detail"]


@pytest.mark.parametrize("days", [0, -1, 366])
def test_no_token_lives_longer_than_a_year(days: int) -> None:
    with pytest.raises(tokens.NoSuchExpiry):
        tokens.make_token(member=make.reader(), name="x", scopes=["rate"], days=days)


def test_there_is_no_scope_but_ours() -> None:
    with pytest.raises(ValueError, match="moderate"):
        tokens.make_token(member=make.reader(), name="x", scopes=["rate", "moderate"])


def test_a_member_has_at_most_twenty_tokens() -> None:
    member = make.reader()
    for _ in range(20):
        make.token(member)

    with pytest.raises(tokens.TooManyTokens):
        make.token(member)
    make.token(make.reader())


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Bearer",
        "Bearer ",
        "Bearer pasq_",
        "Bearer pasq_" + "A" * 43,
        "Bearer pasq_" + "A" * 43 + "\x00",
        "Bearer " + "x" * 5000,
        "Bearer pasq_" + "א" * 43,
        "Basic cGFzcV86eA==",
        "Token pasq_" + "A" * 43,
    ],
)
def test_without_a_known_token_nobody_is_let_in(client, header: str) -> None:
    answer = client.get(ME, headers={"Authorization": header} if header else {})

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer ")
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["detail"].endswith(".")


def test_a_session_opens_nothing_of_the_api(client) -> None:
    client.force_login(make.person(role=Role.ADMIN))

    assert client.get(ME).status_code == 401


def test_a_token_of_a_closed_account_opens_nothing(client) -> None:
    member = make.reader()
    secret = make.token(member)
    User.objects.filter(pk=member.pk).update(is_active=False)

    answer = ask(client, secret)

    assert answer.status_code == 401
    assert answer.json()["detail"] == "The account this token belongs to is closed."


def test_who_leaves_takes_their_tokens_along(client) -> None:
    member = make.reader()
    secret = make.token(member)

    close_account(person=member, keeps_comments=True)

    assert ask(client, secret).status_code == 401
    assert not ApiToken.objects.exists()


def test_a_members_data_tell_of_tokens_but_not_how_to_find_them() -> None:
    member = make.reader()
    secret = make.token(member, "rate")

    told = "".join(data.stream(member))

    assert json.loads(told)["api_tokens"][0]["name"] == "a program"
    assert hashlib.sha256(secret.encode()).hexdigest() not in told


@pytest.mark.parametrize(
    ("until", "words"),
    [(None, "until a moderator releases it."), (NOON + timedelta(days=36_500), "until ")],
)
def test_a_suspended_member_is_told_so(client, until, words: str) -> None:
    member = make.reader()
    secret = make.token(member)
    suspension = Suspension.objects.create(user=member, until=until, reason="Shouting")

    answer = ask(client, secret)
    suspension.lifted_at = timezone.now()
    suspension.save(update_fields=["lifted_at"])

    assert answer.status_code == 403
    assert words in answer.json()["detail"]
    assert "The reason: Shouting" in answer.json()["detail"]
    assert ask(client, secret).status_code == 200


def test_the_last_use_is_noted_once_an_hour(client) -> None:
    secret = make.token(make.reader())

    noted: list[Any] = []  # moments, once they are noted
    for minutes in (0, 59, 61):
        with time_machine.travel(timezone.now() + timedelta(minutes=minutes), tick=False):
            ask(client, secret)
            noted.append(ApiToken.objects.get().last_used_at)

    assert noted[0] == noted[1] < noted[2]


def test_a_token_used_lately_costs_two_queries(client, django_assert_max_num_queries) -> None:
    secret = make.token(make.reader())
    ask(client, secret)

    with django_assert_max_num_queries(3):  # the magazine, the token, suspensions
        ask(client, secret)


def test_the_page_of_tokens_is_for_members_alone(client) -> None:
    answer = client.get(TOKENS)

    assert answer.status_code == 302
    assert "next=/account/tokens/" in answer["Location"]


def test_a_new_token_is_shown_once(client) -> None:
    client.force_login(make.reader())

    made = client.post(TOKENS, FORM)
    secret = re.search(r"pasq_[-_A-Za-z0-9]{43}", made.content.decode())[0]

    assert made.status_code == 200
    assert "no-store" in made["Cache-Control"]
    assert ask(client, secret).json()["scopes"] == ["comment", "rate"]
    page = client.get(TOKENS).content.decode()
    assert "my reader" in page
    assert "pasq_" not in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"name": "x" * 61},
        {"name": "a\x00b"},
        {"scopes": []},
        {"scopes": ["moderate"]},
        {"days": "36500"},
        {"days": "soon"},
    ],
)
def test_a_form_that_is_wrong_comes_back_with_a_sentence(client, wrong) -> None:
    client.force_login(make.reader())

    answer = client.post(TOKENS, FORM | wrong)

    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not ApiToken.objects.exists()


def test_the_twenty_first_token_is_refused_in_words(client) -> None:
    member = make.reader()
    for _ in range(20):
        make.token(member)
    client.force_login(member)

    answer = client.post(TOKENS, FORM)

    assert answer.status_code == 422
    assert "as many as one may have" in answer.content.decode()


def test_a_revoked_token_opens_nothing(client) -> None:
    member = make.reader()
    secret = make.token(member)
    client.force_login(member)

    answer = client.post(f"{TOKENS}{ApiToken.objects.get().pk}/revoke/")

    assert answer["Location"] == TOKENS
    assert ask(client, secret).status_code == 401


def test_nobody_revokes_or_sees_the_tokens_of_others(client) -> None:
    make.token(make.reader())
    client.force_login(make.person(role=Role.ADMIN))

    client.post(f"{TOKENS}{ApiToken.objects.get().pk}/revoke/")

    assert ApiToken.objects.count() == 1
    assert "Revoke" not in client.get(TOKENS).content.decode()


def test_looking_at_the_address_that_revokes_does_nothing(client) -> None:
    member = make.reader()
    make.token(member)
    client.force_login(member)

    assert client.get(f"{TOKENS}{ApiToken.objects.get().pk}/revoke/").status_code == 405
    assert ApiToken.objects.count() == 1


WORDS, OTHER = "seven wet bridges", "nine dry culverts"


@pytest.fixture
def ada(client) -> User:
    """A member with a password, signed in."""
    ada = make_account(name="Ada", email="ada@example.org", password=WORDS)
    EmailAddress.objects.create(user=ada, email=ada.email, primary=True, verified=True)
    client.force_login(ada)
    return ada


def test_a_borrowed_session_makes_no_token_without_the_password(client, ada) -> None:
    asked = client.post(TOKENS, FORM)
    without = ApiToken.objects.count()

    answer = client.post(asked["Location"], {"password": WORDS}, follow=True)

    assert asked["Location"].startswith("/account/reauthenticate/")
    assert without == 0
    assert re.search(r"pasq_[-_A-Za-z0-9]{43}", answer.content.decode())


def test_a_member_is_told_by_mail_of_a_new_token(client, ada) -> None:
    asked = client.post(TOKENS, FORM)
    client.post(asked["Location"], {"password": WORDS}, follow=True)

    (letter,) = delivered()

    assert letter.to == ["ada@example.org"]
    assert "“my reader”" in str(letter.body)
    assert "your API tokens" in str(letter.body)


def test_a_changed_password_revokes_all_tokens_and_says_so(client, ada) -> None:
    secret, other = make.token(ada), make.token(make.reader())

    fields = {"oldpassword": WORDS, "password1": OTHER, "password2": OTHER}
    page = client.post("/account/password/change/", fields, follow=True).content.decode()

    assert "your API tokens are revoked" in page
    assert "All API tokens of your account were revoked." in str(delivered()[0].body)
    assert (ask(client, secret).status_code, ask(client, other).status_code) == (401, 200)


def test_a_password_by_mail_revokes_all_tokens(client, ada) -> None:
    secret = make.token(ada)
    client.logout()
    client.post("/account/password/reset/", {"email": ada.email})
    form = client.get(link(delivered()[0]), follow=True).request["PATH_INFO"]

    client.post(form, {"password1": OTHER, "password2": OTHER})

    assert ask(client, secret).status_code == 401


def test_a_changed_mail_address_revokes_all_tokens(client, ada) -> None:
    secret = make.token(ada)
    new = {"email": "new@example.org", "action_add": "1"}
    asked = client.post("/account/email/", new)
    client.post(asked["Location"], {"password": WORDS})
    before = ask(client, secret).status_code

    client.post(link(delivered()[0]))

    assert (before, ask(client, secret).status_code) == (200, 401)


@pytest.mark.parametrize(
    ("clock", "words"), [("12", "February 20, 2027"), ("24", "20 February 2027")]
)
def test_the_days_of_tokens_are_written_by_the_members_clock(client, clock, words) -> None:
    member = make.reader()
    member.clock = clock
    member.save(update_fields=["clock"])
    make.token(member)
    expiry = datetime(2027, 2, 20, 12, tzinfo=UTC)
    ApiToken.objects.update(expires_at=expiry, last_used_at=expiry)

    with time_machine.travel(NOON):
        client.force_login(member)
        page = client.get("/account/tokens/").content.decode()

    assert page.count(words) == 2
    assert "Feb." not in page
