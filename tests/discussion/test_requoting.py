"""One quotation in a reader's text is changed, and not a byte elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pasquino.discussion import quoting, texts
from pasquino.discussion.requoting import rewritten, with_source

pytestmark = pytest.mark.once

TEXT = """Yes, but from *the report*:

> The gauge stood at **four** metres on "Monday".
> By noon on [Tuesday](https://w.example/By/noon/on) the meadow
> was under *water*.
>
> Two families left; 3.5 & more.

That > this.

> The gauge stood at four.
"""


def words(source: str, place: int = 1) -> str:
    found = quoting.quoted([texts.render_commonmark(source)])
    return next(one.text for one in found if one.place == place)


def test_a_mark_goes_between_two_sentences_and_everything_else_stays() -> None:
    marked = words(TEXT).replace("By noon", "[…] By noon")

    assert rewritten(TEXT, 1, marked) == TEXT.replace("> By noon", "> […] By noon")


def test_a_mark_before_emphasis_stands_outside_it() -> None:
    marked = words(TEXT).replace("four", "[…] four")

    assert rewritten(TEXT, 1, marked) == TEXT.replace("**four", "[…] **four")


def test_a_mark_goes_to_the_beginning_of_the_paragraph_it_stands_before() -> None:
    marked = words(TEXT).replace("Two", "[…] Two")

    assert rewritten(TEXT, 1, marked) == TEXT.replace("> Two", "> […] Two")


def test_a_mark_goes_to_the_end() -> None:
    assert rewritten("> One two.", 1, "One two. […]") == "> One two. […]"


def test_the_second_quotation_is_changed_where_the_first_says_the_same() -> None:
    changed = rewritten(TEXT, 2, "The gauge never stood at four.")

    assert changed == TEXT.replace(
        "> The gauge stood at four.", "> The gauge never stood at four."
    )


def test_restored_words_are_words_whatever_marks_they_hold() -> None:
    changed = rewritten("> It was bad.", 1, "It was *a* [c](d) `b`.")

    assert changed is not None
    assert words(changed) == "It was *a* [c](d) `b`."


def test_what_would_tear_emphasis_apart_is_not_done() -> None:
    assert rewritten("> It was *the mill* there.", 1, "It is a mill there.") is None


def test_words_that_cannot_be_found_again_are_left_alone() -> None:
    assert rewritten("> th&eacute; was", 1, "thé […] was") is None


def test_there_is_no_ninth_quotation() -> None:
    assert rewritten(TEXT, 9, "x") is None
    assert with_source(TEXT, 9, "https://w.example/1") is None


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("> One.", "> One.\n>\n> — <https://w.example/1>"),
        ("> One.\n\nSo.", "> One.\n>\n> — <https://w.example/1>\n\nSo."),
        ("> One\nlazy.\n\nSo.", "> One\nlazy.\n>\n> — <https://w.example/1>\n\nSo."),
        ("- > One.\n\nSo.", "- > One.\n  >\n  > — <https://w.example/1>\n\nSo."),
        ("> One.\n>\n\nSo.", "> One.\n>\n> — <https://w.example/1>\n>\n\nSo."),
    ],
)
def test_a_source_is_written_below_the_words(source: str, expected: str) -> None:
    changed = with_source(source, 1, "https://w.example/1")

    assert changed == expected
    (only,) = quoting.quoted([texts.render_commonmark(changed)])
    assert (only.text.split()[0].rstrip("."), only.url) == ("One", "https://w.example/1")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["weir", "*the*", "**a**", "[x](https://e.example/a)", "b."]), min_size=2
    ),
    st.data(),
)
def test_wherever_a_mark_goes_nothing_else_is_changed(
    parts: list[str], data: st.DataObject
) -> None:
    source = "before\n\n> " + " ".join(parts) + "\n\nafter"
    said = words(source).split()
    at = data.draw(st.integers(0, len(said)))
    wanted = " ".join([*said[:at], "[…]", *said[at:]])

    changed = rewritten(source, 1, wanted)

    assert changed is not None
    assert changed.replace("[…] ", "", 1).replace(" […]", "", 1) == source
    assert words(changed).split() == wanted.split()
