"""The arithmetic between figures, by their numbers and by what their words may mean."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pasquino.figures import checks, shares
from pasquino.figures.checks import Count, Span
from pasquino.figures.stated import Reading, Stated
from pasquino.figures.wording import parse, reading

pytestmark = pytest.mark.once  # no database


def test_departures_and_returnees_cannot_be_separate_parts() -> None:
    added = checks.add_up(
        said("almost 7,200 people"),
        [said("almost 5,800 people"), said("more than 1,500 people")],
        are_disjoint=False,
    )

    assert added.result == "cannot_be_disjoint"
    assert (added.nominal, added.nominal_total, added.difference) == decimals(7300, 7200, 100)
    assert (added.parts, added.total) == (span(7201, 7398), span(7100, 7199))


def test_parts_that_can_be_separate_are_no_finding() -> None:
    added = checks.add_up(
        said("about 7,200"), [said("almost 5,800"), said("about 1,400")], are_disjoint=False
    )

    assert added.result == "ok"


def test_six_parts_that_fall_short_of_their_total_by_three() -> None:
    parts = [said(number) for number in ("332", "147", "168", "187", "32", "1")]

    added = checks.add_up(said("870"), parts, are_disjoint=True)

    assert added.result == "falls_short"
    assert (added.nominal, added.difference) == decimals(867, -3)


def test_fewer_than_the_total_is_a_finding_only_of_separate_parts() -> None:
    total, parts = said("870"), [said("332"), said("147")]

    assert checks.add_up(total, parts, are_disjoint=False).result == "ok"
    assert checks.add_up(total, parts, are_disjoint=True).result == "falls_short"
    assert checks.add_up(said("479"), parts, are_disjoint=True).result == "ok"
    assert checks.add_up(said("478"), parts, are_disjoint=True).result == "exceeds"


def test_a_total_without_an_upper_end_is_never_too_small() -> None:
    added = checks.add_up(
        said("more than 1,500"), [said("1,400"), said("400")], are_disjoint=False
    )

    assert added.result == "ok"
    assert added.total == span(1501, 1599)


def test_a_part_without_an_upper_end_may_be_enough() -> None:
    added = checks.add_up(said("900"), [said("500"), said("at least 300")], are_disjoint=True)

    assert added.result == "ok"


def test_a_part_that_gives_no_number_leaves_a_sum_open() -> None:
    nothing = Count(Stated("pointer"), None)

    open_sum = checks.add_up(said("900"), [said("500"), nothing], are_disjoint=True)
    too_much = checks.add_up(said("900"), [said("901"), nothing], are_disjoint=True)

    assert (open_sum.result, open_sum.nominal, open_sum.parts) == (
        "incomplete", None, Span(Decimal(500), None),
    )  # fmt: skip
    assert too_much.result == "exceeds"


def test_two_parts_of_more_than_half_are_more_than_the_whole() -> None:
    parts = [said("more than 50 %"), said("more than 50 %")]

    assert checks.add_up(said("100 %"), parts, are_disjoint=True).result == "exceeds"
    assert checks.add_up(said("101 %"), parts, are_disjoint=True).result == "ok"


def test_parts_below_half_each_fall_short_of_the_whole() -> None:
    parts = [said("less than 50 %"), said("less than 50 %")]

    assert checks.add_up(said("100 %"), parts, are_disjoint=True).result == "falls_short"


@pytest.mark.parametrize("are_disjoint", [True, False])
def test_percentages_that_were_rounded_need_not_add_up_exactly(are_disjoint: bool) -> None:
    """A whole percentage may be half a percent more or less."""
    above = [said("34 %"), said("33 %"), said("34 %")]
    below = [said("33 %"), said("33 %"), said("33 %")]
    total = said("100 %")

    for parts in (above, below):
        added = checks.add_up(total, parts, are_disjoint=are_disjoint)
        assert added.result == "ok"
    assert checks.add_up(total, above, are_disjoint=are_disjoint).is_rounded


def test_rounding_does_not_account_for_more_than_half_a_step_a_part() -> None:
    too_much = [said("36 %"), said("33 %"), said("34 %")]
    too_exact = [said("34.1 %"), said("33.1 %"), said("33.1 %")]

    for parts in (too_much, too_exact):
        assert checks.add_up(said("100 %"), parts, are_disjoint=True).result == "exceeds"


@pytest.mark.parametrize(
    ("part", "whole", "result", "percent"),
    [
        ("689", "about 2,300", "ok", "30.0"),
        ("about 2,300", "almost 7,200", "ok", "31.9"),
        ("1,302", "about 2,300", "ok", "56.6"),
        ("2,349", "about 2,300", "ok", "102.1"),
        ("2,350", "about 2,300", "larger_than_whole", "102.2"),
        ("30 %", "40 %", "ok", "75.0"),
        ("between 2,000 and 2,500", "7,200", "ok", None),
        ("a few hundred", "150", "larger_than_whole", None),
        ("0", "0", "ok", None),
    ],
)
def test_a_part_of_a_whole(part: str, whole: str, result: str, percent: str | None) -> None:
    held = checks.part_of(said(whole), said(part))

    assert (held.result, None if held.percent is None else str(held.percent)) == (result, percent)


def test_a_share_is_reckoned_narrowly_and_widely() -> None:
    share = stated("about 70%")

    derived = shares.derive(said("almost 7,200 people"), share, [narrow(share), wide(share)])

    assert derived == shares.Share(Decimal(5040), span(4935, 5075), span(4615, 5399))


def test_an_open_end_that_is_a_whole_number_is_not_reached() -> None:
    share = Stated("about", Decimal(50), unit="percent")
    readings = [Reading(Decimal(45), Decimal(55), high_open=True)]

    assert shares.derive(said("1,000 people"), share, readings).narrow == span(450, 549)


def test_a_share_that_no_whole_number_is_stays_as_it_is_reckoned() -> None:
    share = stated("92 %")

    derived = shares.derive(said("26 people"), share, [narrow(share)])

    assert derived.narrow == Span(Decimal("23.92"), Decimal("23.92"))


def test_a_share_of_what_has_no_upper_end_has_none() -> None:
    derived = shares.derive(said("more than 1,000"), stated("50%"), [narrow(stated("50%"))])

    assert derived.narrow == Span(Decimal(501), None)


@pytest.mark.parametrize("words", ["more than 70 %", "at least 70 %"])
def test_a_share_of_which_only_the_least_is_known_has_no_most(words: str) -> None:
    share = stated(words)

    derived = shares.derive(said("1,000 people"), share, [narrow(share), wide(share)])

    least = 701 if words.startswith("more") else 700
    assert derived == shares.Share(Decimal(700), Span(Decimal(least), None), None)


def test_a_ratio_is_read_in_parts_of_one() -> None:
    third = Stated("ratio", Decimal(1), per=Decimal(3), unit="share")
    read = Reading(Decimal("0.3"), Decimal("0.35"), "the table says so")

    assert shares.derive(said("1,000 people"), third, [read]).narrow == span(300, 350)


def test_a_share_of_money_has_parts_of_a_unit() -> None:
    whole = Count(
        Stated("exactly", Decimal("1.5"), unit="EUR"), Reading(Decimal("1.5"), Decimal("1.5"))
    )
    third = Stated("ratio", Decimal(1), per=Decimal(3))

    assert shares.derive(whole, third, []) == shares.Share(Decimal("0.5"), None, None)


def test_the_french_leave_room_among_three_nations() -> None:
    share = Count(stated("about 70%"), reading(stated("about 70%"), wide=True))

    room = shares.room_in(said("almost 7,200 people"), share, said("about 2,300 people"))

    assert (room.result, str(room.percent)) == ("ok", "31.9")
    assert (room.share, room.left_percent, room.left) == decimals(70, 38, 2740)


def test_a_part_that_is_more_than_its_share_by_the_numbers_leaves_nothing_to_be_told() -> None:
    """2,300 of 7,200 is 31.9 %, which fits into about 30 % as the words are read."""
    share = Count(stated("about 30%"), reading(stated("about 30%"), wide=True))

    room = shares.room_in(said("almost 7,200 people"), share, said("about 2,300 people"))

    assert (room.result, room.left_percent, room.left) == ("ok", None, None)


def test_a_part_can_be_too_large_for_a_share() -> None:
    share = Count(stated("about 20%"), reading(stated("about 20%"), wide=True))

    room = shares.room_in(said("almost 7,200 people"), share, said("about 2,300 people"))

    assert room.result == "larger_than_share"


@pytest.mark.parametrize(
    ("one", "other", "result"),
    [
        ("200", "a few hundred", "narrower_than_source"),
        ("a few hundred", "200", "wider_than_source"),
        ("200", "200", "open"),
        ("200", "300", "open"),
        ("2,300", "more than 2,000", "narrower_than_source"),
    ],
)
def test_conflicts(one: str, other: str, result: str) -> None:
    assert checks.conflict(said(one), said(other)) == result


def test_more_than_a_number_and_up_to_it_cannot_be_the_same() -> None:
    assert checks.same(said("more than 30 %"), said("up to 30 %")) == "differs"
    assert checks.same(said("at least 30 %"), said("up to 30 %")) == "ok"


def test_the_same_count_cannot_be_two_numbers() -> None:
    assert checks.same(said("200"), said("about 200")) == "ok"
    assert checks.same(said("200"), said("at least 300")) == "differs"
    assert checks.same(said("200"), Count(Stated("pointer"), None)) == "ok"


def said(words: str) -> Count:
    """A figure with these words, read as by default."""
    return Count(stated(words), reading(stated(words), wide=True))


def stated(words: str) -> Stated:
    found = parse(words)
    assert found is not None, words
    return found


def narrow(share: Stated) -> Reading:
    found = reading(share)
    assert found is not None
    return found


def wide(share: Stated) -> Reading:
    found = reading(share, wide=True)
    assert found is not None
    return found


def decimals(*numbers: int) -> tuple[Decimal | None, ...]:
    return tuple(Decimal(number) for number in numbers)


def span(low: int, high: int) -> Span:
    return Span(Decimal(low), Decimal(high))
