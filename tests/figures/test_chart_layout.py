"""Where the parts of a chart stand: bars by their words, texts beside each other, round steps."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from pasquino.figures import chart_bars, chart_labels, chart_scales, chart_text
from pasquino.figures.chart_bars import Row
from pasquino.figures.chart_labels import Wanted
from pasquino.figures.charts import Count
from tests.figures.drawing import count

pytestmark = pytest.mark.once
WHOLE = count("1,000", "exactly", 1000)  # 98 percent of the width


def row(drawn: Count) -> Row:
    """A number drawn beside one of a thousand."""
    return chart_bars.bars([drawn, WHOLE]).rows[0]


def stretch(piece: chart_bars.Piece | None) -> tuple[float, float]:
    """From where to where, in what the scale counts."""
    assert piece
    return round(float(piece.x) / 0.098), round(float(piece.end) / 0.098)


def test_about_is_hatched_around_the_number() -> None:
    drawn = row(count("about 700", "about", 700, (650, 750)))

    assert stretch(drawn.solid) == (0, 650)
    assert stretch(drawn.hatched) == (650, 750)
    assert round(float(drawn.mark) / 0.098) == 700


def test_almost_is_hatched_below_the_number() -> None:
    drawn = row(count("almost 700", "almost", 700, (600, 699)))

    assert stretch(drawn.hatched) == (600, 699)


def test_up_to_is_hatched_from_zero() -> None:
    drawn = row(count("up to 500", "up_to", 500, (0, 500)))

    assert stretch(drawn.solid) == (0, 0)
    assert stretch(drawn.hatched) == (0, 500)


def test_between_is_hatched_between_its_two_numbers_without_a_reading() -> None:
    drawn = row(count("300 to 400", "between", 300, to=400))

    assert stretch(drawn.hatched) == (300, 400)
    assert drawn.mark == ""


@pytest.mark.parametrize(
    ("qualifier", "reading", "grows_from"),
    [("almost", (698, 699), 699), ("more_than", (701, 702), 701)],
)
def test_a_narrow_hatched_end_is_wide_enough_to_be_seen_and_keeps_to_its_side(
    qualifier, reading, grows_from
) -> None:
    start, end = stretch(row(count("w", qualifier, 700, reading)).hatched)

    assert end - start >= 19
    assert grows_from in (pytest.approx(start, abs=2), pytest.approx(end, abs=2))


def test_a_number_below_zero_has_its_bar_on_the_other_side() -> None:
    drawn = row(count("about -500", "about", -500, (-550, -450)))

    assert drawn.solid
    assert drawn.solid.end == drawn.zero
    assert drawn.hatched
    assert float(drawn.hatched.end) <= float(drawn.solid.x) + 0.1


boxes = some.builds(
    Wanted,
    text=some.text(alphabet="about 1,239%", min_size=1, max_size=14),
    x=some.floats(5, 97),
    y=some.floats(0, 12),
)


@given(some.lists(boxes, max_size=15))
def test_no_text_covers_another_or_leaves_the_chart(wanted: list[Wanted]) -> None:
    found = list(chart_labels.placed(wanted, [], 12.0))

    for one in found:
        wide = chart_text.width(one.text)
        left = (
            one.x / 100 * chart_text.ROOM
            - {"start": 0, "middle": 0.5, "end": 1}[one.anchor] * wide
        )
        assert left >= -0.01
        assert left + wide <= chart_text.ROOM + 0.01
    for one, other in combinations(found, 2):
        assert not chart_labels.box(one).covers(chart_labels.box(other))


@given(some.text(max_size=120), some.text(max_size=400))
def test_lines_lose_nothing_and_fit(words: str, label: str) -> None:
    words, label = " ".join(words.split()), " ".join(label.split())

    found = chart_text.lines(words, label)

    text = f"{chart_text.isolated(words)} {chart_text.isolated(label)}".split()
    assert "".join("".join(line.bold + line.plain for line in found).split()) == "".join(text)
    assert all(
        chart_text.width((one.bold + one.plain).rstrip()) <= chart_text.ROOM for one in found
    )


@given(some.floats(-1e9, 1e9), some.floats(1, 1e15))
def test_steps_of_a_scale_are_few_and_inside(low: float, span: float) -> None:
    steps = chart_scales.round_steps(low, low + span)

    assert 1 <= len(steps) <= 5
    assert all(low - span / 100 <= step <= low + span * 1.01 for step in steps)


@pytest.mark.parametrize(
    ("as_of", "known"),
    [
        ("2017", (2017, 0, 0)),
        ("2017-03", (2017, 3, 0)),
        ("2016-02-29", (2016, 2, 29)),
        ("2017-02-29", None),
        ("2017-00", None),
        ("0000", None),
        ("", None),
        ("March", None),
    ],
)
def test_a_date_is_read_as_exactly_as_it_is_known(as_of, known) -> None:
    assert chart_scales.parsed(as_of) == known


def test_a_date_stands_in_the_middle_of_what_it_may_mean() -> None:
    assert chart_scales.moment("2017") == 2017.5
    assert chart_scales.moment("2017-01") == pytest.approx(2017 + 15.5 / 365)
    assert chart_scales.moment("2017-01-01") == pytest.approx(2017 + 0.5 / 365)


@pytest.mark.parametrize(
    ("first", "last", "finest", "words"),
    [
        ("2014-12-15", "2017", 1, ["2014", "2015", "2016", "2017"]),
        ("2017", "2017", 1, ["2017"]),
        ("1999", "2020", 3, ["2000", "2005", "2010", "2015", "2020"]),
        ("2017-01", "2017-06", 2, ["2017-01", "2017-04"]),
        ("2017-03-01", "2017-03-03", 3, ["2017-03-01", "2017-03-02", "2017-03-03"]),
    ],
)
def test_a_time_scale_names_years_months_or_days(first, last, finest, words) -> None:
    low, high = chart_scales.moment(first), chart_scales.moment(last)
    assert low is not None
    assert high is not None

    assert [tick.words for tick in chart_scales.time_ticks(low, high, finest)] == words
