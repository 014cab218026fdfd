"""Which figures a comment names: `fig:12` in its words, and nothing that only looks like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from pasquino.discussion import figuring, fragments
from pasquino.discussion.fragments import Added, Written
from pasquino.discussion.texts import render_commonmark

pytestmark = pytest.mark.once


def named(source: str) -> list[int]:
    return figuring.named([render_commonmark(source)])


@pytest.mark.parametrize(
    "source",
    [
        "fig:12",
        "As fig:12 says.",
        "As (fig:12) says",
        "It is fig:12.",
        "Is it fig:12?",
        "Fig:12 says so",
        "One\nfig:12",
        "> fig:12",
        "- fig:12",
        "**fig:12**",
        "“fig:12”",
        "fig:12, for instance",
        "[a page](https://w.example/) and fig:12",
        "fig:12's words",
    ],
)
def test_a_figure_is_named_by_its_number(source: str) -> None:
    assert named(source) == [12]


@pytest.mark.parametrize(
    "source",
    [
        "config:12",
        "fig: 12",
        "fig:012",
        "fig:0",
        "fig:-12",
        "fig:12th",
        "fig:12.5",
        "fig:1,000",
        "fig:1:2",
        "fig:١٢",
        "fig:１２",
        "fig:12٣",
        "FIG:12",
        "f\u0131g:12",
        "fig:1234567890123456789",
        "`fig:12`",
        "    fig:12",
        "```\nfig:12\n```",
        "[fig:12](https://w.example/)",
        "[here](https://w.example/fig:12)",
        "<https://w.example/fig:12>",
        "https://w.example/?a=fig:12",
        "a/fig:12",
        "#fig:12",
        "my-fig:12",
    ],
)
def test_what_only_looks_like_it_names_none(source: str) -> None:
    assert named(source) == []


def test_several_figures_are_named_once_each_in_their_order() -> None:
    assert named("fig:3,fig:1 and fig:3 (fig:2)") == [3, 1, 2]


def test_the_first_fifty_mentions_count_through_what_was_added() -> None:
    parts = ["<p>fig:1 fig:2</p>", f"<p>{'fig:3 ' * 60}fig:4</p>"]

    marked = figuring.with_slots(parts)

    assert figuring.named(parts) == [1, 2, 3]
    assert figuring.left_out(parts) == 13
    assert "".join(marked).count("<!--slot:figure-") == figuring.MOST


@given(some.text("fig:10 <>&\"'`[]()*-\n", max_size=60))
def test_unfilled_slots_leave_every_text_as_it_was(source: str) -> None:
    html = render_commonmark(source)

    assert fragments.fill("".join(figuring.with_slots([html])), {}) == html


def test_a_comment_without_figures_has_no_slot_for_them() -> None:
    written = Written(1, 0, 0, "Yes", "<p>The weir.</p>")

    assert fragments.FIGURES not in fragments.render(written)
    assert "figure" not in fragments.render(written)


def test_a_quotation_with_a_figure_keeps_the_slots_of_both() -> None:
    body = render_commonmark("> As fig:1 says\n> — https://w.example/fig:2")
    added = Added("<p>fig:3</p>", "2026-03-07T12:00:00+00:00")

    fragment = fragments.render(Written(1, 0, 0, "Yes", body, additions=[added]))

    for slot in ("quotation-1", "verdict-1", "figure-1", "end-1", "figure-3", "figures"):
        assert f"<!--slot:{slot}-->" in fragment
    assert "<!--slot:figure-2-->" not in fragment
