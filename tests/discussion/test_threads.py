import json
from collections import defaultdict
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pasquino.discussion.pages import (
    LONGEST_STRIP,
    Listing,
)
from pasquino.discussion.reading import Display, Sort
from pasquino.discussion.threads import (
    MODERATOR,
    PUBLIC,
    Row,
    Skeleton,
    State,
    Viewer,
)
from tests.discussion.threads_made import (
    ALICE,
    BOB,
    FLAT,
    HIGHEST,
    NESTED,
    NEWEST,
    OLDEST,
    UNTHREADED,
    a_comment,
    a_thread,
    all_entries,
    discussions,
    limits,
    numbers,
    the_seed,
    viewers,
)
from tests.fixtures import fixture

pytestmark = pytest.mark.once

# The order


def test_the_seed_page_s_comments_stand_as_they_did() -> None:
    assert numbers(the_seed()) == [1, 2, 3, 4, 6, 8, 5, 7]


def test_newest_first_holds_at_every_level() -> None:
    assert numbers(the_seed(), NEWEST) == [5, 7, 2, 3, 4, 6, 8, 1]


def test_the_unthreaded_display_ignores_who_answers_whom() -> None:
    assert numbers(the_seed(), OLDEST, UNTHREADED) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert numbers(the_seed(), OLDEST, FLAT) == [1, 2, 3, 4, 6, 8, 5, 7]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("highest-oldest", [3, 5, 2, 1, 4]),
        ("highest-newest", [5, 3, 2, 4, 1]),
        ("lowest-oldest", [1, 4, 2, 3, 5]),
        ("lowest-newest", [4, 1, 2, 5, 3]),
        ("unrated-oldest", [1, 4, 3, 5, 2]),
        ("unrated-newest", [4, 1, 5, 3, 2]),
        ("oldest", [1, 2, 3, 4, 5]),
        ("newest", [5, 4, 3, 2, 1]),
    ],
)
def test_unrated_comments_come_last_for_highest_and_first_for_lowest(
    sort: str, order: list[int]
) -> None:
    unrated, low, high = (), (2,), (4, 5)
    given_ratings = {1: unrated, 2: low, 3: high, 4: unrated, 5: high}

    skeleton = a_thread(*(a_comment(n, ratings=r) for n, r in given_ratings.items()))

    assert numbers(skeleton, Sort(sort)) == order


def test_replies_are_sorted_by_rating_too() -> None:
    skeleton = a_thread(a_comment(1), a_comment(2, 1, ratings=(2,)), a_comment(3, 1, ratings=(5,)))

    assert numbers(skeleton) == [1, 3, 2]


def test_means_that_differ_by_a_hair_are_told_apart() -> None:
    many = 2**23 - 1
    rows = [Row(1, 0, 0, 3 * many - 1, many, 0), Row(2, 0, 0, 3 * (many - 1) - 1, many - 1, 0)]
    rows += [Row(3, 0, 0, 3 * many, many, 0), Row(4, 0, 0, 3, 1, 0)]

    assert numbers(Skeleton(rows, 1)) == [3, 4, 1, 2]


def test_a_chain_of_ten_thousand_replies_is_read() -> None:
    skeleton = a_thread(*(a_comment(number, number - 1) for number in range(1, 10_001)))

    listing = Listing(skeleton, HIGHEST, NESTED)

    last = listing.page(listing.pages)
    assert (last.entries[-1].number, last.entries[-1].depth) == (10_000, 9_999)
    assert len(last.strip) == LONGEST_STRIP
    assert len(last.strip) + last.left_out == last.entries[0].depth


def test_a_reply_to_a_comment_that_is_not_there_stands_at_the_top() -> None:
    assert numbers(a_thread(a_comment(5, 3), a_comment(7, 5))) == [5, 7]


# What hides what


def test_a_held_comment_is_seen_by_its_author_and_moderators_only() -> None:
    skeleton = a_thread(a_comment(1, author=BOB), a_comment(2, 1, State.HELD, author=ALICE))

    assert numbers(skeleton, viewer=PUBLIC) == [1]
    assert numbers(skeleton, viewer=Viewer(reader=BOB)) == [1]
    assert numbers(skeleton, viewer=Viewer(reader=ALICE)) == [1, 2]
    assert numbers(skeleton, viewer=MODERATOR) == [1, 2]


