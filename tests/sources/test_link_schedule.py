"""When links are looked at, and what a page has become since an earlier copy. No database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from pasquino.sources.links import FIRST, is_gone, next_look
from pasquino.sources.page_changes import Change, change, share
from tests.sources.world import SENTENCES

pytestmark = pytest.mark.once  # no database

NOON = datetime(2026, 3, 7, 12, 0, tzinfo=UTC)
ARTICLE = "\n\n".join(SENTENCES)


def became(later: str, earlier: str = ARTICLE, *, aside: str = "") -> Change:
    """What became of an article, each paragraph of it a block, with an aside below it now."""
    text = later + "\n\n" + aside if aside else later
    blocks = [*blocks_of(later), [len(later) + 2, len(text), "aside", "paragraph"]]
    return change(earlier, blocks_of(earlier), text, blocks)


def blocks_of(text: str) -> list[list[object]]:
    blocks: list[list[object]] = []
    for line in text.split("\n\n"):
        start = int(str(blocks[-1][1])) + 2 if blocks else 0
        blocks.append([start, start + len(line), "article", "paragraph"])
    return blocks


def test_links_are_looked_at_after_1_7_and_30_days_then_each_91() -> None:
    looks = [NOON + FIRST]
    for checks in range(1, 6):
        looks.append(next_look(checks, "ok", looks[-1]))

    assert [(look - NOON).days for look in looks] == [1, 7, 30, 121, 212, 303]


@pytest.mark.parametrize("state", ["changed", "replaced", "redirected", "blocked"])
def test_what_has_changed_is_looked_at_as_often(state: str) -> None:
    assert next_look(2, state, NOON) == next_look(2, "ok", NOON)


def test_a_link_counts_as_gone_after_three_failures_over_two_days() -> None:
    looks = [NOON]
    for _ in range(3):
        looks.append(next_look(0, "failing", looks[-1]))

    assert all(later - look == timedelta(days=1) for look, later in pairwise(looks))
    assert [is_gone(n, NOON, at) for n, at in enumerate(looks, start=1)] == [
        False, False, True, True,
    ]  # fmt: skip
    assert not is_gone(9, NOON, NOON + timedelta(hours=47))


@pytest.mark.parametrize("aside", ["", "Win big at our casino tonight, dear reader of the Post."])
def test_what_stands_around_an_article_does_not_change_it(aside: str) -> None:
    assert became(ARTICLE, aside=aside) is Change.NONE


def test_a_counter_that_goes_on_is_no_change() -> None:
    earlier = "Updated 3 hours ago\n\n" + ARTICLE
    later = "Updated 14 hours ago\n\n" + ARTICLE

    assert became(later, earlier) is Change.NONE


@pytest.mark.parametrize(
    "later",
    [
        ARTICLE.replace("almost a metre", "two metres"),
        ARTICLE.replace("three hundred", "300"),
        ARTICLE.replace(SENTENCES[1], ""),
        ARTICLE + "\n\nAdded later: it holds.",
        "\n\n".join(SENTENCES[:2]),
    ],
)
def test_other_words_in_the_article_are_a_change(later: str) -> None:
    assert became(later) is Change.CHANGED


def test_a_changed_number_in_a_sentence_is_a_change() -> None:
    assert became("It held 2,800 days.", "It held 2,300 days.") is Change.CHANGED


@pytest.mark.parametrize(
    "later",
    [
        "Win big at our casino tonight. Spin the wheel, claim your bonus, play now.",
        "This domain is for sale.",
        "The River Post\n\nToday: the weir above the mill\n\nWeather: rain\n\nSubscribe",
        "404",
        "",
    ],
)
def test_a_page_that_shares_next_to_nothing_is_another_page(later: str) -> None:
    assert became(later) is Change.REPLACED


def test_letters_count_as_words_where_there_are_no_spaces() -> None:
    earlier = "川の水位は三月に一メートル近く上がったが、堰は持ちこたえた。"

    assert share(earlier, earlier.replace("三月", "四月")) > 0.5
    assert became("オンラインカジノで大勝利。今すぐ登録してください。", earlier) is Change.REPLACED
