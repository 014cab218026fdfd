"""Settings come from `PASQUINO_…` variables; a wrong one is refused by name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pasquino.accounts import limit
from pasquino.config import environment
from pasquino.config.environment import WrongSetting, read, unknown

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "operating" / "settings.md"


def test_an_empty_environment_gives_a_working_magazine() -> None:
    found = read({})

    assert found.data == Path("data").absolute()
    assert found.database["ENGINE"] == "django.db.backends.sqlite3"
    assert found.base_url == "http://localhost:8000"
    assert found.is_loopback
    assert found.mail is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PASQUINO_BASE_URL", "magazine.example"),
        ("PASQUINO_BASE_URL", "ftp://magazine.example"),
        ("PASQUINO_BASE_URL", "https://magazine.example/blog"),
        ("PASQUINO_BASE_URL", "https://magazine.example:port"),
        ("PASQUINO_DATABASE_URL", "mysql://host/name"),
        ("PASQUINO_DATABASE_URL", "postgres://host/"),
        ("PASQUINO_DATABASE_URL", "postgres://host:port/name"),
        ("PASQUINO_MAIL_URL", "mail.example"),
        ("PASQUINO_MAIL_URL", "smtp://mail.example:port"),
        ("PASQUINO_DATA_FILE", "/nowhere/at/all"),
        ("PASQUINO_LIMITS", "unlimited"),
        ("PASQUINO_LIMITS", "posts=0/10m"),
        ("PASQUINO_LIMITS", "thoughts=10/10m"),
        ("PASQUINO_TRUSTED_PROXIES", "proxy.example"),
    ],
)
def test_a_wrong_value_is_refused_with_its_name_and_what_is_allowed(name: str, value: str) -> None:
    with pytest.raises(WrongSetting) as refusal:
        read({name: value})

    assert name in str(refusal.value)
    assert "allowed is" in str(refusal.value)
    assert "docs/operating/settings.md" in str(refusal.value)


def test_a_refused_address_does_not_show_its_password() -> None:
    with pytest.raises(WrongSetting) as refusal:
        read({"PASQUINO_DATABASE_URL": "mysql://ada:s3cret@host/name"})

    assert "s3cret" not in str(refusal.value)


def test_limits_are_the_usual_ones_and_those_written_behind() -> None:
    limits = read({"PASQUINO_LIMITS": "posts=20/1h"}).limits

    assert (limits["posts"].count, limits["posts"].seconds) == (20, 3600)
    assert limits["posts"].first_lock == limit.USUAL["posts"].first_lock
    assert limits["sign_ins"] == limit.USUAL["sign_ins"]


def test_the_profile_for_load_tests_still_limits_guessing() -> None:
    limits = read({"PASQUINO_LIMITS": "test"}).limits

    assert limits["posts"].count > 10**6
    assert limits["sign_ins_account"] == limit.USUAL["sign_ins_account"]


def test_a_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    kept = tmp_path / "key"
    key = "long and secret and random enough"
    kept.write_text(f"{key}\n")

    assert read({"PASQUINO_SECRET_KEY_FILE": str(kept)}).secret_key == key


def test_a_postgresql_address_is_taken_apart() -> None:
    found = read({"PASQUINO_DATABASE_URL": "postgres://ada:p%40ss@db.example:5433/weir"}).database

    assert (found["USER"], found["PASSWORD"], found["NAME"]) == ("ada", "p@ss", "weir")
    assert (found["HOST"], found["PORT"]) == ("db.example", "5433")


def test_a_mail_address_is_taken_apart() -> None:
    plain = read({"PASQUINO_MAIL_URL": "smtp://ada:secret@mail.example"}).mail
    encrypted = read({"PASQUINO_MAIL_URL": "smtps://mail.example"}).mail

    assert plain is not None
    assert encrypted is not None
    assert (plain.port, plain.starttls, plain.tls) == (587, True, False)
    assert (encrypted.port, encrypted.starttls, encrypted.tls) == (465, False, True)


def test_variables_that_nobody_reads_are_noticed() -> None:
    variables = {"PASQUINO_DATABASE": "x", "PASQUINO_DATA": "y", "PASQUINO_TEST_FIXTURES": "z"}

    assert unknown(variables) == ["PASQUINO_DATABASE"]


def test_every_variable_is_known_and_has_its_heading() -> None:
    source = Path(environment.__file__).read_text(encoding="utf-8")
    read_there = set(re.findall(r'_value\(variables, "(\w+)"\)', source))
    headings = set(re.findall(r"^## `(PASQUINO_\w+)`$", PAGE.read_text(encoding="utf-8"), re.M))

    assert read_there == set(environment.VARIABLES)
    assert headings == read_there


def test_nobody_else_reads_the_environment() -> None:
    rooms = (ROOT / "src" / "pasquino").rglob("*.py")
    allowed = {"environment.py", "installation.py", "template_database.py", "collected_assets.py"}
    allowed |= {"apart.py"}  # hands on to its process all but what is ours
    readers = {
        path.name
        for path in rooms
        if "cli" not in path.parts and re.search(r"os\.(environ|getenv)", path.read_text())
    }

    assert readers <= allowed


def test_a_secret_key_that_can_be_guessed_is_refused_without_being_shown() -> None:
    with pytest.raises(WrongSetting, match="6 characters long") as refused:
        read({"PASQUINO_SECRET_KEY": "hunter"})

    assert "hunter" not in str(refused.value)
