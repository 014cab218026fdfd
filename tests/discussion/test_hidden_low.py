"""Where a site hides what readers rated low; and how many orders that keeps in memory."""

import pytest

from pasquino.discussion.pages import Listing
from pasquino.discussion.reading import Display
from pasquino.discussion.threads import PUBLIC, NoSuchComment, State, Viewer
from tests.discussion.threads_made import (
    NESTED,
    OLDEST,
    UNTHREADED,
    a_comment,
    a_thread,
    all_entries,
    numbers,
)

pytestmark = pytest.mark.once

LOW = Viewer(hides_low=True)


def test_the_branch_of_a_reply_can_be_read_though_what_it_answers_is_hidden() -> None:
    skeleton = a_thread(
        a_comment(1, state=State.FOLDED), a_comment(2, 1), a_comment(3, 2, State.FOLDED),
        a_comment(4, 3),
    )  # fmt: skip

    def branch(root: int, display: Display = NESTED) -> list[int]:
        listing = Listing(skeleton, OLDEST, display, LOW, root=root)
        return [entry.number for entry in all_entries(listing)]

    assert (branch(2), branch(4)) == ([2], [4])
    assert branch(2, UNTHREADED) == [2, 4]
    with pytest.raises(NoSuchComment):
        branch(3)


def test_orders_are_kept_for_kinds_of_viewers_and_not_for_each_reader() -> None:
    skeleton = a_thread(*(a_comment(n) for n in (1, 2)), a_comment(3, state=State.HELD))
    viewers = [
        Viewer(reader=reader, hides_low=low) for reader in range(50) for low in (False, True)
    ]

    for viewer in viewers:
        numbers(skeleton, OLDEST, NESTED, viewer)

    assert set(skeleton._seen) == {(OLDEST, True, PUBLIC)}
