import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pasquino.discussion.pages import (
    DEEPEST_LEVEL,
    LINES_ON_A_PAGE,
    Entry,
    Listing,
    NoSuchPage,
    outline,
)
from pasquino.discussion.reading import Display, Sort
from pasquino.discussion.threads import MODERATOR, NoSuchComment, Row, Skeleton, State
from tests.discussion.threads_made import (
    FLAT,
    HIGHEST,
    NESTED,
    OLDEST,
    UNTHREADED,
    a_comment,
    a_thread,
    all_entries,
    discussions,
    limits,
    the_seed,
)

pytestmark = pytest.mark.once

# Pages


def test_threaded_shows_the_top_in_full_and_replies_as_lines() -> None:
    entries = all_entries(Listing(the_seed(), HIGHEST, Display.THREADED))

    assert [entry.number for entry in entries if entry.full] == [1, 2, 5]


def test_minimal_shows_lines_only_and_the_others_all_in_full() -> None:
    full = {d: sum(e.full for e in all_entries(Listing(the_seed(), HIGHEST, d))) for d in Display}

    assert full == {
        Display.THREADED: 3, Display.MINIMAL: 0, NESTED: 8, FLAT: 8, UNTHREADED: 8
    }  # fmt: skip


def test_a_page_holds_a_hundred_comments_in_full() -> None:
    listing = Listing(a_thread(*map(a_comment, range(1, 251))), OLDEST, NESTED)

    assert [len(listing.page(number).entries) for number in (1, 2, 3)] == [100, 100, 50]
    assert [listing.page_of(number) for number in (100, 101, 250)] == [1, 2, 3]
    assert (listing.pages, listing.count) == (3, 250)


def test_no_page_holds_more_than_two_hundred_in_full_whatever_is_asked_for() -> None:
    listing = Listing(a_thread(*map(a_comment, range(1, 500))), OLDEST, FLAT, full_on_a_page=9_999)

    assert len(listing.page(1).entries) == 200


def test_a_page_holds_a_thousand_lines() -> None:
    one_thread = a_thread(a_comment(1), *(a_comment(number, 1) for number in range(2, 2_003)))

    threaded = Listing(one_thread, OLDEST, Display.THREADED)

    assert len(threaded.page(1).entries) == 1 + LINES_ON_A_PAGE
    assert threaded.pages == 3


def test_a_page_that_starts_within_a_branch_says_what_it_answers() -> None:
    listing = Listing(the_seed(), HIGHEST, NESTED, full_on_a_page=4)

    second = listing.page(2)

    assert [entry.number for entry in second.entries] == [6, 8, 5, 7]
    assert [entry.number for entry in second.strip] == [2, 3, 4]
    assert not any(entry.full for entry in second.strip)


def test_an_empty_discussion_has_one_empty_page() -> None:
    listing = Listing(a_thread(), HIGHEST, NESTED)

    assert (listing.pages, listing.count, listing.page(1).entries) == (1, 0, [])


@pytest.mark.parametrize("page", [0, -1, 2])
def test_a_page_beyond_the_last_is_refused(page: int) -> None:
    with pytest.raises(NoSuchPage):
        Listing(the_seed(), HIGHEST, NESTED).page(page)


@pytest.mark.parametrize("number", [0, 9, 2])
def test_a_comment_that_is_not_shown_is_on_no_page(number: int) -> None:
    skeleton = a_thread(a_comment(1), a_comment(2, 1, State.HELD), a_comment(3))

    with pytest.raises(NoSuchComment):
        Listing(skeleton, HIGHEST, NESTED).page_of(number)


# One comment with its branch


@pytest.mark.parametrize("display", Display)
def test_a_comment_s_page_shows_it_with_all_below_it(display: Display) -> None:
    listing = Listing(the_seed(), HIGHEST, display, root=3)

    entries = all_entries(listing)

    assert [entry.number for entry in entries] == [3, 4, 6, 8]
    assert entries[0].full
    assert entries[0].level == 1


