"""Words as they are compared and counted, and a quotation taken apart."""

from __future__ import annotations

import pytest

from pasquino.quotations import SourceText, nearest
from pasquino.quotations.marks import parse
from pasquino.quotations.tokens import count_words, key, tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("re-arm", "rearm"),
        ("ﬁnal", "final"),
        ("don’t", "don't"),
        ("U.S.", "US"),
        ("ＦＵＬＬ", "full"),
        ("soft\u00adly", "softly"),
        ("cafe\u0301", "café"),
        ("counter-\nterrorism", "counterterrorism"),
        ("2,300", "2300"),
        ("F-16", "F16"),
        ("5 %", "5%"),
        ("word[12]", "word"),
        ("words²", "words"),
    ],
)
def test_two_ways_to_write_one_word(one: str, other: str) -> None:
    assert keys(one) == keys(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("its", "it's"),
        ("resume", "résumé"),
        ("Maße", "Masse"),
        ("2.3", "23"),
        ("10-20", "1020"),
        ("10²", "102"),
        ("2½", "2"),
        ("5%", "5"),
        ("$5", "€5"),
        (" -5", " 5"),
        ("notable", "not able"),
        ("man-eating", "man eating"),
        ("аdd", "add"),
    ],
)
def test_two_words(one: str, other: str) -> None:
    assert keys(one) != keys(other)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The deployment's cost: 1,000.50 dollars – too much.", 7),
        ("battle-hardened comrades", 3),
        ("in the U.S. at 5 p.m.", 6),
        ("例は five 語", 4),
        ("___ … – ! \u200b", 0),
    ],
)
def test_words_are_counted_as_unicode_does(text: str, count: int) -> None:
    assert count_words(text) == count


def test_a_quotations_marks_are_none_of_its_words() -> None:
    quote = parse("“[T]he mayor [Clarke] … was [sic] here (emphasis added) . . .”")

    assert quote.keys == ("the", "mayor", "was", "here")
    assert [(mark.kind, mark.before) for mark in quote.marks] == [
        ("bracket", 2), ("cut", 2), ("sic", 3), ("emphasis_added", 4), ("cut", 4),
    ]  # fmt: skip
    assert [joined.bracketed for joined in quote.joined] == ["T"]


@pytest.mark.parametrize("text", ["“He”, she said, “went”", "He said: “Go”", "‘tis the season"])
def test_marks_that_do_not_stand_around_the_whole_stay(text: str) -> None:
    assert parse(text).around == (0, len(text))


def test_the_nearest_passage_is_whole_sentences() -> None:
    text = "Rain fell. The old bridge will be rebuilt by the town in spring. Nobody came."

    span = nearest("They say the town wants a bridge rebuilt soon", SourceText(text))

    assert span is not None
    assert text[slice(*span)] == "The old bridge will be rebuilt by the town in spring"


def test_there_is_no_nearest_passage_where_nothing_is_near() -> None:
    assert nearest("harbour storm", SourceText("Rain fell on the town.")) is None
    assert nearest("harbour storm", SourceText("")) is None


def keys(text: str) -> list[str]:
    return [key(raw) for raw, _start, _end in tokens(text)]
