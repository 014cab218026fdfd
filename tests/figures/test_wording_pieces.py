"""Words that one number does not say are not read as one number."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pasquino.figures.stated import Qualifier, Stated
from pasquino.figures.texts import look_at_numbers
from pasquino.figures.wording import find, parse

pytestmark = pytest.mark.once  # no database

LANGUAGES = ["en", "fr", "de", "es"]
PIECES = """\
about nearly more than fewer than up to at least between 3 and 12 ten one two in out of every
to 1 5 70 % a ratio of zero two thirds half minus million 2,300 people or – but twice times
entre et presque sur dix zwischen und fast von zu drei casi de cada cinco y mil"""

ANOTHER_NUMBER = [
    ("en", "more than two thirds"),
    ("en", "two-thirds of the 300 members"),
    ("en", "one third of 300"),
    ("en", "half of the 200 members"),
    ("en", "two and a half million"),
    ("en", "3½ million people"),
    ("fr", "plus de deux tiers"),
    ("fr", "trois millions et demi"),
    ("fr", "la moitié de 200"),
    ("de", "mehr als zwei Drittel der Wähler"),
    ("es", "más de dos tercios"),
    ("es", "3 millones y medio"),
    ("en", "minus 5%"),
    ("en", "minus about 5%"),
    ("en", "- 5 %"),
    ("en", "-$5"),
    ("fr", "moins 5 %"),
    ("fr", "− 5 %"),
    ("de", "minus 5 Prozent"),
    ("es", "menos 5 %"),
    ("en", "twice 200"),
    ("en", "three times 200"),
    ("en", "1.5 times 400 people"),
    ("fr", "trois fois 200"),
    ("de", "dreimal 200"),
    ("es", "tres veces 200"),
    ("en", "between 12 and ten people"),
    ("en", "over 2,000 but fewer than 3,000"),
    ("fr", "plus de 2 000 mais moins de 3 000"),
    ("de", "mehr als 2.000, aber weniger als 3.000"),
    ("es", "más de 2.000 pero menos de 3.000"),
]


@pytest.mark.parametrize(("language", "words"), ANOTHER_NUMBER)
def test_words_that_say_more_than_one_number_says_are_left_to_a_person(
    language: str, words: str
) -> None:
    assert parse(words, language) is None


@pytest.mark.parametrize(
    ("language", "words", "qualifier", "amount"),
    [
        ("fr", "moins de 5 %", "fewer_than", 5),
        ("es", "al menos 300", "at_least", 300),
        ("en", "half a million people", "exactly", 500_000),
        ("de", "zweieinhalb Millionen", "exactly", 2_500_000),
        ("es", "dos millones y medio", "exactly", 2_500_000),
        ("en", "70 km² of land", "exactly", 70),
        ("en", "500 times", "exactly", 500),
        ("en", "more than 2,000 and 300 others", "more_than", 2000),
        ("en", "300 third-party reports", "exactly", 300),
    ],
)
def test_words_that_only_look_alike_are_read(
    language: str, words: str, qualifier: Qualifier, amount: int
) -> None:
    stated = parse(words, language)

    assert stated is not None
    assert (stated.qualifier, stated.amount) == (qualifier, amount)


def test_what_is_only_a_piece_of_a_number_is_not_proposed() -> None:
    text = "It fell by minus 5% last year; more than two thirds left, and twice 200 people came."

    assert find(text) == []


@pytest.mark.parametrize("words", ["nearly 1 in 5", "about one in three", "two or three in ten"])
def test_so_many_out_of_so_many_may_have_a_qualifier(words: str) -> None:
    stated = parse(words)

    assert stated is not None
    assert stated.per is not None
    look_at_numbers(stated)


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=300, deadline=None)
@given(words=st.lists(st.sampled_from(PIECES.split()), max_size=9).map(" ".join))
def test_whatever_is_read_can_be_recorded(language: str, words: str) -> None:
    read: list[Stated | None] = [parse(words, language)]
    read += [found.stated for found in find(words, language)]

    for stated in read:
        if stated is not None:
            look_at_numbers(stated)  # raises nothing
