from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pasquino.discussion.reading import Display, Preference, Reading, Sort, choose

pytestmark = pytest.mark.once

SITE = Preference(Display.NESTED, Sort.HIGHEST_OLDEST)


def test_without_a_choice_the_site_s_defaults_hold() -> None:
    assert choose({}, None, SITE) == Reading()


def test_a_site_that_says_nothing_reads_nested_highest_then_oldest() -> None:
    reading = choose({}, None, Preference())

    assert (reading.display, reading.sort) == (Display.NESTED, Sort.HIGHEST_OLDEST)
    assert reading.shown_display(1_000_000) is Display.NESTED


def test_the_address_goes_before_the_preference_and_the_preference_before_the_site() -> None:
    preference = Preference(display=Display.FLAT, sort=Sort.NEWEST)

    reading = choose({"display": "minimal"}, preference, SITE)

    assert (reading.display, reading.sort) == (Display.MINIMAL, Sort.NEWEST)


@pytest.mark.parametrize("word", ["", "dthreaded", "NESTED", "nested ", "<script>"])
def test_a_display_nobody_knows_is_ignored(word: str) -> None:
    assert choose({"display": word, "sort": word}, None, SITE) == Reading()


@pytest.mark.parametrize("word", ["0", "-1", "2.0", "٣", "", "9" * 5000, "1e3", " 2"])
def test_a_page_that_is_no_number_is_the_first(word: str) -> None:
    assert choose({"page": word}, None, SITE).page == 1


def test_the_address_names_the_page() -> None:
    assert choose({"page": "12"}, None, SITE).page == 12


def test_links_carry_nothing_for_the_defaults() -> None:
    assert choose({"display": "nested", "page": "3"}, None, SITE).query() == ""


def test_links_carry_only_what_differs() -> None:
    reading = choose({"sort": "newest"}, None, SITE)

    assert reading.query() == "?sort=newest"
    assert reading.query(page=2) == "?sort=newest&page=2"


def test_a_link_keeps_the_site_s_display_on_for_a_member_who_usually_has_another() -> None:
    reading = choose({"display": "nested"}, Preference(display=Display.FLAT), SITE)

    assert reading.query() == "?display=nested"


@given(
    st.sampled_from(Display),
    st.sampled_from(Sort),
    st.sampled_from([None, *Display]),
    st.sampled_from([None, *Sort]),
)
def test_following_a_link_leads_to_the_same_reading(
    display: Display, sort: Sort, own_display: Display | None, own_sort: Sort | None
) -> None:
    preference = Preference(own_display, own_sort)
    reading = choose({"display": display, "sort": sort, "page": "2"}, preference, SITE)

    followed = choose(dict(parse_qsl(reading.query(page=2)[1:])), preference, SITE)

    assert followed == reading


def test_more_comments_than_the_reader_wants_in_full_are_shown_threaded() -> None:
    reading = choose({}, Preference(overflow_at=200), SITE)

    assert reading.shown_display(200) is Display.NESTED
    assert reading.shown_display(201) is Display.THREADED


def test_a_member_chooses_the_display_for_too_many_comments() -> None:
    preference = Preference(overflow_at=50, overflow_display=Display.MINIMAL)

    assert choose({}, preference, SITE).shown_display(51) is Display.MINIMAL


def test_a_member_may_switch_the_site_s_overflow_off() -> None:
    site = Preference(overflow_at=200)

    assert choose({}, None, site).overflow_at == 200
    assert choose({}, Preference(overflow_at=0), site).overflow_at is None


def test_every_choice_has_words_for_its_button() -> None:
    assert str(Sort.HIGHEST_OLDEST.label) == "Highest, then oldest"
    assert len({str(choice.label) for choice in Sort}) == len(Sort) == 8
    assert len({str(choice.label) for choice in Display}) == len(Display) == 5
