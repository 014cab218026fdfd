"""Charts say what their numbers' words say, fit every page, and stand before the same table."""

from __future__ import annotations

import gzip
import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.utils import translation

from pasquino.figures import chart_bars, charts, reader_words
from pasquino.figures.charts import Line
from pasquino.figures.stated import Reading
from pasquino.sources.mask_markup import masked_html
from pasquino.sources.mask_words import Masks
from tests.figures.drawing import count, six

pytestmark = pytest.mark.once
SVG = "{http://www.w3.org/2000/svg}"
BUDGET = 1536  # bytes of six bars with their table, compressed


def drawing(chart: str) -> ElementTree.Element:
    """The SVG of a chart, read as a browser reads it."""
    start, end = chart.index("<svg"), chart.rindex("</svg>") + len("</svg>")
    text = chart[start:end].replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"')
    return ElementTree.fromstring(text)  # noqa: S314 - our own markup


def texts(chart: str) -> list[str]:
    """Each text of the drawing."""
    return ["".join(text.itertext()).strip() for text in drawing(chart).iter(f"{SVG}text")]


def rows(chart: str) -> list[list[str]]:
    """The table below it: the cells of each row, in plain text."""
    found = re.findall(r"<tr>(.*?)</tr>", chart, re.S)
    return [
        [" ".join(re.sub(r"<[^>]*>", "", cell).split()) for cell in cells(row)] for row in found
    ]


def cells(row: str) -> list[str]:
    """The cells of a row of a table, as markup."""
    return re.findall(r"<t[hd].*?</t[hd]>", row, re.S)


def paths(chart: str) -> list[str]:
    """What joins dots: the lines drawn from one to the next."""
    return [path for one in drawing(chart).iter(f"{SVG}path") if "L" in (path := one.attrib["d"])]


def test_six_bars_with_their_table_keep_to_their_budget() -> None:
    chart = charts.bars(six(), title="Households told to leave")

    assert len(gzip.compress(chart.encode(), mtime=0)) <= BUDGET


def test_a_chart_has_a_title_and_a_description_and_is_a_picture_to_a_screen_reader() -> None:
    svg = drawing(charts.bars(six(), title="Households"))

    assert svg.attrib["role"] == "img"
    assert [child.tag for child in svg][:2] == [f"{SVG}title", f"{SVG}desc"]
    assert svg[0].text == "Households"


def test_the_same_numbers_stand_in_a_table_below() -> None:
    chart = charts.bars(six(), title="Households")

    assert rows(chart)[0] == ["Number", "Of whom or what"]
    assert rows(chart)[1] == ["Almost 7,200 read as 7,100 to 7,199", "households told to leave"]
    assert rows(chart)[3] == ["689", "households in the old mill quarter"]
    assert len(rows(chart)) == 7


def test_the_words_of_a_number_stand_beside_its_bar() -> None:
    chart = charts.bars(six(), title="Households")

    assert texts(chart)[1] == "About 2,300 households on the left bank"


def test_what_words_leave_open_is_hatched_and_said() -> None:
    exact = charts.bars([count("689", "exactly", 689)], title="Exact")
    about = charts.bars([count("about 700", "about", 700, (650, 749))], title="About")

    assert "stroke-dasharray" not in exact
    assert "Hatched" not in exact
    assert "stroke-dasharray" in about
    assert "Hatched: what the words of the number leave open, as we read them." in about


def test_a_reading_is_called_ours_and_never_stands_in_the_drawing() -> None:
    chart = charts.bars([count("about 700", "about", 700, (650, 749))], title="About")

    assert "read as 650 to 749" in chart
    assert not any("650" in text for text in texts(chart))


def test_what_only_the_last_step_is_known_of_has_no_upper_end() -> None:
    chart = charts.bars(
        [count("more than 1,500", "more_than", 1500, (1501, 1599), is_soft=True)], title="More"
    )

    assert "read as 1,501 to 1,599, or more" in chart


