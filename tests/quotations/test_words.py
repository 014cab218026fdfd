"""What readers are told of a verdict."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

import pytest

from pasquino.quotations import SourceText, check
from pasquino.quotations.words import verdict_words, warning_words

DAY = date(2017, 3, 7)


@dataclass(frozen=True)
class Judged:
    status: str
    kind: str = ""
    warnings: tuple[str, ...] = ()
    words_omitted: int = 0


@dataclass(frozen=True)
class Vouched:
    how: str
    name: str


@pytest.mark.django_db  # the magazine says how days are written
def test_words_that_match_are_said_to_with_the_day_of_the_copy() -> None:
    said = verdict_words(Judged("verbatim"), copied_at=DAY)

    assert said.line == "Matches the source, copy of March 7, 2017"
    assert said.has_tick


def test_a_cut_that_hides_a_negation_takes_the_tick_away() -> None:
    said = verdict_words(Judged("verbatim_marked", warnings=("elision_hides_negation",)))

    assert said.line == (
        "Matches the source, with marked cuts · A marked cut takes out a negation"
    )
    assert not said.has_tick


def test_the_words_missing_are_counted() -> None:
    said = verdict_words(Judged("altered", "omission", words_omitted=174))

    assert said.words == "Differs from the source: 174 words are missing without a mark"
    assert said.verdict == "altered"


def test_a_missing_not_is_named() -> None:
    verdict = check("He is guilty of it.", SourceText("He is not guilty of it."))

    said = verdict_words(verdict, diff=[asdict(change) for change in verdict.diff])

    assert said.line == "Differs from the source: “not” is missing · The meaning may be changed"


def test_a_changed_number_is_said_to_change_the_meaning() -> None:
    verdict = check("It holds 900 cars of ours.", SourceText("It holds 600 cars of ours."))

    said = verdict_words(verdict, diff=[asdict(change) for change in verdict.diff])

    assert said.line == "Differs from the source · The meaning may be changed"


@pytest.mark.parametrize(
    ("evidence", "reasons", "words"),
    [
        ("none", [], "Could not be checked: no copy yet"),
        ("partial", ["paywall"], "Could not be checked: paywall"),
        ("gone", [], "Could not be checked: source gone"),
        ("pending", [], "Not checked yet: the copy is being fetched"),
    ],
)
def test_what_kept_us_from_checking_is_said(evidence: str, reasons: list[str], words: str) -> None:
    judged = Judged("cannot_tell")

    assert verdict_words(judged, evidence=evidence, reasons=reasons).words == words
    assert verdict_words(None, evidence=evidence, reasons=reasons).words == words


def test_an_editor_stands_for_words_no_copy_shows_and_not_for_altered_ones() -> None:
    editor = Vouched("print", "Ada Quill")

    assert verdict_words(Judged("cannot_tell"), attestation=editor).words == (
        "Checked by Ada Quill, print edition"
    )
    assert verdict_words(Judged("altered"), attestation=editor).verdict == "altered"


def test_punctuation_is_for_editors_alone() -> None:
    judged = Judged("verbatim", warnings=("punctuation", "source_typo"))

    assert verdict_words(judged).notes == ("So in the source",)
    assert len(verdict_words(judged, for_editors=True).notes) == 2
    assert verdict_words(judged).warnings == ("punctuation", "source_typo")


def test_a_long_cut_is_counted() -> None:
    assert warning_words("elision_long", 90) == "90 words cut"
