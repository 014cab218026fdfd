"""Which doubts about quotations stand between a story and its publication."""

from __future__ import annotations

from typing import Any

import pytest

from pasquino.quotations.verdict import Change, Verdict
from pasquino.stories import gate
from pasquino.stories.gate import Looked
from pasquino.stories.models import PublicationPolicy

POLICY = PublicationPolicy()


def entry(words: str = "The weir holds.", **given: Any) -> dict[str, Any]:
    """A quotation as an edition lists it, with everything named."""
    return {
        "id": "b1",
        "words": [words],
        "kind": "quotation",
        "speaker": "Ada Quill",
        "via": "",
        "source": None,
        "work": "",
        "publisher": "",
        "link": "https://example.org/weir",
        **given,
    }


def looked(status: Any = "verbatim", **given: Any) -> Looked:
    """What is known of it: by default that all is well."""
    verdict = {key: given.pop(key) for key in ("kind", "critical", "warnings") if key in given}
    return Looked(Verdict(status, **verdict), given.pop("evidence", "complete"), **given)


def found(known: Looked, **given: Any) -> list[tuple[str, str]]:
    """The problems of one quotation, each with what is done about it."""
    return [(d.problem, d.answer) for d in gate.doubts([entry(**given)], [known], POLICY)]


def test_words_that_match_and_a_speaker_raise_no_doubt() -> None:
    assert found(looked()) == []
    assert found(looked("verbatim_marked")) == []
    assert found(looked("ambiguous")) == []


HIDING = [
    "elision_hides_negation",
    "elision_hides_limiter",
    "bracket_replaces_negation",
]


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (looked("altered", critical=True), ("altered_critical", "block")),
        (looked("not_found"), ("not_found", "block")),
        (looked("altered"), ("altered", "ask")),
        (looked("cannot_tell", evidence="pending"), ("cannot_tell", "ask")),
    ],
)
def test_each_problem_has_the_answer_of_the_policy(
    known: Looked, expected: tuple[str, str]
) -> None:
    assert found(known) == [expected]


@pytest.mark.parametrize("warning", HIDING)
def test_a_cut_that_hides_a_negation_or_condition_is_asked_about(warning: str) -> None:
    assert found(looked("verbatim_marked", warnings=(warning,))) == [("hidden_negation", "ask")]


def test_a_magazine_may_answer_otherwise() -> None:
    lenient = PublicationPolicy(not_found="inform", altered="block")

    not_found = gate.doubts([entry()], [looked("not_found")], lenient)
    altered = gate.doubts([entry()], [looked("altered")], lenient)

    assert not not_found[0].stops
    assert altered[0].needs_reason


def test_a_quotation_without_speaker_is_asked_about() -> None:
    assert found(looked(), speaker=" ") == [("no_speaker", "ask")]


def test_a_paraphrase_is_not_judged_by_its_words() -> None:
    assert found(looked("altered", critical=True), kind="paraphrase") == []
    assert found(looked("not_found"), kind="paraphrase", speaker="") == [("no_speaker", "ask")]


def test_an_answer_to_one_difference_answers_no_other() -> None:
    def key(source: str) -> str:
        change = Change("changed", "holds", source, (9, 14), (9, 9 + len(source)))
        known = Looked(Verdict("altered", diff=(change,)), "complete")
        (doubt,) = gate.doubts([entry()], [known], POLICY)
        return doubt.key

    assert key("held") == key("held")
    assert key("held") != key("leaks")


def test_vouching_answers_what_could_not_be_checked_or_found() -> None:
    assert found(looked("cannot_tell", evidence="none", is_attested=True)) == []
    assert found(looked("not_found", is_attested=True)) == []


def test_vouching_does_not_answer_that_a_copy_has_other_words() -> None:
    assert found(looked("altered", critical=True, is_attested=True)) == [
        ("altered_critical", "block")
    ]


def test_other_warnings_stop_nothing() -> None:
    assert found(looked(warnings=("source_typo", "sentence_continues", "second_hand"))) == []


def test_much_from_one_source_is_only_said() -> None:
    entries = [entry("word " * 250), entry("more " * 250), entry("other " * 300)]
    known = [looked(source=1), looked(source=1), looked(source=2)]

    doubts = gate.doubts(entries, known, POLICY)

    assert [(d.place, d.problem, d.count) for d in doubts] == [(1, "longest_words", 500)]
    assert not doubts[0].stops


def test_a_large_share_of_one_source_is_only_said() -> None:
    doubts = gate.doubts([entry("word " * 20)], [looked(source=1, source_words=100)], POLICY)

    assert [(d.problem, d.count, d.answer) for d in doubts] == [("longest_share", 20, "inform")]


def test_a_paraphrase_quotes_nothing_at_length() -> None:
    one = entry("word " * 500, kind="paraphrase")

    assert gate.doubts([one], [looked(source=1, source_words=600)], POLICY) == []


def test_a_tick_answers_what_asks_and_only_a_reason_what_refuses() -> None:
    ask, block = gate.doubts(
        [entry("One."), entry("Two.")], [looked("altered"), looked("not_found")], POLICY
    )

    assert gate.unanswered([ask, block], {}) == [ask, block]
    assert gate.unanswered([ask, block], {ask.key: "", block.key: "  "}) == [block]
    assert gate.unanswered([ask, block], {ask.key: "", block.key: "Seen in print."}) == []


@pytest.mark.parametrize(
    "change",
    [
        {"words": ["The weir held."]},
        {"link": "https://example.org/other"},
        {"source": 7},
        {"kind": "paraphrase", "speaker": ""},
    ],
)
def test_a_changed_quotation_needs_another_answer(change: dict[str, Any]) -> None:
    before = entry(speaker="")

    after = {**before, **change}

    assert gate.key_of(before, "no_speaker") != gate.key_of(after, "no_speaker")


def test_another_problem_needs_another_answer_but_another_speaker_does_not() -> None:
    one = entry()

    assert gate.key_of(one, "altered") != gate.key_of(one, "not_found")
    assert gate.key_of(one, "altered") == gate.key_of({**one, "speaker": "Bo Stanza"}, "altered")
