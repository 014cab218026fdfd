"""The words of a PDF are read, in a process of its own."""

from __future__ import annotations

import pytest

from pasquino.sources.reading import read
from tests.sources.pdfs import pdf

pytestmark = pytest.mark.once  # no database


def test_lines_become_paragraphs_and_hyphens_at_their_ends_vanish() -> None:
    reading = read(
        pdf([b"The minister said that the counter-", b"balance would not change its \001rst use.",
             b"It was \002awed."])
    )  # fmt: skip

    assert reading.text == (
        "The minister said that the counterbalance would not change its first use. It was flawed."
    )
    assert (reading.kind, reading.state) == ("pdf", "complete")


def test_a_pdf_tells_title_author_and_language() -> None:
    reading = read(pdf([b"The minister said so in the harbour."]))

    assert (reading.title, reading.authors) == ("The harbour", ("Ana Silva",))
    assert reading.language == "en-GB"


def test_what_heads_every_page_does_not_stand_in_a_sentence() -> None:
    pages = [
        [b"Harbour Review, page %d" % number, b"and so the %s decided to" % who]
        for number, who in enumerate([b"council", b"crew", b"court", b"crowd", b"cook"], 1)
    ]

    reading = read(pdf(*pages))

    heads = [reading.text[one.start : one.end] for one in reading.blocks if one.region == "aside"]
    assert heads == [f"Harbour Review, page {number}" for number in range(1, 6)]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (pdf([], [], []), "scanned"),
        (b"%PDF-1.4 and nothing else", "broken"),
        (b"%PDF-1.7\n" + b"1 0 obj<<" * 100_000, "broken"),
        (pdf([b"Secret words here."])[:200], "broken"),
    ],
    ids=["pictures only", "nothing", "nested", "cut"],
)
def test_a_pdf_without_words_is_unreadable(data: bytes, reason: str) -> None:
    reading = read(data, content_type="application/pdf")

    assert (reading.kind, reading.state, reading.reasons) == ("pdf", "unreadable", (reason,))


def test_a_pdf_is_known_by_its_bytes() -> None:
    assert read(pdf([b"Some words here."]), content_type="text/html").kind == "pdf"


def test_a_pdf_with_too_many_pages_is_read_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    from pasquino.sources.reading import pdf as reader

    monkeypatch.setattr(reader, "MOST_PAGES", 2)

    reading = reader.read_pdf(pdf(*[[b"These are the words of page %d." % n] for n in range(4)]))

    assert (reading.state, reading.reasons) == ("partial", ("too_many_pages",))
    assert "page 1" in reading.text
    assert "page 2" not in reading.text
