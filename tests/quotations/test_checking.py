"""What a verdict says: status, warnings, and what was left out."""

from __future__ import annotations

import pytest

from pasquino.quotations import SourceText, Verdict, check

pytestmark = pytest.mark.once  # no database

COURT = (
    "The court said on Friday that the mayor, who had not been told of the plan, may resign "
    "before the election. "
    "She is not guilty of fraud. About 2,300 people signed the letter, only 689 of "
    "them from the old town. Was the bridge ever safe? The engineer denied it."
)


@pytest.mark.parametrize(
    "quote",
    [
        "She is not guilty of fraud.",
        "“She is not guilty of fraud.”",
        "About 2300 people signed the letter, only 689 of them from the old town.",
        "About 2 300 people signed the letter, only 689 of them from the old town.",
        "the\u00a0court said on Fri\u00adday that the mayor, who had not been told of the plan, may resign before the election",  # noqa: E501 - one quotation
        "THE COURT SAID ON FRIDAY THAT THE MAYOR, who had not been told of the plan, may resign before the election.",  # noqa: E501 - one quotation
        "She is not guilty of fraud.\n\nAbout 2,300 people signed the letter, only 689 of them from the old town.",  # noqa: E501 - one quotation
    ],
)
def test_typography_changes_no_words(quote: str) -> None:
    verdict = held(quote)

    assert (verdict.status, verdict.warnings, verdict.critical) == ("verbatim", (), False)


@pytest.mark.parametrize(
    ("quote", "kind", "critical"),
    [
        ("the mayor, who had been told of the plan, may resign", "omission", True),
        ("the mayor, who had not been told of the plan, will resign", "wording", True),
        ("About 2,800 people signed the letter", "wording", True),
        ("About 23 people signed the letter, only 689", "wording", True),
        ("The court said on Monday that the mayor", "wording", True),
        ("The court said on Friday that the maior, who had not", "spelling", False),
        ("signed the letter, 689 of them from the old town", "omission", True),
        ("the mayor, who had not been quickly told of the plan", "wording", False),
        ("She is not guilty of fraud. The engineer denied it.", "omission", True),
        ("The engineer denied it. She is not guilty of fraud.", "order", True),
        (
            "About 2,300 people signed the letter, only 689 of them from the new town",
            "wording",
            False,
        ),
        ("said on friday that the mayor, who had not", "spelling", False),
        ("Thе court said on Friday that the mayor", "wording", True),
    ],
)
def test_a_change_without_a_mark_is_an_alteration(quote: str, kind: str, critical: bool) -> None:
    verdict = held(quote)

    assert (verdict.status, verdict.kind, verdict.critical) == ("altered", kind, critical)


@pytest.mark.parametrize(
    "dots", ["...", "…", "[...]", "[…]", "(...)", ". . .", ".....", "(…)", "……"]
)
def test_a_marked_cut_is_honest_and_counted(dots: str) -> None:
    verdict = held(f"About 2,300 people {dots} from the old town.")

    assert (verdict.status, verdict.words_omitted) == ("verbatim_marked", 7)


@pytest.mark.parametrize(
    ("quote", "warning"),
    [
        ("She is … guilty of fraud.", "elision_hides_negation"),
        ("the mayor […] may resign before the election", "elision_hides_negation"),
        ("She [is] guilty of fraud.", "bracket_replaces_negation"),
        ("the mayor, who had [always] been told of the plan", "bracket_replaces_negation"),
        ("The court said [not] on Friday that the mayor", "bracket_replaces_negation"),
        ("[Not] the court said on Friday that the mayor", "bracket_replaces_negation"),
        ("signed the letter, … 689 of them", "elision_hides_limiter"),
        ("who had not been told of the plan, [will] resign", "elision_hides_limiter"),
        ("The court said on Friday … The engineer denied it.", "elision_hides_limiter"),
        ("guilty of fraud.", "elision_hides_negation"),
        ("been told of the plan", "elision_hides_negation"),
        ("About 2,300 people signed the letter.", "sentence_continues"),
        ("Was the bridge ever safe.", "question_mark"),
        ("the bridge ever safe", "question_mark"),
        ("The engineer denied it?", "question_mark"),
        ("She is *not* guilty of fraud.", "emphasis_added"),
        ("She is not guilty [emphasis added] of fraud.", "emphasis_added"),
        ("She is not guilty [sic] of fraud.", "source_typo"),
        ("She is not guilty of fraud about 2,300 people signed", "punctuation"),
    ],
)
def test_what_may_mislead_is_said(quote: str, warning: str) -> None:
    verdict = held(quote)

    assert verdict.status in ("verbatim", "verbatim_marked")
    assert warning in verdict.warnings


def test_brackets_may_not_change_a_number() -> None:
    verdict = held("About [5,000] people signed the letter, only 689 of them")

    assert (verdict.status, verdict.critical) == ("altered", True)


