"""Comparing two editions, without a database."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pasquino.stories.history import MOST_EDITS, changes, compare

pytestmark = pytest.mark.once


def block(name: str, text: str, kind: str = "text") -> dict[str, str]:
    return {"id": name, "kind": kind, "html": f"<p>{text}</p>", "text": text}


def test_a_new_block_is_added_and_a_lost_one_removed() -> None:
    found = changes(
        [block("a", "one"), block("b", "two")], [block("a", "one"), block("c", "three")]
    )

    assert [(change.kind, change.pieces[0].text) for change in found] == [
        ("added", "three"),
        ("removed", "two"),
    ]


def test_a_changed_word_is_shown_between_the_words_that_stayed() -> None:
    pieces = compare("The wall is not safe.", "The wall is safe.")

    assert [(piece.kind, piece.text) for piece in pieces if piece.kind != "same"] == [
        ("removed", "not ")
    ]


def test_a_block_that_only_moved_is_named_once() -> None:
    before = [block("a", "one"), block("b", "two"), block("c", "three")]

    found = changes(before, [before[2], before[0], before[1]])

    assert [(change.kind, change.pieces[0].text) for change in found] == [("moved", "three")]


def test_a_link_that_changed_under_the_same_words_is_named() -> None:
    before = {**block("a", "see here"), "html": '<a href="/1">see here</a>'}
    after = {**before, "html": '<a href="/2">see here</a>'}

    assert [change.kind for change in changes([before], [after])] == ["formatted"]


def test_the_same_blocks_have_no_changes() -> None:
    same = [block("a", "one"), block("b", "two")]

    assert changes(same, same) == []


def test_a_sentence_that_goes_on_keeps_its_last_word() -> None:
    pieces = compare("The wall is safe", "The wall is safe now")

    assert [(piece.kind, piece.text) for piece in pieces] == [
        ("same", "The wall is safe"),
        ("added", " now"),
    ]


def test_texts_too_different_are_shown_whole_between_what_they_share() -> None:
    old = " ".join(f"old{number} the" for number in range(MOST_EDITS))
    new = old.replace("old", "new")

    pieces = compare(f"First {old} last", f"First {new} last")

    assert [piece.kind for piece in pieces] == ["same", "removed", "added", "same"]


LONG = [f"word{number * number % 311}" for number in range(20_000)]
SPREAD = [word if at % 190 else "changed" for at, word in enumerate(LONG)]


@pytest.mark.parametrize("other", [SPREAD, LONG[::-1], ["the"] * 20_000, sorted(LONG)])
def test_comparing_a_long_block_takes_no_time_to_speak_of(other: list[str]) -> None:
    compare.cache_clear()
    started = time.process_time()

    compare(" ".join(LONG), " ".join(other))

    assert time.process_time() - started < 20  # a fraction of one; minutes without the limits


FEW_WORDS = st.text(alphabet="ab .\n", max_size=80)  # so that much is shared, in many ways


@given(st.one_of(st.text(max_size=200), FEW_WORDS), st.one_of(st.text(max_size=200), FEW_WORDS))
def test_the_pieces_give_back_both_texts(before: str, after: str) -> None:
    pieces = compare(before, after)

    assert "".join(piece.text for piece in pieces if piece.kind != "added") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == after