def test_in_minimal_and_threaded_only_the_comment_itself_is_full() -> None:
    for display in (Display.MINIMAL, Display.THREADED):
        entries = all_entries(Listing(the_seed(), HIGHEST, display, root=3))
        assert [entry.full for entry in entries] == [True, False, False, False]


def test_a_comment_s_page_names_what_stands_above_it() -> None:
    assert the_seed().ancestors(6) == [2, 3, 4]
    assert the_seed().ancestors(1) == []
    page = Listing(the_seed(), HIGHEST, NESTED, root=6).page(1)
    assert [entry.number for entry in page.strip] == [2, 3, 4]


def test_a_comment_below_a_hidden_branch_has_no_page() -> None:
    skeleton = a_thread(a_comment(1, 0, State.BRANCH_HIDDEN), a_comment(2, 1))

    with pytest.raises(NoSuchComment):
        Listing(skeleton, HIGHEST, NESTED, root=2)


# The nested list


def printed(entries: list[Entry]) -> str:
    """The list as a template prints it, with numbers for comments."""
    parts = ["<ol>"]
    for step in outline(entries):
        parts += ["<ol>"] * step.opens + ["<li>", str(step.entry.number)]
        parts += ["</li>"] * step.ends + ["</ol></li>"] * step.rises
    return "".join([*parts, "</ol>"])


def test_the_seed_page_s_comments_nest_under_what_they_answer() -> None:
    page = Listing(a_thread(*map(a_comment, [1, 2, 3, 4], [0, 0, 2, 0])), HIGHEST, NESTED).page(1)

    assert printed(page.entries) == ("<ol><li>1</li><li>2<ol><li>3</li></ol></li><li>4</li></ol>")


def test_flat_displays_do_not_nest() -> None:
    page = Listing(the_seed(), HIGHEST, FLAT).page(1)

    assert printed(page.entries).count("<ol>") == 1


def depth_of_lists(html: str) -> int:
    """How deep the lists nest; fails where a tag closes what is not open."""
    still_open: list[str] = []
    deepest = 0
    for tag in html.replace(">", "> ").replace("<", " <").split():
        if tag in ("<ol>", "<li>"):
            assert not still_open or still_open[-1] != tag  # a list holds items, an item lists
            still_open.append(tag)
        elif tag.startswith("</"):
            assert still_open.pop() == tag.replace("/", "")
        deepest = max(deepest, still_open.count("<ol>"))
    assert not still_open
    return deepest


def test_replies_below_the_eighth_level_follow_each_other_flat() -> None:
    chain = a_thread(*(a_comment(number, number - 1) for number in range(1, 41)))

    html = printed(Listing(chain, HIGHEST, NESTED).page(1).entries)

    assert depth_of_lists(html) == DEEPEST_LEVEL
    assert html.endswith("<li>39</li><li>40</li>" + "</ol></li>" * 7 + "</ol>")


@given(discussions(), st.sampled_from(Sort), st.sampled_from(Display), limits)
@settings(deadline=None)
def test_the_list_is_balanced_wherever_a_page_is_cut(
    rows: list[Row], sort: Sort, display: Display, limit: int
) -> None:
    listing = Listing(Skeleton(rows, 1), sort, display, MODERATOR, full_on_a_page=limit)

    for number in range(1, listing.pages + 1):
        page = listing.page(number)
        assert depth_of_lists(printed(page.entries)) <= DEEPEST_LEVEL
        assert [step.entry for step in outline(page.entries)] == page.entries


@given(st.lists(st.integers(1, DEEPEST_LEVEL)))
def test_the_list_is_balanced_for_any_levels(levels: list[int]) -> None:
    entries = [Entry(n, 0, 99, level, True, State.VISIBLE, 0) for n, level in enumerate(levels)]

    assert depth_of_lists(printed(entries)) <= DEEPEST_LEVEL
