"""`pasquino figures`: documents in and out, and what adds up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pasquino.cli import main
from pasquino.figures.models import Figure
from tests.figures.documents_made import DRAFTED, herons
from tests.figures.figures_made import figure

pytestmark = pytest.mark.django_db
Capture = pytest.CaptureFixture[str]


def test_a_document_is_brought_in_once(capsys: Capture, tmp_path: Path) -> None:
    path = a_file(tmp_path, DRAFTED)

    assert main(["figures", "import", path]) == 0
    first = capsys.readouterr()
    assert main(["figures", "import", path]) == 0
    again = capsys.readouterr()

    assert first.out.startswith("New: 10 figures, 8 relations, 1 series with 3 more points")
    assert "Not taken over: note, checks." in first.err
    assert again.out == "Nothing new: the 10 figures are here already.\n"
    assert Figure.objects.filter(document="herons").count() == 10


def test_a_dry_run_says_what_would_be_made(capsys: Capture, tmp_path: Path) -> None:
    assert main(["figures", "import", a_file(tmp_path, herons()), "--dry-run"]) == 0

    assert capsys.readouterr().out.startswith("Would be new: 2 figures")
    assert not Figure.objects.exists()


def test_a_document_is_called_as_it_says_or_as_one_is_told(tmp_path: Path) -> None:
    raw = herons()
    main(["figures", "import", a_file(tmp_path, raw)])
    del raw["document"]
    main(["figures", "import", a_file(tmp_path, raw), "--document", "ducks"])

    names = Figure.objects.order_by("pk").values_list("document", flat=True)
    assert list(names) == ["herons", "herons", "ducks", "ducks"]


def test_what_differs_is_told_on_standard_error(capsys: Capture, tmp_path: Path) -> None:
    raw = herons()
    main(["figures", "import", a_file(tmp_path, raw)])
    raw["figures"][0]["place"] = "the ford"
    capsys.readouterr()

    assert main(["figures", "import", a_file(tmp_path, raw)]) == 0

    said = capsys.readouterr()
    assert said.out.startswith("Nothing new")
    assert said.err == "figure 1 (A): “where” stands otherwise here; it is left as it is.\n"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"words": "about 950"}, "figure 1 (A): Here it reads"),
        ({"as_of": "soon"}, "figure 1 (A): Give the date"),
    ],
)
def test_a_refusal_names_the_file_and_the_place(
    capsys: Capture, tmp_path: Path, change: dict[str, Any], said: str
) -> None:
    raw = herons()
    main(["figures", "import", a_file(tmp_path, raw)])
    raw["figures"][0] |= change
    raw["figures"].append({"id": "C", "words": "12 ducks"})
    capsys.readouterr()

    assert main(["figures", "import", a_file(tmp_path, raw)]) == 1

    told = capsys.readouterr()
    assert f"herons.json: {said}" in told.err
    assert told.err.endswith("Nothing was imported.\n")
    assert told.out == ""
    assert Figure.objects.count() == 2


def test_a_missing_file_is_a_sentence(capsys: Capture) -> None:
    assert main(["figures", "import", "no/such.json"]) == 1

    assert capsys.readouterr().err.startswith("no/such.json: No such file")


def test_the_checks_are_rows(capsys: Capture, tmp_path: Path) -> None:
    main(["figures", "import", a_file(tmp_path, DRAFTED)])
    capsys.readouterr()

    assert main(["figures", "check", "--json"]) == 0

    rows = json.loads(capsys.readouterr().out)["rows"]
    (found,) = (row for row in rows if row["check"] == "sum_if_disjoint")
    assert found["result"] == "cannot_be_disjoint"
    assert (found["value"], found["unit"], found["bar"]) == ([901, 1098], "herons", [800, 899])
    assert found["ok"] is False
    assert [one["document_id"] for one in found["figures"]] == ["H1", "H2", "H3"]
    assert found["arithmetic"]["nominal"] == 1000
    assert {"id", "what", "value", "unit", "bar", "ok", "note"} <= rows[0].keys()
    assert len({row["id"] for row in rows}) == len(rows)


def test_the_checks_are_a_table_that_fails_where_it_is_strict(
    capsys: Capture, tmp_path: Path
) -> None:
    main(["figures", "import", a_file(tmp_path, DRAFTED)])
    capsys.readouterr()

    assert main(["figures", "check"]) == 0
    assert "Parts add to at least 901" in capsys.readouterr().out
    assert main(["figures", "check", "--strict"]) == 1


def test_the_id_of_a_row_stays_short(capsys: Capture) -> None:
    for number in range(1, 30):
        figure(number)

    main(["figures", "check", "--json"])

    (row,) = json.loads(capsys.readouterr().out)["rows"]
    assert row["id"].endswith(" +19")
    assert len(row["figures"]) == 29
    assert "and 19 more" in row["note"]


@pytest.mark.parametrize("form", ["json", "csv"])
def test_an_export_goes_to_a_file_or_to_standard_output(
    capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path, form: str
) -> None:
    main(["figures", "import", a_file(tmp_path, DRAFTED)])
    capsysbinary.readouterr()

    assert main(["figures", "export", "--format", form]) == 0
    printed = capsysbinary.readouterr().out
    assert main(["figures", "export", str(tmp_path / "out"), "--format", form]) == 0

    assert (tmp_path / "out").read_bytes() == printed
    assert main(["figures", "import", str(tmp_path / "out")]) == 0
    assert capsysbinary.readouterr().out.startswith(b"Nothing new")


def a_file(folder: Path, raw: dict[str, Any]) -> str:
    path = folder / "herons.json"
    path.write_text(json.dumps(raw), "utf-8")
    return str(path)
