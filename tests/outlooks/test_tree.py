"""The tree of an outlook is a small drawing, whatever the outlook's size."""

from __future__ import annotations

import re
from datetime import date

import pytest

from pasquino.outlooks.timeline import Dot, Span, timeline
from pasquino.outlooks.tree import MOST_BYTES, Leaf, Twig, Words, tree

pytestmark = pytest.mark.once
WORDS = Words(title="The outlook as a tree", about="The list says the same in full.")


def towns(claims: int = 2, groups: int = 2, label: str = "The wall holds") -> list[Twig]:
    leaves = [Leaf(f"{label} {number}", "refuted") for number in range(claims)]
    return [Twig(f"Town {number}", [Leaf("stay dry"), *leaves]) for number in range(groups)]


def drawn(svg: str) -> list[str]:
    """What it writes, in the order of the drawing's text."""
    found = re.findall(r"<text[^>]*>(.*?)</text>", svg)
    return [re.sub(r"<[^>]+>", "", text) for text in found]


def test_it_says_what_it_is_and_where_it_stands_in_full() -> None:
    svg = tree("The river rises", towns(), WORDS)

    assert "<title>The outlook as a tree</title><desc>The list says" in svg
    assert 'role="img"' in svg


def test_each_claim_has_its_state_before_it_and_options_have_none() -> None:
    written = drawn(tree("The river rises", towns(claims=1), WORDS))

    assert written == [
        "stay dry", "refuted The wall holds 0", "Town 0",
        "stay dry", "refuted The wall holds 0", "Town 1",
        "The river rises",
    ]  # fmt: skip


def test_a_group_within_a_group_stands_further_along() -> None:
    inner = Twig("Those who left", [Leaf("return", "open")])
    svg = tree("The river rises", [Twig("Townspeople", [], [inner])], WORDS)

    places = {label: int(x) for x, label in re.findall(r'x="(\d+)"[^>]*>([A-Z][^<]+)<', svg)}
    assert places["The river rises"] < places["Townspeople"] < places["Those who left"]


@pytest.mark.parametrize(
    ("claims", "groups", "label"),
    [
        (17, 3, "A claim of some sixty letters that goes on about the flood wall"),
        (40, 40, "Jeder Anspruch auf die Übermauerung der Überschwemmungsflächen"),
        (3, 300, "洪水の壁は町を守るだろうと技術者たちは言っている"),
        (500, 1, "لا يصمد الجدار أمام النهر طويلا كما يقول المهندسون"),
    ],
)
def test_it_never_weighs_more_than_four_kilobytes(claims, groups, label) -> None:
    svg = tree("The river rises", towns(claims, groups, label), WORDS)

    assert len(svg.encode()) <= MOST_BYTES
    assert "Town 0" in svg


def test_a_deep_tree_stays_small() -> None:
    twig = Twig("The innermost of all these groups", [Leaf("stay", "open")])
    for number in range(8):
        twig = Twig(f"Group {number} with a rather long name", [Leaf("go", "open")], [twig] * 2)

    assert len(tree("It rains", [twig], WORDS).encode()) <= MOST_BYTES


def test_what_is_left_out_is_counted() -> None:
    written = " ".join(drawn(tree("The river rises", towns(claims=200, groups=1), WORDS)))

    assert re.search(r"and \d+ more", written)


def test_markup_in_an_outlook_is_written_not_drawn() -> None:
    svg = tree("<b>", [Twig("<script>", [Leaf("<i>&", "open")])], WORDS)

    assert "<script>" not in svg
    assert "&lt;script&gt;" in svg
    assert "&lt;i&gt;&amp;" in svg


def test_without_groups_there_is_nothing_to_draw() -> None:
    assert tree("The river rises", [], WORDS) == ""


def test_where_people_read_leftwards_it_grows_leftwards() -> None:
    leftwards = Words("Tree", "List", is_leftwards=True)
    svg = tree("The river rises", towns(), leftwards)

    width = int(re.search(r' width="(\d+)"', svg)[1])
    condition = int(re.search(r'x="(\d+)"[^>]*>The river', svg)[1])
    assert 'direction="rtl"' in svg
    assert condition == width


def test_no_drawing_needs_what_the_policy_forbids() -> None:
    span = Span(date(2019, 1, 1), date(2021, 1, 1))
    line = timeline([Dot(date(2020, 1, 1), "C1")], span, title="When", about="List")

    for svg in (tree("The river rises", towns(), WORDS), line):
        assert " style=" not in svg
        assert "<style" not in svg
        assert "#" not in svg  # no colour of its own


def test_the_line_of_time_has_a_row_for_each_claim_and_a_hollow_dot_for_what_was_withdrawn() -> (
    None
):
    dots = [
        Dot(date(2020, 7, 1), "C1"),
        Dot(date(2021, 7, 1), "C1", is_withdrawn=True),
        Dot(date(2020, 9, 1), "C3"),
    ]
    span = Span(date(2019, 5, 1), date(2026, 1, 1), [date(2020, 6, 1), date(2030, 1, 1)])

    svg = timeline(dots, span, title="When", about="List")

    assert re.findall(r">(C\d)<", svg) == ["C1", "C3"]
    assert svg.count("<circle") == 3
    assert svg.count('class="w"') == 1
    assert svg.count('class="r"') == 1  # the review that lies ahead of the line is not drawn
    years = [int(year) for year in re.findall(r">(\d{4})<", svg)]
    assert years == [2019, 2021, 2023, 2025]


def test_time_runs_from_the_first_day_to_the_last() -> None:
    span = Span(date(2020, 1, 1), date(2021, 1, 1))
    svg = timeline(
        [Dot(date(2020, 7, 1), "C1"), Dot(date(2021, 1, 1), "C2")], span, title="", about=""
    )

    places = [float(x) for x in re.findall(r'cx="([\d.]+)%"', svg)]
    assert 50 < places[0] < 65
    assert places[1] == 96
