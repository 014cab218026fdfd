"""Small changes that say the opposite, and small ones that say the same."""

from __future__ import annotations

import pytest

from pasquino.quotations import SourceText, Verdict, check

pytestmark = pytest.mark.once

REPORT = (
    "The judge said it is illegal to sell such water to the old town. An unhappy crowd of 4,300 "
    "people came; the mayor did not. Is the mayor innocent? The tool is useless to a farmer. "
    "He earned £1.5m in a year. The clerk asked: “Why did they leave?” and sat down. "
    "Mr. Smith lives at No. 10 in the square."
)
GERMAN = "Sie war unzufrieden mit dem Urteil, denn das Verfahren ist illegal. Er ist arbeitslos."
SPANISH = "La ley es ilegal según los jueces del país, y nadie la conoce."


def said(quote: str, text: str = REPORT, language: str = "en") -> Verdict:
    return check(quote, SourceText(text, language=language))


@pytest.mark.parametrize(
    ("quote", "text", "language"),
    [
        ("The judge said it is legal to sell such water", REPORT, "en"),
        ("A happy crowd of 4,300 people came", REPORT, "en"),
        ("The tool is useful to a farmer.", REPORT, "en"),
        ("He earned £1.5bn in a year.", REPORT, "en"),
        ("Sie war zufrieden mit dem Urteil", GERMAN, "de"),
        ("denn das Verfahren ist legal", GERMAN, "de"),
        ("La ley es legal según los jueces", SPANISH, "es"),
        ("この法律は合法である。", "この法律は違法である。誰も知らない。", "ja"),
    ],
)
def test_letters_that_deny_a_word_are_critical(quote: str, text: str, language: str) -> None:
    verdict = said(quote, text, language)

    assert (verdict.status, verdict.kind, verdict.critical) == ("altered", "wording", True)


@pytest.mark.parametrize(
    ("quote", "text", "language"),
    [
        ("The judge said it is [l]egal to sell such water", REPORT, "en"),
        ("The judge said it is [legal] to sell such water", REPORT, "en"),
        ("The tool is use[ful] to a farmer.", REPORT, "en"),
        ("Sie war [zu]frieden mit dem Urteil", GERMAN, "de"),
    ],
)
def test_a_bracket_that_takes_the_denying_letters_is_told(
    quote: str, text: str, language: str
) -> None:
    verdict = said(quote, text, language)

    assert verdict.status == "verbatim_marked"
    assert "bracket_replaces_negation" in verdict.warnings


@pytest.mark.parametrize("quote", ["Is the mayor innocent.", "the mayor innocent!"])
def test_a_question_quoted_as_a_statement_is_critical(quote: str) -> None:
    verdict = said(quote)

    assert (verdict.status, verdict.critical) == ("verbatim", True)
    assert "question_mark" in verdict.warnings


def test_a_question_without_its_mark_is_told_but_not_critical() -> None:
    verdict = said("Is the mayor innocent")

    assert (verdict.critical, verdict.warnings) == (False, ("question_mark",))


def test_a_question_inside_a_statement_is_a_question() -> None:
    verdict = said("Why did they leave?")

    assert "question_mark" not in verdict.warnings


def test_a_semicolon_is_no_question_mark() -> None:
    verdict = said("An unhappy crowd of 4,300 people came, the mayor did not.")

    assert (verdict.warnings, verdict.critical) == (("punctuation",), False)


def test_an_abbreviation_without_its_full_stop_ends_no_sentence() -> None:
    verdict = said("Mr Smith lives at No 10 in the square.")

    assert (verdict.status, verdict.critical) == ("verbatim", False)


@pytest.mark.parametrize("quote", ["政府はその計画を認めな", "かったという計画を認めた"])
def test_a_negation_cut_in_two_is_told(quote: str) -> None:
    verdict = said(quote, "政府はその計画を認めなかった。議会はなかったという計画を認めた。", "ja")

    assert "elision_hides_negation" in verdict.warnings


def test_a_first_word_put_in_the_place_of_one_behind_a_negation_is_told() -> None:
    text = "The clerk wrote it down. They did not agree to sell the harbour to the bank."

    verdict = said("agreed to sell the harbour to the bank", text)

    assert (verdict.status, verdict.warnings) == ("altered", ("elision_hides_negation",))


def test_thousands_parted_by_a_space_may_have_decimals() -> None:
    verdict = said("Le prix est de 1250,50 euros.", "Le prix est de 1 250,50 euros.", "fr")

    assert verdict.status == "verbatim"


