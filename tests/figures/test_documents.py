"""Documents of figures come in once and whole, and go out so that nothing is lost."""

from __future__ import annotations

import csv
import io
import json
from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest

from pasquino.figures import actions, records
from pasquino.figures.announcements import figures_imported
from pasquino.figures.models import Figure, FigureRelation, Series, SeriesPoint
from pasquino.figures.stated import Reading, Stated
from pasquino.figures.transfer_csv import COLUMNS, as_csv
from pasquino.figures.transfer_files import document_in
from pasquino.figures.transfer_given import NotUnderstood
from pasquino.figures.transfer_import import take_over
from pasquino.figures.transfer_report import Reported
from pasquino.figures.transfer_writing import as_json, raw_document
from pasquino.sources.models import Party, Work
from pasquino.sources.parties import party_for
from tests.figures.documents_made import DRAFTED, URL, Raw, bring, herons
from tests.figures.figures_made import figure, of
from tests.fixtures import PROJECT, fixture

pytestmark = pytest.mark.django_db


def test_a_figure_comes_in_with_all_that_is_said_of_it() -> None:
    report = bring(herons())

    about, part = Figure.objects.order_by("pk")
    assert (report.figures, report.sources, report.relations, report.series) == (2, 1, 1, 1)
    assert about.stated == Stated("about", Decimal(900), unit="herons", words="about 900 herons")
    assert (about.document, about.local_id, about.as_of) == ("herons", "A", "2026-03")
    assert about.work is not None
    assert about.work.addresses.get().url == URL
    assert (part.unit, str(part.producer)) == ("herons", "Mill")
    assert part.edited_reading == Reading(Decimal(290), Decimal(310), "the office rounds")
    relation = part.relations.get()
    assert (relation.other, relation.kind, relation.basis) == (about, "subset", "stated")
    assert SeriesPoint.objects.get().figure == about


def test_a_second_time_nothing_is_new_and_nothing_changes() -> None:
    for raw in (herons(), DRAFTED):
        bring(raw)
        before = export()

        report = bring(raw)

        assert report.is_nothing_new
        assert report.differences == []
        assert export() == before


def test_a_dry_run_makes_nothing() -> None:
    report = bring(herons(), dry_run=True)

    assert report.figures == 2
    assert not Figure.objects.exists()
    assert not Work.objects.exists()
    assert not Party.objects.exists()


def test_other_words_are_refused_and_nothing_is_half_imported() -> None:
    bring(herons())
    raw = herons()
    raw["figures"].insert(0, {"id": "C", "words": "12 ducks"})
    raw["figures"][1]["words"] = "about 950 herons"
    before = export()

    with pytest.raises(NotUnderstood) as refused:
        bring(raw)

    assert "figure 2 (A)" in str(refused.value)
    assert "“about 900 herons: about 900 herons”" in str(refused.value)
    assert "supersedes" in str(refused.value)
    assert export() == before


@pytest.mark.parametrize(
    "stated",
    [{"qualifier": "exactly", "amount": 301}, {"qualifier": "about", "amount": 300},
     {"qualifier": "exactly", "amount": 300, "unit": "days"}],
)  # fmt: skip
def test_another_number_under_the_same_words_is_refused(stated: Raw) -> None:
    bring(herons())
    raw = herons()
    raw["figures"][1]["stated"] = stated

    with pytest.raises(NotUnderstood, match="never changed"):
        bring(raw)


def test_what_was_noted_otherwise_is_told_and_left() -> None:
    bring(herons())
    actions.correct(
        figure=Figure.objects.get(local_id="A"), reason="Looked up.", by=None, place="the ford"
    )
    raw = herons()
    raw["figures"][1]["counted_by"] = "Office"
    raw["figures"][1]["reading"]["low"] = 280
    raw["sources"]["S1"] = {"title": "Another count"}
    raw["series"][0]["title"] = "Ducks"
    before = export()

    report = bring(raw)

    places = [line.split(" stands")[0] for line in report.differences[:-1]]
    assert places == [
        "figure 1 (A): “where”", "figure 1 (A): “source”", "figure 2 (B): “counted by”",
        "figure 2 (B): “reading”",
    ]  # fmt: skip
    assert report.differences[-1].startswith("series 1 (S): title or note")
    assert report.is_nothing_new
    assert export() == before


def test_a_document_that_has_grown_brings_what_is_new() -> None:
    bring(herons())
    raw = herons()
    raw["figures"].append(
        {"id": "C", "words": "920 herons", "relations": [{"kind": "supersedes", "to": "A"}]}
    )
    raw["series"][0]["lines"][0]["points"].append("C")

    report = bring(raw)

    assert (report.figures, report.relations, report.points, report.series) == (1, 1, 1, 0)
    assert records.newest_of(Figure.objects.get(local_id="A")).local_id == "C"
    assert Series.objects.get().lines.get().points.count() == 2


