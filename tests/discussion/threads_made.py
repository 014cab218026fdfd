"""Threads for tests: a few comments by hand, or any number by chance."""

from hypothesis import strategies as st

from pasquino.discussion.pages import Entry, Listing
from pasquino.discussion.reading import Display, Sort
from pasquino.discussion.threads import MODERATOR, PUBLIC, Row, Skeleton, State, Viewer

SEED = {1: 0, 2: 0, 3: 2, 4: 3, 5: 0, 6: 4, 7: 5, 8: 6}
HIGHEST, OLDEST, NEWEST = Sort.HIGHEST_OLDEST, Sort.OLDEST, Sort.NEWEST
NESTED, FLAT, UNTHREADED = Display.NESTED, Display.FLAT, Display.FLAT_UNTHREAD
ALICE, BOB = 7, 8


def a_comment(
    number: int, parent: int = 0, state: State = State.VISIBLE, ratings: tuple[int, ...] = (),
    author: int = ALICE,
) -> Row:  # fmt: skip
    return Row(number, parent, state, sum(ratings), len(ratings), author)


def a_thread(*rows: Row, revision: int = 1) -> Skeleton:
    return Skeleton(rows, revision)


def the_seed() -> Skeleton:
    return a_thread(*(a_comment(number, parent) for number, parent in SEED.items()))


def all_entries(listing: Listing) -> list[Entry]:
    return [entry for page in range(listing.pages) for entry in listing.page(page + 1).entries]


def numbers(
    skeleton: Skeleton, sort: Sort = HIGHEST, display: Display = NESTED, viewer: Viewer = PUBLIC
) -> list[int]:
    return [entry.number for entry in all_entries(Listing(skeleton, sort, display, viewer))]


@st.composite
def discussions(draw: st.DrawFn) -> list[Row]:
    """Up to forty comments of four authors, with gaps in the numbers."""
    rows: list[Row] = []
    number = 0
    for _ in range(draw(st.integers(0, 40))):
        number += draw(st.sampled_from([1, 1, 1, 2, 5]))
        parent = draw(st.sampled_from([0, *(row.number for row in rows[-12:])]))
        state = draw(st.sampled_from([State.VISIBLE] * 5 + list(State)))
        ratings = tuple(draw(st.lists(st.integers(1, 5), max_size=3)))
        rows.append(a_comment(number, parent, state, ratings, draw(st.integers(0, 3))))
    return rows


viewers = st.sampled_from(
    [
        PUBLIC,
        MODERATOR,
        Viewer(hides_low=True),
        Viewer(reader=1, hides_low=True),
        *(Viewer(reader=user) for user in (1, 2, 3)),
    ]
)
limits = st.sampled_from([1, 2, 3, 7, 100])
