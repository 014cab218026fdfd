"""Texts made to keep a checker busy: an answer comes soon, and it is right or `cannot_tell`."""

from __future__ import annotations

import time

import pytest

from pasquino.quotations import SourceText, check

pytestmark = pytest.mark.once  # no database

LONG = 300_000  # characters
SOON = 20.0  # seconds of the processor, on a slow and busy machine; usual is one


@pytest.mark.parametrize(
    ("quote", "source", "statuses"),
    [
        ("a " * 32_000, "a " * (LONG // 2), ("verbatim",)),
        ("a " * 16_000 + "b " + "a " * 16_000, "a " * (LONG // 2), ("altered", "cannot_tell")),
        ("a b c d e " * 6_000, "a b c e d " * (LONG // 10), ("altered", "cannot_tell")),
        ("a b " * 16_000, "a b b " * (LONG // 6), ("altered", "cannot_tell")),
        ("a … " * 10_000, "a " * (LONG // 2), ("cannot_tell",)),
        ("a [x] " * 10_000, "a " * (LONG // 2), ("cannot_tell",)),
        ("a … " * 300 + "b", "a " * (LONG // 2), ("altered", "cannot_tell")),
        ("a [x] " * 300 + "b", "a " * (LONG // 2), ("altered", "cannot_tell")),
        ("[" * 64_000, "a " * (LONG // 2), ("cannot_tell",)),
        ("*a" * 32_000, "a " * (LONG // 2), ("verbatim", "not_found", "altered", "cannot_tell")),
        ("“" * 64_000, "“" * LONG + " a", ("cannot_tell",)),
        ("x" * 64_000, "x" * LONG, ("verbatim", "altered", "not_found")),
        ("x-" * 32_000, "x-" * (LONG // 2), ("verbatim", "altered", "not_found")),
        ("1,000" * 12_000, "1,000" * (LONG // 5), ("verbatim", "altered", "not_found")),
        ("的" * 20_000, "的" * LONG, ("verbatim",)),
        ("a.b." * 8_000 + "\n" * 8_000, "(" * LONG + "a", ("not_found", "cannot_tell")),
        ("A " * 30_000, "a " * (LONG // 2), ("verbatim", "altered")),
    ],
    ids=range(17),
)
def test_an_answer_comes_soon(quote: str, source: str, statuses: tuple[str, ...]) -> None:
    begin = time.process_time()

    verdict = check(quote, SourceText(source))

    assert verdict.status in statuses
    assert time.process_time() - begin < SOON


def test_more_words_than_there_are_signs_are_no_evidence_of_absence() -> None:
    source = SourceText("a b c")
    source.index.is_crowded = True

    assert check("d e f g h", source).status == "cannot_tell"
