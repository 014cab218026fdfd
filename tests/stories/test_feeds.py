"""Feeds of stories are valid by rules that know nothing of us, whole, paged and safe."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from xml.etree.ElementTree import Element

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pasquino.stories import actions, feeds
from pasquino.stories.models import PublishedStory
from tests import make
from tests.stories.feed_rules import ATOM, atom_faults, parsed
from tests.stories.html_rules import html_faults
from tests.stories.json_feed_rules import json_feed_faults
from tests.stories.told import LEAD, hostile, with_edition

XML = "{http://www.w3.org/XML/1998/namespace}"


def get(path: str) -> bytes:
    answer = Client().get(path)
    assert answer.status_code == 200, path
    return answer.content


def entries(path: str) -> list[Element]:
    return parsed(get(path)).findall(f"{ATOM}entry")


def links(node: Element) -> dict[str, str]:
    return {link.get("rel", ""): link.get("href", "") for link in node.iterfind(f"{ATOM}link")}


def content(node: Element) -> str:
    return node.findtext(f"{ATOM}content") or ""


@pytest.fixture
def rich(db: None) -> PublishedStory:
    """A story with everything a feed can carry."""
    make.magazine(name="The Weir", tagline="News & floods", language="en-gb", zone="Europe/Rome")
    story = make.story(
        "Water < wine & “words”",
        standfirst="A standfirst.",
        language="fr",
        bylines=[(make.writer("Ada Quill"), "Words"), (make.writer("Zoe Ink"), "")],
        topics=[make.topic("Flood wall")],
        blocks=[
            make.text(
                'See <a href="/archive/">ours</a> and <a href="https://b.example/">theirs</a>.'
            ),
            make.quotation(
                "The weir holds.", speaker="A. Keeper", work="Log", link="https://c.example/l"
            ),
        ],
        corrections=[(make.NOON + timedelta(days=1), "<p>It was <b>two</b> metres.</p>", None)],
    )
    return with_edition(story, lead=LEAD)


ALL = [
    "/feeds/stories", "/feeds/section/river", "/feeds/topic/flood-wall", "/feeds/writer/ada-quill",
]  # fmt: skip


@pytest.mark.parametrize("path", ALL)
def test_every_feed_is_valid_atom(rich: PublishedStory, path: str) -> None:
    answer = Client().get(f"{path}.atom")

    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert atom_faults(answer.content) == []
    assert len(parsed(answer.content).findall(f"{ATOM}entry")) == 1


@pytest.mark.parametrize("path", ALL)
def test_every_feed_is_a_valid_json_feed(rich: PublishedStory, path: str) -> None:
    answer = Client().get(f"{path}.json")

    assert answer.headers["Content-Type"] == "application/feed+json; charset=utf-8"
    assert json_feed_faults(answer.content) == []
    assert len(answer.json()["items"]) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/feeds/stories", "/feeds/comments"])
def test_a_magazine_without_stories_has_valid_feeds(path: str) -> None:
    assert atom_faults(get(f"{path}.atom")) == []
    assert json_feed_faults(get(f"{path}.json")) == []


def test_an_entry_says_all_about_its_story(rich: PublishedStory) -> None:
    (entry,) = entries("/feeds/stories.atom")

    assert entry.findtext(f"{ATOM}title") == "Water < wine & “words”"
    assert entry.get(f"{XML}lang") == "fr"
    assert entry.findtext(f"{ATOM}summary") == "A standfirst."
    authors = [
        (a.findtext(f"{ATOM}name"), a.findtext(f"{ATOM}uri")) for a in entry.iter(f"{ATOM}author")
    ]
    assert authors == [
        ("Ada Quill", "http://localhost:8000/writer/ada-quill/"),
        ("Zoe Ink", "http://localhost:8000/writer/zoe-ink/"),
    ]
    categories = [
        (c.get("term"), c.get("scheme"), c.get("label")) for c in entry.iter(f"{ATOM}category")
    ]
    assert categories == [
        ("river", "http://localhost:8000/section/", "River"),
        ("flood-wall", "http://localhost:8000/topic/", "Flood wall"),
    ]
    assert links(entry) == {
        "alternate": f"http://localhost:8000{rich.get_absolute_url()}",
        "enclosure": "http://localhost:8000/media/images/weir.webp",
    }
    published = datetime.fromisoformat(entry.findtext(f"{ATOM}published") or "")
    assert published == rich.published_at.replace(microsecond=0)
    assert published.utcoffset() == timedelta(hours=1)


def test_the_content_is_the_whole_story_and_stands_by_itself(rich: PublishedStory) -> None:
    (entry,) = entries("/feeds/stories.atom")
    html = content(entry)

    assert list(html_faults(html)) == []
    assert 'href="http://localhost:8000/archive/"' in html
    assert 'href="https://b.example/"' in html
    assert '<blockquote cite="https://c.example/l"><p>The weir holds.</p></blockquote>' in html
    assert "— A. Keeper, <cite>" in html
    assert 'src="http://localhost:8000/media/images/weir.webp"' in html
    assert "It was <b>two</b> metres." in html
    assert "slot:" not in html
    assert "class=" not in html


def test_both_forms_say_the_same(rich: PublishedStory) -> None:
    (entry,) = entries("/feeds/stories.atom")
    (item,) = json.loads(get("/feeds/stories.json"))["items"]

    assert item["id"] == entry.findtext(f"{ATOM}id")
    assert item["title"] == entry.findtext(f"{ATOM}title")
    assert item["content_html"] == content(entry)
    assert item["date_published"] == entry.findtext(f"{ATOM}published")
    assert item["tags"] == ["River", "Flood wall"]
    assert item["image"] == "http://localhost:8000/media/images/weir.webp"
    assert item["language"] == "fr"


@pytest.mark.django_db
def test_the_id_stays_when_the_address_and_the_words_change() -> None:
    story = make.story("First words", address="first")
    before = entries("/feeds/stories.atom")[0]

    make.story(
        "Other words", again=story.story, address="second", at=make.NOON + timedelta(days=9)
    )
    after = entries("/feeds/stories.atom")[0]

    assert after.findtext(f"{ATOM}id") == before.findtext(f"{ATOM}id")
    assert after.findtext(f"{ATOM}published") == before.findtext(f"{ATOM}published")
    assert after.findtext(f"{ATOM}updated", "") > before.findtext(f"{ATOM}updated", "")
    assert links(after)["alternate"] != links(before)["alternate"]


@pytest.mark.django_db
def test_the_pages_of_a_feed_hold_every_story_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "SHOWN", 3)
    for number in range(7):
        make.story(f"S{number}", at=make.NOON + timedelta(minutes=number // 2))

    walked = {form: list(walk(f"/feeds/stories.{form}")) for form in ("atom", "json")}

    assert [len(page) for page in walked["atom"]] == [3, 3, 1]
    titles = [title for page in walked["atom"] for title in page]
    assert titles == [f"S{number}" for number in reversed(range(7))]
    assert walked["json"] == walked["atom"]


def walk(path: str) -> Iterator[list[str]]:
    """The titles on each page of a feed; each page is valid and knows its own address."""
    while path:
        document = get(path)
        if ".json" in path:
            assert json_feed_faults(document) == []
            feed = json.loads(document)
            yield [item["title"] for item in feed["items"]]
            path = feed.get("next_url", "")
        else:
            assert atom_faults(document) == []
            root = parsed(document)
            yield [entry.findtext(f"{ATOM}title", "") for entry in root.iterfind(f"{ATOM}entry")]
            assert links(root)["self"].endswith(path)
            path = links(root).get("next", "")


@pytest.mark.django_db
def test_a_withdrawn_story_leaves_the_feeds() -> None:
    story = make.story("Gone")
    actions.withdraw(story.story)

    assert entries("/feeds/stories.atom") == []
    assert entries("/feeds/section/river.atom") == []


@pytest.mark.django_db
def test_a_feed_moves_with_its_section() -> None:
    section = make.section("River")
    section.slug = "waters"
    section.save()

    answer = Client().get("/feeds/section/river.json")

    assert answer.status_code == 301
    assert answer.headers["Location"] == "/feeds/section/waters.json"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    ["/feeds/section/none.atom", "/feeds/topic/none.json", "/feeds/writer/none.atom",
     "/feeds/2026/03/none/comments.atom", "/feeds/stories.rss"],
)  # fmt: skip
def test_there_is_no_feed_of_nothing(path: str) -> None:
    assert Client().get(path).status_code == 404


@pytest.mark.django_db
def test_a_feed_asks_the_same_few_questions_however_long_it_is() -> None:
    make.story(bylines=[(make.writer(), "")])
    with CaptureQueriesContext(connection) as one:
        get("/feeds/stories.atom")
    for _number in range(5):
        make.story(bylines=[(make.writer(), "")], blocks=[make.quotation()] * 3)
    with CaptureQueriesContext(connection) as many:
        get("/feeds/stories.atom")

    assert len(many) <= len(one) <= 4
    assert not any(" OFFSET " in query["sql"] or "COUNT(" in query["sql"] for query in many)


@pytest.mark.django_db
def test_the_pages_name_their_feeds(rich: PublishedStory) -> None:
    for path, feed in [("/", "stories"), ("/section/river/", "section/river"),
                       ("/topic/flood-wall/", "topic/flood-wall"),
                       ("/writer/ada-quill/", "writer/ada-quill"),
                       (rich.get_absolute_url(), "stories")]:  # fmt: skip
        page = get(path).decode()
        for kind, form in [("application/atom+xml", "atom"), ("application/feed+json", "json")]:
            address = f"http://localhost:8000/feeds/{feed}.{form}"
            assert f'<link rel="alternate" type="{kind}" href="{address}"' in page


@pytest.mark.django_db
def test_hostile_words_leave_the_feed_whole_and_harmless() -> None:
    words = [text for text in hostile() if text][::12]
    story = make.story("x")
    for start in range(0, len(words), 25):
        some = words[start : start + 25]
        with_edition(
            story,
            headline=some[0][:255],
            standfirst=some[-1],
            bylines=[{"name": text, "slug": "ada", "role": ""} for text in some],
            topics=[{"name": text, "slug": "ada"} for text in some],
            html="".join(some) + "".join(f"<!--slot:quotation:{n}-->" for n in range(1, 26)),
            quotations=[
                {"words": [text], "speaker": text, "work": text, "publisher": text, "link": text}
                for text in some
            ],
            lead={**LEAD, "alt": some[1 % len(some)], "caption": some[0]},
        )

        assert atom_faults(get("/feeds/stories.atom")) == [], some
        assert json_feed_faults(get("/feeds/stories.json")) == [], some
