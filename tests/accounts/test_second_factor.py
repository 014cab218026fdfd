"""Who keeps the magazine needs a second factor, once others can reach it."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)

from pasquino.accounts import actions, sealing
from pasquino.accounts.adapter import Factors
from pasquino.accounts.models import Role, User
from tests import make
from tests.post_office import delivered

pytestmark = pytest.mark.django_db


@pytest.fixture
def _reached_by_others(settings) -> None:
    settings.IS_LOOPBACK = False


def with_app(user: User) -> User:
    TOTP.activate(user, generate_totp_secret())
    return user


@pytest.mark.usefixtures("_reached_by_others")
@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMIN])
def test_whoever_keeps_the_magazine_sets_one_up_before_anything_else(client, role: Role) -> None:
    client.force_login(make.person(role=role))

    for path in ("/desk/", "/desk/users/", "/account/", "/account/sessions/", "/moderation/"):
        assert client.get(path).headers.get("Location") == "/account/2fa/", path
    assert client.post("/contribute/").headers.get("Location") == "/account/2fa/"
    assert "needs a second factor" in client.get("/account/2fa/").content.decode()


@pytest.mark.usefixtures("_reached_by_others")
def test_the_way_to_one_and_reading_stay_open(client) -> None:
    client.force_login(make.person(role=Role.ADMIN))

    for path in ("/", "/archive/", "/account/2fa/totp/activate/", "/account/2fa/webauthn/add/"):
        assert client.get(path).status_code == 200, path
    assert client.post("/account/logout/").headers["Location"] == "/"


@pytest.mark.usefixtures("_reached_by_others")
def test_with_one_the_desk_is_open(client) -> None:
    client.force_login(with_app(make.person(role=Role.ADMIN)))

    assert client.get("/desk/").status_code == 200


@pytest.mark.usefixtures("_reached_by_others")
@pytest.mark.parametrize("role", [Role.READER, Role.TRUSTED, Role.MODERATOR, Role.WRITER])
def test_others_need_none(client, role: Role) -> None:
    client.force_login(make.person(role=role))

    assert client.get("/account/").status_code == 200


def test_on_ones_own_machine_nobody_needs_one(client) -> None:
    client.force_login(make.person(role=Role.ADMIN))

    assert client.get("/desk/").status_code == 200


@pytest.mark.usefixtures("_reached_by_others")
@pytest.mark.parametrize(("role", "may"), [(Role.EDITOR, False), (Role.READER, True)])
def test_whoever_needs_one_does_not_drop_the_only_one(role: Role, may: bool) -> None:
    person = with_app(make.person(role=role))

    assert Factors().can_delete_authenticator(Authenticator.objects.get(user=person)) is may


def test_a_sign_in_link_stands_for_the_password_alone(client) -> None:
    editor = with_app(make.person(role=Role.EDITOR))

    answer = client.post(f"/account/link/{actions.make_link(editor)}/")

    assert answer.headers["Location"] == "/account/2fa/authenticate/"
    assert "_auth_user_id" not in client.session


def test_who_lost_their_device_is_helped_by_the_operator_and_told(client) -> None:
    editor = with_app(actions.make_account(name="Ada", email="ada@example.org", role=Role.EDITOR))
    client.force_login(editor)

    assert actions.remove_factors(editor) == 1

    (letter,) = delivered()
    assert letter.to == ["ada@example.org"]
    assert "removed all second factors" in str(letter.body)


def code_for(secret: str) -> str:
    """The code of this half minute, which serves in the next one too."""
    _, now, _ = yield_hotp_counters_from_time()
    return format_hotp_value(hotp_value(secret, now))


def test_neither_keys_of_apps_nor_recovery_codes_stand_in_the_database() -> None:
    person, secret = make.person(), generate_totp_secret()
    app, codes = TOTP.activate(person, secret), RecoveryCodes.activate(person)

    kept = [str(data) for data in Authenticator.objects.values_list("data", flat=True)]

    assert not any(secret in data for data in kept)
    assert all(sealing.BEGINNING in data for data in kept)
    assert app.validate_code(code_for(secret))
    assert codes.validate_code(codes.get_unused_codes()[0])


def test_keys_from_before_they_were_sealed_work_and_are_sealed_by_the_hourly_tidying() -> None:
    person, secret, seed = make.person(), generate_totp_secret(), RecoveryCodes.generate_seed()
    app = Authenticator.objects.create(
        user=person, type=Authenticator.Type.TOTP, data={"secret": secret}
    )
    recovery = Authenticator.objects.create(
        user=person,
        type=Authenticator.Type.RECOVERY_CODES,
        data={"seed": seed, "used_mask": 1},
    )
    codes = RecoveryCodes(recovery).get_unused_codes()
    assert TOTP(app).validate_code(code_for(secret))

    assert (sealing.seal_older(), sealing.seal_older()) == (2, 0)

    app.refresh_from_db()
    recovery.refresh_from_db()
    assert secret not in str(app.data)
    assert seed not in str(recovery.data)
    assert sealing.unseal(app.data["secret"]) == secret
    assert RecoveryCodes(recovery).get_unused_codes() == codes


def test_under_another_secret_key_codes_are_refused_not_an_error(settings, caplog) -> None:
    person, secret = make.person(), generate_totp_secret()
    app, codes = TOTP.activate(person, secret), RecoveryCodes.activate(person)
    unused = codes.get_unused_codes()
    settings.SECRET_KEY = "another key of more than thirty-two letters"

    assert not app.validate_code(code_for(secret))
    assert not codes.validate_code(unused[0])
    assert "another secret key" in caplog.text
