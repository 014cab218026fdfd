"""Which quotations a comment holds, what they say, and which source is given for them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pasquino.discussion import quoting, texts
from pasquino.discussion.quoting import Quoted

pytestmark = pytest.mark.once


def found(source: str) -> list[Quoted]:
    return quoting.quoted([texts.render_commonmark(source)])


def test_the_outermost_quotations_are_found_in_order_with_all_their_paragraphs() -> None:
    source = (
        "Well.\n\n> One *word*,\n> more.\n>\n> Two.\n>\n> > Three.\n\nSo.\n\n- > Four &amp; <b>"
    )

    assert found(source) == [
        Quoted(1, "One word, more.\n\nTwo.\n\nThree."),
        Quoted(2, "Four & <b>"),
    ]


def test_neighbouring_quoted_paragraphs_of_an_import_are_one_quotation() -> None:
    html = texts.render_plain(["But", "One.", "Two.", "So", "Three."], quoted=[1, 2, 4])

    assert quoting.quoted([html]) == [Quoted(1, "One.\n\nTwo."), Quoted(2, "Three.")]


def test_places_count_on_through_what_was_added_later() -> None:
    parts = [texts.render_commonmark(text) for text in ("> One.", "> Two.\n\n> Three.")]

    assert [one.place for one in quoting.quoted(parts)] == [1, 2, 3]


@pytest.mark.parametrize(
    "source",
    [
        "> Words.\n> — https://w.example/1",
        "> Words.\n>\n> — The Weir, <https://w.example/1>",
        "> Words.\n> https://w.example/1",
        "> Words.\n> Source: https://w.example/1",
        "> Words.\n> -- [The Weir](https://w.example/1)",
        "> Words.\n>\n> [The Weir](https://w.example/1)",
        "> Words.\n\n— https://w.example/1",
        "> Words.\n\n<https://w.example/1>\n\nAnd so on.",
    ],
)
def test_a_line_that_only_names_the_source_is_not_among_the_words(source: str) -> None:
    assert found(source) == [Quoted(1, "Words.", "https://w.example/1")]


def test_the_only_link_inside_the_words_is_their_source() -> None:
    source = "> The [weir](https://w.example/1?a=1&b=2) holds."

    assert found(source) == [Quoted(1, "The weir holds.", "https://w.example/1?a=1&b=2")]


@pytest.mark.parametrize(
    "source",
    [
        "> — Will you come?\n> — No.",
        "> Words.\n\nI read this at https://w.example/1 yesterday.",
        "> Words.\n\n— https://w.example/1\nand more",
        "> See [a](https://a.example) and [b](https://b.example).",
        "> Words.\n> — [mail](mailto:a@b.example)",
    ],
)
def test_whatever_else_stands_there_is_no_source(source: str) -> None:
    (only,) = found(source)

    assert only.url == ""


def test_the_last_line_of_a_dialogue_stays_among_the_words() -> None:
    (only,) = found("> — Will you come?\n> — No.")

    assert only.text == "— Will you come? — No."


def test_a_quotation_of_nothing_but_a_link_keeps_its_place_and_says_nothing() -> None:
    assert found("> https://w.example/1\n\n> Words.") == [Quoted(2, "Words.")]


def test_only_the_first_twenty_are_read() -> None:
    assert len(found("\n\n".join(f"> Number {n}." for n in range(30)))) == quoting.MOST


def test_figures_stand_around_the_outermost_ones_with_their_slots() -> None:
    html = texts.render_commonmark("> One.\n>\n> > Two.\n\nAnd\n\n> Three.")

    marked = quoting.with_slots(html, 4)

    assert marked.count("<figure") == marked.count("</figure>") == 2
    assert '<figure class="quotation"<!--slot:verdict-4-->><blockquote>' in marked
    assert "</blockquote><!--slot:quotation-5--></figure>" in marked
    without = marked.replace("</figure>", "").replace('<figure class="quotation"', "")
    for place in (4, 5):
        without = without.replace(f"<!--slot:verdict-{place}-->>", "")
        without = without.replace(f"<!--slot:quotation-{place}-->", "")
    assert without == html


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="> \n-*ab1.[](:h", max_size=120))
def test_lines_and_html_tell_of_the_same_quotations(source: str) -> None:
    html = texts.render_commonmark(source)

    assert len(texts.quotation_lines(source)) == quoting.count(html)


def test_a_comment_without_its_quotations_is_what_its_author_says() -> None:
    html = texts.render_commonmark("Well,\n\n> One.\n>\n> > Two.\n\nyes.\n\n> Three.")

    assert texts.plain_text(quoting.without(html)) == "Well,\nyes."


def test_a_line_that_names_the_source_stands_below_the_words() -> None:
    named = quoting.with_slots(texts.render_commonmark("> One.\n> Two.\n> — https://a.example/b"))
    link = quoting.with_slots(texts.render_commonmark("> One.\n> <https://a.example/b>"))
    plain = quoting.with_slots(texts.render_commonmark("> One.\n> — Two, said he."))
    alone = quoting.with_slots(texts.render_commonmark("> One.\n>\n> — https://a.example/b"))

    assert "Two.<br>\n— https" in named
    assert "One.<br>\n<a" in link
    assert "<br>" not in plain + alone