@pytest.mark.parametrize("reading", [(1000, None), (None, 1000)])
def test_what_has_an_end_that_nobody_knows_is_never_drawn_as_exact(
    reading: tuple[float | None, float | None],
) -> None:
    said = count("potentially thousands", "vague", None, reading=reading)

    (row, _other) = chart_bars.bars([said, count("4,000", "exactly", 4000)]).rows

    assert row.hatched is not None


def test_thousands_are_hatched_from_a_thousand_up() -> None:
    said = count("thousands", "vague", None, reading=(1000, None))

    (row, _other) = chart_bars.bars([said, count("4,000", "exactly", 4000)]).rows

    assert row.solid is not None
    assert row.hatched is not None
    assert row.hatched.x == row.solid.end


def test_more_than_half_is_read_as_over_it() -> None:
    half = Reading(Decimal(50), Decimal(60), "above", is_soft_top=True, low_open=True)

    assert reader_words.reading(half, "percent") == "over 50 to 60 percent, or more"


def test_a_chart_needs_no_style_no_script_and_no_identifiers() -> None:
    for chart in (
        charts.bars(six(), title="T"),
        charts.dots([Line(label="L", counts=six())], title="T"),
        charts.share(count("70 %", "exactly", 70, unit="percent"), title="T"),
    ):
        assert not re.search(r"\s(style|id|on\w+)=", chart)
        assert not re.search(r"<(style|script|image|use|foreignObject)", chart)


def test_words_that_look_like_markup_are_only_words() -> None:
    hostile = '</text><script>alert("x")</script>'
    chart = charts.bars([count(hostile, "about", 5, label=hostile)], title=hostile, note=hostile)

    assert "<script" not in chart
    assert texts(chart)[0].replace(" ", "") == (hostile + hostile).replace(" ", "")


def test_a_masked_name_is_found_over_the_lines_of_a_label() -> None:
    masks = Masks([("Ada Quill", "N. N.")])
    for before in range(30):
        label = f"houses {'x' * before} that Ada Quill lent money on for fifty years"
        chart = charts.bars([count("689", "exactly", 689, label=label)], title="T")

        (masked,) = texts(masked_html(chart, masks))

        assert " ".join(masked.split()).count("N. N.") == 1
        assert "Quill" not in masked


def test_what_has_no_number_or_another_unit_stands_as_words() -> None:
    chart = charts.bars(
        [
            count("the latest count", "pointer", None),
            count("90 persons", "exactly", 90),
            count("30 days", "exactly", 30, unit="days"),
        ],
        title="Mixed",
    )

    bars = [one for one in drawing(chart).iter(f"{SVG}rect") if one.attrib["width"].endswith("%")]
    assert [one.attrib["width"] for one in bars] == ["98%"]
    assert len(texts(chart)) == 3


def test_no_numbers_make_no_chart() -> None:
    assert charts.bars([], title="None") == ""
    assert charts.dots([Line(label="Empty", counts=[])], title="None") == ""


def test_long_labels_are_broken_into_lines_and_not_cut() -> None:
    label = "households " * 30
    chart = charts.bars([count("689", "exactly", 689, label=label)], title="Long")

    lines = [one for one in drawing(chart).iter(f"{SVG}tspan") if "dy" in one.attrib]
    assert len(lines) > 5
    assert " ".join(texts(chart)[0].split()) == f"689 {label}".strip()


def test_counts_of_different_lines_are_never_joined() -> None:
    left = [count(str(n), "exactly", n, as_of=f"20{n}") for n in (11, 13, 15)]
    right = [count(str(n), "exactly", n, as_of=f"20{n}") for n in (12, 14)]

    chart = charts.dots(
        [Line(label="Left", counts=left), Line(label="Right", counts=right)], title="T"
    )

    assert [path.count("L") for path in paths(chart)] == [2, 1]


def test_dates_are_joined_in_their_order_however_they_come_in() -> None:
    counts = [count(str(n), "exactly", n, as_of=f"20{n}") for n in (15, 11, 13)]

    (path,) = paths(charts.dots([Line(label="", counts=counts)], title="T"))

    places = [int(place.split()[0]) for place in path.removeprefix("M").split("L")]
    assert places == sorted(places)


