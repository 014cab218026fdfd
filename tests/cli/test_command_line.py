"""The command ends with 0, 1 or 2, and says in one sentence why it refused."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pasquino.cli import VERBS
from tests.cli.process import clean_environment

pytestmark = pytest.mark.once


def pasquino(*words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run the command with these settings alone."""
    return subprocess.run(
        [sys.executable, "-m", "pasquino.cli", *words],
        env=clean_environment() | settings,
        capture_output=True,
        text=True,
        check=False,
    )


def is_one_sentence(text: str) -> bool:
    """One line without a traceback."""
    return text.count("\n") == 1 and "Traceback" not in text


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb != "manage"])
def test_every_verb_explains_itself(verb: str) -> None:
    said = pasquino(verb, "--help")

    assert said.returncode == 0
    assert said.stdout.startswith(f"usage: pasquino {verb}")


def test_help_does_not_load_django() -> None:
    loaded = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys\nfrom pasquino.cli import main\n"
            "try: main(['run', '--help'])\nexcept SystemExit: print('django' in sys.modules)",
        ],
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=True,
    )

    assert loaded.stdout.splitlines()[-1] == "False"


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("dance",),
        ("run", "--port", "many"),
        ("run", "--port", "70000"),
        ("user",),
        ("user", "add"),
        ("user", "add", "Ada", "--role", "queen"),
        ("import", "scoop"),
        ("bench", "weather"),
        ("init", "--clock", "13"),
    ],
)
def test_wrong_usage_ends_with_two(words: tuple[str, ...]) -> None:
    said = pasquino(*words)

    assert said.returncode == 2
    assert said.stderr.startswith("usage: pasquino")


@pytest.mark.parametrize(
    ("words", "given", "named"),
    [
        (("user", "list"), {}, "pasquino init"),
        (("user", "list"), {"PASQUINO_BASE_URL": "here"}, "PASQUINO_BASE_URL"),
        (("run", "--host", "0.0.0.0"), {}, "PASQUINO_BASE_URL"),  # noqa: S104 - it is refused
        (("run", "--host", "192.0.2.1"), {"PASQUINO_BASE_URL": "https://m.example"}, "--host"),
        (("init",), {"PASQUINO_DATA": "/proc/magazine"}, "/proc"),
        (("user", "list"), {"PASQUINO_DATABASE_URL": "postgres://a:b@127.0.0.1:1/c"}, "database"),
    ],
)
def test_a_refusal_is_one_sentence_that_says_what_to_do(
    tmp_path: Path, words: tuple[str, ...], given: dict[str, str], named: str
) -> None:
    said = pasquino(*words, **({"PASQUINO_DATA": str(tmp_path / "none")} | given))

    assert said.returncode == 1
    assert is_one_sentence(said.stderr), said.stderr
    assert named in said.stderr
    assert said.stdout == ""


def test_init_makes_a_magazine_and_changes_nothing_the_second_time(tmp_path: Path) -> None:
    data = tmp_path / "data"
    first = pasquino("init", "--name", "The Weir", PASQUINO_DATA=str(data))
    secret = (data / "secret-key").read_text()
    second = pasquino("init", PASQUINO_DATA=str(data))
    doctor = pasquino("doctor", "--json", PASQUINO_DATA=str(data))

    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert "Made the database" in first.stderr
    assert "Made" not in second.stderr
    assert data.stat().st_mode & 0o777 == 0o700
    assert (data / "secret-key").stat().st_mode & 0o777 == 0o600
    assert (data / "secret-key").read_text() == secret
    wrong = {row["id"] for row in json.loads(doctor.stdout)["rows"] if row["ok"] is False}
    assert wrong == {"administrator", "scheduler"}


def test_the_routes_are_listed_without_a_magazine(tmp_path: Path) -> None:
    done = pasquino("routes", "--json", "--strict", PASQUINO_DATA=str(tmp_path / "none"))

    assert done.returncode == 0
    assert "/figures/<int:number>/" in {row["id"] for row in json.loads(done.stdout)["rows"]}


def test_init_refuses_a_zone_that_does_not_exist(tmp_path: Path) -> None:
    said = pasquino("init", "--zone", "Mars/Olympus", PASQUINO_DATA=str(tmp_path / "data"))

    assert said.returncode == 1
    assert "Mars/Olympus" in said.stderr.splitlines()[-1]
    assert "Traceback" not in said.stderr


def test_init_refuses_what_is_no_language(tmp_path: Path) -> None:
    said = pasquino("init", "--language", "English", PASQUINO_DATA=str(tmp_path / "data"))

    assert said.returncode == 1
    assert "“English” is not a language's code" in said.stderr.splitlines()[-1]
    assert "Traceback" not in said.stderr
