"""Other programs learn of a story's figures and outlooks: by the API, in JSON-LD, in feeds."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from pasquino.figures import actions
from pasquino.figures.models import Figure
from pasquino.sources import works
from pasquino.stories.models import PublishedStory
from pasquino.stories.publishing import Block
from tests import make
from tests.outlooks import expected

pytestmark = pytest.mark.django_db


def a_figure(words: str = "About 2,300", **fields: Any) -> Figure:
    return actions.record_figure(words=words, **fields)


def a_story(*figures: tuple[Figure, str], blocks: tuple[Block, ...] = ()) -> PublishedStory:
    text = make.text("About 2,300 households and 689 mills.")
    return make.story(blocks=[text, *blocks], figures=figures)


def told(client: Any, story: PublishedStory) -> Any:
    return client.get(f"/api/v1/stories{story.get_absolute_url()}figures").json()


def test_the_api_tells_what_a_figure_states_and_how_we_read_it(client: Any) -> None:
    work = works.work_for(url="https://example.org/count", title="The count")
    story = a_story((a_figure(work=work, population="households", as_of="2026-03"), "About 2,300"))

    (figure,) = told(client, story)["figures"]

    assert figure["words"] == "About 2,300"
    assert (figure["qualifier"], figure["amount"], figure["as_of"]) == ("about", "2300", "2026-03")
    assert figure["read_as"] == "2,250 to 2,349"
    assert figure["source"]["title"] == "The count"
    assert figure["newer"] is None


def test_the_api_tells_of_a_newer_count(client: Any) -> None:
    old, new = a_figure(), a_figure("2,512")
    story = a_story((old, "About 2,300"))
    actions.supersede(newer=new, older=old, reason="newer_as_of", by=None)

    (figure,) = told(client, story)["figures"]

    assert figure["newer"]["words"] == "2,512"
    assert figure["newer"]["number"] == new.pk


def test_the_api_tells_of_outlooks_and_claims(client: Any) -> None:
    claim = expected.claim()
    blocks = (
        Block("outlook", {"outlook": claim.outlook_id}),
        Block("claim", {"claim": claim.pk, "assessment": None, "why": ""}),
    )

    outlooks = told(client, a_story(blocks=blocks))["outlooks"]

    assert [(one["outlook"], one["claim"]) for one in outlooks] == [
        (claim.outlook_id, None),
        (None, claim.pk),
    ]


def test_machines_get_a_number_only_where_the_source_gave_one_exactly(client: Any) -> None:
    story = a_story((a_figure(), "About 2,300"), (a_figure("689"), "689"))

    page = client.get(story.get_absolute_url()).content.decode()
    nodes = [json.loads(one) for one in re.findall(r"ld\+json\">(.*?)</script>", page)]
    mentions = next(node["mentions"] for node in nodes if "mentions" in node)

    assert [(one["name"], one.get("value")) for one in mentions] == [
        ("About 2,300", None),
        ("689", "689"),
    ]
    assert {one["@type"] for one in mentions} == {"Observation"}


def test_feeds_keep_the_words_and_say_what_a_chart_shows(client: Any) -> None:
    figure = a_figure("689", population="mills")
    value = {"title": "Mills", "figures": [figure.pk], "shown": "bars", "series": None}
    a_story((a_figure(), "About 2,300"), blocks=(Block("figures", value),))

    feed = client.get("/feeds/stories.json").json()

    html = feed["items"][0]["content_html"]
    assert "About 2,300 households" in html
    assert "<p>Mills</p><p>689 (mills)</p>" in html
