"""At the desk figures are entered, put right, overtaken and brought in; refusals lose nothing."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from pasquino.accounts.models import Role
from pasquino.figures import actions, records
from pasquino.figures.models import Figure, FigureProposal, FigureRelation, Series
from pasquino.figures.transfer_writing import as_json, raw_document
from pasquino.sources.models import Work
from tests.figures.citers import _rooms, cited  # noqa: F401 - a fixture for all
from tests.stories import desk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_the_desk(client) -> None:
    desk.signed_in(client, Role.EDITOR, "Edda Editor")


def a_figure(words: str = "almost 7,200", **given) -> Figure:
    values = {"unit": "persons", "population": "members", "as_of": "2025"}
    return actions.record_figure(words=words, **{**values, **given})


def noted(figure: Figure, **changed) -> dict:
    """What the form of a figure sends, with what is changed in it."""
    page = {"population": figure.population, "as_of": figure.as_of, "place": figure.place}
    return {**page, "reason": "The table says so.", **changed}


def text(answer) -> str:
    return answer.content.decode()


def test_words_are_enough_to_record_a_figure(client) -> None:
    answer = client.post("/desk/figures/add/", {"words": "Almost 7,200", "population": "members"})

    figure = Figure.objects.get()
    assert answer["Location"] == f"/desk/figures/{figure.pk}/"
    assert figure.qualifier == "almost"
    assert figure.amount == Decimal(7200)
    assert "7,100" in text(client.get(f"/desk/figures/{figure.pk}/"))


def test_the_words_can_be_read_first_and_put_right(client) -> None:
    sent = {"words": "up to 503 cars", "place": "Kiln Lane", "read": ""}

    shown = text(client.post("/desk/figures/add/", sent))

    assert not Figure.objects.exists()
    assert '<option value="up_to" selected>' in shown
    assert 'value="503"' in shown
    assert 'value="Kiln Lane"' in shown
    client.post("/desk/figures/add/", {
        "words": "up to 503 cars", "qualifier": "fewer_than", "amount": "503", "unit": "cars",
    })  # fmt: skip
    assert Figure.objects.get().qualifier == "fewer_than"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"words": ""}, "the words are the figure"),
        ({"words": "many a boat"}, "No number is found in these words."),
        (
            {"words": "9", "qualifier": "between", "amount": "9", "amount_to": "4"},
            "The upper number is below the lower one.",
        ),
        ({"words": "12", "as_of": "last spring"}, "Give the date as exactly as it is known"),
        ({"words": "12", "work": "99999"}, "No source has the number 99999"),
        ({"words": "12", "work": "http://"}, "This is not the address of a web page."),
        ({"words": "12", "qualifier": "exactly", "amount": "a dozen"}, "is no number"),
        ({"words": "12", "qualifier": "exactly", "amount": "1e40"}, "up to 15 digits"),
    ],
)
def test_a_refused_figure_comes_back_with_a_sentence(client, sent: dict, said: str) -> None:
    answer = client.post("/desk/figures/add/", {**sent, "place": "Kiln Lane"})

    assert answer.status_code == 422
    assert said in text(answer)
    assert 'value="Kiln Lane"' in text(answer)
    assert not Figure.objects.exists()


def test_a_source_is_known_by_number_address_or_title(client) -> None:
    known = Work.objects.create(title="The yearly count")
    for work in (str(known.pk), "https://count.example/2025", "Another count"):
        client.post("/desk/figures/add/", {"words": "12 boats", "work": work, "producer": "Town"})

    figures = list(Figure.objects.order_by("pk"))
    assert figures[0].work == known
    assert [figure.work.title for figure in figures[1:]] == ["", "Another count"]
    assert {figure.producer.name for figure in figures} == {"Town"}


def test_what_was_noted_is_put_right_with_a_reason_and_kept(client) -> None:
    figure = a_figure()

    refused = client.post(f"/desk/figures/{figure.pk}/", noted(figure, place="Town", reason=""))
    client.post(f"/desk/figures/{figure.pk}/", noted(figure, place="Town"))

    assert refused.status_code == 422
    assert "Say why" in text(refused)
    figure.refresh_from_db()
    assert figure.place == "Town"
    assert figure.changes.get().before == {"place": ""}


def test_what_somebody_else_put_right_meanwhile_is_not_overwritten(client) -> None:
    figure = a_figure()
    seen = client.get(f"/desk/figures/{figure.pk}/").context["correction"].initial["seen"]
    actions.correct(figure=figure, reason="A slip.", by=None, place="Town")

    answer = client.post(f"/desk/figures/{figure.pk}/", noted(figure, place="Lane", seen=seen))

    assert answer.status_code == 422
    assert "Somebody else has changed this figure" in text(answer)
    figure.refresh_from_db()
    assert figure.place == "Town"


def test_a_newer_count_takes_the_place_of_the_newest(client) -> None:
    oldest, older = a_figure("500"), a_figure("503")
    actions.supersede(newer=older, older=oldest, reason="revised", by=None)
    address = f"/desk/figures/{oldest.pk}/newer/"
    assert 'value="members"' in text(client.get(address))

    answer = client.post(address, {"words": "about 520", "reason": "newer_as_of", "as_of": "2026"})

    newest = Figure.objects.latest("pk")
    assert answer.status_code == 302
    assert records.newest_of(oldest) == newest
    assert FigureRelation.objects.get(figure=newest).other == older


def test_a_withdrawn_newer_count_can_be_followed_by_another(client) -> None:
    older, withdrawn = a_figure("500"), a_figure("503")
    actions.supersede(newer=withdrawn, older=older, reason="revised", by=None)
    actions.mark(figure=withdrawn, kind="withdrawn", reason="Counted twice.", by=None)
    address = f"/desk/figures/{older.pk}/newer/"

    shown = text(client.get(address))
    client.post(address, {"words": "about 520", "reason": "revised", "unit": "persons"})

    assert "“503”, was withdrawn" in shown
    assert records.newest_of(older).words == "about 520"


def test_a_refused_newer_count_leaves_no_figure(client) -> None:
    older = a_figure()

    answer = client.post(f"/desk/figures/{older.pk}/newer/", {"words": "", "reason": "revised"})

    assert answer.status_code == 422
    assert list(Figure.objects.all()) == [older]


def test_how_figures_stand_is_said_and_looked_at(client) -> None:
    whole, one, two = a_figure(), a_figure("almost 5,800"), a_figure("more than 1,500")
    for part in (one, two):
        client.post(
            f"/desk/figures/{part.pk}/relations/",
            {"kind": "subset", "other": f"fig:{whole.pk}", "basis": "stated"},
        )

    shown = text(client.get(f"/desk/figures/{whole.pk}/"))

    assert "7,201" in shown
    assert "7,199" in shown
    relation = FigureRelation.objects.first()
    client.post(f"/desk/figures/{whole.pk}/relations/{relation.pk}/remove/")
    assert FigureRelation.objects.count() == 1


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"kind": "subset", "other": "9999"}, "No figure has this number"),
        ({"kind": "subset", "other": "１２"}, "No figure has this number"),
        ({"kind": "share", "other": "{other}"}, "A share is given in percent or as a ratio."),
        ({"kind": "supersedes", "other": "{self}"}, "is a newer count than this one already"),
    ],
)
def test_a_relation_that_cannot_be_is_refused(client, sent: dict, said: str) -> None:
    figure, other = a_figure(), a_figure("12")
    sent["other"] = sent["other"].format(other=other.pk, self=figure.pk)

    answer = client.post(f"/desk/figures/{figure.pk}/relations/", {"basis": "editor", **sent})

    assert answer.status_code == 422
    assert said in text(answer)
    assert not FigureRelation.objects.exists()


def test_a_figure_is_read_otherwise_and_as_usual_again(client) -> None:
    figure = a_figure()
    address = f"/desk/figures/{figure.pk}/reading/"

    client.post(address, {"low": "7150", "high": "7199", "basis": "the table’s margin"})
    figure.refresh_from_db()
    assert figure.edited_reading.low == Decimal(7150)
    client.post(address, {"low": "", "high": "", "basis": ""})

    figure.refresh_from_db()
    assert figure.edited_reading is None
    assert client.post(address, {"low": "9", "high": "4", "basis": "a"}).status_code == 422


def test_a_dispute_needs_a_reason_and_can_be_lifted(client) -> None:
    figure = a_figure()
    address = f"/desk/figures/{figure.pk}/marks/"

    assert client.post(address, {"kind": "disputed", "reason": ""}).status_code == 422
    client.post(address, {"kind": "disputed", "reason": "Counted twice."})
    assert records.state_of(figure) == "disputed"
    client.post(f"{address}{figure.marks.get().pk}/lift/")

    assert records.state_of(figure) == "current"
    assert figure.marks.get().reason == "Counted twice."


def test_a_line_of_a_series_joins_no_two_units(client) -> None:
    persons, cars = a_figure(), a_figure("503", unit="cars")
    client.post("/desk/figures/series/", {"title": "Members"})
    series = Series.objects.get()
    client.post(f"/desk/figures/series/{series.pk}/", {"measure": "members", "producer": "Town"})
    line = series.lines.get()
    address = f"/desk/figures/series/{series.pk}/lines/{line.pk}/"

    client.post(address, {f"line{line.pk}-figure": str(persons.pk)})
    answer = client.post(address, {f"line{line.pk}-figure": str(cars.pk)})

    assert answer.status_code == 422
    assert "This line counts in another unit." in text(answer)
    assert [point.figure for point in line.points.all()] == [persons]
    client.post(f"/desk/figures/series/{series.pk}/points/{line.points.get().pk}/remove/")
    assert not line.points.exists()


def proposed(figure: Figure) -> FigureProposal:
    return actions.propose_newer(
        figure=figure, words="about 7,400", url="https://count.example/2026", as_of="2026"
    )


def test_a_readers_newer_count_is_accepted_with_one_form(client) -> None:
    figure = a_figure()
    proposal = proposed(figure)
    assert "about 7,400" in text(client.get("/desk/figures/proposals/"))
    filled = client.get(f"/desk/figures/proposals/{proposal.pk}/").context["form"].initial

    sent = {name: value or "" for name, value in filled.items()}
    client.post(f"/desk/figures/proposals/{proposal.pk}/", {**sent, "reason": "newer_as_of"})

    proposal.refresh_from_db()
    newest = records.newest_of(figure)
    assert proposal.outcome == "accepted"
    assert proposal.made == newest
    assert (newest.words, newest.as_of, newest.unit) == ("about 7,400", "2026", "persons")
    assert newest.work.addresses.get().url == "https://count.example/2026"


def test_a_readers_newer_count_is_declined_with_an_answer(client) -> None:
    proposal = proposed(a_figure())
    address = f"/desk/figures/proposals/{proposal.pk}/decline/"

    assert client.post(address, {"answer": " "}).status_code == 422
    client.post(address, {"answer": "It counts guests too."})

    proposal.refresh_from_db()
    assert (proposal.outcome, proposal.answer) == ("declined", "It counts guests too.")
    assert Figure.objects.count() == 1


def test_a_document_is_looked_at_first_and_then_brought_in(client) -> None:
    a_figure(document="count", local_id="a")
    document = as_json(raw_document()).replace("almost 7,200", "almost 7,300")
    document = document.replace('"7200"', '"7300"').replace("7200", "7300")
    raw = json.loads(document)
    for figure in raw["figures"]:
        figure["document_id"] = figure.get("document_id", "a") + "2"
        figure.pop("uuid", None)

    def file() -> SimpleUploadedFile:
        return SimpleUploadedFile("other.json", json.dumps(raw).encode())

    looked = text(client.post("/desk/figures/import/", {"file": file(), "look": ""}))
    assert Figure.objects.count() == 1
    assert "What would come in" in looked
    broken = SimpleUploadedFile("broken.json", b"{")
    refused = client.post("/desk/figures/import/", {"file": broken})
    assert refused.status_code == 422
    assert "Nothing was imported." in text(refused)


@pytest.mark.parametrize("format", ["json", "csv"])
def test_all_figures_are_written_out(client, format: str) -> None:
    a_figure()

    answer = client.get(f"/desk/figures/export.{format}")

    assert f"figures.{format}" in answer["Content-Disposition"]
    assert "almost 7,200" in text(answer)
    assert "no-store" in answer["Cache-Control"]


def test_the_list_is_searched_and_narrowed_down(client) -> None:
    older, newer = a_figure("500", as_of=""), a_figure("503", population="guests")
    actions.supersede(newer=newer, older=older, reason="revised", by=None)

    def found(**asked) -> list[Figure]:
        return [row.figure for row in client.get("/desk/figures/", asked).context["rows"]]

    assert found() == [newer, older]
    assert found(q="guests") == [newer]
    assert found(q=f"fig:{older.pk}") == [older]
    assert found(only="undated") == found(only="superseded") == [older]
    assert found(only="no such") == [newer, older]


@pytest.mark.parametrize(
    "path", ["marks/", "newer/", "reading/", "relations/", "proposals/", "import/"]
)
def test_readers_do_not_come_in(client, path: str) -> None:
    figure = a_figure()
    desk.signed_in(client, Role.READER, "Rita Reader")
    one = "" if path in ("proposals/", "import/") else f"{figure.pk}/"

    answer = client.post(f"/desk/figures/{one}{path}", {"words": "9"})

    assert answer.status_code in (302, 403)
    assert Figure.objects.count() == 1


def test_writers_enter_figures_and_editors_mark_them(client) -> None:
    figure = a_figure()
    desk.signed_in(client, Role.WRITER, "Wanda Writer")

    entered = client.post("/desk/figures/add/", {"words": "12 boats"})
    marked = client.post(f"/desk/figures/{figure.pk}/marks/", {"kind": "disputed", "reason": "x"})

    assert entered.status_code == 302
    assert Figure.objects.count() == 2
    assert marked.status_code in (302, 403)
    assert not figure.marks.exists()


def a_writer(client) -> None:
    desk.signed_in(client, Role.WRITER, "Wim Writer")


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("newer/", {"words": "0 members", "reason": "revised", "place": "Kiln Lane"}),
        ("", {"place": "Kiln Lane", "reason": "So it is."}),
        ("reading/", {"low": "0", "high": "1", "basis": "Kiln Lane"}),
        ("relations/", {"kind": "supersedes", "other": "{other}", "note": "Kiln Lane"}),
        ("relations/", {"kind": "same", "other": "{other}", "note": "Kiln Lane"}),
    ],
)
def test_what_is_said_of_a_figure_that_readers_see_is_left_to_editors(
    client, path: str, sent: dict
) -> None:
    figure, other = cited(a_figure()), a_figure("12")
    sent = {"basis": "editor", **sent, "other": sent.get("other", "").format(other=other.pk)}
    a_writer(client)

    answer = client.post(f"/desk/figures/{figure.pk}/{path}", sent)

    assert answer.status_code == 422
    assert "so an editor decides" in text(answer)
    assert "Kiln Lane" in text(answer)
    assert Figure.objects.count() == 2
    assert not FigureRelation.objects.exists()
    assert not figure.changes.exists()


def test_a_figure_is_not_made_public_by_a_writer_who_relates_it(client) -> None:
    figure, mine = cited(a_figure()), a_figure("12")
    a_writer(client)

    client.post(
        f"/desk/figures/{mine.pk}/relations/",
        {"kind": "supersedes", "other": str(figure.pk), "basis": "editor", "reason": "revised"},
    )

    assert records.newest_of(figure) == figure


def test_what_editors_have_related_or_lined_up_is_not_undone_by_a_writer(client) -> None:
    figure, other = cited(a_figure()), a_figure("12")
    relation = actions.relate(figure=figure, other=other, kind="conflicts", by=None)
    series = actions.make_series(title="Members")
    line = actions.add_line(series=series)
    point = actions.add_point(line=line, figure=figure)
    a_writer(client)

    answers = [
        client.post(f"/desk/figures/{other.pk}/relations/{relation.pk}/remove/"),
        client.post(f"/desk/figures/series/{series.pk}/points/{point.pk}/remove/"),
        client.post(
            f"/desk/figures/series/{series.pk}/lines/{line.pk}/",
            {f"line{line.pk}-figure": str(other.pk)},
        ),
        client.post(f"/desk/figures/series/{series.pk}/", {"measure": "boats"}),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 422, 422]
    assert all("so an editor decides" in text(answer) for answer in answers)
    assert FigureRelation.objects.get() == relation
    assert [one.figure for one in line.points.all()] == [figure]
    assert series.lines.get() == line


def test_writers_enter_figures_and_work_on_those_that_nobody_has_published(client) -> None:
    older, other = a_figure(), a_figure("12")
    a_writer(client)

    client.post("/desk/figures/add/", {"words": "13 boats"})
    client.post(f"/desk/figures/{older.pk}/newer/", {"words": "7,300", "reason": "revised"})
    client.post(
        f"/desk/figures/{other.pk}/relations/",
        {"kind": "same", "other": str(older.pk), "basis": "editor"},
    )
    client.post(f"/desk/figures/{other.pk}/", noted(other, place="Town"))

    assert Figure.objects.filter(words="13 boats").exists()
    assert records.newest_of(older).words == "7,300"
    assert other.relations.get().other == older
    assert other.changes.exists()


def test_before_a_newer_count_is_saved_the_desk_says_that_readers_will_see_it(client) -> None:
    figure = cited(a_figure())
    proposal = proposed(figure)

    assert "public as soon as it is saved" in text(client.get(f"/desk/figures/{figure.pk}/newer/"))
    assert "public as soon as it is saved" in text(
        client.get(f"/desk/figures/proposals/{proposal.pk}/")
    )
    assert "they see the other one, too" in text(client.get(f"/desk/figures/{figure.pk}/"))
    assert "public as soon as it is saved" not in text(
        client.get(f"/desk/figures/{a_figure().pk}/newer/")
    )


def test_words_and_a_number_that_contradict_each_other_are_asked_about(client) -> None:
    sent = {"words": "about 300 herons", "amount": "12", "unit": "herons"}

    for qualifier in ("", "about"):
        answer = client.post("/desk/figures/add/", {**sent, "qualifier": qualifier})
        assert answer.status_code == 422
        assert "The words say 300, and here stands 12." in text(answer)
        assert 'name="is_meant"' in text(answer)
    assert not Figure.objects.exists()

    client.post("/desk/figures/add/", {**sent, "is_meant": "on"})

    figure = Figure.objects.get()
    assert (figure.qualifier, figure.amount, figure.unit) == ("about", Decimal(12), "herons")


def test_a_number_that_is_the_one_in_the_words_is_taken_without_a_qualifier(client) -> None:
    client.post("/desk/figures/add/", {"words": "about 300 herons", "amount": "300"})

    assert Figure.objects.get().qualifier == "about"


def test_the_page_of_a_figure_shows_what_was_read_from_its_words(client) -> None:
    figure = a_figure("between 38,000 and 45,000", unit="crowns")

    shown = text(client.get(f"/desk/figures/{figure.pk}/"))

    assert "between · 38,000 – 45,000 · crowns" in shown
    ratio = a_figure("nearly 1 in 5", unit="")
    assert "nearly · 1 out of 5" in text(client.get(f"/desk/figures/{ratio.pk}/"))


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"words": "about 300", "as_of": "2020-01"}, "as of an earlier day than the one"),
        ({"words": "about 300", "as_of": "3017"}, "is a day to come"),
        ({"words": "about 300", "unit": "cars"}, "The two count in different units"),
    ],
)
def test_what_cannot_be_the_newer_count_is_refused(client, sent: dict, said: str) -> None:
    older = a_figure("362", as_of="2025-10")

    answer = client.post(
        f"/desk/figures/{older.pk}/newer/", {"reason": "newer_as_of", "place": "Kiln Lane", **sent}
    )

    assert answer.status_code == 422
    assert said in text(answer)
    assert 'value="Kiln Lane"' in text(answer)
    assert list(Figure.objects.all()) == [older]


def test_a_proposal_for_a_count_that_has_been_overtaken_names_both(client) -> None:
    meant, newest = a_figure("about 500"), a_figure("about 503")
    proposal = proposed(meant)
    assert "overtaken meanwhile" not in text(client.get(f"/desk/figures/proposals/{proposal.pk}/"))
    actions.supersede(newer=newest, older=meant, reason="revised", by=None)

    listed = text(client.get("/desk/figures/proposals/"))
    shown = text(client.get(f"/desk/figures/proposals/{proposal.pk}/"))

    for page in (listed, shown):
        assert "about 500 (members)" in page
        assert "about 503 (members)" in page
    assert "it would be recorded as newer than:" in listed
    assert "What you record here takes the place of:" in shown


def test_the_form_of_a_reader_names_the_newest_count_too(client) -> None:
    meant, newest = cited(a_figure("about 500")), a_figure("about 503")
    address = f"/figures/{meant.pk}/newer/"
    assert "has been overtaken already" not in text(client.get(address))
    actions.supersede(newer=newest, older=meant, reason="revised", by=None)

    shown = text(client.get(address))

    assert "It has been overtaken already." in shown
    assert "about 500" in shown
    assert "about 503" in shown
