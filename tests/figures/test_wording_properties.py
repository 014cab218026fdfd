"""What holds for all numbers: written and read again they are the same, in every language."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pasquino.figures.stated import PERCENT, QUALIFIERS, RATIO, Stated
from pasquino.figures.wording import compose, find, number, parse, reading
from pasquino.figures.wording.grammar import SHARE
from pasquino.figures.wording.languages import language_of

pytestmark = pytest.mark.once  # no database

LANGUAGES = ["en", "fr", "de", "es"]
COUNTRIES = {"en": ["CA"], "fr": ["CH"], "de": ["CH", "AT"], "es": ["MX"]}
CODES = ["USD", "EUR", "GBP", "JPY", "CHF", "CAD", "SEK"]
WITH_ONE_NUMBER = sorted(set(QUALIFIERS) - {"between", "ratio", "vague", "pointer"})

PIECES = """\
about almost 3 2,300 1.302 1 302 million bn $ € % per cent to one or two - – , . hundreds of
between and from 12 ten twenty a few environ fast casi mil cent vingt zweihundert Mio. 70 % USD
A$ ' ’ + out 2017-03-07 11:59 in 10 people deux centaines the section 5,000 Brexit
in 2017 early 1,000 odd"""

whole = st.one_of(
    st.integers(0, 2100),
    st.integers(0, 10**15 - 1),
    st.builds(lambda digits, zeros: digits * 10**zeros, st.integers(1, 999), st.integers(0, 12)),
).map(Decimal)
broken = st.builds(
    lambda amount, places: Decimal(amount).scaleb(-places),
    st.integers(0, 10**9),
    st.integers(1, 6),
)
amounts = whole | broken


def statements(language: str) -> st.SearchStrategy[Stated]:
    words = language_of(language)
    units = st.sampled_from(["", PERCENT, "persons", *words.unit_words, *CODES])
    modals = st.sampled_from(["", *words.written_modals])
    pairs = st.tuples(amounts, amounts).map(sorted).filter(lambda pair: pair[0] < pair[1])
    lone = st.builds(
        Stated, st.sampled_from(WITH_ONE_NUMBER), amount=amounts, unit=units, modal=modals
    )
    between = st.builds(
        lambda pair, unit, modal: Stated("between", pair[0], pair[1], unit=unit, modal=modal),
        pairs, units, modals,
    )  # fmt: skip
    ratio = st.builds(
        lambda pair, per, modal, is_pair: Stated(
            "ratio", pair[0], pair[1] if is_pair else None, per, unit=RATIO, modal=modal
        ),
        pairs, whole.filter(bool), modals, st.booleans(),
    )  # fmt: skip
    share = st.builds(
        lambda pair, modal: Stated("ratio", pair[0], per=pair[1], unit=SHARE, modal=modal),
        st.tuples(whole, whole).map(sorted).filter(lambda pair: pair[1] > 1), modals,
    )  # fmt: skip
    vague = st.builds(
        Stated,
        st.just("vague"),
        word=st.sampled_from(sorted(words.bounds)),
        unit=st.sampled_from(["", "persons", "days", "USD", "EUR"]),
        modal=modals,
    )
    pointer = st.builds(Stated, st.just("pointer"), modal=modals)
    return lone | between | ratio | share | vague | pointer


@pytest.mark.parametrize("code", LANGUAGES)
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_what_is_written_reads_as_it_was(code: str, data: st.DataObject) -> None:
    language = data.draw(st.sampled_from([code, *(f"{code}-{each}" for each in COUNTRIES[code])]))
    stated = data.draw(statements(language))

    assert parse(compose(stated, language), language) == stated


@settings(max_examples=200, deadline=None)
@given(language=st.sampled_from([*LANGUAGES, "de-CH", "es-MX", "it", "ar", ""]), amount=amounts)
def test_a_number_in_digits_reads_as_it_was(language: str, amount: Decimal) -> None:
    written = number(amount, language)

    if language in {"it", "ar"} and re.search(r"\D\d{3}$", written) and amount < 1000:
        assert parse(written, language) in {None, Stated("exactly", amount)}  # 1.302: which?
    else:
        assert parse(written, language) == Stated("exactly", amount)


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_every_reading_holds_what_was_said(language: str, data: st.DataObject) -> None:
    stated = data.draw(statements(language))
    read = reading(stated, wide=data.draw(st.booleans()))

    if stated.per is not None or stated.qualifier == "pointer":
        assert read is None
        return
    assert read is not None
    assert read.basis
    assert read.low is not None
    assert read.low >= 0
    assert read.high is None or read.low <= read.high
    if stated.qualifier in {"exactly", "about", "at_least", "up_to"}:
        assert stated.amount is not None
        assert read.low <= stated.amount
        assert read.high is None or stated.amount <= read.high


@pytest.mark.parametrize("language", [*LANGUAGES, "it"])
@settings(max_examples=80, deadline=None)
@given(
    text=st.text() | st.lists(st.sampled_from([*PIECES.split(), "\n", "\n\n", ""])).map(" ".join)
)
def test_any_text_is_read_and_what_is_found_lies_in_it(language: str, text: str) -> None:
    end = 0
    for found in find(text, language):
        assert end <= found.start < found.end <= len(text)
        words = text[found.start : found.end]
        assert found.stated.words == words
        assert words == words.strip()
        assert parse(words, language) == found.stated
        end = found.end


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_vague_word_means_the_same_in_every_language(language: str) -> None:
    for word, (low, high) in language_of(language).bounds.items():
        read = reading(Stated("vague", word=word))
        assert read is not None
        assert read.low == low
        assert read.high == high


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_a_language_is_understood_by_itself(language: str) -> None:
    """No entry is hidden by another, but for the words that need their neighbours."""
    words = language_of(language)
    for qualifier, first in words.written_before.items():
        assert parse(f"{first} 40", language) == Stated(qualifier, Decimal(40))  # type: ignore[arg-type]  # keys of the file
    for unit, forms in words.unit_words.items():
        for form in forms:
            stated = parse(f"40 {form}", language)
            assert stated is not None
            assert replace(stated, words="") == Stated("exactly", Decimal(40), unit=unit), form
