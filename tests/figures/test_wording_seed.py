"""Every way of saying a number that our first story and its discussion have."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from pasquino.figures.stated import Reading, Stated
from pasquino.figures.wording import compose, find, parse, reading
from tests.fixtures import fixture

pytestmark = pytest.mark.once  # no database

# Not in the words: "capped at" stands before them in the sentence.
KNOWN_FROM_THE_SENTENCE = {"F14"}


def d(number: float) -> Decimal:
    return Decimal(str(number))


WORDS = {
    "About 2,300": Stated("about", d(2300)),
    "almost 5,800": Stated("almost", d(5800)),
    "more than 1,500": Stated("more_than", d(1500)),
    "up to 503": Stated("up_to", d(503)),
    "1,302": Stated("exactly", d(1302)),
    "ten or twenty to one": Stated("ratio", d(10), d(20), d(1), unit="ratio"),
    "a few hundred": Stated("vague", word="a few hundred"),
    "about 70% of which": Stated("about", d(70), unit="percent"),
    "between 3 and 4 million": Stated("between", d(3_000_000), d(4_000_000)),
    "$1.2bn": Stated("exactly", d(1_200_000_000), unit="USD"),
    "longer than 90 days": Stated("more_than", d(90), unit="days"),
    "latest count": Stated("pointer"),
    "potentially thousands": Stated("vague", word="thousands", modal="potentially"),
    "if, in fact, hundreds": Stated("vague", word="hundreds", modal="if, in fact"),
}


@pytest.mark.parametrize("words", WORDS)
def test_words_state_what_they_say(words: str) -> None:
    assert parse(words) == WORDS[words]


@pytest.mark.parametrize("words", WORDS)
def test_words_are_given_back_as_the_source_had_them(words: str) -> None:
    stated = parse(words)

    assert stated is not None
    assert compose(stated) == words


READINGS = {
    "about 2,300": Reading(d(2250), d(2349), "rounding to nearest 100"),
    "almost 7,200": Reading(d(7100), d(7199), "within one step of 100 below"),
    "689": Reading(d(689), d(689), "stated exactly"),
    "more than 1,500": Reading(
        d(1501),
        d(1599),
        "above, less than one step of 100; hard upper bound unknown",
        is_soft_top=True,
    ),
    "up to 503": Reading(d(0), d(503), "ceiling"),
    "about 70%": Reading(d(69.5), d(70.5), "rounding to nearest 1", high_open=True),
    "a few hundred": Reading(d(200), d(999), "what “a few hundred” can mean"),
    "potentially thousands": Reading(d(1000), None, "what “thousands” can mean"),
}


@pytest.mark.parametrize("words", READINGS)
def test_each_qualifier_has_its_default_reading(words: str) -> None:
    stated = parse(words)

    assert stated is not None
    assert reading(stated) == READINGS[words]


def test_percent_that_end_in_zero_can_be_read_widely() -> None:
    stated = Stated("about", d(70), unit="percent")

    assert reading(stated, wide=True) == Reading(
        d(65), d(75), "rounding to nearest 10", high_open=True
    )


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [("almost 100%", 90, 100), ("about 100 %", 95, 105), ("more than 200 percent", 200, 210)],
)
def test_no_percentage_is_read_more_widely_than_to_the_nearest_ten(
    words: str, low: float, high: float
) -> None:
    read = reading(parse(words) or Stated("pointer"), wide=True)

    assert read is not None
    assert (read.low, read.high) == (d(low), d(high))


@pytest.mark.parametrize("words", ["latest count", "ten or twenty to one"])
def test_a_pointer_and_a_ratio_have_no_reading(words: str) -> None:
    stated = parse(words)

    assert stated is not None
    assert reading(stated) is None


def seed() -> list[dict[str, Any]]:  # Any: JSON
    figures: list[dict[str, Any]] = json.loads(fixture("seed/figures.json").read_text())["figures"]
    return figures


def test_all_figures_of_the_seed_are_read_as_it_encodes_them() -> None:
    for figure in seed():
        stated = parse(figure["anchor"]["exact"])
        assert stated is not None
        if figure["id"] in KNOWN_FROM_THE_SENTENCE:
            continue
        assert stated.qualifier == figure["stated"]["qualifier"]
        value = figure["stated"]["value"]
        match value:
            case {"word": word}:
                assert stated.word == word
            case {"low": low, "high": high, "per": per}:
                assert (stated.amount, stated.amount_to, stated.per) == (low, high, per)
            case _:
                assert stated.amount == value


def test_the_default_readings_are_those_of_the_seed() -> None:
    for figure in seed():
        if figure["id"] in KNOWN_FROM_THE_SENTENCE or "reading" not in figure:
            continue
        stated = parse(figure["anchor"]["exact"])
        assert stated is not None
        read = reading(stated, wide=True)
        assert read is not None
        said = figure["reading"]
        assert (read.low, read.high, read.basis) == (said["low"], said["high"], said["basis"])
        assert read.high_open == said.get("high_open", False)


def test_all_figures_of_the_seed_are_found_in_its_page() -> None:
    page = fixture("seed/page.txt").read_text()
    found = find(page)

    for figure in seed():
        exact = figure["anchor"]["exact"]
        assert find(exact), exact
        at = page.find(exact)
        assert any(each.start < at + len(exact) and at < each.end for each in found), exact
