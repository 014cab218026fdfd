"""What the checks find among figures on record, and how they say it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from django.utils import translation

from pasquino.figures import actions
from pasquino.figures.checking import Check, all_checks, as_plain, checks_of
from pasquino.figures.models import Figure
from pasquino.figures.transfer_files import document_in
from pasquino.figures.transfer_import import take_over
from pasquino.sources.actions import keep_copy
from pasquino.sources.works import work_for
from tests.figures.documents_made import DRAFTED, bring
from tests.figures.figures_made import figure
from tests.fixtures import fixture

pytestmark = pytest.mark.django_db


def test_the_seed_comes_out_with_its_ten_checks() -> None:
    seed = fixture("seed/figures.json").read_bytes()
    take_over(document_in(seed, "seed"))

    found = by_kind(all_checks())

    assert found["sum_if_disjoint"] == [
        ("cannot_be_disjoint", ["F4", "F6", "F7"], {
            "nominal": 7300, "nominal_total": 7200, "difference": 100,
            "parts": [7201, 7398], "total": [7100, 7199],
        })
    ]  # fmt: skip
    assert ("ok", ["F1", "F2"], {"share_percent": 30, "implied": False}) in found["subset"]
    assert ("ok", ["F4", "F1"], {"share_percent": 31.9, "implied": True}) in found["subset"]
    assert found["share"] == [
        ("derived", ["F4", "F5"], {"nominal": 5040, "narrow": [4935, 5075], "wide": [4615, 5399]})
    ]
    assert found["share_upper_bound"] == [
        ("ok", ["F5", "F1", "F4"], {
            "share_percent": 31.9, "at_most_percent": 70, "left_percent": 38, "left": 2740,
        })
    ]  # fmt: skip
    assert ("not_asserted", ["F1", "F3"], {"share_percent": 56.6}) in found["subset_unstated"]
    assert [row[:2] for row in found["conflict"]] == [
        ("resolved_by_supersession", ["F14", "F15"]),
        ("narrower_than_source", ["F16", "F13"]),
    ]
    assert found["missing_as_of"] == [("warn", ["F1", "F2", "F3", "F4", "F5", "F6", "F7"], {})]
    assert found["duplicate"] == [("ok", ["F16", "F19"], {})]
    (check,) = [one for one in all_checks() if (one.kind, one.result) == ("no_capture", "warn")]
    assert [str(work.publisher).split(",")[0] for work in check.works] == [
        "CAT", "European Foundation for Democracy",
    ]  # fmt: skip


def test_a_small_document_comes_out_with_each_kind() -> None:
    bring(DRAFTED)

    found = by_kind(all_checks())

    assert found["sum_if_disjoint"][0][:2] == ("cannot_be_disjoint", ["H1", "H2", "H3"])
    assert found["share"] == [
        ("derived", ["H1", "H4"], {"nominal": 720, "narrow": [636, 723], "wide": [600, 764]})
    ]
    assert found["share_upper_bound"][0] == (
        "ok", ["H4", "H2", "H1"],
        {"share_percent": 77.8, "at_most_percent": 80, "left_percent": 2, "left": 20},
    )  # fmt: skip
    assert found["subset_unstated"] == [("not_asserted", ["H2", "H3"], {"share_percent": 42.9})]
    assert ("resolved_by_supersession", ["H6", "H7"], {}) in found["conflict"]
    assert found["missing_as_of"] == [("warn", ["H1", "H2", "H3"], {})]
    assert found["duplicate"] == [("ok", ["H8", "H7"], {})]


def test_the_finding_is_said_with_its_arithmetic() -> None:
    bring(DRAFTED)

    said = [check.sentence for check in all_checks()]

    assert said[0] == (
        "Parts add to at least 901, the total is at most 899, as we read the words: “almost 700” "
        "(wading) and “more than 300” (fishing) must overlap within “Almost 900”, or the words "
        "are looser than they look. Ask the source, and never show them as slices of one whole."
    )
    assert all(sentence.endswith(".") for sentence in said)


def test_numbers_are_written_as_the_reader_writes_them() -> None:
    whole, part = figure(7200, "almost"), figure(2300, "about")
    actions.relate(figure=part, other=whole, kind="subset")

    with translation.override("de"):
        (check,) = [one for one in checks_of([part]) if one.kind == "subset"]

    assert "31,9 %" in check.sentence


def test_where_the_numbers_leave_nothing_no_rest_is_told() -> None:
    whole, part = figure(7200, "almost"), figure(2300, "about")
    share = figure(30, "about", "percent")
    actions.relate(figure=share, other=whole, kind="share")
    actions.relate(figure=part, other=share, kind="subset")

    (check,) = [one for one in all_checks() if one.kind == "share_upper_bound"]

    assert check.is_ok
    assert "can be within" in check.sentence
    assert "leaves" not in check.sentence
    assert "-" not in check.sentence


def test_a_number_that_is_not_reached_is_said_to_be_left_out() -> None:
    total = figure(100, unit="percent")
    for _half in range(2):
        half = figure(50, "more_than", "percent")
        actions.relate(figure=half, other=total, kind="disjoint_part", basis="stated")

    (check,) = [one for one in all_checks() if one.kind == "sum"]

    assert check.result == "exceeds"
    assert "Parts add to more than 100, the total is at most 100" in check.sentence


def test_percentages_that_fit_when_they_are_rounded_are_no_finding() -> None:
    total = figure(100, unit="percent")
    for part in (34, 33, 34):
        one = figure(part, unit="percent")
        actions.relate(figure=one, other=total, kind="disjoint_part", basis="stated")

    (check,) = [one for one in all_checks() if one.kind == "sum"]

    assert check.is_ok
    assert "they add to 101, the total is 100, and percentages are rounded." in check.sentence


def test_only_what_is_said_by_somebody_is_added_up() -> None:
    total = figure(100)
    for basis in ("implied", "stated", "implied"):
        actions.relate(figure=figure(80), other=total, kind="subset", basis=basis)

    assert "sum_if_disjoint" not in by_kind(all_checks())

    actions.relate(figure=figure(81), other=total, kind="subset", basis="editor")

    assert by_kind(all_checks())["sum_if_disjoint"][0][0] == "cannot_be_disjoint"


def test_a_part_of_a_part_is_not_added_again() -> None:
    total, part, inner, twin = figure(100), figure(80), figure(30), figure(80)
    for one in (part, inner, twin):
        actions.relate(figure=one, other=total, kind="subset", basis="stated")
    actions.relate(figure=inner, other=part, kind="subset", basis="stated")
    actions.relate(figure=twin, other=part, kind="same")
    actions.relate(figure=part, other=twin, kind="same")

    assert not [check for check in all_checks() if check.kind == "sum_if_disjoint"]


def test_an_overtaken_count_is_not_added_to_the_newer_one() -> None:
    total, old, new = figure(100), figure(60), figure(61)
    for one in (old, new):
        actions.relate(figure=one, other=total, kind="subset", basis="stated")
    actions.supersede(newer=new, older=old, reason="revised", by=None)

    assert not [check for check in all_checks() if check.kind == "sum_if_disjoint"]


def test_separate_parts_are_held_against_their_total() -> None:
    total = figure(870, words="870")
    for number in (332, 147, 168, 187, 32, 1):
        part = figure(number, words=str(number))
        actions.relate(figure=part, other=total, kind="disjoint_part", basis="stated")

    (check,) = [one for one in all_checks() if one.kind == "sum"]

    assert (check.result, check.is_ok) == ("falls_short", False)
    assert as_plain(check.arithmetic)["difference"] == -3
    assert check.sentence == (
        "“332”, “147”, “168”, “187”, “32” and “1” add to 867, the total is “870”: 3 are missing, "
        "or were counted elsewhere."
    )


def test_units_that_differ_are_not_compared() -> None:
    part, whole = figure(10, unit="days"), figure(100)
    actions.relate(figure=part, other=whole, kind="subset")

    (check,) = [one for one in all_checks() if one.kind != "missing_as_of"]

    assert (check.kind, check.is_ok) == ("unit_mismatch", False)
    assert "“days”" in check.sentence


def test_a_newer_count_without_a_unit_is_told_of() -> None:
    old, new = figure(310, unit="crowns"), figure(7200, unit="", words="almost 7,200")
    actions.supersede(newer=new, older=old, reason="newer_as_of", by=None)

    (check,) = [one for one in all_checks() if one.kind == "unit_mismatch"]

    assert (check.result, check.is_ok) == ("unit_missing", False)
    assert "“almost 7,200” names no unit" in check.sentence


def test_a_newer_count_is_no_conflict() -> None:
    old, new = figure(10), figure(11)
    actions.supersede(newer=new, older=old, reason="newer_as_of", by=None)

    assert "conflict" not in by_kind(all_checks())


def test_a_conflict_that_was_settled_is_said_once() -> None:
    old, new = figure(10), figure(20)
    actions.relate(figure=old, other=new, kind="conflicts")
    before = by_kind(all_checks())["conflict"]
    actions.supersede(newer=new, older=old, reason="corrected", by=None)

    after = by_kind(all_checks())["conflict"]

    assert [row[0] for row in before] == ["open"]
    assert [row[0] for row in after] == ["resolved_by_supersession"]


def test_the_same_figure_recorded_twice_is_found() -> None:
    one, other = (figure(10, words="10", population="herons") for _time in range(2))
    assert [row[0] for row in by_kind(all_checks())["duplicate"]] == ["looks_same"]

    actions.relate(figure=one, other=other, kind="same")

    assert [row[0] for row in by_kind(all_checks())["duplicate"]] == ["ok"]


@pytest.mark.parametrize(
    "fields",
    [
        {"as_of": "2026"},
        {"as_of_note": "spring of 2026"},
        {"comment_number": 3},
        {"is_rhetorical": True},
    ],
)
def test_a_date_is_missed_only_of_what_the_magazine_counts_with(fields: dict[str, Any]) -> None:
    figure(10, **fields)

    assert "missing_as_of" not in by_kind(all_checks())


@pytest.mark.parametrize("note", ["not given", "day not given", "unknown", "spring"])
def test_a_note_without_a_year_is_no_date(note: str) -> None:
    figure(10, as_of_note=note)

    assert by_kind(all_checks())["missing_as_of"][0][0] == "warn"


def test_a_source_without_a_copy_is_told_until_one_is_brought() -> None:
    paper, page = work_for(title="The count"), work_for(url="https://example.org/count")
    figure(10, work=paper, as_of="2026")
    figure(11, work=page, as_of="2026")
    before = [row[0] for row in by_kind(all_checks())["no_capture"]]

    for work in (paper, page):
        keep_copy(
            work, data=b"Ten herons.", content_type="text/plain", filename="a.txt",
            reason="From the library.", by=None,
        )  # fmt: skip

    assert before == ["warn", "can_be_asked"]
    assert "no_capture" not in by_kind(all_checks())


def test_what_a_story_says_itself_needs_no_copy() -> None:
    story = work_for(url="https://example.org/story")
    figure(10, work=story, reported_in=story, as_of="2026")

    assert all_checks() == []


def test_withdrawn_figures_are_left_alone() -> None:
    part, whole = figure(100), figure(10)
    actions.relate(figure=part, other=whole, kind="subset")
    actions.mark(figure=part, kind="withdrawn", reason="It was a slip.", by=None)

    assert [check.kind for check in all_checks()] == ["missing_as_of"]
    assert checks_of([part]) == []


def test_a_figures_own_checks_know_its_siblings() -> None:
    bring(DRAFTED)
    part = Figure.objects.get(local_id="H2")

    found = by_kind(checks_of([part]))

    assert found["sum_if_disjoint"][0][:2] == ("cannot_be_disjoint", ["H1", "H2", "H3"])
    assert found["missing_as_of"][0][1] == ["H2"]
    assert all(
        "H2" in ids for kind, rows in found.items() for _result, ids, _numbers in rows if kind
    )


def test_a_part_and_the_whole_have_the_same_to_say_of_parts_that_hold_each_other() -> None:
    whole, one, two, inner = (figure(amount) for amount in (100, 40, 60, 50))
    for part in (one, two, inner):
        actions.relate(figure=part, other=whole, kind="disjoint_part", basis="stated")
    actions.relate(figure=inner, other=two, kind="subset", basis="stated")

    sums = [
        [(check.result, check.sentence) for check in checks if check.kind.startswith("sum")]
        for checks in (all_checks(), checks_of([one]), checks_of([whole]))
    ]

    assert sums[0]
    assert sums[1] == sums[0]
    assert sums[2] == sums[0]


def test_a_number_without_a_unit_is_no_part_of_a_share() -> None:
    share, number = figure(70, unit="percent"), figure(689, unit="")
    actions.relate(figure=number, other=share, kind="subset", basis="stated")

    assert "unit_mismatch" in [check.kind for check in all_checks()]


def test_checks_of_many_figures_take_few_queries(django_assert_max_num_queries: Any) -> None:
    bring(DRAFTED)
    figures = list(Figure.objects.select_related("work"))

    with django_assert_max_num_queries(8):
        checks_of(figures)


def by_kind(found: Iterable[Check]) -> dict[str, list[tuple[str, list[str], dict[str, object]]]]:
    """Result, ids and arithmetic of each check, by kind."""
    kinds: dict[str, list[tuple[str, list[str], dict[str, object]]]] = {}
    for check in found:
        ids = [figure.local_id for figure in check.figures]
        row = (check.result, ids, as_plain(check.arithmetic))
        kinds.setdefault(check.kind, []).append(row)
    return kinds