def test_what_hangs_below_a_held_comment_is_absent_with_it() -> None:
    skeleton = a_thread(a_comment(1, 0, State.HELD), a_comment(2, 1, author=BOB), a_comment(3))

    assert numbers(skeleton, viewer=Viewer(reader=BOB)) == [3]
    assert numbers(skeleton, display=UNTHREADED) == [3]


def test_nobody_s_held_comment_is_not_everybody_s() -> None:
    assert numbers(a_thread(a_comment(1, 0, State.HELD, author=0))) == []


@pytest.mark.parametrize("state", [State.REMOVED_BY_AUTHOR, State.REMOVED_BY_MODERATOR])
def test_a_removed_comment_keeps_its_place_and_its_replies(state: State) -> None:
    skeleton = a_thread(a_comment(1, 0, state), a_comment(2, 1))

    entries = all_entries(Listing(skeleton, HIGHEST, NESTED))

    assert [(e.number, e.state) for e in entries] == [(1, state), (2, State.VISIBLE)]


@pytest.mark.parametrize("viewer", [PUBLIC, MODERATOR, Viewer(reader=ALICE)])
@pytest.mark.parametrize("display", Display)
def test_a_hidden_branch_is_one_line_and_opens_for_nobody(
    display: Display, viewer: Viewer
) -> None:
    rows = [a_comment(1, 0, State.BRANCH_HIDDEN), a_comment(2, 1), a_comment(3, 2), a_comment(4)]

    entries = all_entries(Listing(a_thread(*rows), OLDEST, display, viewer))

    assert [entry.number for entry in entries] == [1, 4]
    assert not entries[0].full


def test_a_folded_comment_s_replies_are_folded_with_it() -> None:
    rows = [a_comment(1), a_comment(2, 1, State.FOLDED), a_comment(3, 2, State.FOLDED)]

    entries = all_entries(Listing(a_thread(*rows, a_comment(4, 3)), OLDEST, NESTED))

    assert {entry.number: entry.folded_under for entry in entries} == {1: 0, 2: 2, 3: 2, 4: 2}


# All discussions


def seen_by(rows: list[Row], viewer: Viewer, *, by_thread: bool = True) -> set[int]:
    """Who sees what, word for word from DESIGN.md's table; and a4: unthreaded, what is rated low
    vanishes by itself.
    """
    low = {row.number for row in rows if viewer.hides_low and row.state == State.FOLDED}
    if low and not by_thread:
        return seen_by(rows, viewer._replace(hides_low=False)) - low
    seen: set[int] = set()
    by_number = {row.number: row for row in rows}
    for row in rows:
        if row.number in low:
            continue
        parent = by_number.get(row.parent)
        own = viewer.reader != 0 and viewer.reader == row.author
        if parent and (parent.number not in seen or parent.state == State.BRANCH_HIDDEN):
            continue
        if row.state == State.TAKEN_BACK:
            continue
        if row.state != State.HELD or own or viewer.is_moderator:
            seen.add(row.number)
    return seen


def in_order(rows: list[Row], sort: Sort, display: Display) -> list[int]:
    """The order by sorting fractions and recursion, as one would explain it."""

    def rank(row: Row) -> tuple[int, Fraction, int]:
        age = -row.number if sort.newest_first else row.number
        if not sort.by_rating:
            return 0, Fraction(0), age
        mean = Fraction(row.rating_sum, row.rating_count or 1)
        lowest, highest = sort.value.startswith("lowest"), sort.value.startswith("highest")
        unrated_place = 1 if highest else -1
        return (0 if row.rating_count else unrated_place), mean if lowest else -mean, age

    below: dict[int, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=rank):
        below[row.parent if display.keeps_threads else 0].append(row)

    def walk(parent: int) -> list[int]:
        return [n for row in below[parent] for n in [row.number, *(
            walk(row.number) if display.keeps_threads else [])]]  # fmt: skip

    return walk(0)


