"""The page of results: for everyone, without script, and safe whatever is searched for."""

from __future__ import annotations

import itertools
import json
import time
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from pasquino.accounts.limit import Limit
from pasquino.cli.bench.search import hostile
from tests import make
from tests.fixtures import fixture
from tests.journeys.test_hostile_text import dangers

pytestmark = pytest.mark.django_db


def page_of(client: Client, query: str, **further: str) -> BeautifulSoup:
    answer = client.get("/search/", {"q": query, **further})
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def subjects(page: BeautifulSoup) -> list[str]:
    return [heading.get_text().strip() for heading in page.select("#results h2")]


def test_a_result_says_what_it_is_by_whom_and_when(client: Client) -> None:
    story = make.story("The <weir>", bylines=[(make.writer(), "")])
    make.comment(make.thread(story), by=make.reader("Joana"), subject="Which weir?")

    page = page_of(client, "weir")

    comment, told = sorted(page.select("#results article"), key=lambda found: str(found["class"]))
    assert told.h2.get_text().strip() == "The <weir>"
    assert told.h2.a["href"] == story.get_absolute_url()
    assert "Ada Quill" in told.get_text()
    assert "Comment #1" in comment.get_text()
    assert comment.select_one("a[href='/reader/joana/']")
    assert comment.time["datetime"]
    assert [mark.get_text() for mark in page.select("h2 mark")] == ["weir", "weir"]


def test_results_are_not_for_other_engines_and_set_no_cookie(client: Client) -> None:
    answer = client.get("/search/?q=weir")

    assert b'<meta name="robots" content="noindex, follow">' in answer.content
    assert answer.headers["Cache-Control"] == "no-cache"
    assert not answer.cookies
    assert b"noindex" not in client.get("/search/").content


def test_the_form_keeps_what_was_chosen(client: Client) -> None:
    page = page_of(client, 'say "weir"', sort="date", **{"in": "comments"})

    assert page.select_one("input#q")["value"] == 'say "weir"'
    chosen = [option["value"] for option in page.select("option[selected]")]
    assert chosen == ["comments", "date"]


def test_the_choice_counts_unless_the_query_says_otherwise(client: Client) -> None:
    story = make.story("Weir S")
    make.comment(make.thread(story), subject="Weir C")

    assert subjects(page_of(client, "weir", **{"in": "stories"})) == ["Weir S"]
    assert subjects(page_of(client, "weir in:comments", **{"in": "stories"})) == ["Weir C"]
    assert len(subjects(page_of(client, "weir", **{"in": "rubbish", "sort": "rubbish"}))) == 2


def test_one_pages_through_all_results_by_links(client: Client) -> None:
    thread = make.thread()
    by = make.reader()
    for number in range(45):
        make.comment(thread, by=by, subject=f"Weir {number}")
    seen: list[str] = []
    address = "/search/?q=weir"
    while address:
        page = BeautifulSoup(client.get(address).content, "html.parser")
        seen += subjects(page)
        further = page.select_one("a[rel=next]")
        address = f"/search/{further['href']}" if further else ""

    assert len(seen) == len(set(seen)) == 45
    assert page.find("a", string="First results")["href"] == "?q=weir"


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("weir before:yesterday", "“yesterday” is not a date"),
        ("weir in:pictures", "“in:pictures” was left out"),
        ("weir -in:comments", "“-in:comments” was left out"),
        ("weir author:nobody", "Nobody here is called “nobody”."),
        ("weir section:nowhere", "There is no section “nowhere”."),
        ("*** !!!", "There is no word or number in it"),
        (" ".join(f"w{n}" for n in range(99)), "A search takes 32 words"),
        ("author:a " + " ".join(f"author:a{n}" for n in range(99)), "takes 8 authors"),
    ],
)
def test_what_is_not_understood_is_said_in_a_sentence(
    client: Client, query: str, sentence: str
) -> None:
    page = page_of(client, query)

    assert sentence in page.select_one(".search__notes").get_text()
    assert page.select_one("input#q")["value"] == query.strip()


def test_a_stale_cursor_is_said_in_a_sentence(client: Client) -> None:
    make.story("The weir")

    page = page_of(client, "weir", cursor="stale")

    assert subjects(page) == ["The weir"]
    assert "no longer good" in page.select_one(".search__notes").get_text()


def test_where_nothing_is_found_one_is_told_how_to_search(client: Client) -> None:
    page = page_of(client, "weir")

    assert "Nothing was found" in page.get_text()
    assert page.select_one("details[open] dl")
    assert not page.select_one("#results")


