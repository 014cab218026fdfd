"""The quotations on the seed page, held against copies of their sources."""

from __future__ import annotations

import pytest

from pasquino.quotations import SourceText, Verdict, check
from tests.fixtures import fixture

pytestmark = pytest.mark.once  # no database


def test_the_quotation_of_able_fighters_is_verbatim() -> None:
    verdict = held_against_article(paragraph("ISIS fighters are unquestionably capable"))

    assert (verdict.status, verdict.warnings) == ("verbatim", ())


def test_a_doubled_word_that_stands_in_the_source_is_verbatim_and_said() -> None:
    verdict = held_against_article(paragraph("A second group of fighters"))

    assert (verdict.status, verdict.warnings) == ("verbatim", ("source_typo",))


def test_dots_behind_a_complete_sentence_are_no_cut() -> None:
    verdict = held_against_article(paragraph("These fighters may attempt"))

    assert (verdict.status, verdict.warnings) == ("verbatim", ("sentence_continues",))
    assert verdict.words_omitted == 0


def test_a_paraphrase_is_not_found_and_its_nearest_passage_is_offered() -> None:
    article = seed("sources/outlook-article.txt")

    verdict = check(paragraph("The most hard-core fighters"), SourceText(article))

    assert verdict.status == "not_found"
    assert verdict.nearest is not None
    assert "rest, rearm, and recuperate" in article[slice(*verdict.nearest)]


def test_the_report_quoted_in_the_second_comment_is_verbatim() -> None:
    verdict = held_against_report(paragraph("A few hundred marines"))

    assert verdict.status == "verbatim"


def test_the_fourth_comment_leaves_out_174_words() -> None:
    verdict = held_against_report(fourth_comment())

    assert (verdict.status, verdict.kind) == ("altered", "omission")
    assert verdict.words_omitted == 174


def test_one_mark_makes_the_fourth_comment_an_honest_quotation() -> None:
    marked = held_against_report(fourth_comment()).marked(fourth_comment())

    verdict = held_against_report(marked)

    assert marked.replace("[…] ", "") == fourth_comment()
    assert (verdict.status, verdict.words_omitted) == ("verbatim_marked", 174)
    assert "elision_long" in verdict.warnings


def test_a_paywall_preview_proves_no_alteration() -> None:
    preview = SourceText(seed("sources/outlook-article-preview.txt"))

    for start in ("ISIS fighters are unquestionably", "A second group", "These fighters may"):
        assert check(paragraph(start), preview, evidence="partial").status == "cannot_tell"


def held_against_article(quote: str) -> Verdict:
    return check(quote, SourceText(seed("sources/outlook-article.txt")))


def held_against_report(quote: str) -> Verdict:
    return check(quote, SourceText(seed("sources/marines-report.txt")))


def fourth_comment() -> str:
    begin = paragraph("The deployment is temporary")
    return begin + "\n\n" + paragraph("Under the existing limits")


def paragraph(start: str) -> str:
    page = seed("page.txt")
    return page[page.index(start) :].splitlines()[0].strip()


def seed(path: str) -> str:
    return fixture(f"seed/{path}").read_text("utf-8")
