"""What somebody may type, and what is understood."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pasquino.search.queries import (
    MOST_NAMES,
    MOST_WORDS,
    Kind,
    Name,
    Note,
    Query,
    Trouble,
    parse,
)

PARTS = st.sampled_from(
    ['"', "-", " ", "author:", "section:", "in:", "before:", "after:", "flood", "2026", "-11",
     "comments", "Ada Quill", "*", ":", "“", "\0", "\ud800", "\u202e", "OR", "NEAR(", "é"]
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("", Query()),
        ("flood wall", Query(wanted=[("flood",), ("wall",)])),
        ("Flood flood FLOOD", Query(wanted=[("flood",)])),
        ('"flood wall" mill', Query(wanted=[("flood", "wall"), ("mill",)])),
        ("“flood wall”", Query(wanted=[("flood", "wall")])),
        ('"flood wall', Query(wanted=[("flood", "wall")])),
        ("well-known", Query(wanted=[("well", "known")])),
        ("flood -mill", Query(wanted=[("flood",)], unwanted=[("mill",)])),
        ('-"old mill"', Query(unwanted=[("old", "mill")])),
        ("- mill", Query(wanted=[("mill",)])),
        ("author:ada", Query(authors=[Name("ada")])),
        ('Author:"Ada Quill"', Query(authors=[Name("Ada Quill")])),
        ("-author:ada", Query(authors=[Name("ada", is_wanted=False)])),
        ("section:river -section:mill", Query(sections=[Name("river"), Name("mill", False)])),
        ("in:comments", Query(kinds=[Kind.COMMENT])),
        ("in:story", Query(kinds=[Kind.STORY])),
        ("after:2026", Query(since=date(2026, 1, 1))),
        ("before:2026-03", Query(until=date(2026, 3, 1))),
        ("after:2026-3-7", Query(since=date(2026, 3, 7))),
        ("before:2026 before:2025", Query(until=date(2025, 1, 1))),
        ("after:2026 after:2025", Query(since=date(2026, 1, 1))),
        ("before:yesterday", Query(notes=[Note(Trouble.NO_DATE, "yesterday")])),
        ("before:2026-02-30", Query(notes=[Note(Trouble.NO_DATE, "2026-02-30")])),
        ("after:0000", Query(notes=[Note(Trouble.NO_DATE, "0000")])),
        ("after:२०२६", Query(notes=[Note(Trouble.NO_DATE, "२०२६")])),
        ("in:pictures", Query(notes=[Note(Trouble.NO_KIND, "pictures")])),
        ("-in:comments", Query(notes=[Note(Trouble.NO_MINUS, "in:comments")])),
        ("-before:2026", Query(notes=[Note(Trouble.NO_MINUS, "before:2026")])),
        ("https://a.example/b", Query(wanted=[("https", "a", "example", "b")])),
        ("author: ada", Query(wanted=[("author",), ("ada",)])),
        ("*** !!! ::", Query()),
        ("flood\0wall", Query(wanted=[("flood", "wall")])),
        ("before:\ud800", Query(notes=[Note(Trouble.NO_DATE, "\ufffd")])),
    ],
)
def test_a_query_is_understood(text: str, query: Query) -> None:
    assert parse(text) == query


def test_more_words_than_a_search_takes_are_named() -> None:
    query = parse(" ".join(f"w{n}" for n in range(500)) + ' "x y z"')

    assert len(query.wanted) == MOST_WORDS
    assert query.notes == [Note(Trouble.TOO_MANY_WORDS)]


def test_a_phrase_longer_than_a_search_takes_is_cut_and_named() -> None:
    query = parse('"' + "flood wall " * 100 + '"')

    assert [len(phrase) for phrase in query.wanted] == [MOST_WORDS]
    assert query.notes == [Note(Trouble.TOO_MANY_WORDS)]


def test_more_names_than_a_search_takes_are_named() -> None:
    query = parse(" ".join(f"author:a{n} section:s{n}" for n in range(500)))

    assert len(query.authors) + len(query.sections) == MOST_NAMES
    assert query.notes == [Note(Trouble.TOO_MANY_NAMES)]


@given(st.lists(PARTS | st.text(), max_size=60).map("".join))
def test_whatever_is_typed_is_a_query_of_bounded_size(text: str) -> None:
    query = parse(text)

    assert sum(map(len, query.wanted + query.unwanted)) <= MOST_WORDS
    assert len(query.authors) + len(query.sections) <= MOST_NAMES
    assert len(query.notes) <= MOST_NAMES
    for note in query.notes:
        note.said.encode()  # a page can be made of it


@given(st.lists(st.from_regex(r"[a-z]{1,8}", fullmatch=True), min_size=1, max_size=20))
def test_plain_words_are_found_as_they_are(some: list[str]) -> None:
    assert parse(" ".join(some)).wanted == [(word,) for word in dict.fromkeys(some)]


@pytest.mark.parametrize(
    "part", ["a ", '"', "-", "author:", 'author:"', "before:x ", '"a', "\u0301", "a-", " "]
)
def test_a_monstrous_query_is_read_in_a_moment(part: str) -> None:
    began = time.process_time()

    parse(part * 50_000)

    assert time.process_time() - began < 20