def test_letters_in_brackets_belong_to_their_word() -> None:
    assert held("[T]he mayor, who had not been told").status == "verbatim_marked"
    assert held("the engineer den[ies] it").status == "verbatim_marked"
    assert held("the [un]engineer denied it").status != "verbatim"


def test_a_bracket_that_makes_the_opposite_is_said() -> None:
    source = SourceText("They were happy with the result of the vote.")

    verdict = check("They were [un]happy with the result", source)

    assert "bracket_replaces_negation" in verdict.warnings


def test_what_follows_in_the_sentence_is_shown_when_it_limits() -> None:
    verdict = held("About 2,300 people signed the letter.")

    assert verdict.rest is not None
    assert COURT[slice(*verdict.rest)] == "only 689 of them from the old town"
    assert verdict.rest_limits


def test_dots_that_stand_in_the_source_are_no_cut() -> None:
    source = SourceText("Well … maybe not, he said.")

    assert check("Well ... maybe not, he said.", source).status == "verbatim"


def test_a_cut_inside_a_sentence_at_its_end_is_a_mark() -> None:
    verdict = held("About 2,300 people signed the letter …")

    assert verdict.status == "verbatim_marked"
    assert verdict.warnings[-2:] == ("elision_hides_limiter", "sentence_continues")


def test_a_cut_over_many_words_is_said() -> None:
    source = SourceText(f"It began well. {'Rain fell on the town. ' * 15}It ended badly.")

    verdict = check("It began well. […] It ended badly.", source)

    assert (verdict.status, verdict.words_omitted) == ("verbatim_marked", 75)
    assert verdict.warnings == ("elision_long",)


def test_few_words_in_several_places_are_ambiguous() -> None:
    source = SourceText("The cat sat. Later the cat sat again.")

    verdict = check("the cat sat", source)

    assert verdict.status == "ambiguous"
    assert [source.text[slice(*place)] for place in verdict.places] == [
        "The cat sat",
        "the cat sat",
    ]


def test_a_sentence_in_two_places_is_verbatim_and_both_are_listed() -> None:
    source = SourceText("Rain fell on the town. We slept. Rain fell on the town.")

    verdict = check("Rain fell on the town.", source)

    assert (verdict.status, verdict.spans, verdict.places) == ("verbatim", ((0, 21),), ((33, 54),))


def test_a_quotation_within_the_source_is_second_hand() -> None:
    source = SourceText("He left. “We will not pay for the bridge,” she said. It rained.")

    assert check("We will not pay for the bridge", source).warnings == (
        "sentence_continues", "second_hand",
    )  # fmt: skip
    assert (
        "second_hand" not in check("“We will not pay for the bridge,” she said.", source).warnings
    )


def test_what_is_not_there_is_not_found() -> None:
    verdict = held("The harbour was closed by a storm that nobody expected.")

    assert (verdict.status, verdict.diff) == ("not_found", ())


@pytest.mark.parametrize("evidence", ["partial", "blocked", "unreachable", "gone", "unreadable"])
def test_without_the_whole_text_nothing_is_called_altered_or_absent(evidence: str) -> None:
    source = SourceText(COURT)

    assert (
        check("She is guilty of fraud and more.", source, evidence=evidence).status
        == "cannot_tell"
    )
    assert check("The harbour was closed.", source, evidence=evidence).status == "cannot_tell"
    assert check("She is … of fraud.", source, evidence=evidence).status == "cannot_tell"
    assert check("She is not guilty of fraud.", source, evidence=evidence).status == "verbatim"


@pytest.mark.parametrize("evidence", ["none", "pending"])
def test_without_evidence_nothing_is_said(evidence: str) -> None:
    assert check("She is not guilty of fraud.", SourceText(COURT), evidence=evidence) == Verdict(
        "cannot_tell"
    )


def test_a_page_that_changed_since_is_said() -> None:
    verdict = check("She is not guilty of fraud.", SourceText(COURT), source_changed=True)

    assert verdict.warnings == ("source_changed",)


def test_silent_cuts_are_marked_and_nothing_else_is_changed() -> None:
    quote = "She is guilty of fraud. The engineer denied it."

    marked = held(quote).marked(quote)

    assert marked == "She is […] guilty of fraud. […] The engineer denied it."
    assert held(marked).status == "verbatim_marked"
    assert "elision_hides_negation" in held(marked).warnings


@pytest.mark.parametrize(
    "quote",
    [
        "the mayor, who had always been told of the plan, will resign before",
        "She is very guilty of fraud. About 2,800 people […] from the old town",
        "The court said at last on Friday that a mayor [sic], who had not been told",
    ],
)
def test_the_sources_words_can_be_restored(quote: str) -> None:
    restored = held(quote).restored(quote, COURT)

    assert held(restored).status in ("verbatim", "verbatim_marked")


def test_what_is_restored_keeps_the_last_full_stop() -> None:
    source = SourceText("It was said. He is not guilty of it. So it ended.")
    quote = "He is guilty of it."

    assert check(quote, source).restored(quote, source.text) == "He is not guilty of it."


def held(quote: str) -> Verdict:
    return check(quote, SourceText(COURT))
