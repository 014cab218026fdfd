"""Figures are written down with their words, put right with their past, and never rewritten."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from pasquino.figures import actions, records, refusals, sentences
from pasquino.figures.announcements import figure_changed
from pasquino.figures.models import Figure, FigureChange, FigureMark, FigureRelation
from pasquino.figures.stated import Reading, Stated
from pasquino.sources.web_addresses import NoWebAddress
from pasquino.sources.works import work_for
from tests import make
from tests.figures.figures_made import between, figure, of

pytestmark = pytest.mark.django_db


def test_a_figure_keeps_its_words_and_what_they_state() -> None:
    words = "  Almost\n7\u00a0200 "

    made = actions.record_figure(words=words, stated=of(7200, "almost"), place="European Union")

    found = Figure.objects.get(pk=made.pk)
    assert (found.words, found.place) == ("Almost 7\u00a0200", "European Union")
    assert found.stated == of(7200, "almost")
    assert found.edited_reading is None


@pytest.mark.parametrize(
    ("stated", "refusal"),
    [
        (Stated("about"), refusals.NoNumber),
        (Stated("vague"), refusals.NoNumber),
        (Stated("ratio", Decimal(10)), refusals.NoNumber),
        (Stated("ratio", Decimal(10), per=Decimal(0)), refusals.NoNumber),
        (Stated("about", Decimal(1), Decimal(2)), refusals.TooManyNumbers),
        (Stated("pointer", Decimal(1)), refusals.TooManyNumbers),
        (between(4, 3), refusals.Backwards),
        (of("1234567890123456"), refusals.NumberTooLong),
        (of("1e15"), refusals.NumberTooLong),
        (of("1e999999"), refusals.NumberTooLong),
        (of("0.0000001"), refusals.NumberTooLong),
        (of("123456789.1234567"), refusals.NumberTooLong),
        (of("NaN"), refusals.NumberTooLong),
        (of("Infinity"), refusals.NumberTooLong),
    ],
)
def test_numbers_that_cannot_be_are_refused(stated: Stated, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        actions.record_figure(words="so many", stated=stated)

    assert not Figure.objects.exists()


@pytest.mark.parametrize(
    "number", ["123456789012345", "0.000001", "-123456789.123456", "0", "1e14"]
)
def test_fifteen_digits_come_back_exactly(number: str) -> None:
    made = figure(stated=of(number))

    assert Figure.objects.get(pk=made.pk).amount == Decimal(number)


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"words": " \n "}, refusals.NoWords),
        ({"words": "x" * 301}, refusals.TooLong),
        ({"population": "x" * 401}, refusals.TooLong),
        ({"note": "\x00"}, refusals.NotText),
        ({"place": "half \ud800 a pair"}, refusals.NotText),
        ({"as_of": "2017-13"}, refusals.NoDate),
        ({"as_of": "2017-02-29"}, refusals.NoDate),
        ({"as_of": "last week"}, refusals.NoDate),
        ({"reported_on": "07.03.2017"}, refusals.NoDate),
    ],
)
def test_what_cannot_be_kept_is_refused(fields: dict[str, str], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        actions.record_figure(**({"words": "ten", "stated": of(10)} | fields))  # type: ignore[arg-type]  # wrong on purpose

    assert not Figure.objects.exists()


@pytest.mark.parametrize("words", ["nearly 1 in 5", "about one in three", "2 out of 10 voters"])
def test_so_many_out_of_so_many_can_be_recorded_and_be_a_share(words: str) -> None:
    share, whole = actions.record_figure(words=words), figure(200)

    actions.relate(figure=share, other=whole, kind="share")

    assert share.per
    assert FigureRelation.objects.get().kind == "share"


@pytest.mark.parametrize(
    "stated",
    [
        Stated("about", Decimal(6), per=Decimal(5), unit="share"),
        Stated("more_than", Decimal(5), per=Decimal(5), unit="share"),
    ],
)
def test_more_than_all_of_them_is_no_share(stated: Stated) -> None:
    with pytest.raises(refusals.ShareAboveWhole):
        actions.relate(figure=figure(stated=stated), other=figure(200), kind="share")


@pytest.mark.parametrize("words", ["more than two thirds of them", "minus 5%", "twice 200"])
def test_words_that_no_one_number_says_are_not_recorded_as_one(words: str) -> None:
    with pytest.raises(refusals.NoNumber):
        actions.record_figure(words=words)


def test_every_refusal_is_one_sentence_or_two() -> None:
    own = {kind for kind in vars(refusals).values() if isinstance(kind, type)}

    for kind in sentences.REFUSALS:
        said = sentences.of_refusal(_raised(kind))
        assert said.endswith(".")
        assert said.count(". ") <= 1
    assert own <= set(sentences.REFUSALS)


def test_what_was_noted_is_put_right_and_stays_on_record() -> None:
    editor, work = make.person(), work_for(title="The count", publisher="River Office")
    made = figure(7200, population="herons", work=work)

    found = actions.correct(
        figure=made, reason="Misread.", by=editor, population="egrets", work=None, place=""
    )

    change = FigureChange.objects.get()
    assert (found.population, found.work) == ("egrets", None)
    assert change.before == {"population": "herons", "work": "The count"}
    assert (change.by, change.reason) == (editor, "Misread.")


def test_what_the_source_said_is_never_put_right() -> None:
    made = figure(7200)

    for field in ("words", "amount", "qualifier", "unit"):
        with pytest.raises(refusals.WordsStay):
            actions.correct(figure=made, reason="Better so.", by=None, **{field: "8"})
    with pytest.raises(refusals.NoReason):
        actions.correct(figure=made, reason=" ", by=None, place="here")

    assert not FigureChange.objects.exists()


def test_an_editors_reading_takes_the_place_of_the_default_and_goes_again() -> None:
    made, reading = figure(5800, "almost"), Reading(Decimal(5790), Decimal(5799), "said so")
    default = records.reading_of(made)

    actions.set_reading(figure=made, reading=reading, by=None)
    read = records.reading_of(Figure.objects.get())
    actions.set_reading(figure=made, reading=None, by=None)

    assert read == reading
    assert records.reading_of(Figure.objects.get()) == default
    assert FigureChange.objects.count() == 2


@pytest.mark.parametrize(
    ("reading", "refusal"),
    [
        (Reading(Decimal(2), Decimal(1), "so"), refusals.Backwards),
        (Reading(Decimal(1), Decimal(2), " "), refusals.NoReason),
        (Reading(Decimal(1), Decimal("1e15"), "so"), refusals.NumberTooLong),
    ],
)
def test_a_reading_needs_an_order_and_a_reason(reading: Reading, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        actions.set_reading(figure=figure(), reading=reading, by=None)


def test_a_mark_says_why_and_is_lifted() -> None:
    made = figure()

    mark = actions.mark(figure=made, kind="disputed", reason="The mill says fewer.", by=None)
    with pytest.raises(refusals.AlreadyMarked):
        actions.mark(figure=made, kind="disputed", reason="Again.", by=None)
    before = records.state_of(made)
    actions.lift_mark(mark=mark, by=None)

    assert (before, records.state_of(made)) == ("disputed", "current")
    assert FigureMark.objects.get().lifted_at is not None
    with pytest.raises(refusals.NoReason):
        actions.mark(figure=made, kind="withdrawn", reason="", by=None)


def test_deeds_are_announced() -> None:
    told: list[Figure] = []

    def listen(figure: Figure, **_rest: Any) -> None:
        told.append(figure)

    figure_changed.connect(listen)
    try:
        one, other = figure(10), figure(100)
        actions.relate(figure=one, other=other, kind="subset")
    finally:
        figure_changed.disconnect(listen)

    assert told == [one, other, one, other]


def test_relations_are_said_once() -> None:
    part, whole = figure(10), figure(100)

    first = actions.relate(figure=part, other=whole, kind="subset", basis="stated", note="among")
    again = actions.relate(figure=part, other=whole, kind="subset")

    assert first == again
    assert FigureRelation.objects.get().note == "among"


def test_nothing_is_part_of_itself() -> None:
    small, middle, large = figure(1), figure(10), figure(100)
    actions.relate(figure=small, other=middle, kind="subset")
    actions.relate(figure=middle, other=large, kind="disjoint_part")

    with pytest.raises(refusals.PartOfItself):
        actions.relate(figure=large, other=small, kind="subset")
    with pytest.raises(refusals.RelatedToItself):
        actions.relate(figure=large, other=large, kind="same")


@pytest.mark.parametrize(
    "stated",
    [
        of(101, unit="percent"),
        of(100, "more_than", "percent"),
        between(90, 110, "percent"),
        of(120, "up_to", "percent"),
        Stated("ratio", Decimal(3), per=Decimal(2), unit="ratio"),
    ],
)
def test_no_share_is_more_than_its_whole(stated: Stated) -> None:
    share, whole = figure(stated=stated), figure(7200)

    with pytest.raises(refusals.ShareAboveWhole):
        actions.relate(figure=share, other=whole, kind="share")


def test_a_share_is_percent_or_a_ratio() -> None:
    whole = figure(7200)
    actions.relate(figure=figure(100, unit="percent"), other=whole, kind="share")
    one_in_three = Stated("ratio", Decimal(1), per=Decimal(3))
    actions.relate(figure=figure(stated=one_in_three), other=whole, kind="share")

    with pytest.raises(refusals.NotAShare):
        actions.relate(figure=figure(70), other=whole, kind="share")


def test_a_newer_count_overtakes_the_older_one() -> None:
    first, second, third = figure(1200), figure(2183), figure(2300)
    actions.supersede(newer=second, older=first, reason="newer_as_of", by=None)
    actions.supersede(newer=third, older=second, reason="revised", by=None)

    assert records.newest_of(first) == third
    assert records.chain_of(second) == [first, second, third]
    assert [records.state_of(one) for one in (first, second, third)] == [
        "superseded", "superseded", "current",
    ]  # fmt: skip


def test_a_circle_of_newer_counts_is_refused() -> None:
    first, second, third = figure(1), figure(2), figure(3)
    actions.supersede(newer=second, older=first, reason="revised", by=None)
    actions.supersede(newer=third, older=second, reason="revised", by=None)

    for newer, older in ((first, third), (first, second), (first, first)):
        with pytest.raises(refusals.SupersedesItself):
            actions.supersede(newer=newer, older=older, reason="revised", by=None)


def test_a_count_is_overtaken_once() -> None:
    old = figure(1)
    actions.supersede(newer=figure(2), older=old, reason="revised", by=None)

    with pytest.raises(refusals.AlreadySuperseded):
        actions.supersede(newer=figure(3), older=old, reason="revised", by=None)


def test_a_newer_count_that_was_withdrawn_is_passed_over() -> None:
    first, second, third = figure(1), figure(2), figure(3)
    actions.supersede(newer=second, older=first, reason="revised", by=None)
    actions.mark(figure=second, kind="withdrawn", reason="It was a slip.", by=None)
    before = (records.newest_of(first), records.state_of(first), records.state_of(second))

    actions.supersede(newer=third, older=second, reason="corrected", by=None)

    assert before == (first, "current", "withdrawn")
    assert records.newest_of(first) == third


def test_the_newest_counts_of_many_figures_are_found_together(
    django_assert_max_num_queries: Any,
) -> None:
    old = [figure(number) for number in range(1, 20)]
    new = [figure(100 + one.pk) for one in old]
    for one, other in zip(old, new, strict=True):
        actions.supersede(newer=other, older=one, reason="revised", by=None)

    with django_assert_max_num_queries(4):
        found = records.newest_of_each(old)

    assert found == {one.pk: other for one, other in zip(old, new, strict=True)}


def test_a_relation_is_taken_back() -> None:
    first, second = figure(1), figure(2)
    relation = actions.supersede(newer=second, older=first, reason="revised", by=None)

    actions.unrelate(relation=relation, by=None)

    assert records.newest_of(first) == first


def test_what_is_taken_back_stays_on_record_with_who_did_it() -> None:
    editor, older, newer = make.person(), figure(500), figure(503)
    relation = actions.supersede(
        newer=newer, older=older, reason="revised", by=None, note="says the office"
    )
    line = actions.add_line(series=actions.make_series(title="Herons"), measure="in the valley")
    point = actions.add_point(line=line, figure=older)

    actions.unrelate(relation=relation, by=editor)
    actions.remove_point(point=point, by=editor)

    of_older, of_line = older.changes.order_by("pk")
    assert newer.changes.get().before == of_older.before
    assert f"fig:{newer.pk} newer than fig:{older.pk}; revised" in of_older.before["relation"]
    assert "says the office" in of_older.before["relation"]
    assert of_line.before == {"series": "Herons; in the valley"}
    assert {of_older.by, of_line.by} == {editor}


def test_a_line_never_joins_two_units_or_two_producers() -> None:
    office, mill = (work_for(title=name, publisher=name).publisher for name in ("Office", "Mill"))
    series = actions.make_series(title="Herons")
    line = actions.add_line(series=series, measure="in the valley", producer=office)
    point = actions.add_point(line=line, figure=figure(10, producer=office))

    with pytest.raises(refusals.OfAnotherUnit):
        actions.add_point(line=line, figure=figure(10, unit="percent"))
    with pytest.raises(refusals.OfAnotherProducer):
        actions.add_point(line=line, figure=figure(10, producer=mill))

    line.refresh_from_db()
    assert line.unit == "persons"
    assert list(line.points.all()) == [point]
    assert actions.add_point(line=line, figure=point.figure) == point
    with pytest.raises(refusals.NoWords):
        actions.make_series(title=" ")


def test_a_line_never_joins_counts_with_a_unit_and_without() -> None:
    series = actions.make_series(title="Herons")
    bare, line = actions.add_line(series=series), actions.add_line(series=series, unit="percent")
    actions.add_point(line=bare, figure=figure(2300, unit=""))

    with pytest.raises(refusals.OfAnotherUnit):
        actions.add_point(line=bare, figure=figure(70, unit="percent"))
    with pytest.raises(refusals.OfAnotherUnit):
        actions.add_point(line=line, figure=figure(2300, unit=""))

    bare.refresh_from_db()
    assert bare.unit == ""


def test_points_stand_in_the_order_given() -> None:
    line = actions.add_line(series=actions.make_series(title="Herons"))
    figures = [figure(number) for number in (3, 1, 2)]

    points = [actions.add_point(line=line, figure=one) for one in figures]
    actions.remove_point(point=points[1], by=None)

    assert [point.figure for point in line.points.all()] == [figures[0], figures[2]]


def test_a_reader_proposes_a_newer_count_and_an_editor_takes_it() -> None:
    reader, editor = make.reader(), make.person()
    old = figure(500, "up_to", population="herons", place="the valley")
    proposal = actions.propose_newer(
        figure=old, words="up to 503", as_of="2026-03", url="https://example.org/count", by=reader,
        from_address="/2026/03/herons/comments/4/",
    )  # fmt: skip

    made = actions.accept_proposal(
        proposal=proposal, by=editor, stated=of(503, "up_to", ""), answer="Thank you."
    )

    proposal.refresh_from_db()
    assert (made.words, made.as_of, made.population, made.place) == (
        "up to 503", "2026-03", "herons", "the valley",
    )  # fmt: skip
    assert made.unit == "persons"
    assert made.work is not None
    assert made.work.addresses.get().url == "https://example.org/count"
    assert records.newest_of(old) == made
    assert (proposal.outcome, proposal.made, proposal.decided_by) == ("accepted", made, editor)


def test_a_proposal_overtakes_what_is_the_newest_by_then() -> None:
    old, newer = figure(500), figure(502)
    proposal = actions.propose_newer(figure=old, words="503", url="https://example.org/", by=None)
    actions.supersede(newer=newer, older=old, reason="revised", by=None)

    made = actions.accept_proposal(proposal=proposal, by=None, stated=of(503))

    assert records.chain_of(made) == [old, newer, made]


def test_a_proposal_is_accepted_though_the_newer_count_was_withdrawn() -> None:
    old, withdrawn = figure(500), figure(503, unit="boats")
    FigureRelation.objects.create(figure=withdrawn, other=old, kind="supersedes", reason="revised")
    actions.mark(figure=withdrawn, kind="withdrawn", reason="Counted twice.", by=None)
    proposal = actions.propose_newer(figure=old, words="about 520", url="https://example.org/520")

    made = actions.accept_proposal(proposal=proposal, by=None)

    assert records.newest_of(old) == made
    assert records.chain_of(old) == [old, withdrawn, made]
    assert made.unit == "persons"


def test_a_proposal_is_decided_once_and_with_a_reason() -> None:
    proposal = actions.propose_newer(
        figure=figure(), words="503", url="https://example.org/", by=None
    )
    with pytest.raises(refusals.NoReason):
        actions.decline_proposal(proposal=proposal, answer=" ", by=None)

    actions.decline_proposal(proposal=proposal, answer="It counts ducks.", by=None)

    with pytest.raises(refusals.AlreadyDecided):
        actions.accept_proposal(proposal=proposal, by=None, stated=of(503))
    assert Figure.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"words": ""}, refusals.NoWords),
        ({"url": "somewhere"}, NoWebAddress),
        ({"as_of": "soon"}, refusals.NoDate),
    ],
)
def test_half_a_proposal_is_refused(fields: dict[str, str], refusal: type[Exception]) -> None:
    given = {"words": "503", "url": "https://example.org/"} | fields

    with pytest.raises(refusal):
        actions.propose_newer(figure=figure(), by=None, **given)


def _raised(kind: type[Exception]) -> Exception:
    arguments = {refusals.TooLong: ("words", 300, 301), refusals.NotText: ("words",)}
    return kind(*arguments.get(kind, ("x",)))


def test_what_is_as_of_an_earlier_day_was_not_counted_later() -> None:
    older = figure(362, as_of="2026-10")

    for as_of in ("2020-01", "2025", "2026-09-30"):
        with pytest.raises(refusals.CountedEarlier):
            actions.supersede(
                newer=figure(300, as_of=as_of), older=older, reason="newer_as_of", by=None
            )

    assert not FigureRelation.objects.exists()


@pytest.mark.parametrize("as_of", ["2026-10", "2026", "2026-10-01", ""])
def test_what_may_be_as_of_a_later_day_can_have_been_counted_later(as_of: str) -> None:
    older, newer = figure(362, as_of="2026-10"), figure(300, as_of=as_of)

    actions.supersede(newer=newer, older=older, reason="newer_as_of", by=None)

    assert records.newest_of(older) == newer


@pytest.mark.parametrize("reason", ["revised", "corrected", "other_definition"])
def test_a_count_of_an_earlier_day_can_replace_one_for_another_reason(reason: str) -> None:
    older, newer = figure(362, as_of="2026-10"), figure(300, as_of="2020-01")

    actions.supersede(newer=newer, older=older, reason=reason, by=None)

    assert records.newest_of(older) == newer


def test_a_count_in_another_unit_is_not_the_newer_one() -> None:
    older = figure(310_000, unit="crowns")

    with pytest.raises(refusals.CountsOtherThings):
        actions.supersede(
            newer=figure(7200, unit="volunteers"), older=older, reason="revised", by=None
        )

    assert records.newest_of(older) == older


def test_a_newer_count_is_held_against_the_last_one_that_stands() -> None:
    first, slip = figure(362, as_of="2025"), figure(9, as_of="2026-10", unit="boats")
    FigureRelation.objects.create(figure=slip, other=first, kind="supersedes", reason="revised")
    actions.mark(figure=slip, kind="withdrawn", reason="It counts boats.", by=None)

    with pytest.raises(refusals.CountedEarlier):
        actions.supersede(
            newer=figure(300, as_of="2024"), older=slip, reason="newer_as_of", by=None
        )
    third = figure(370, as_of="2026-01")
    actions.supersede(newer=third, older=slip, reason="newer_as_of", by=None)

    assert records.newest_of(first) == third


def test_a_figure_is_not_as_of_a_day_to_come() -> None:
    known = figure(9, as_of="2025")
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()

    for as_of in ("3017", tomorrow):
        with pytest.raises(refusals.NotCountedYet):
            actions.record_figure(words="9", as_of=as_of)
        with pytest.raises(refusals.NotCountedYet):
            actions.correct(figure=known, as_of=as_of, reason="A slip.", by=None)
        with pytest.raises(refusals.NotCountedYet):
            actions.propose_newer(
                figure=known, words="10", as_of=as_of, url="https://count.example/"
            )
    figure(8, as_of=timezone.localdate().isoformat())
    figure(7, as_of="3017", document="The plan", local_id="a")

    assert Figure.objects.count() == 3
