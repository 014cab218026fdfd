"""The writers of feeds keep every document well-formed, whatever they are given. No database."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pasquino.stories import atom, json_feed
from pasquino.stories.atom import Answered, Category, Entry, Feed, Person, Picture
from pasquino.stories.feed_content import portable
from tests import make
from tests.stories.feed_rules import ATOM, THREAD, atom_faults, parsed
from tests.stories.html_rules import html_faults
from tests.stories.json_feed_rules import json_feed_faults
from tests.stories.told import hostile

pytestmark = pytest.mark.once


def an_entry(number: int = 1, **fields: Any) -> Entry:
    given: dict[str, Any] = {
        "id": f"tag:a.example,2026:story/{number}",
        "address": "https://a.example/1/",
        "title": "T",
        "html": "<p>x</p>",
        "published": make.NOON,
        "updated": make.NOON,
    }
    return Entry(**given | fields)


def a_feed(*entries: Entry, **fields: Any) -> Feed:
    given: dict[str, Any] = {
        "id": "tag:a.example,2026:feed/stories",
        "title": "The Weir",
        "about": "",
        "language": "en",
        "author": Person(name="The Weir", address="https://a.example/"),
        "page": "https://a.example/",
        "first": "https://a.example/feed",
        "here": "https://a.example/feed",
        "entries": entries,
    }
    return Feed(**given | fields)


def test_every_hostile_text_becomes_harmless_html() -> None:
    for text in hostile():
        html = portable(text, "https://a.example/2026/03/x/")

        assert list(html_faults(html)) == [], text


TEXT = st.text(st.characters(codec="utf-8"), max_size=20) | st.text(
    "\x00\x01\x0b\x1f\ufffe]]><&\"'", max_size=5
)


@given(title=TEXT, html=TEXT, name=TEXT, about=TEXT)
def test_any_text_leaves_the_document_well_formed(
    title: str, html: str, name: str, about: str
) -> None:
    feed = a_feed(
        an_entry(
            title=title,
            html=portable(html, "https://a.example/"),
            summary=about,
            authors=[Person(name=f"x{name}")],
            categories=[Category(term="t", scheme="https://a.example/t/", label=name)],
        ),
        about=about,
    )

    assert atom_faults(atom.write(feed)) == []
    assert json_feed_faults(json_feed.write(feed)) == []


def test_what_xml_forbids_is_left_out_of_the_feed_only() -> None:
    entry = an_entry(title="a\x00b\tc\x1fd\ufffe")

    assert parsed(atom.write(a_feed(entry))).findtext(f".//{ATOM}entry/{ATOM}title") == "ab\tcd"
    assert entry.title == "a\x00b\tc\x1fd\ufffe"


def test_an_answer_names_what_it_answers() -> None:
    answered = Answered(id="tag:a.example,2026:story/1", address="https://a.example/1/")
    feed = a_feed(
        an_entry(
            answers=answered,
            picture=Picture(address="https://a.example/p.webp", kind="image/webp"),
        )
    )

    node = parsed(atom.write(feed)).find(f".//{THREAD}in-reply-to")

    assert node is not None
    assert node.attrib == {"ref": answered.id, "href": answered.address, "type": "text/html"}


def test_the_feed_is_as_new_as_its_newest_change() -> None:
    later = make.NOON + timedelta(hours=3)
    feed = a_feed(an_entry(1, updated=later), an_entry(2))

    assert feed.updated == later
