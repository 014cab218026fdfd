"""What counts as a word, and which two as the same."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pasquino.search.words import LONGEST_TEXT, LONGEST_WORD, words

pytestmark = pytest.mark.once

ANY_TEXT = st.text(st.characters(codec=None))  # lone surrogates too


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The River rose", ["the", "river", "rose"]),
        ("Élan, ÇA va", ["elan", "ca", "va"]),
        ("cafe\u0301 café CAFÉ", ["cafe", "cafe", "cafe"]),
        ("Straße STRASSE", ["strasse", "strasse"]),
        ("Łódź, Ærø, smørrebrød", ["lodz", "aero", "smorrebrod"]),
        ("Σίσυφος ΣΊΣΥΦΟΣ", ["σισυφοσ", "σισυφοσ"]),
        ("ёж Ёж еж", ["еж", "еж", "еж"]),
        ("שָׁלוֹם שלום", ["שלום", "שלום"]),
        ("كِتَاب كتاب", ["كتاب", "كتاب"]),
        ("हिन्दी", ["हिन्दी"]),
        ("東京の川", ["東", "京", "の", "川"]),
        ("한국어 신문", ["한국어", "신문"]),
        ("don’t well-known snake_case", ["don", "t", "well", "known", "snake", "case"]),
        ("2,300 metres, ½", ["2", "300", "metres", "12"]),
        ("ＦＵＬＬ ﬁne", ["full", "fine"]),
        ("\0 \ud800 👍 ...", []),
    ],
)
def test_words_are_folded_and_parted(text: str, found: list[str]) -> None:
    assert words(text) == found


@given(ANY_TEXT)
def test_a_word_is_letters_and_numbers_alone(text: str) -> None:
    for word in words(text):
        assert 1 <= len(word) <= LONGEST_WORD
        kinds = {unicodedata.category(letter)[0] for letter in word}
        assert kinds <= {"L", "N", "M"}, word
        assert not {"'", '"', "\\", " ", "=", "_"} & set(word)


@given(st.text(st.characters(max_codepoint=0x24F), max_size=40))
def test_capitals_do_not_matter(text: str) -> None:
    assert words(text.upper()) == words(text.lower().upper())


@given(st.text(max_size=60))
def test_how_accents_are_written_does_not_matter(text: str) -> None:
    composed, apart = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))

    assert words(composed) == words(apart)


def test_a_very_long_word_is_known_by_its_beginning() -> None:
    assert words("a" * 500) == ["a" * LONGEST_WORD]


@pytest.mark.parametrize("text", ["a " * 450_000, "é" * 500_000, "\u0301" * 500_000])
def test_a_monstrous_text_takes_a_moment(text: str) -> None:
    began = time.process_time()

    found = words(text)

    assert time.process_time() - began < 20
    assert sum(len(word.encode()) + 1 for word in found) <= LONGEST_TEXT
