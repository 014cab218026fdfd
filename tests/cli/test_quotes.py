"""`pasquino quotes check`: one quotation, or many from a file, without a magazine."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pasquino.cli import main
from tests.cli.process import clean_environment

pytestmark = pytest.mark.once

TEXT = "She is not guilty of fraud. About 2,300 people signed the letter in March."
PAGE = (
    "<html><head><meta charset=windows-1252></head><body><p>D\xe9j\xe0 vu: the <b>mayor</b>\x92s "
    "plan, he says, is not new.</p><script>She is guilty of fraud</script></body></html>"
)
Capture = pytest.CaptureFixture[str]


def test_one_answer_as_json(capsys: Capture, tmp_path: Path) -> None:
    answer = json.loads(
        said(capsys, "--source", a_source(tmp_path), "--quote", "She is … guilty", "--json")
    )

    assert answer["status"] == "verbatim_marked"
    assert answer["warnings"] == ["elision_hides_negation", "sentence_continues"]
    assert (answer["words_omitted"], answer["critical"]) == (1, False)
    assert [TEXT[slice(*span)] for span in answer["spans"]] == ["She is", "guilty"]
    assert [(change["op"], change["source"]) for change in answer["diff"]][1] == ("cut", "not")


def test_one_answer_in_words(capsys: Capture, tmp_path: Path) -> None:
    words = said(capsys, "--source", a_source(tmp_path), "--quote", "She is guilty of fraud.")

    assert words.startswith("Altered: it differs from the source without saying so. (omission)")
    assert "Critical" in words
    assert "! silently left out: - | not" in words


def test_a_page_is_decoded_and_read_without_its_scripts(capsys: Capture, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(PAGE.encode("latin-1"))

    found = said(
        capsys, "--source", str(page), "--quote", "Déjà vu: the mayor’s plan, he says", "--json"
    )
    hidden = said(
        capsys,
        "--source",
        str(page),
        "--quote",
        "She is guilty of fraud",
        "--json",
        "--evidence",
        "complete",
    )

    assert json.loads(found)["status"] == "verbatim"
    assert json.loads(hidden)["status"] == "not_found"


def test_on_partial_evidence_nothing_is_altered(capsys: Capture, tmp_path: Path) -> None:
    answer = said(
        capsys, "--source", a_source(tmp_path), "--quote", "She is guilty of fraud.",
        "--evidence", "partial", "--json",
    )  # fmt: skip

    assert json.loads(answer)["status"] == "cannot_tell"


def test_a_case_that_cannot_be_checked_does_not_stop_the_rest(
    capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_source(tmp_path)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    lines = [
        json.dumps({"id": 1, "source": "source.txt", "quote": "She is not guilty"}),
        "nothing like JSON",
        "",
        json.dumps([1]),
        json.dumps({"id": "b", "source": "missing.txt", "quote": "x"}),
        json.dumps({"id": "c", "quote": "x"}),
        json.dumps(
            {"id": "d", "source": "text:Rain fell.", "quote": "Rain fell.", "evidence": "odd"}
        ),
        json.dumps({"id": {"e": 1}, "source": "text:Rain fell.", "quote": "Rain fell."}),
        json.dumps({"id": "f", "source": "source.txt\x00", "quote": "x"}),
    ]
    (tmp_path / "cases.jsonl").write_text("\n".join(lines), "utf-8")

    answers = [json.loads(line) for line in said(capsys, "--cases", "../cases.jsonl").splitlines()]

    assert [answer["id"] for answer in answers] == [1, None, None, "b", "c", "d", {"e": 1}, "f"]
    assert [answer.get("status") for answer in answers] == [
        "verbatim", None, None, None, None, None, "verbatim", None,
    ]  # fmt: skip
    assert all(answer["error"].endswith(".") for answer in answers if "status" not in answer)
    assert answers[3]["error"] == "There is no source missing.txt."


def test_a_source_is_read_once(
    capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_source(tmp_path)
    read: list[Path] = []
    original = Path.read_bytes

    def counted(path: Path) -> bytes:
        read.append(path)
        return original(path)

    monkeypatch.setattr(Path, "read_bytes", counted)
    line = json.dumps({"id": 1, "source": "source.txt", "quote": "She is not guilty"})
    (tmp_path / "cases.jsonl").write_text(f"{line}\n" * 20, "utf-8")

    said(capsys, "--cases", str(tmp_path / "cases.jsonl"))

    assert read == [tmp_path / "source.txt"]


@pytest.mark.parametrize(
    "words", [("--quote", "x"), ("--source", "x"), ("--cases", "x", "--quote", "y"), ()]
)
def test_half_a_question_is_wrong_usage(words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as ending:
        main(["quotes", "check", *words])

    assert ending.value.code == 2


def test_a_missing_source_is_refused_in_a_sentence(capsys: Capture) -> None:
    assert main(["quotes", "check", "--source", "no/such.txt", "--quote", "x"]) == 1

    assert capsys.readouterr().err == "There is no source no/such.txt.\n"


def test_no_magazine_is_needed(tmp_path: Path) -> None:
    program = (
        "import sys; from pasquino.cli import main; "
        f"main(['quotes', 'check', '--source', {a_source(tmp_path)!r}, '--quote', 'guilty']); "
        "print(sorted(name for name in sys.modules if name in ('django', 'wagtail')))"
    )

    ran = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=True,
    )

    assert ran.stdout.endswith("[]\n")
    assert [path.name for path in tmp_path.iterdir()] == ["source.txt"]


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_what_the_output_cannot_write_is_escaped(tmp_path: Path, encoding: str) -> None:
    cases = tmp_path / "cases.jsonl"
    cases.write_text(
        '{"id": 1, "source": "text:half \\ud800 a pair", "quote": "half \\ud800 a pair"}\n'
        '{"id": 2, "source": "text:Grüße aus Köln 😀 heute", "quote": "Grüße aus Köln"}\n',
        encoding="utf-8",
    )

    done = subprocess.run(
        [sys.executable, "-m", "pasquino.cli", "quotes", "check", "--cases", str(cases)],
        env=clean_environment() | {"PYTHONIOENCODING": encoding},
        capture_output=True,
        check=True,
    )

    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["status"] for answer in answers] == ["verbatim", "verbatim"]
    assert answers[0]["diff"][0]["quoted"] == "half \ud800 a pair"


def a_source(folder: Path) -> str:
    (folder / "source.txt").write_text(TEXT, "utf-8")
    return str(folder / "source.txt")


def said(capsys: Any, *words: str) -> str:
    assert main(["quotes", "check", *words]) == 0
    return str(capsys.readouterr().out)