def test_export_import_export_is_the_same_bytes() -> None:
    bring(DRAFTED)
    bring(herons())
    make_everything()
    first, table = export(), as_csv(raw_document())

    wipe()
    take_over(document_in(first.encode(), "elsewhere"))
    assert export() == first

    wipe()
    take_over(document_in(table.encode(), "elsewhere"))
    assert as_csv(raw_document()) == table
    assert export() == first


def test_the_seed_goes_out_and_comes_in_again() -> None:
    take_over(document_in(fixture("seed/figures.json").read_bytes(), "seed"))
    first = export()
    wipe()

    take_over(document_in(first.encode(), "elsewhere"))

    assert export() == first
    assert Figure.objects.count() == 19 + 4  # points that were no figures are now


def test_an_export_comes_into_the_magazine_it_is_from_without_a_trace() -> None:
    bring(DRAFTED)
    figure(7, words="7")  # of no document
    first = export()

    report = take_over(document_in(first.encode(), "elsewhere"))

    assert report.is_nothing_new
    assert report.differences == []
    assert export() == first


def test_two_works_of_one_title_stay_two() -> None:
    for _time in range(2):
        figure(1, work=Work.objects.create(title="The count"))
    first = export()
    wipe()

    take_over(document_in(first.encode(), "elsewhere"))

    assert Work.objects.count() == 2
    assert export() == first


def test_a_draft_is_read_as_it_is_meant() -> None:
    report = bring(DRAFTED)

    figures = {one.local_id: one for one in Figure.objects.select_related("work", "producer")}
    assert set(report.left_out) == {"note", "checks"}
    assert figures["H2"].population == "wading"
    assert (figures["H1"].producer, figures["H1"].edited_reading) == (
        Party.objects.get(name="River Office"), None,
    )  # fmt: skip
    assert (figures["H5"].place, figures["H5"].leaves_out) == ("", "grey ones; young ones")
    assert figures["H5"].stated == Stated(
        "vague", unit="herons", word="a few hundred", words="a few hundred"
    )
    assert figures["H5"].work is not None
    assert [str(party) for party in figures["H5"].work.authors.all()] == ["Ada Quill", "Bert Weir"]
    assert (str(figures["H5"].work.publisher), figures["H5"].work.published) == (
        "Valley Press", "2026-03",
    )  # fmt: skip
    assert "Mill Society" in figures["H5"].work.note
    assert (figures["H6"].work, figures["H6"].comment_number) == (None, 2)
    assert figures["H6"].reported_in == figures["H1"].reported_in
    assert figures["H8"].stated == Stated(
        "ratio", Decimal(10), Decimal(20), Decimal(1), "herons", words="ten or twenty to one"
    )
    assert figures["H8"].is_rhetorical


def test_the_relations_of_a_draft_say_who_says_so() -> None:
    bring(DRAFTED)

    rows = FigureRelation.objects.values_list(
        "figure__local_id", "kind", "other__local_id", "basis"
    )
    assert set(rows) == {
        ("H2", "subset", "H1", "stated"),
        ("H2", "subset", "H4", "implied"),
        ("H3", "subset", "H1", "stated"),
        ("H3", "unstated", "H2", "editor"),
        ("H4", "share", "H1", "stated"),
        ("H6", "conflicts", "H5", "editor"),
        ("H7", "supersedes", "H6", "editor"),
        ("H7", "same", "H8", "editor"),
    }
    notes = {row.kind: row.note for row in FigureRelation.objects.filter(figure__local_id="H3")}
    assert notes == {"subset": "", "unstated": "likely"}


def test_points_of_a_draft_become_figures_on_lines_that_are_never_joined() -> None:
    bring(DRAFTED)

    lines = [
        (str(line.producer), line.unit, [point.figure.words for point in line.points.all()])
        for line in Series.objects.get().lines.all()
    ]

    assert lines == [
        ("Mill", "herons", ["between 600 and 650 herons"]),
        ("River Office", "herons", ["812 herons", "Almost 900"]),
    ]
    made = Figure.objects.get(local_id="T1/2")
    assert (made.as_of, str(made.producer)) == ("2024", "River Office")
    assert "no words" in made.note


def test_bounds_that_the_words_do_not_tell_are_kept_as_a_reading() -> None:
    raw = deepcopy(DRAFTED)
    raw["figures"][4]["stated"]["value"] = {"low": 150, "high": 250, "word": "a few hundred"}

    bring(raw)

    reading = Figure.objects.get(local_id="H5").edited_reading
    assert reading is not None
    assert (reading.low, reading.high) == (Decimal(150), Decimal(250))


