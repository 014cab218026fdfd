"""Discussions that people had elsewhere, read here in every display and sort."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from bs4 import BeautifulSoup

from pasquino.accounts.models import User
from pasquino.discussion.models import Comment, Thread
from pasquino.discussion.reading import Display, Sort
from tests import make
from tests.fixtures import fixture

pytestmark = pytest.mark.django_db

THREADS = ["pl-big-parsoid", "it-unsigned-parsoid", "fr-unsigned-parsoid", "suppressed-talk"]


def bring(name: str) -> Thread:
    """The discussion as a thread; a heading becomes the comment its answers stand under."""
    lines = fixture(f"fixtures/threads/{name}.jsonl").read_text(encoding="utf-8").splitlines()
    thread = make.thread(make.story("Elsewhere"))
    readers: dict[str, User] = {}
    made: dict[str, Comment] = {}
    for row in map(json.loads, lines):
        name = row.get("author") or "Somebody"
        author = readers.get(name) or readers.setdefault(name, make.reader(f"{name[:40]} there"))
        text = row.get("text", "").strip() or "…"
        at = row.get("timestamp")
        made[row["id"]] = make.comment(
            thread,
            by=author,
            answers=made.get(row["parent"]),
            subject=text[:50].strip() or "…",
            source=text,
            at=datetime.fromisoformat(at) if at else make.NOON,
        )
    return thread


def walk(client, thread: Thread, query: str) -> list[BeautifulSoup]:
    """All pages of a discussion, by its own links to the next."""
    address = thread.story.get_absolute_url()
    pages: list[BeautifulSoup] = []
    for number in range(1, 99):
        answer = client.get(f"{address}{query}&page={number}")
        if answer.status_code == 404:
            return pages
        pages.append(BeautifulSoup(answer.content, "html.parser"))
    raise AssertionError("no end")


@pytest.mark.parametrize("name", THREADS)
def test_every_comment_is_found_once_under_what_it_answers(client, name: str) -> None:
    thread = bring(name)
    parents = dict(Comment.objects.values_list("number", "parent_number"))
    for display in Display.values:
        for sort in (Sort.OLDEST, Sort.HIGHEST_NEWEST):
            pages = walk(client, thread, f"?display={display}&sort={sort}")
            shown = [article for page in pages for article in page.select(".thread article")]
            assert sorted(number(article) for article in shown) == sorted(parents)
            for article in shown:
                assert int(str(article.get("data-parent") or 0)) == parents[number(article)]
                if article.get("data-parent"):
                    assert f"#{article['data-parent']}" in article.get_text(" ")
                assert len(article.find_parents("ol")) <= 8


def number(article) -> int:
    return int(article["data-number"])


@pytest.mark.parametrize("name", THREADS)
def test_a_comment_in_a_nested_display_stands_inside_its_parents_item(client, name: str) -> None:
    thread = bring(name)

    for page in walk(client, thread, "?display=nested&sort=oldest"):
        here = {number(article) for article in page.select(".thread article")}
        for article in page.select(".thread article[data-parent]"):
            parent = int(str(article["data-parent"]))
            if parent in here and int(str(article["data-depth"])) < 8:
                item = article.find_parent("li").find_parent("li")
                assert number(item.select_one("article")) == parent