@given(discussions(), st.sampled_from(Sort), st.sampled_from(Display), viewers, limits)
@settings(deadline=None, max_examples=300)
def test_pages_hold_exactly_what_the_viewer_may_see_in_order(
    rows: list[Row], sort: Sort, display: Display, viewer: Viewer, limit: int
) -> None:
    listing = Listing(Skeleton(rows, 1), sort, display, viewer, full_on_a_page=limit)

    pages = [listing.page(number) for number in range(1, listing.pages + 1)]

    seen = seen_by(rows, viewer, by_thread=display.keeps_threads)
    expected = [number for number in in_order(rows, sort, display) if number in seen]
    assert [entry.number for page in pages for entry in page.entries] == expected
    assert all(sum(entry.full for entry in page.entries) <= limit for page in pages)
    assert all(page.entries for page in pages) or not expected
    assert all(listing.page_of(e.number) == page.number for page in pages for e in page.entries)


@given(discussions(), st.sampled_from(Sort), viewers)
@settings(deadline=None)
def test_in_threads_every_comment_follows_what_it_answers(
    rows: list[Row], sort: Sort, viewer: Viewer
) -> None:
    skeleton = Skeleton(rows, 1)

    order = skeleton.order(sort)

    assert sorted(order) == list(range(len(rows)))
    place = {here: index for index, here in enumerate(order)}
    assert all(up == -1 or place[up] < place[here] for here, up in enumerate(skeleton.above))


@given(discussions(), st.sampled_from(Sort), st.sampled_from(Display), viewers, limits, st.data())
@settings(deadline=None)
def test_a_branch_is_the_part_of_the_discussion_below_its_comment(
    rows: list[Row], sort: Sort, display: Display, viewer: Viewer, limit: int, data: st.DataObject
) -> None:
    skeleton = Skeleton(rows, 1)
    seen = numbers(skeleton, sort, display, viewer)
    if not seen:
        return
    root = data.draw(st.sampled_from(seen))

    branch = all_entries(Listing(skeleton, sort, display, viewer, root=root, full_on_a_page=limit))

    below = [number for number in seen if root in [*skeleton.ancestors(number), number]]
    assert [entry.number for entry in branch] == below


@given(discussions(), discussions(), st.sampled_from(Sort), st.sampled_from(Display), viewers)
@settings(deadline=None)
def test_a_patched_discussion_is_the_one_read_anew(
    rows: list[Row], changes: list[Row], sort: Sort, display: Display, viewer: Viewer
) -> None:
    before = Skeleton(rows, 1)
    seen_before = numbers(before, sort, display, viewer)

    after = before.patched(changes, 2)

    merged = {row.number: row for row in rows} | {row.number: row for row in changes}
    assert after.revision == 2
    assert all_entries(Listing(after, sort, display, viewer)) == all_entries(
        Listing(Skeleton(merged.values(), 2), sort, display, viewer)
    )
    assert numbers(before, sort, display, viewer) == seen_before


# Real discussions


@pytest.mark.parametrize("name", ["fr-unsigned", "it-unsigned", "pl-big"])
def test_a_real_discussion_reads_as_it_was_written(name: str) -> None:
    lines = (
        fixture(f"fixtures/threads/{name}-parsoid.jsonl").read_text(encoding="utf-8").splitlines()
    )
    items = [json.loads(line) for line in lines]
    place: dict[str, int] = {}
    for number, item in enumerate(items, start=1):
        place.setdefault(item["id"], number)
    rows = [a_comment(n, place.get(item["parent"], 0)) for n, item in enumerate(items, start=1)]

    entries = all_entries(Listing(Skeleton(rows, 1), OLDEST, NESTED))

    assert sorted(entry.number for entry in entries) == list(range(1, len(items) + 1))
    answered = {entry.number: entry for entry in entries}
    replies = [entry for entry in entries if entry.parent]
    assert replies
    assert all(entry.depth == answered[entry.parent].depth + 1 for entry in replies)