def test_other_rooms_are_told_what_was_reported_where() -> None:
    told: list[Reported] = []

    def listen(reported: list[Reported], **_rest: Any) -> None:
        told.extend(reported)

    figures_imported.connect(listen)
    try:
        bring(DRAFTED)
        bring(DRAFTED)
    finally:
        figures_imported.disconnect(listen)

    first = {one.figure.local_id: one for one in told if one.is_new}
    assert (first["H1"].story_url, first["H1"].comment_number) == (URL, None)
    assert (first["H6"].story_url, first["H6"].comment_number) == (URL, 2)
    assert first["T1/1"].story_url == ""
    assert len(told) == 2 * len(first)


def test_a_table_may_have_only_what_is_known() -> None:
    lines = ("words,unit,qualifier,amount,note", "about 900,,,,", "300,herons,exactly,300,'=1+1")

    take_over(document_in("\r\n".join(("\ufeff" + lines[0], *lines[1:])).encode(), "table"))

    first, second = Figure.objects.order_by("pk")
    assert first.stated == Stated("about", Decimal(900), words="about 900")
    assert (second.unit, second.note, second.document) == ("herons", "=1+1", "table")


def test_no_cell_is_a_formula() -> None:
    figure(stated=of(-3), words="=HYPERLINK(1)", note="'quoted", place="@here")

    table = as_csv(raw_document())

    row = table.splitlines()[1]
    assert "F1,'=HYPERLINK(1)," in row
    assert "''quoted" in row
    assert "'@here" in row
    assert ",-3," in row


def test_places_of_a_series_that_are_left_out_in_a_table_close_up() -> None:
    cells = [[{"id": "S", "title": "Herons", "line": 9000, "order": order}] for order in (9000, 3)]
    rows = [("words", "series"), *((f"{n} herons", json.dumps(c)) for n, c in enumerate(cells, 1))]
    out = io.StringIO()
    csv.writer(out).writerows(rows)

    take_over(document_in(out.getvalue().encode(), "table"))

    line = Series.objects.get().lines.get()
    assert [point.figure.words for point in line.points.all()] == ["2 herons", "1 herons"]


def test_a_second_time_nothing_is_new_though_blanks_are_doubled() -> None:
    raw = herons()
    raw["document"] = " my  herons "
    raw["figures"][0] |= {"id": "A ", "words": "about  900 herons", "unit": " the  herons"}
    raw["figures"][1]["relations"][0]["to"] = " A"
    raw["figures"][1]["reading"]["basis"] = "the  office rounds"
    raw["series"][0] |= {"id": " S", "title": "Herons,  all", "note": "Two ways. "}
    raw["series"][0]["lines"][0] |= {"measure": "all\nof  them", "definition": "by  day"}
    raw["series"][0]["lines"][0]["points"] = ["A  "]
    bring(raw)
    before = export()

    report = bring(raw)

    assert report.is_nothing_new
    assert report.differences == []
    assert export() == before


def test_a_second_time_nothing_is_new_though_who_counted_has_another_name_now() -> None:
    raw = herons()
    raw["series"][0]["lines"][0]["counted_by"] = "Heron Office"
    bring(raw)
    old, new = party_for("Heron Office"), party_for("Office of Herons")
    Party.objects.filter(pk=old.pk).update(same_as=new)

    report = bring(raw)

    assert report.is_nothing_new
    assert Series.objects.get().lines.count() == 1


def make_everything() -> None:
    """Marks, corrections, texts with all signs, numbers with decimals."""
    one = figure(
        "0.000001",
        words='“a;b,c"\u202f',
        note="Two\nlines\r\nand =more",
        place="-east",
        unit="EUR",
    )
    actions.correct(figure=one, reason="Looked up.", by=None, population="‘all’", comment_number=3)
    mark = actions.mark(figure=one, kind="disputed", reason="By the mill.", by=None)
    actions.lift_mark(mark=mark, by=None)
    actions.mark(figure=one, kind="withdrawn", reason="A slip.", by=None)
    actions.set_reading(
        figure=one, reading=Reading(None, Decimal("0.5"), "so", high_open=True), by=None
    )
    other = figure(123456789012345, unit="EUR")
    actions.supersede(newer=other, older=one, reason="corrected", by=None, note="said so")
    line = actions.add_line(series=actions.make_series(title="Money"), definition="net")
    for point in (other, one):
        actions.add_point(line=line, figure=point)


def export() -> str:
    return as_json(raw_document())


def wipe() -> None:
    """An empty magazine, as far as this room and the one below go."""
    SeriesPoint.objects.all().delete()
    Series.objects.all().delete()
    Figure.objects.all().delete()
    Work.objects.all().delete()
    Party.objects.all().delete()


def test_the_columns_of_a_table_are_documented() -> None:
    page = (PROJECT / "docs/reference/figures.md").read_text("utf-8")

    missing = [name for name in COLUMNS if f"`{_shared(name)}`" not in page]
    assert not missing


def _shared(column: str) -> str:
    """The columns of the two works are described once."""
    for work in ("reported_in_", "source_"):
        if column.startswith(work):
            return f"source_{column.removeprefix(work)}"
    return column
