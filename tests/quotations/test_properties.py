"""What holds for all texts: nothing that differs is called the same, and nothing is raised."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pasquino.quotations import SourceText, Verdict, check
from pasquino.quotations.tokens import key, tokens

pytestmark = pytest.mark.once  # no database

WORDS = [
    "the",
    "a",
    "of",
    "and",
    "not",
    "no",
    "only",
    "if",
    "may",
    "will",
    "he",
    "she",
    "bridge",
    "river",
    "mayor",
    "court",
    "paid",
    "town",
    "never",
    "first",
    "last",
    "2,300",
    "689",
    "5%",
    "Friday",
    "don't",
    "well-known",
    "rebuilt",
    "under",
    "over",
    "they",
    "said",
    "voted",
    "against",
    "plan",
    "U.S.",
    "is",
]
MANY = settings(max_examples=60, deadline=None)
passages = st.lists(st.sampled_from(WORDS), min_size=12, max_size=60)
anything = st.text(max_size=200)


@given(passages, st.randoms(use_true_random=False))
@MANY
def test_a_run_of_the_sources_words_is_verbatim(words: list[str], chance: random.Random) -> None:
    begin = chance.randrange(len(words) - 5)
    quote = " ".join(words[begin : begin + chance.randrange(4, 12)])

    assert judged(quote, words).status == "verbatim"


@given(passages, st.randoms(use_true_random=False))
@MANY
def test_an_interior_word_dropped_is_never_verbatim(
    words: list[str], chance: random.Random
) -> None:
    at = chance.randrange(1, len(words) - 1)

    assert_not_verbatim([*words[:at], *words[at + 1 :]], words)


@given(passages, st.sampled_from(WORDS), st.randoms(use_true_random=False))
@MANY
def test_an_interior_word_added_is_never_verbatim(
    words: list[str], word: str, chance: random.Random
) -> None:
    at = chance.randrange(1, len(words))

    assert_not_verbatim([*words[:at], word, *words[at:]], words)


@given(passages, st.randoms(use_true_random=False))
@MANY
def test_interior_words_swapped_are_never_verbatim(
    words: list[str], chance: random.Random
) -> None:
    one, other = chance.sample(range(1, len(words) - 1), 2)
    swapped = list(words)
    swapped[one], swapped[other] = swapped[other], swapped[one]

    assert_not_verbatim(swapped, words)


@given(passages, st.randoms(use_true_random=False))
@MANY
def test_the_words_of_a_marked_cut_are_counted(words: list[str], chance: random.Random) -> None:
    numbered = [
        f"{word} n{number}" for number, word in enumerate(words)
    ]  # so that each place is one
    begin = chance.randrange(2, len(words) - 3)
    end = chance.randrange(begin + 1, len(words) - 1)

    verdict = judged(" ".join([*numbered[:begin], "[…]", *numbered[end:]]), numbered)

    assert verdict.status == "verbatim_marked"
    assert verdict.words_omitted == sum(
        len(word.replace("-", " ").split()) for word in numbered[begin:end]
    ) - sum(word == "5%" for word in numbered[begin:end])


@given(passages, st.randoms(use_true_random=False))
@MANY
def test_a_cut_over_a_denial_is_always_said(words: list[str], chance: random.Random) -> None:
    numbered = [f"n{number} {word}" for number, word in enumerate(words)]
    at = chance.randrange(2, len(words) - 2)
    numbered[at] = "not"

    verdict = judged(" ".join([*numbered[:at], "...", *numbered[at + 1 :]]), numbered)

    assert (verdict.status, verdict.words_omitted) == ("verbatim_marked", 1)
    assert "elision_hides_negation" in verdict.warnings


@given(anything, anything)
@MANY
def test_no_text_makes_the_check_fail(quote: str, source: str) -> None:
    verdict = check(quote, SourceText(source))

    assert check(quote, SourceText(source)) == verdict
    verdict.as_json("x")
    verdict.marked(quote)
    verdict.restored(quote, source)


@given(
    st.lists(
        st.sampled_from(
            [
                *WORDS,
                "…",
                "[…]",
                "[x]",
                "[sic]",
                "[t]he",
                "“",
                "”",
                "(",
                "?",
                "*a*",
                "。",
                "不",
                "\n\n",
            ]
        ),
        max_size=40,
    ),
    passages,
)
@MANY
def test_no_marks_make_the_check_fail(quote: list[str], words: list[str]) -> None:
    verdict = judged(" ".join(quote), words)

    for span in (*verdict.spans, *verdict.places):
        assert 0 <= span[0] < span[1] <= len(" ".join(words))


def assert_not_verbatim(quote: list[str], words: list[str]) -> None:
    if not is_run(quote, words):
        assert judged(" ".join(quote), words).status not in ("verbatim", "verbatim_marked")


def is_run(quote: list[str], words: list[str]) -> bool:
    mine, theirs = keys(" ".join(quote)), keys(" ".join(words))
    return any(theirs[at : at + len(mine)] == mine for at in range(len(theirs)))


def keys(text: str) -> list[str]:
    return [key(raw) for raw, _start, _end in tokens(text)]


def judged(quote: str, words: list[str]) -> Verdict:
    return check(quote, SourceText(" ".join(words)))
