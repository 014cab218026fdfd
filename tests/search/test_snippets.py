"""The part of a text that shows why it was found."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pasquino.search.snippets import LENGTH, marked, snippet

pytestmark = pytest.mark.once

LONG = "The river rose. " * 100


def shown(text: str, *phrases: str) -> str:
    pieces = snippet(text, [tuple(phrase.split()) for phrase in phrases])
    return "".join(f"[{piece.text}]" if piece.is_match else piece.text for piece in pieces)


def test_what_was_looked_for_is_marked_as_it_is_written() -> None:
    assert shown("A Café by the mill.", "cafe") == "A [Café] by the mill."


def test_a_phrase_is_marked_as_a_whole() -> None:
    assert shown("The flood, wall and flood-wall.", "flood wall") == (
        "The [flood, wall] and [flood-wall]."
    )


def test_a_snippet_is_cut_around_its_matches() -> None:
    words = shown(f"{LONG}The mill burned. {LONG}", "mill")

    assert "[mill] burned" in words
    assert words.startswith("… ")
    assert words.endswith(" …")
    assert len(words) < LENGTH + 20


def test_the_place_where_most_of_it_stands_together_is_shown() -> None:
    words = shown(f"A mill. {LONG} A mill and a weir. {LONG} A weir.", "mill", "weir")

    assert "[mill] and a [weir]" in words


def test_where_nothing_matches_the_beginning_is_shown() -> None:
    assert shown(f"At first. {LONG}", "mill").startswith("At first. The river")


def test_a_headline_is_marked_and_whole() -> None:
    pieces = marked(LONG, [("river",)])

    assert "".join(piece.text for piece in pieces) == LONG
    assert sum(piece.is_match for piece in pieces) == 100


@given(st.text(), st.lists(st.sampled_from(["a", "b", "é", "水"]), min_size=1, max_size=4))
def test_no_letter_is_added_or_lost(text: str, some: list[str]) -> None:
    phrases = [(word,) for word in some]

    assert "".join(piece.text for piece in marked(text, phrases)) == text
    joined = "".join(piece.text for piece in snippet(text, phrases))
    assert joined.removeprefix("… ").removesuffix(" …") in " ".join(text.split()) or "…" in text


def test_a_long_text_full_of_matches_takes_a_moment() -> None:
    began = time.process_time()

    snippet("mill " * 50_000, [("mill",) * 16, ("mill",)])

    assert time.process_time() - began < 20