@pytest.mark.parametrize("quote", ["市長は[議会]に反対した。", "[彼]は計画に反対した。"])
def test_a_bracket_in_a_script_without_spaces_is_a_word(quote: str) -> None:
    verdict = said(quote, "市長は計画に反対した。", "ja")

    assert verdict.status == "verbatim_marked"


@pytest.mark.parametrize(
    ("quote", "is_second_hand"),
    [
        ("Wir verschenken kein Haus", True),
        ("Danach war es im Saal sehr still.", False),
        ("Das ist nun alles", True),
        ("Dann ging auch sie nach Hause.", False),
    ],
)
def test_german_quotation_marks_close_where_others_open(quote: str, is_second_hand: bool) -> None:
    text = (
        "„Wir verschenken kein Haus“, sagte er. Danach war es im Saal sehr still. "
        "»Das ist nun alles«, rief sie. Dann ging auch sie nach Hause."
    )

    verdict = said(quote, text, "de")

    assert ("second_hand" in verdict.warnings) == is_second_hand


LAMP = (
    "We also found that this claim did not come from a paper of good name, such as the Herald. "
    "The old keeper of the tower never gave the old lamp away. It said [ LAMP ] on the door."
)


@pytest.mark.parametrize(
    ("quote", "omitted"),
    [
        ("We also with a paper of good name, such as the Herald.", 7),
        ("We also found that this claim did not such as the Herald.", 7),
        ("The keeper of the tower never gave the lamp away.", 2),
    ],
)
def test_a_silent_cut_near_an_end_is_an_omission(quote: str, omitted: int) -> None:
    text = LAMP.replace("come from", "originate with")

    verdict = said(quote, text)

    assert (verdict.kind, verdict.words_omitted) == ("omission", omitted)


@pytest.mark.parametrize(("quote", "omitted"), [("The … lamp away.", 9), ("the … lamp away.", 1)])
def test_capitals_say_where_a_quotation_begins(quote: str, omitted: int) -> None:
    verdict = said(quote, LAMP)

    assert (verdict.status, verdict.words_omitted) == ("verbatim_marked", omitted)


def test_a_bracket_of_the_source_is_no_mark() -> None:
    verdict = said("It said [ LAMP ] on the door.", LAMP)

    assert verdict.status == "verbatim"


def test_names_that_change_places_are_an_alteration() -> None:
    text = "The talks lasted all night. Turkey warned Greece about the ships. Rain fell for days."

    verdict = said("Greece warned Turkey about the ships.", text)

    assert (verdict.status, verdict.kind, verdict.critical) == ("altered", "order", True)


@pytest.mark.parametrize(
    ("quote", "text", "language"),
    [
        ("There is … evidence of fraud.", "There is little evidence of fraud.", "en"),
        ("The court … that he lied.", "The court doubts that he lied.", "en"),
        ("Es gibt … Beweise für den Betrug.", "Es gibt wenige Beweise für den Betrug.", "de"),
        ("Il y a … de preuves de la fraude.", "Il y a peu de preuves de la fraude.", "fr"),
        ("Hay … pruebas del fraude.", "Hay pocas pruebas del fraude.", "es"),
        ("…有人相信他的话。", "很少有人相信他的话。", "zh"),
    ],
)
def test_a_cut_that_hides_how_little_there_is_is_told(
    quote: str, text: str, language: str
) -> None:
    verdict = said(quote, text, language)

    assert verdict.status == "verbatim_marked"
    assert "elision_hides_limiter" in verdict.warnings


@pytest.mark.parametrize(
    "quote",
    [
        "He alelgedly kept a copy of the contract in his desk.",
        "His sceretary left the town in the spring.",
    ],
)
def test_letters_in_the_wrong_order_are_a_slip_wherever_they_stand(quote: str) -> None:
    text = (
        "He allegedly kept a copy of the contract in his desk. He denies this. "
        "His secretary left the town in the spring."
    )

    verdict = said(quote, text)

    assert (verdict.kind, verdict.critical, verdict.words_omitted) == ("spelling", False, 0)


def test_a_slip_that_makes_another_word_is_no_slip() -> None:
    text = (
        "They were never told of the plan to sell the harbour. It is a united front of the town."
    )

    verdict = said("They were ever told of the plan to sell the harbour.", text)

    assert (verdict.kind, verdict.critical) == ("wording", True)


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("It sounds like a neo-payday loan to me.", "It sounds like a neo–payday loan to me."),
        ("It sounds like a neo–payday loan to me.", "It sounds like a neo-payday loan to me."),
        ("Take the Paris—Nantes train at noon.", "Take the Paris-Nantes train at noon."),
    ],
)
def test_the_kind_of_a_dash_in_a_word_is_typography(quote: str, text: str) -> None:
    assert said(quote, text).status == "verbatim"
