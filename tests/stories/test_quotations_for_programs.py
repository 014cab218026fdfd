"""Quotations and sources for other programs: annotations, JSON-LD, citations, the API."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup

from pasquino.sources import works
from pasquino.sources.masking import mask_name
from pasquino.sources.models import Takedown
from pasquino.stories import actions
from pasquino.stories.models import PublishedStory
from tests.stories import citing

pytestmark = pytest.mark.django_db

CHECK = {
    "status": "verbatim_marked",
    "warnings": ["elision_long"],
    "words_omitted": 61,
    "context": [
        ["around", "It rained. "],
        ["quoted", "The weir holds"],
        ["around", ", they say, "],
        ["quoted", "for now"],
        ["around", ". Nobody looked."],
    ],
    "spans": [[100, 114], [126, 133]],
}


def read(client, story: PublishedStory, name: str):
    answer = client.get(f"{story.get_absolute_url()}{name}")
    assert answer.status_code == 200
    return answer


def annotation(client, story: PublishedStory) -> dict:
    (found,) = json.loads(read(client, story, "quotations.json").content)["items"]
    return found


def test_an_annotation_holds_words_verdict_and_the_place_in_the_copy(client) -> None:
    story = citing.cited("The weir holds … for now.", check=CHECK)

    found = annotation(client, story)

    assert found["id"].endswith(f"{story.get_absolute_url()}#q1")
    assert [body["value"] for body in found["body"]][:2] == [
        "The weir holds … for now.",
        "verbatim_marked",
    ]
    assert found["body"][2]["value"].endswith("copy of March 7, 2017 · 61 words cut")
    assert found["target"]["source"] == citing.LINK
    assert found["target"]["selector"] == [
        {
            "type": "TextQuoteSelector",
            "exact": "The weir holds, they say, for now",
            "prefix": "It rained. ",
            "suffix": ". Nobody looked.",
        },
        {"type": "TextPositionSelector", "start": 100, "end": 133},
    ]
    state = found["target"]["state"]
    assert state["sourceDate"] == "2017-03-07T12:00:00+00:00"
    assert f"/sources/{citing.work_of(story).pk}/#copy-" in state["cached"]


def test_annotations_are_json_ld_for_programs_only(client) -> None:
    answer = read(client, citing.cited(check=CHECK), "quotations.json")

    assert answer["Content-Type"].startswith("application/ld+json")
    assert answer["X-Robots-Tag"] == "noindex"
    assert json.loads(answer.content)["type"] == "AnnotationPage"


def test_what_was_taken_down_is_in_no_file(client) -> None:
    story = citing.cited(check=CHECK)
    Takedown.objects.create(work=citing.work_of(story), reason="court", note="Letter.")

    files = [
        read(client, story, "quotations.json").content.decode(),
        client.get(f"/api/v1/stories{story.get_absolute_url()}quotations").content.decode(),
        client.get(story.get_absolute_url()).content.decode(),
    ]

    for text in files:
        assert "they say" not in text
        assert "2017" not in text
        assert "verbatim_marked" in text


def test_the_page_tells_machines_what_a_quotation_is_based_on(client) -> None:
    story = citing.cited(check=CHECK)

    soup = BeautifulSoup(read(client, story, "").content, "html.parser")

    nodes = [json.loads(tag.text) for tag in soup.select('script[type="application/ld+json"]')]
    (quoted,) = next(node for node in nodes if "citation" in node)["citation"]
    assert quoted["isBasedOn"]["url"] == citing.LINK
    assert f"/sources/{citing.work_of(story).pk}/#copy-" in quoted["isBasedOn"]["archivedAt"]


def test_an_annotation_quotes_nothing_that_is_not_all_that_stands_there(client) -> None:
    context = [["quoted", "The weir holds"], ["cut", " … "], ["quoted", "for now"]]
    story = citing.cited("The weir holds … for now.", check={**CHECK, "context": context})

    selector = annotation(client, story)["target"]["selector"]

    assert selector == [{"type": "TextPositionSelector", "start": 100, "end": 133}]


@pytest.mark.parametrize("form", ["json", "bib", "ris"])
def test_a_masked_name_stands_in_no_file_of_sources(client, form: str) -> None:
    story = citing.cited(check=CHECK)
    work = citing.work_of(story)
    works.name_authors(work, ["Ada Quill"])
    mask_name(names=["Ada Quill"], replacement="N. N.", reason="A court's order.", by=None)

    of_story = read(client, story, f"sources.{form}").content.decode()
    of_work = client.get(f"{work.get_absolute_url()}citation.{form}").content.decode()

    assert "quill" not in (of_story + of_work).lower()
    assert "N." in of_story
    assert "N." in of_work


@pytest.mark.parametrize(
    ("form", "says"),
    [("json", '"title": "On weirs"'), ("bib", "title = {{On weirs}}"), ("ris", "TI  - On weirs")],
)
def test_the_sources_of_a_story_can_be_cited_elsewhere(client, form: str, says: str) -> None:
    story = citing.cited(check=CHECK)

    answer = read(client, story, f"sources.{form}")

    assert says in answer.content.decode()
    assert f"sources.{form}" in read(client, story, "").content.decode()
    assert "attachment" in answer["Content-Disposition"]


def test_a_withdrawn_story_gives_no_files(client) -> None:
    story = citing.cited(check=CHECK)
    actions.withdraw(story.story)

    for name in ("quotations.json", "sources.json", "sources.bib"):
        assert client.get(f"{story.get_absolute_url()}{name}").status_code == 410


def test_the_api_gives_verdicts_as_the_page_says_them(client) -> None:
    story = citing.cited("The weir holds … for now.", check=CHECK)

    answer = client.get(f"/api/v1/stories{story.get_absolute_url()}quotations")

    assert answer.status_code == 200
    (told,) = answer.json()["quotations"]
    assert told["number"] == 1
    assert told["text"] == "The weir holds … for now."
    assert told["speaker"] == "Petra Lind"
    assert told["verdict"]["status"] == "verbatim_marked"
    assert told["verdict"]["words_omitted"] == 61
    assert told["verdict"]["warnings"] == ["elision_long"]
    assert told["kept"]["sha256"] == "a1" * 32
    assert told["source"]["url"] == citing.LINK


def test_the_api_knows_no_quotations_of_a_story_that_is_not_there(client) -> None:
    assert client.get("/api/v1/stories/2026/03/nowhere/quotations").status_code == 404
