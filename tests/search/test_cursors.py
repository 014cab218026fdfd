"""Addresses of further pages, as they come back from anywhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pasquino.search.cursors import Cursor, name_of, read

ASKED = name_of("flood")


@given(st.integers(0, 2**55), st.integers(0, 9999), st.integers(-(2**63), 2**63 - 1))
def test_a_cursor_is_read_as_it_was_written(snapshot: int, shown: int, last: int) -> None:
    cursor = Cursor(ASKED, snapshot, shown, last)

    assert read(str(cursor), ASKED) == cursor


def test_another_query_s_cursor_is_none() -> None:
    assert read(str(Cursor(name_of("mill"), 1, 20, 5)), ASKED) is None


@pytest.mark.parametrize("end", ["-1-1-ffffffffffffffff", "-1-1-", "-1-1-1\n", "", "-g-1-1"])
def test_what_is_no_cursor_is_none(end: str) -> None:
    assert read(ASKED + end, ASKED) is None


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    assert read(text, ASKED) is None
