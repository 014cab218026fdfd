"""The seed's figures come in by the command and stand beside their words in the imported story."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from pasquino.cli import main
from pasquino.figures.models import Figure, FigureRelation, Series, SeriesPoint
from pasquino.sources.models import Work
from pasquino.stories import actions
from pasquino.stories.models import PublishedStory, StoryFigure
from tests.fixtures import fixture
from tests.journeys.test_seed_page import bring

pytestmark = pytest.mark.django_db

FORMER = (
    "/story/2017/3/7/133445/8214/wariniraq/Where-Will-ISIS-Fighters-Go-If-the-Caliphate-Fails-/"
)
OF_THE_STORY = {f"F{number}" for number in range(1, 12)}
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def story() -> PublishedStory:
    """The imported story, without its figures."""
    story = bring()
    actions.leave_address(FORMER, story.get_absolute_url())
    return story


@pytest.fixture
def figured(story: PublishedStory, capsys: Capture) -> PublishedStory:
    """The imported story with its figures."""
    import_figures()
    capsys.readouterr()
    return story


def import_figures() -> None:
    assert main(["figures", "import", str(fixture("seed/figures.json"))]) == 0


def soup(client: Client, address: str) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return BeautifulSoup(answer.content, "html.parser")


def words(tag: Tag | BeautifulSoup | None) -> str:
    assert tag is not None
    return " ".join(tag.get_text(" ", strip=True).split())


def said_of(client: Client, local_id: str) -> str:
    """What a reader reads on the page of a figure of the seed."""
    figure = Figure.objects.get(local_id=local_id)
    return words(soup(client, figure.get_absolute_url()).main)


def test_the_figures_of_the_story_are_tied_to_its_words_and_those_of_comments_are_not(
    client: Client, story: PublishedStory
) -> None:
    given = json.loads(fixture("seed/figures.json").read_text(encoding="utf-8"))

    import_figures()

    tied = StoryFigure.objects.filter(story=story.pk).order_by("place")
    assert {row.figure.local_id for row in tied} == OF_THE_STORY
    exact = {one["id"]: one["anchor"]["exact"] for one in given["figures"]}
    assert all(row.words == exact[row.figure.local_id] for row in tied)
    page = client.get(story.get_absolute_url()).content.decode()
    assert page.count('<details class="fact"') == len(OF_THE_STORY)
    assert ">Almost 7,200</a></data>" in page
    story.refresh_from_db()
    assert story.edition.number == 1
    assert Figure.objects.filter(local_id__regex=r"^F\d+$").count() == 19


def test_the_story_reads_as_before_with_its_figures_marked(
    client: Client, story: PublishedStory
) -> None:
    before = paragraphs(client, story)

    import_figures()

    assert paragraphs(client, story) == before
    marked = soup(client, story.get_absolute_url()).select(".story__body data.figure")
    assert len(marked) == len(OF_THE_STORY)
    (almost,) = [tag for tag in marked if words(tag) == "Almost 7,200"]
    assert (almost["value"], almost["data-qualifier"]) == ("7200", "almost")


def paragraphs(client: Client, story: PublishedStory) -> list[str]:
    """The story's own words; of its figures only what the writer wrote."""
    body = soup(client, story.get_absolute_url()).select_one(".story__body")
    assert body is not None
    return [
        "".join(p.get_text().split()) for p in body.select("p") if not p.find_parent("details")
    ]


