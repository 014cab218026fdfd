"""What machines are told about stories is true, whole, and cannot break out of its block."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from pasquino.discussion.models import Thread
from pasquino.stories import previews
from pasquino.stories.models import Edition, PublishedStory
from pasquino.stories.publishing import Block
from pasquino.stories.structured_data import described, script
from tests import make
from tests.stories.told import LEAD, Head, head, hostile, with_edition

BASE = "http://localhost:8000"
OPENS, CLOSES = '<script type="application/ld+json">', "</script>"


def article(story: PublishedStory) -> dict[str, Any]:
    return head(story.get_absolute_url()).nodes[0]


@pytest.fixture
def rich(db: None) -> PublishedStory:
    make.magazine(name="The Weir", zone="Europe/Rome")
    story = make.story(
        "High water",
        standfirst="A standfirst.",
        language="pt-br",
        bylines=[(make.writer("Ada Quill"), "Words")],
        topics=[make.topic("Budget"), make.topic("Flood wall")],
        blocks=[
            make.text("The river rose."),
            make.quotation(
                "It holds.\n\nFor now.", speaker="A. Keeper", work="Log", publisher="Weir Office",
                link="https://c.example/log",
            ),
            make.quotation("Nobody knows."),
        ],
        corrections=[(make.NOON + timedelta(days=1), "<p>Two <b>metres</b>.</p>", 3)],
    )  # fmt: skip
    return with_edition(story, lead=LEAD)


def test_a_story_is_a_news_article_with_all_that_is_known(rich: PublishedStory) -> None:
    node = article(rich)
    address = f"{BASE}{rich.get_absolute_url()}"

    assert node["@context"] == "https://schema.org"
    assert node["@type"] == "NewsArticle"
    assert node["url"] == node["mainEntityOfPage"] == address
    assert node["headline"] == "High water"
    assert node["description"] == "A standfirst."
    assert node["inLanguage"] == "pt-br"
    assert node["articleSection"] == "River"
    assert node["keywords"] == ["Budget", "Flood wall"]
    assert node["author"] == [
        {"@type": "Person", "name": "Ada Quill", "url": f"{BASE}/writer/ada-quill/"}
    ]
    assert node["image"]["url"] == f"{BASE}/media/images/weir.webp"
    assert node["publisher"]["@type"] == "NewsMediaOrganization"
    assert node["publisher"]["name"] == "The Weir"
    published = datetime.fromisoformat(node["datePublished"])
    assert published == rich.published_at.replace(microsecond=0)
    assert published.utcoffset() == timedelta(hours=1)


def test_quotations_are_cited_with_who_said_them_where(rich: PublishedStory) -> None:
    first, second = article(rich)["citation"]

    assert first == {
        "@type": "Quotation",
        "text": "It holds.\n\nFor now.",
        "creator": {"@type": "Person", "name": "A. Keeper"},
        "isBasedOn": {
            "@type": "CreativeWork",
            "name": "Log",
            "url": "https://c.example/log",
            "publisher": {"@type": "Organization", "name": "Weir Office"},
        },
    }
    assert second == {"@type": "Quotation", "text": "Nobody knows."}


def test_corrections_are_told_to_machines_too(rich: PublishedStory) -> None:
    (note,) = article(rich)["correction"]

    assert note["@type"] == "CorrectionComment"
    assert note["text"] == "Two metres."
    assert datetime.fromisoformat(note["datePublished"]) == make.NOON + timedelta(days=1)


@pytest.mark.django_db
def test_a_story_with_an_opinion_in_it_says_so() -> None:
    opinion = Block("opinion", {"label": "My interpretation", "text": "<p>It will rain.</p>"})

    assert article(make.story(blocks=[opinion]))["@type"] == "OpinionNewsArticle"


@pytest.mark.django_db
def test_the_number_of_comments_is_told_where_something_is_discussed() -> None:
    silent, loud = make.story(), make.story()
    Thread.objects.filter(story=silent).update(state=Thread.State.NONE)
    make.comments(make.thread(loud), [None, 1, 1])

    assert "commentCount" not in article(silent)
    assert article(loud)["commentCount"] == 3


def test_cards_say_what_the_story_is(rich: PublishedStory) -> None:
    found = head(rich.get_absolute_url())

    assert found.meta("og:title") == ["High water"]
    assert found.meta("og:type") == ["article"]
    assert found.meta("og:locale") == ["pt_BR"]
    assert found.meta("og:url") == [f"{BASE}{rich.get_absolute_url()}"]
    assert found.meta("og:image") == [f"{BASE}/media/images/weir.webp"]
    assert found.meta("og:image:alt") == ["The weir"]
    assert found.meta("twitter:card") == ["summary_large_image"]
    assert found.meta("article:tag") == ["Budget", "Flood wall"]
    assert found.meta("article:section") == ["River"]
    assert found.meta("article:author") == [f"{BASE}/writer/ada-quill/"]


def test_every_kind_of_page_describes_itself_once(rich: PublishedStory) -> None:
    pages = [
        "/", "/section/river/", "/topic/budget/", "/writer/ada-quill/", "/archive/",
        "/archive/2026/03/", "/corrections/", rich.get_absolute_url(),
    ]  # fmt: skip
    for path in pages:
        found = head(path)
        assert found.meta("og:url") == [f"{BASE}{path}"], path
        assert len(found.meta("og:title")) == len(found.meta("twitter:card")) == 1, path
        assert len(found.meta("description")) <= 1, path
        assert len([link for link in found.links if link.get("rel") == "canonical"]) <= 1, path
        assert found.nodes[0]["@context"] == "https://schema.org", path


@pytest.mark.django_db
def test_a_page_of_a_list_says_what_it_lists() -> None:
    make.magazine(tagline="News and floods")
    make.story(bylines=[(make.writer(), "")])

    (front,) = head("/").nodes
    (writer,) = head("/writer/ada-quill/").nodes
    (section,) = head("/section/river/").nodes

    assert (front["@type"], front["description"]) == ("WebSite", "News and floods")
    assert (writer["@type"], writer["mainEntity"]["name"]) == ("ProfilePage", "Ada Quill")
    assert (section["@type"], section["name"]) == ("CollectionPage", "River")


@pytest.mark.django_db
def test_a_draft_tells_machines_nothing() -> None:
    story = make.story("Secret")

    page = Client().get(previews.link_to(story.story)).content.decode()

    assert Head(page).blocks == []
    assert Head(page).meta("og:title") == []


@pytest.mark.django_db
def test_no_hostile_text_breaks_out_of_a_page() -> None:
    words = [text for text in hostile() if text.strip()][::12]
    story = make.story("x")
    for start in range(0, len(words), 50):
        some = words[start : start + 50]
        with_edition(
            story,
            headline=some[0][:255],
            standfirst=some[-1],
            bylines=[{"name": text, "slug": "ada", "role": text} for text in some],
            topics=[{"name": text, "slug": "ada"} for text in some],
            quotations=[
                {"words": [text], "speaker": text, "work": text, "publisher": text, "link": ""}
                for text in some
            ],
            lead={**LEAD, "alt": some[0], "caption": some[0], "credit": some[0]},
        )

        found = head(story.get_absolute_url())

        assert found.nodes[0]["headline"] == some[0][:255]
        assert [quoted["text"] for quoted in found.nodes[0]["citation"]] == some
        assert found.meta("article:tag") == [expected(text) for text in some]


def expected(text: str) -> str:
    """What a parser reads of an attribute: NUL and line ends come out otherwise."""
    return text.replace("\r\n", "\n")


@given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_a_block_holds_what_was_put_in_and_ends_where_it_ends(value: object) -> None:
    block = script({"value": value})
    inside = block.removeprefix(OPENS).removesuffix(CLOSES)

    assert json.loads(inside)["value"] == value
    assert not re.search("[<>&\u2028\u2029]", inside)


@given(st.text(max_size=3000))
def test_a_description_is_one_short_line(text: str) -> None:
    found = described(text)

    assert len(found) <= 200
    assert "\n" not in found


def test_editions_are_what_is_described() -> None:
    edition = Edition(standfirst="", text="First words. " * 60)

    assert described(edition.text).startswith("First words.")
    assert described(edition.text).endswith("…")
