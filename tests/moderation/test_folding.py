"""What can be undone of all that was done to one target."""

from __future__ import annotations

from pasquino.moderation.folding import Record, undoable


def test_the_last_thing_done_can_be_undone() -> None:
    assert undoable([Record(1)]) == {1}


def test_what_stands_under_a_later_deed_cannot_be_undone() -> None:
    assert undoable([Record(1), Record(2)]) == {2}


def test_an_undoing_can_be_undone_and_what_it_undid_not_again() -> None:
    assert undoable([Record(1), Record(2, undo_of=1)]) == {2}


def test_a_deed_is_open_again_once_the_later_one_is_undone() -> None:
    assert undoable([Record(1), Record(2), Record(3, undo_of=2)]) == {1, 3}


def test_a_deed_done_over_again_closes_the_earlier_one() -> None:
    records = [Record(1), Record(2), Record(3, undo_of=2), Record(4, undo_of=3)]

    assert undoable(records) == {4}


def test_an_old_restoring_cannot_be_undone_after_something_older_was() -> None:
    records = [Record(1), Record(2), Record(3, undo_of=2), Record(4, undo_of=1)]

    assert undoable(records) == {4}


def test_the_order_they_are_read_in_does_not_matter() -> None:
    records = [Record(3, undo_of=2), Record(1), Record(2)]

    assert undoable(records) == {1, 3}


def test_an_old_undo_is_not_pressed_again_after_something_was_done_and_undone_since() -> None:
    removed, restored = Record(1), Record(2, undo_of=1)
    removed_again, restored_again = Record(9), Record(10, undo_of=9)

    assert undoable([removed, restored]) == {2}
    assert undoable([removed, restored, removed_again]) == {9}
    assert undoable([removed, restored, removed_again, restored_again]) == {10}
