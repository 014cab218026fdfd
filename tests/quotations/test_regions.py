"""Where on a page a quotation stands, and what may stand between its paragraphs."""

from __future__ import annotations

from pasquino.quotations import Region, SourceText, Verdict, check

PARAGRAPHS: list[tuple[str, str]] = [
    ("heading", "The bridge and the town"),
    ("article", "The mayor opened the bridge on Friday."),
    ("aside", "Share this page"),
    ("article", "Two hundred people came to see it."),
    ("aside", "Advertisement: the shoes you do not need."),
    ("article", "The engineer stayed at home."),
    ("heading", "What it costs"),
    ("article", "The town will pay for ten years."),
    ("comment", "The bridge is ugly and everybody knows it."),
]


def test_a_passage_over_page_furniture_is_one_passage() -> None:
    verdict = held("The mayor opened the bridge on Friday.\n\nTwo hundred people came to see it.")

    assert (verdict.status, verdict.warnings, verdict.words_omitted) == ("verbatim", (), 0)
    assert len(verdict.spans) == 2


def test_furniture_that_could_belong_to_the_text_is_said() -> None:
    verdict = held("Two hundred people came to see it. The engineer stayed at home.")

    assert verdict.status == "verbatim"
    assert verdict.warnings == ("elision_hides_negation", "elision_long")


def test_a_passage_over_a_heading_is_said() -> None:
    verdict = held("The engineer stayed at home. The town will pay for ten years.")

    assert (verdict.status, verdict.warnings) == ("verbatim", ("elision_long",))


def test_a_heading_that_is_quoted_may_stand_beside_furniture_that_is_not() -> None:
    verdict = held(
        "Two hundred people came to see it. The engineer stayed at home. What it costs. "
        "The town will pay for ten years."
    )

    assert verdict.status == "verbatim"
    assert "elision_long" in verdict.warnings


def test_a_word_of_a_heading_may_not_be_dropped() -> None:
    source = SourceText(
        "The mayor is not guilty\n\nRain fell.", ((0, 23, "heading"), (25, 35, "article"))
    )

    verdict = check("The mayor is guilty. Rain fell.", source)

    assert (verdict.status, verdict.critical) == ("altered", True)


def test_a_paragraph_of_the_article_may_not_be_skipped() -> None:
    verdict = held("The mayor opened the bridge on Friday. The engineer stayed at home.")

    assert (verdict.status, verdict.kind) == ("altered", "omission")


def test_readers_words_are_not_the_articles() -> None:
    assert held("The bridge is ugly and everybody knows it.").warnings == ("region_not_article",)
    assert held("Advertisement: the shoes").warnings[-1] == "region_not_article"


def test_words_of_the_article_and_of_a_reader_do_not_make_one_passage_unnoticed() -> None:
    verdict = held("pay for ten years. The bridge is ugly")

    assert "region_not_article" in verdict.warnings


def test_of_two_places_the_articles_is_taken() -> None:
    source = SourceText(
        "Rain fell on us.\n\nRain fell on us.", ((0, 16, "comment"), (18, 34, "article"))
    )

    verdict = check("Rain fell on us.", source)

    assert (verdict.spans, verdict.warnings) == (((18, 33),), ())


def held(quote: str) -> Verdict:
    regions: list[Region] = []
    at = 0
    for kind, text in PARAGRAPHS:
        regions.append((at, at + len(text), kind))  # type: ignore[arg-type] # they are its names
        at += len(text) + 2
    return check(quote, SourceText("\n\n".join(text for _kind, text in PARAGRAPHS), regions))
