"""Reports are rows: a table for people, JSON alone on standard output for programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from pasquino.accounts import actions
from pasquino.accounts.models import Role, SignInLink, User
from pasquino.cli import main
from pasquino.cli.bench import BELONGING, BENCHES, with_belonging
from pasquino.search.models import Document
from tests import make

pytestmark = pytest.mark.django_db
Capture = pytest.CaptureFixture[str]


def rows(capsys: Capture, *words: str) -> list[dict[str, Any]]:
    """The rows that a verb prints as JSON."""
    assert main([*words, "--json"]) == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["rows"]
    return found


def finding(capsys: Capture, name: str) -> dict[str, Any]:
    """What the doctor says about one thing."""
    (found,) = (row for row in rows(capsys, "doctor") if row["id"] == name)
    return found


@pytest.fixture
def data(settings: Any, tmp_path: Path) -> Path:
    """A data folder of the test's own."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    settings.DATA = folder
    return folder


def test_an_account_is_made_with_a_role_and_a_link(capsys: Capture) -> None:
    assert main(["user", "add", "Ada Quill", "--role", "editor"]) == 0

    assert "/account/link/" in capsys.readouterr().out
    assert User.objects.get(name="Ada Quill").roles == {Role.READER, Role.EDITOR}
    assert SignInLink.objects.get().user == User.objects.get(name="Ada Quill")


def test_a_name_is_given_once(capsys: Capture) -> None:
    main(["user", "add", "Ada Quill"])
    capsys.readouterr()

    assert main(["user", "add", "ADA  quill"]) == 1

    said = capsys.readouterr()
    assert "already" in said.err
    assert said.out == ""


def test_an_impossible_name_is_refused_in_a_sentence(capsys: Capture) -> None:
    assert main(["user", "add", " "]) == 1

    assert "Traceback" not in capsys.readouterr().err


def test_a_link_is_made_for_somebody_who_is_there(capsys: Capture) -> None:
    main(["user", "add", "Ada Quill"])

    assert main(["user", "link", "ada quill"]) == 0
    assert main(["user", "link", "nobody"]) == 1
    assert "pasquino user list" in capsys.readouterr().err
    assert SignInLink.objects.count() == 2


def test_accounts_are_listed_with_their_roles(capsys: Capture) -> None:
    main(["user", "add", "Ada Quill", "--role", "admin"])
    main(["user", "add", "Ben", "--email", "ben@reader.example"])
    capsys.readouterr()

    found = {row["what"]: row["value"] for row in rows(capsys, "user", "list")}

    assert found == {"Ada Quill": ["admin"], "Ben": ["reader"]}


def test_routes_say_who_may_use_them(capsys: Capture) -> None:
    found = {row["what"]: row for row in rows(capsys, "routes")}

    assert found["section"]["id"] == "/section/<slug:slug>/"
    assert found["section"]["roles"] == ["everyone"]
    assert found["sign-in-link"]["roles"] == ["holder of the link"]


def test_a_table_names_its_columns(capsys: Capture) -> None:
    assert main(["routes"]) == 0

    assert capsys.readouterr().out.split()[:3] == ["ID", "WHAT", "ROLES"]


def test_the_doctor_finds_a_key_that_others_can_read(
    capsys: Capture, data: Path, settings: Any
) -> None:
    settings.ENVIRONMENT = type("Environment", (), {"secret_key": None})
    kept = data / "secret-key"
    kept.write_text("secret")
    kept.chmod(0o644)

    found = finding(capsys, "secret-key")

    assert found["ok"] is False
    assert f"chmod 600 {kept}" in found["note"]


def test_the_doctor_finds_an_open_data_folder(capsys: Capture, data: Path) -> None:
    assert finding(capsys, "privacy")["ok"] is True

    data.chmod(0o755)

    assert "chmod 700" in finding(capsys, "privacy")["note"]


def test_the_doctor_asks_for_https_where_others_come(capsys: Capture, settings: Any) -> None:
    settings.BASE_URL, settings.IS_LOOPBACK = "http://magazine.example", False

    assert "https" in finding(capsys, "base-url")["note"]


def test_the_doctor_finds_a_zone_that_does_not_exist(capsys: Capture) -> None:
    make.magazine(zone="Mars/Olympus")

    assert finding(capsys, "zone")["ok"] is False


def test_the_doctor_asks_the_mail_server(capsys: Capture, settings: Any) -> None:
    from pasquino.config.environment import read

    settings.MAIL = read({"PASQUINO_MAIL_URL": "smtp://127.0.0.1:1"}).mail

    assert "PASQUINO_MAIL_URL" in finding(capsys, "mail")["note"]


def test_the_doctor_finds_a_silent_scheduler(capsys: Capture, data: Path) -> None:
    assert finding(capsys, "scheduler")["ok"] is False

    (data / "scheduler-heartbeat").touch()

    assert finding(capsys, "scheduler")["ok"] is True


def test_the_doctor_counts_what_the_search_does_not_find(capsys: Capture) -> None:
    make.comment(make.thread())
    assert finding(capsys, "search")["value"] == 0

    Document.objects.all().delete()
    found = finding(capsys, "search")
    assert (found["value"], found["ok"]) == (2, False)
    assert "pasquino manage migrate" in found["note"]

    call_command("migrate", verbosity=0)
    assert finding(capsys, "search")["ok"] is True


def test_the_doctor_knows_that_the_first_link_makes_the_administrator(capsys: Capture) -> None:
    assert finding(capsys, "administrator")["ok"] is False

    actions.make_link(None)

    found = finding(capsys, "administrator")
    assert (found["ok"], found["value"]) == (True, 0)
    assert "sign-in link" in found["note"]


def test_the_doctor_names_the_port_that_runs(
    capsys: Capture, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PASQUINO_BASE_URL", raising=False)
    (data / "runs-at").write_text("http://localhost:8123", encoding="utf-8")

    assert finding(capsys, "base-url")["value"] == "http://localhost:8123"


def test_a_wrong_setting_is_the_doctors_only_finding(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pasquino.cli import loading
    from pasquino.config.environment import WrongSetting

    def refuse() -> None:
        raise WrongSetting("PASQUINO_BASE_URL", "here", "an address")

    monkeypatch.setattr(loading, "load", refuse)

    (found,) = rows(capsys, "doctor")
    assert "PASQUINO_BASE_URL" in found["note"]


def test_with_strict_a_finding_is_a_failure(capsys: Capture, data: Path) -> None:
    assert main(["doctor"]) == 0
    assert main(["doctor", "--strict"]) == 1
    capsys.readouterr()


def test_the_benches_of_one_table_are_measured_together_each_once() -> None:
    assert with_belonging(["post", "search"]) == ["post", "personal", "sign_in", "search"]
    assert sorted(with_belonging(BENCHES)) == sorted(BENCHES)
    assert {name for names in BELONGING.values() for name in names} <= set(BENCHES)