def test_what_has_no_date_stands_apart_and_is_not_joined() -> None:
    counts = [count("5", "exactly", 5), count("6", "exactly", 6)]
    dated = count("7", "exactly", 7, as_of="2017")

    chart = charts.dots([Line(label="", counts=[*counts, dated])], title="T")

    assert paths(chart) == []
    assert "date not given" in texts(chart)
    assert [row[-1] for row in rows(chart)[1:]] == ["date not given", "date not given", "2017"]


def test_a_date_that_is_none_counts_as_not_given() -> None:
    chart = charts.dots(
        [Line(label="", counts=[count("7", "exactly", 7, as_of="2017-13-45")])], title="T"
    )

    assert "date not given" in texts(chart)


@pytest.mark.parametrize("amounts", [[7], [0], [-3, -2], [0, 0], [-5, 10**15], [1] * 300])
def test_any_numbers_can_be_drawn(amounts: list[int]) -> None:
    counts = [
        count(str(amount), "exactly", amount, as_of=f"{1900 + place}")
        for place, amount in enumerate(amounts)
    ]

    for chart in (
        charts.bars(counts, title="T"),
        charts.dots([Line(label="", counts=counts)], title="T"),
    ):
        places = re.findall(r'(?:x1?|x2|width)="(-?[\d.]+)%"', chart)
        assert all(0 <= float(place) <= 100 for place in places)
        assert "nan" not in chart
        assert "inf" not in chart


def test_a_long_table_stands_behind_a_line_that_says_how_long_it_is() -> None:
    counts = [count(str(n), "exactly", n, as_of=f"{1900 + n}") for n in range(40)]

    chart = charts.dots([Line(label="", counts=counts)], title="T")

    assert "<summary>The same as a table (40 rows)</summary>" in chart


def test_a_scale_that_does_not_begin_at_zero_says_so() -> None:
    flat = [count(str(n), "exactly", n, as_of=f"20{n - 7090}") for n in (7100, 7110, 7120)]

    chart = charts.dots([Line(label="", counts=flat)], title="T")

    assert "The scale begins at 7,100." in chart


def test_the_rest_of_a_strip_is_called_ours_only_if_we_worked_it_out() -> None:
    part = count("about 70 %", "about", 70, (65, 75), unit="percent")
    ours = count("25 to 35 %", "between", 25, to=35, unit="percent", is_ours=True, label="others")
    theirs = count("30 %", "exactly", 30, unit="percent", label="others")

    assert "The rest, by our arithmetic: 25 to 35 % others." in charts.share(
        part, title="T", rest=ours
    )
    assert "The rest: 30 % others." in charts.share(part, title="T", rest=theirs)
    assert "The rest" not in charts.share(part, title="T")


def test_a_page_from_right_to_left_has_its_bars_so() -> None:
    with translation.override("ar"):
        chart = charts.bars([count("50", "exactly", 50), count("100", "exactly", 100)], title="T")

    first = next(one for one in drawing(chart).iter(f"{SVG}rect") if one.attrib["width"] == "49%")
    assert drawing(chart).attrib["direction"] == "rtl"
    assert first.attrib["x"] == "51%"


def test_words_in_another_direction_keep_theirs() -> None:
    with translation.override("ar"):
        chart = charts.bars([count("about 30 %", "about", 30)], title="T")

    assert texts(chart)[0] == "\u2068about 30 %\u2069"
    assert "<bdi>about 30 %</bdi>" in chart


def test_numbers_of_a_scale_are_written_as_the_readers_language_does() -> None:
    counts = [
        count("2.000", "exactly", 2000, as_of="2017"),
        count("0", "exactly", 0, as_of="2018"),
    ]

    with translation.override("de"):
        chart = charts.dots([Line(label="", counts=counts)], title="T")

    assert "1.000" in texts(chart)
    assert not re.search(r'="[\d.]*,', chart)