def test_every_page_has_a_field_and_says_where_to_search(client: Client) -> None:
    page = BeautifulSoup(client.get("/").content, "html.parser")

    form = page.select_one(".masthead form[role=search]")
    assert (form["action"], form["method"]) == ("/search/", "get")
    assert form.select_one("input[name=q][aria-keyshortcuts='/']")
    link = page.select_one("head link[rel=search]")
    assert link["href"] == "/search/opensearch.xml"
    assert len(page_of(client, "weir").select("form[role=search]")) == 1


def test_a_browser_can_offer_the_search(client: Client) -> None:
    make.magazine(name="Weir & Mill")

    answer = client.get("/search/opensearch.xml")

    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    root = ElementTree.fromstring(answer.content)  # noqa: S314 - our own page
    assert answer.headers["Content-Type"].startswith("application/opensearchdescription+xml")
    assert root.tag == f"{space}OpenSearchDescription"
    assert root.findtext(f"{space}ShortName") == "Weir & Mill"
    assert root.find(f"{space}Url").attrib["template"].endswith("/search/?q={searchTerms}")


def test_nobody_is_linked_whose_page_is_gone(client: Client) -> None:
    gone = make.reader("Gone")
    make.comment(make.thread(), by=gone, subject="Weir")
    gone.is_active = False
    gone.save()

    page = page_of(client, "weir")

    assert "Gone" in page.get_text()
    assert not page.select("a[href='/reader/gone/']")


def payloads() -> list[str]:
    lines = fixture("fixtures/xss/payloads.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["payload"] for line in lines]


@pytest.mark.parametrize("part", range(4))
def test_no_payload_runs_from_a_result(client: Client, part: int) -> None:
    chosen = payloads()[part::160]
    thread = make.thread(make.story(f"weir {chosen[0][:150]}", standfirst=chosen[1][:400],
                                    blocks=[make.text(f"weir {chosen[2]}")]))  # fmt: skip
    by = make.reader()
    for payload in chosen:
        text = payload.replace("\0", "") or "x"
        make.comment(thread, by=by, subject=f"weir {text[:150]}", source=f"weir {text[:60_000]}")
    address = "?q=weir"
    found = []
    while address:
        content = client.get(f"/search/{address}").content
        found += list(dangers(content))
        further = BeautifulSoup(content, "html.parser").select_one("a[rel=next]")
        address = str(further["href"]) if further else ""
    forms = itertools.cycle(("{:.3000}", "before:{:.200}", 'author:"{:.200}"'))
    for payload, form in zip(chosen, forms, strict=False):
        query = form.format(payload).encode(errors="replace")
        found += list(dangers(client.get("/search/", {"q": query}).content))

    assert found == []


@pytest.mark.parametrize("part", range(10))
def test_hostile_queries_are_answered(client: Client, part: int) -> None:
    thread = make.thread(make.story("The weir"))
    make.comment(thread)
    for query in hostile()[part::10]:
        began = time.process_time()

        answer = client.get("/search/", {"q": query.encode(errors="surrogatepass")})

        assert answer.status_code == 200, query[:80]
        assert time.process_time() - began < 20, query[:80]


@pytest.mark.parametrize(
    "query",
    ["%00", "%ED%A0%80", "%FF%FE", quote("\u202e"), "%22" * 500, "a" * 10_000, quote("😀") * 99],
)
def test_bytes_that_are_no_text_are_answered(client: Client, query: str) -> None:
    for key in ("q", "sort", "in", "cursor"):
        assert client.get(f"/search/?q=a&{key}={query}").status_code == 200


def test_awkward_strings_are_answered(client: Client) -> None:
    strings = json.loads(fixture("fixtures/strings/blns-a.json").read_text(encoding="utf-8"))

    for text in strings[::5]:
        assert client.get("/search/", {"q": text}).status_code == 200


def test_who_searches_too_often_is_told_how_long_to_wait(client: Client, settings) -> None:
    settings.LIMITS = settings.LIMITS | {"searches_network": Limit(1, 60)}
    page_of(client, "weir")

    refused = client.get("/search/?q=weir")

    assert refused.status_code == 429
    assert "You can go on in 1 minute." in refused.content.decode()
    assert refused.headers["Cache-Control"] == "no-store"
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    assert client.get("/api/v1/search?q=weir").status_code == 429
    assert client.get("/search/?q=weir&sort=date").status_code == 200
    assert client.get("/search/").status_code == 200
