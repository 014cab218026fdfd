"""The words of figures are found as a reader sees them, and marked without touching the rest."""

from __future__ import annotations

import pytest

from pasquino.stories.figure_marks import Mark, Readable, Words, marked

pytestmark = pytest.mark.once


def mark(words: str, occurrence: int = 1, number: int = 1, after: str = "") -> Mark:
    return Mark(number, Words(words, occurrence), f'data value="{number}"', f"c{number}", after)


def shown(html: str, *marks: Mark) -> str:
    return marked(html, marks, lambda numbers: f"[{' '.join(map(str, numbers))}]")


def test_the_words_become_data_and_lead_to_their_card_after_the_paragraph() -> None:
    found = shown("<p>About 2,300 left.</p><p>More.</p>", mark("About 2,300"))

    assert found == (
        '<p><data value="1" id="f1"><a href="#c1">About 2,300</a></data> left.</p>[1]<p>More.</p>'
    )


def test_words_across_bold_are_marked_stretch_by_stretch() -> None:
    found = shown("<p><b>About</b> 2,300 left.</p>", mark("About 2,300"))

    assert found == (
        '<p><b><data value="1" id="f1"><a href="#c1">About</a></data></b>'
        '<data value="1"> 2,300</data> left.</p>[1]'
    )


def test_words_in_a_link_keep_it_and_have_a_sign_behind_it() -> None:
    found = shown('<p>The <a href="/x">latest count</a> says.</p>', mark("latest count"))

    assert found == (
        '<p>The <a href="/x"><data value="1" id="f1">latest count</data></a>'
        '<a class="figure__mark" href="#c1">†</a> says.</p>[1]'
    )


def test_entities_and_kinds_of_space_are_read() -> None:
    found = shown("<p>&quot;2&nbsp;300&quot; &amp; more\n than 7</p>", mark("2 300"),
                  mark("& more than 7", number=2))  # fmt: skip

    assert "2&nbsp;300</a></data>" in found
    assert "&amp; more\n than 7</a></data>" in found


@pytest.mark.parametrize(
    "text", ["1,689 left", "6890 left", "689,5 left", "689.5 left", "B689 left", "689k", "1’689"]
)
def test_a_number_inside_a_longer_one_is_not_it(text: str) -> None:
    assert Readable(f"<p>{text}</p>").spans("689") == []


@pytest.mark.parametrize("text", ["689, they say", "689.", "(689)", "$689", "约689人", "689%"])
def test_a_number_beside_signs_or_chinese_is_it(text: str) -> None:
    assert len(Readable(f"<p>{text}</p>").spans("689")) == 1


def test_of_several_occurrences_the_one_that_was_meant_is_marked() -> None:
    found = shown("<p>200 here.</p><p>200 there.</p>", mark("200", 2))

    assert found.startswith("<p>200 here.</p><p><data")


def test_words_that_stand_no_longer_mark_nothing_and_have_no_card() -> None:
    assert shown("<p>Nobody left.</p>", mark("200"), mark("Nobody", 2)) == "<p>Nobody left.</p>"


def test_words_are_not_found_across_paragraphs_or_line_breaks() -> None:
    assert Readable("<p>almost</p><p>200</p>").spans("almost 200") == []
    assert Readable("<p>almost<br>200</p>").spans("almost 200") == []


def test_cards_of_one_list_stand_together_after_it() -> None:
    found = shown("<ul><li>12 men</li><li>13 men</li></ul>", mark("12 men"),
                  mark("13 men", number=2))  # fmt: skip

    assert found.endswith("</li></ul>[1 2]")


def test_of_two_that_overlap_both_have_cards_and_the_first_is_marked() -> None:
    found = shown("<p>more than 1,500 returned</p>", mark("more than 1,500"),
                  mark("1,500 returned", number=2))  # fmt: skip

    assert found.count("<data") == 1
    assert found.endswith("[1 2]")


def test_what_stands_after_the_words_is_behind_them() -> None:
    found = shown("<p>500 men</p>", mark("500 men", after="<small>503</small>"))

    assert found == (
        '<p><data value="1" id="f1"><a href="#c1">500 men</a></data><small>503</small></p>[1]'
    )


def test_words_from_right_to_left_are_found() -> None:
    found = shown("<p>حوالي 2,300 شخص</p>", mark("حوالي 2,300"))

    assert ">حوالي 2,300</a></data> شخص" in found


def test_text_that_looks_like_markup_is_text() -> None:
    found = shown("<p>a &lt;b&gt; 12 &lt;/b&gt; < 5</p>", mark("<b> 12"))

    assert "&lt;b&gt; 12</a></data>" in found


def test_the_occurrence_of_a_place_is_counted_as_it_is_found_again() -> None:
    readable = Readable("<p>200 and <b>200</b></p>")

    assert [readable.occurrence(start, "200") for start in (1, 9, 4)] == [1, 2, 0]


def test_a_long_block_is_read_in_one_walk() -> None:
    """Minutes, were each letter compared with each paragraph."""
    html = "".join(f'<p>{n} <a href="/x">men</a></p>' for n in range(40_000))

    found = shown(html, mark("39998"), mark("39999", number=2))

    assert found.endswith(
        '<p><data value="1" id="f1"><a href="#c1">39998</a></data> <a href="/x">men</a></p>[1]'
        '<p><data value="2" id="f2"><a href="#c2">39999</a></data> <a href="/x">men</a></p>[2]'
    )