def test_the_command_finds_the_ten_checks_with_their_numbers(
    figured: PublishedStory, capsys: Capture
) -> None:
    assert main(["figures", "check", "--json"]) == 0

    rows = json.loads(capsys.readouterr().out)["rows"]
    found = {(row["check"], *(one["document_id"] for one in row["figures"])): row for row in rows}
    added = found["sum_if_disjoint", "F4", "F6", "F7"]
    assert added["result"] == "cannot_be_disjoint"
    assert (added["arithmetic"]["parts"], added["arithmetic"]["total"]) == (
        [7201, 7398],
        [7100, 7199],
    )
    assert found["subset", "F1", "F2"]["value"] == 30
    assert found["subset", "F4", "F1"]["value"] == 31.9
    share = found["share", "F4", "F5"]["arithmetic"]
    assert (share["nominal"], share["narrow"], share["wide"]) == (
        5040,
        [4935, 5075],
        [4615, 5399],
    )
    assert found["share_upper_bound", "F5", "F1", "F4"]["result"] == "ok"
    assert found["subset_unstated", "F1", "F3"]["result"] == "not_asserted"
    assert found["subset_unstated", "F1", "F3"]["arithmetic"]["share_percent"] == 56.6
    assert found["conflict", "F14", "F15"]["result"] == "resolved_by_supersession"
    assert found["conflict", "F16", "F13"]["result"] == "narrower_than_source"
    assert [key[1:] for key in found if key[0] == "missing_as_of"] == [
        ("F1", "F2", "F3", "F4", "F5", "F6", "F7")
    ]
    assert any(row["check"] == "no_capture" and row["result"] == "warn" for row in rows)


def test_a_figure_s_page_says_how_its_words_are_read_and_what_cannot_add_up(
    client: Client, figured: PublishedStory
) -> None:
    almost = said_of(client, "F4")

    assert "read as 7,100 to 7,199" in almost
    assert "As of date not given" in almost
    assert "Parts add to at least 7,201, the total is at most 7,199" in almost
    assert "4,935 to 5,075 if it is read narrowly, 4,615 to 5,399 if it is read widely" in almost
    assert "“689” is 30.0 % of “About 2,300”" in said_of(client, "F2")
    assert "does not say whether “1,302” is a part of “About 2,300”" in said_of(client, "F3")
    assert figured.headline in almost


def test_lines_of_a_series_are_never_joined(client: Client, figured: PublishedStory) -> None:
    for local_id, lines in (("SER1", 2), ("SER2", 2)):
        series = Series.objects.get(local_id=local_id)

        page = soup(client, series.get_absolute_url())

        drawn = page.select("svg g.chart__line:has(path)")
        assert len(drawn) == lines
        strokes = [str(path["d"]) for line in drawn for path in line.select("path")]
        assert not [stroke for stroke in strokes if "L" in stroke]  # dots and upright ranges only
        assert "nothing joins them" in words(page.main)
    assert "French Interior Ministry" in said_of(client, "F1")


def test_what_a_figure_and_a_series_say_can_be_taken_along(
    client: Client, figured: PublishedStory
) -> None:
    figure, series = Figure.objects.get(local_id="F4"), Series.objects.get(local_id="SER1")

    table = download(client, figure, "CSV").decode()
    schema = json.loads(download(client, figure, "Table Schema"))

    (row,) = csv.DictReader(io.StringIO(table))
    assert list(row) == [column["name"] for column in schema["fields"]]
    assert "Almost 7,200" in row.values()
    for of in (figure, series):
        for form in ("JSON", "JSON-LD"):
            assert json.loads(download(client, of, form))
    assert download(client, series, "CSV").decode().count("\n") == 4  # with the names of columns


def download(client: Client, of: Figure | Series, called: str) -> bytes:
    """What a link of a page's last part leads to."""
    page = soup(client, of.get_absolute_url())
    (link,) = [link for link in page.select("main a") if words(link) == called]
    answer = client.get(str(link["href"]))
    assert answer.status_code == 200
    return bytes(answer.getvalue())


def test_a_second_import_changes_nothing(
    client: Client, figured: PublishedStory, capsys: Capture
) -> None:
    before, page = everything(), client.get(figured.get_absolute_url()).content

    import_figures()

    assert capsys.readouterr().out.startswith("Nothing new: the 23 figures are here already.")
    assert everything() == before
    assert client.get(figured.get_absolute_url()).content == page


def everything() -> list[list[dict[str, Any]]]:
    models = (Figure, FigureRelation, Series, SeriesPoint, StoryFigure, Work)
    return [[dict(row) for row in model.objects.order_by("pk").values()] for model in models]
