"""What differs is cut down to its clause."""

from __future__ import annotations

import pytest

from pasquino.quotations.differing import Clause, Piece, clauses

pytestmark = pytest.mark.once  # no database


def same(text: str) -> dict[str, str]:
    return {"op": "same", "quoted": text, "source": text}


def dropped(text: str) -> dict[str, str]:
    return {"op": "dropped", "quoted": "", "source": text}


def said(pieces: tuple[Piece, ...]) -> str:
    return " ".join(piece.text for piece in pieces)


def test_words_that_are_the_same_have_no_clause() -> None:
    assert clauses([same("The weir holds.")]) == ()


def test_a_clause_goes_no_further_than_its_sentence() -> None:
    diff = [same("It rained. The weir is"), dropped("not"), same("safe, they say. Nobody looked.")]

    (clause,) = clauses(diff)

    assert said(clause.source) == "The weir is not safe,"
    assert said(clause.here) == "The weir is safe,"
    assert [piece.text for piece in clause.source if piece.kind == "gone"] == ["not"]


def test_numbers_do_not_end_a_clause() -> None:
    (clause,) = clauses([same("of 1,480 metres"), dropped("or less"), same("at 1.5 metres more")])

    assert said(clause.source) == "of 1,480 metres or less at 1.5 metres more"


def test_of_long_sentences_some_words_are_shown() -> None:
    (clause,) = clauses([same("one two three four five six seven"), dropped("x"), same("a " * 9)])

    assert said(clause.source) == "… two three four five six seven x a a a a a a …"


def test_neighbouring_changes_are_one_clause() -> None:
    diff = [
        same("He"),
        {"op": "changed", "quoted": "may", "source": "will"},
        dropped("not"),
        {"op": "added", "quoted": "well", "source": ""},
        same("come."),
    ]

    (clause,) = clauses(diff)

    assert (said(clause.source), said(clause.here)) == ("He will not come.", "He may well come.")
    assert clause.words_omitted == 1


def test_a_marked_cut_is_apart_from_a_silent_change() -> None:
    diff = [same("One"), {"op": "cut", "quoted": "…", "source": "two three"}, dropped("four")]

    assert [clause.is_marked for clause in clauses(diff)] == [True, False]


def test_a_long_omission_is_counted_whole_and_shown_in_part() -> None:
    (clause,) = clauses([dropped(" ".join(f"w{number}" for number in range(174)))])

    assert clause.words_omitted == 174
    assert said(clause.source).startswith("w0 w1 ")
    assert said(clause.source).endswith(" w172 w173")
    assert len(said(clause.source).split()) == 41
    assert isinstance(clause, Clause)
