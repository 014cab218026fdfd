"""`pasquino outlooks`: outlooks come in from files, go out as JSON, and what is due is listed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pasquino.cli import main
from pasquino.outlooks import documents
from pasquino.outlooks.models import Outlook
from pasquino.sources.models import Work
from tests.fixtures import fixture
from tests.outlooks.expected import assess, claim, document, outlook

pytestmark = pytest.mark.django_db
Capture = pytest.CaptureFixture[str]
REVIEWED = {"review_on": ["2024-09-07"]}


def test_the_seed_is_imported(capsys: Capture) -> None:
    assert main(["outlooks", "import", str(fixture("seed/outlook.json"))]) == 0

    said = capsys.readouterr().out
    assert "3 groups, 17 claims, 3 proposed assessments" in said
    assert Outlook.objects.count() == 1


def test_importing_twice_says_so_and_changes_nothing(capsys: Capture, tmp_path: Path) -> None:
    file = written(tmp_path, document())
    main(["outlooks", "import", file])
    capsys.readouterr()

    assert main(["outlooks", "import", file]) == 0

    told = capsys.readouterr()
    assert "here already; nothing was changed" in told.out
    assert told.err == ""
    assert Outlook.objects.count() == 1


def test_a_file_that_says_something_else_than_what_is_here_is_named(
    capsys: Capture, tmp_path: Path
) -> None:
    main(["outlooks", "import", written(tmp_path, document())])

    assert main(["outlooks", "import", written(tmp_path, document(kind="forecast"))]) == 0

    assert "says something else" in capsys.readouterr().err


def test_what_a_file_adds_to_an_outlook_that_is_here_is_said(
    capsys: Capture, tmp_path: Path
) -> None:
    main(["outlooks", "import", written(tmp_path, document())])

    assert main(["outlooks", "import", written(tmp_path, document(horizon=REVIEWED))]) == 0

    said = capsys.readouterr().err
    assert "The file has more than is here, and it was not brought in (review dates: 1)." in said


def test_a_dry_run_makes_nothing(capsys: Capture, tmp_path: Path) -> None:
    assert main(["outlooks", "import", "--dry-run", written(tmp_path, document())]) == 0

    assert "would be new; 2 groups, 3 claims" in capsys.readouterr().out
    assert not Outlook.objects.exists()
    assert not Work.objects.exists()


def test_of_several_files_all_come_in_or_none(capsys: Capture, tmp_path: Path) -> None:
    good = written(tmp_path, document(), "good.json")
    bad = written(tmp_path, document(title=""), "bad.json")

    assert main(["outlooks", "import", good, bad]) == 1

    said = capsys.readouterr().err
    assert "bad.json: title: It is missing, and must be there. Nothing was imported." in said
    assert not Outlook.objects.exists()


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b'{"format": 3}'])
def test_a_file_that_is_no_outlook_is_refused_in_one_sentence(
    capsys: Capture, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "outlook.json"
    file.write_bytes(content)

    assert main(["outlooks", "import", str(file)]) == 1

    said = capsys.readouterr().err.strip()
    assert said.endswith("Nothing was imported.")
    assert "\n" not in said


def test_a_missing_file_is_refused(capsys: Capture, tmp_path: Path) -> None:
    assert main(["outlooks", "import", str(tmp_path / "none.json")]) == 1

    assert "none.json" in capsys.readouterr().err


def test_an_export_is_what_an_import_takes(capsys: Capture) -> None:
    made = outlook()

    assert main(["outlooks", "export", str(made.pk)]) == 0

    said = capsys.readouterr().out
    assert documents.read(said) == [documents.export(made)]


def test_without_numbers_all_outlooks_are_exported(capsys: Capture) -> None:
    made = [outlook(title="One"), outlook(title="Two")]

    assert main(["outlooks", "export"]) == 0

    assert json.loads(capsys.readouterr().out) == [documents.export(one) for one in made]


def test_an_outlook_that_is_not_there_cannot_be_exported(capsys: Capture) -> None:
    made = outlook()

    assert main(["outlooks", "export", "9999"]) == 1

    assert f"There is no outlook 9999. There are: {made.pk}." in capsys.readouterr().err


def test_what_is_due_is_listed(capsys: Capture) -> None:
    made = outlook(horizon=REVIEWED)
    assess(claim("C1", made), "confirmed")

    assert main(["outlooks", "due"]) == 0
    in_words = capsys.readouterr().out
    assert main(["outlooks", "due", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]

    assert in_words.count("not assessed, overdue since") == 2
    assert "open" not in in_words
    assert [(row["claim"], row["overdue_since"]) for row in rows] == [
        ("C2", "2024-09-07"),
        ("C3", "2024-09-07"),
    ]


def test_nothing_due_is_said_too(capsys: Capture) -> None:
    assert main(["outlooks", "due"]) == 0

    assert capsys.readouterr().out == "No claim is overdue.\n"


def written(folder: Path, content: object, name: str = "outlook.json") -> str:
    """A file with this content."""
    file = folder / name
    file.write_text(json.dumps(content), encoding="utf-8")
    return str(file)
