"""Where pasted words are from is found in bounded time, however many quotations and copies."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pasquino.quotations import kept_texts
from pasquino.stories import desk_finding, desk_quotations, rendering
from tests import make
from tests.stories import desk

pytestmark = pytest.mark.django_db

SENTENCES = [f"The keeper number {n} saw {n + 40} boats go by at dawn." for n in range(6)]


def shown() -> list[desk_quotations.Shown]:
    """Six quotations without a source; each stands in a copy of its own."""
    entries = [
        rendering.quotation_entry(str(place), make.quotation(words).value)
        for place, words in enumerate(SENTENCES)
    ]
    return [desk_quotations.look(entry, "en", None, n) for n, entry in enumerate(entries, 1)]


def offered() -> tuple[int, int]:
    """How many of the quotations were found, and how many copies' texts were read for it."""
    with CaptureQueriesContext(connection) as made:
        found = desk_finding.with_offers(shown(), "en")
    read = [query for query in made.captured_queries if '"blocks"' in query["sql"]]
    return sum(one.offer is not None for one in found), len(read)


@pytest.fixture(autouse=True)
def _copies() -> None:
    for n, words in enumerate(SENTENCES):
        desk.copy_of(f"https://example.org/{n}", f"It was cold. {words}", title=f"Log {n}")


def test_each_copy_is_opened_once_for_all_quotations(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_texts, "CHARACTERS_KEPT", 0)

    assert offered() == (6, 6)


def test_no_further_copy_is_opened_when_time_is_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk_finding, "SECONDS", -1.0)

    assert offered() == (0, 0)


def test_many_short_texts_are_kept_and_few_long_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    offered()
    assert offered() == (6, 0)

    monkeypatch.setattr(kept_texts, "CHARACTERS_KEPT", 100)
    offered()

    assert sum(len(text.text) for text in kept_texts._kept.values()) <= 100
