"""What was made lately is kept; the oldest goes first."""

from __future__ import annotations

import pytest

from pasquino.delivery.recent import Recent

pytestmark = pytest.mark.once  # no database


def test_the_oldest_goes_when_there_is_too_much_and_the_others_stay() -> None:
    kept: Recent[str] = Recent(2)
    for key in ("one", "two", "three"):
        assert kept.keep(key, key) == key

    assert [kept.get(key) for key in ("one", "two", "three")] == [None, "two", "three"]


def test_what_is_made_again_takes_nobody_s_place() -> None:
    kept: Recent[int] = Recent(2)
    for number in (1, 2, 3):
        kept.keep("one", number)
    kept.keep("two", 2)

    assert (kept.get("one"), kept.get("two")) == (3, 2)


def test_all_goes_at_once_when_it_is_asked_for() -> None:
    kept: Recent[int] = Recent(2)
    kept.keep("one", 1)

    kept.forget()

    assert kept.get("one") is None
