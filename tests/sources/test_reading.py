"""The whole text of a page is read, word by word as a reader sees it."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys

import pytest

from pasquino.sources.reading import Reading, read, read_apart
from tests.fixtures import fixture

pytestmark = pytest.mark.once  # no database


def text_of(html: str) -> str:
    return read(f"<html><body>{html}</body></html>".encode(), content_type="text/html").text


def region_of(reading: Reading, words: str) -> str:
    """The region of the block with these words."""
    return next(
        block.region for block in reading.blocks if words in reading.text[block.start : block.end]
    )


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One.</p><p>Two.", "One.\n\nTwo."),
        ("<div>One.<div>Two.</div>Three.</div>", "One.\n\nTwo.\n\nThree."),
        ("One.<br>Two.", "One.\nTwo."),
        ("One.<br><br>Two.", "One.\n\nTwo."),
        ("<p>He was <b>not</b> guil<i>ty</i>.", "He was not guilty."),
        ("<p>Counter<wbr>terror&shy;ism and\u200b so on.", "Counterterrorism and so on."),
        ("<p>A\n   line,\t and  another.", "A line, and another."),
        ("<pre>A\n  line</pre>", "A\n  line"),
        ("<ul><li>One<li>Two</ul>", "One\n\nTwo"),
        ("<table><tr><td>2,300<td>persons</table>", "2,300\n\npersons"),
        ("<p>&#8220;Yes&rdquo; &amp; &#146;no&#146;", "“Yes” & ’no’"),
        ("<p>He said <q>not now</q>.", "He said “not now”."),
        ("<p><ruby>漢<rp>(</rp><rt>かん</rt></ruby>字", "漢字"),
        ("<p>A<svg><title>icon</title></svg>B<img alt='x'>C", "ABC"),
        ("<p>A<custom-term>B</custom-term>C", "ABC"),
        ("<p>می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_lines_break_at_blocks_and_nowhere_else(html: str, text: str) -> None:
    assert text_of(html) == text


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>var x = 'not';</script>",
        "<style>p { content: 'not' }</style>",
        "<template><p>not</p></template>",
        "<noscript><p>not</p></noscript>",
        "<!-- not -->",
        "<div hidden>not</div>",
        "<div style='color:red; display : none'>not</div>",
        "<span style='visibility:hidden'>not</span>",
        "<span class='sr-only'>not</span>",
        "<span class='a screen-reader-text'>not</span>",
        "<dialog>not</dialog>",
        "<textarea>not</textarea>",
        "<select><option>not</option></select>",
        "<iframe>not</iframe>",
        "<object>not</object>",
    ],
)
def test_what_nobody_sees_is_not_read(hidden: str) -> None:
    assert (
        text_of(f"<p>He was {hidden}guilty.").replace("\n\n", "").replace(" ", "")
        == "Hewasguilty."
    )


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("said<sup>1</sup> that", "said that"),
        ("said.<sup>12</sup> Then", "said. Then"),
        ("was<sup><a href='#fn2'>2</a></sup> there", "was there"),
        (
            "was<sup id='cite_ref-3' class='reference'><a href='#c'>[3]</a></sup> there",
            "was there",
        ),
        ("was<sup>[<i>citation needed</i>]</sup> there", "was there"),
        ("was<sup>*</sup> there", "was there"),
        ("was<a role='doc-noteref' href='#fn1'>1</a> there", "was there"),
        ("said<sup>1, 2</sup> that", "said that"),
        ("10<sup>6</sup> people", "10⁶ people"),
        ("5 km<sup>2</sup> of land", "5 km² of land"),
        ("the 1<sup>st</sup> of May", "the 1st of May"),
        ("XX<sup>e</sup> siècle", "XXe siècle"),
        ("H<sub>2</sub>O", "H2O"),
        ("see <a href='#note-one'>the note on this</a>.", "see the note on this."),
        ("in <a href='#ref'>1984</a>", "in 1984"),
    ],
)
def test_marks_of_footnotes_are_no_part_of_a_sentence(html: str, text: str) -> None:
    assert text_of(f"<p>{html}") == text


@pytest.mark.parametrize(
    "html",
    [
        "<p><span class='dropcap'>T</span>he minister",
        "<p><span class='has-drop-cap'>T</span>he minister",
        "<div class='drop-cap'>T</div>he minister",
        "<p><span class='sr-only'>The</span><span aria-hidden='true'>"
        "<span class='dropcap'>T</span>he</span> minister",
    ],
)
def test_a_large_first_letter_belongs_to_its_word(html: str) -> None:
    assert text_of(html) == "The minister"


def test_blocks_say_where_each_paragraph_stands() -> None:
    reading = read("<h1>A title</h1><p>Grüße 😀 aus Köln.<p>Und Schluss.".encode())

    parts = [(reading.text[block.start : block.end], block.kind) for block in reading.blocks]

    assert parts == [
        ("A title", "heading"), ("Grüße 😀 aus Köln.", "paragraph"), ("Und Schluss.", "paragraph")
    ]  # fmt: skip


ARTICLE = "".join(
    f"<p>This is paragraph number {number} of the report, and it says something of its own about"
    f" the harbour, the ships and the {number} people who work there all year.</p>"
    for number in range(12)
)


def test_article_comments_and_furniture_are_told_apart() -> None:
    reading = read(
        f"""<html><body><nav><ul><li><a href=/>Politics</a></ul></nav>
        <article><h1>The harbour</h1>{ARTICLE[:900]}
        <figure><img><figcaption>Ships in the harbour, seen from the hill.</figcaption></figure>
        <aside><p>Sign up to our newsletter and never miss a story from us.</p></aside>
        {ARTICLE[900:]}</article>
        <section id=comments><div class=comment><p>I do not believe a word of this report.</p>
        </div></section><footer><p>All rights reserved by the harbour news company.</p></footer>
        """.encode()
    )

    assert region_of(reading, "paragraph number 0") == "article"
    assert region_of(reading, "paragraph number 11") == "article"
    assert region_of(reading, "seen from the hill") == "aside"
    assert region_of(reading, "newsletter") == "aside"
    assert region_of(reading, "Politics") == "aside"
    assert region_of(reading, "do not believe") == "comment"
    assert region_of(reading, "All rights") == "aside"


def test_a_line_that_points_elsewhere_is_not_of_the_article() -> None:
    first, rest = ARTICLE.split("</p>", 1)
    reading = read(
        f"""<article>{first}</p><p>Read more: <a href=/2>Harbour workers want their pay doubled</a>
        </p><p><img src=a.jpg alt="Ships below the hill"><span>Ships below the hill</span></p>
        <div class=image-caption>A ship comes home, after a long winter at sea.</div>
        <p>Who counted them? <a href=/3>The answer came late.</a></p>{rest}</article>""".encode()
    )

    assert region_of(reading, "Read more") == "aside"
    assert region_of(reading, "Ships below") == "aside"
    assert region_of(reading, "A ship comes home") == "aside"
    assert region_of(reading, "The answer came late.") == "article"
    assert region_of(reading, "paragraph number 1 ") == "article"


def test_a_commentary_is_not_taken_for_comments() -> None:
    reading = read(f"<body class=comment><div class=comment><h1>Harbour</h1>{ARTICLE}".encode())

    assert region_of(reading, "paragraph number 5") == "article"


def test_a_page_tells_what_it_is() -> None:
    reading = read(
        f"""<html lang=pt_BR><head><title>The harbour | Harbour News</title>
        <link rel=canonical href="/2017/harbour">
        <meta property="og:title" content="The harbour">
        <meta property="og:site_name" content="Harbour News">
        <meta name=author content="Ana Silva">
        <meta property="article:published_time" content="2017-03-07T08:00:00Z">
        </head><body><article><h1>The harbour</h1>{ARTICLE}</article>""".encode(),
        url="https://harbour.example/2017/harbour?utm=1",
    )

    assert reading.title == "The harbour"
    assert reading.authors == ("Ana Silva",)
    assert reading.publisher == "Harbour News"
    assert reading.published == "2017-03-07"
    assert reading.language == "pt-BR"
    assert reading.canonical_url == "https://harbour.example/2017/harbour"
    assert not reading.opt_out


@pytest.mark.parametrize(
    ("meta", "opts_out"),
    [
        ("<meta name=robots content='index, NOARCHIVE'>", True),
        ("<meta name=pasquino content=noarchive>", True),
        ("<meta name=robots content=none>", True),
        ("<meta name=robots content=noai>", True),
        ("<meta name=tdm-reservation content=1>", True),
        ("<meta name=robots content='noindex, nofollow'>", False),
        ("<meta name=otherbot content=noarchive>", False),
        ("<meta name=tdm-reservation content=0>", False),
    ],
)
def test_a_page_may_ask_not_to_be_kept(meta: str, opts_out: bool) -> None:
    assert read(f"<html><head>{meta}</head><p>Words.".encode()).opt_out is opts_out


def test_plain_text_keeps_its_lines() -> None:
    reading = read(b"One line,\nanother.\n\nA second paragraph.\n", content_type="text/plain")

    assert reading.text == "One line,\nanother.\n\nA second paragraph.\n"
    assert [reading.text[block.start : block.end] for block in reading.blocks] == [
        "One line,\nanother.", "A second paragraph."
    ]  # fmt: skip
    assert (reading.kind, reading.state) == ("text", "complete")


@pytest.mark.parametrize(
    ("data", "kind", "reason"),
    [
        (b"", "text", "empty"),
        (b"  \n ", "text", "empty"),
        (b"\x89PNG\r\n\x1a\n...", "image", "image"),
        (b"\xff\xd8\xff\xe0 JFIF", "image", "image"),
        (b"PK\x03\x04\x00\x00\x00\x00\x01\x02 word/document.xml", "other", "binary"),
        (bytes(range(256)) * 40, "other", "binary"),
    ],
)
def test_what_is_no_text_is_unreadable(data: bytes, kind: str, reason: str) -> None:
    reading = read(data, content_type="text/html" if kind == "other" else "")

    assert (reading.kind, reading.state, reading.reasons) == (kind, "unreadable", (reason,))
    assert reading.text.strip() == ""


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"BMW said so.", "text"),
        ("Grüße, 日本".encode("utf-16"), "text"),
        ("<html><p>Grüße, 日本".encode("utf-16"), "html"),
        (b"<p>A file begins with %PDF-1.4.", "html"),
        (b"if a < b then c", "text"),
        (b"\n<!DOCTYPE html><title>a</title>", "html"),
    ],
)
def test_what_a_document_is_shows_in_its_bytes(data: bytes, kind: str) -> None:
    assert read(data).kind == kind


def test_reading_loads_nothing_heavy_before_it_reads() -> None:
    program = (
        "import sys, pasquino.sources.reading;"
        "print([name for name in sys.modules if name.partition('.')[0] in"
        " ('django', 'lxml', 'trafilatura', 'pypdf', 'charset_normalizer', 'requests')])"
    )

    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert said.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<div>" * 10_000 + "<p>Deep words." + "</div>" * 10_000 + "<p>After.", "Deep words."),
        ("<p title='" + "x" * 9_000_000 + "'>Words behind.", "Words behind."),
        ("<p " + " ".join(f"a{number}" for number in range(200_000)) + ">Words behind.", "behind"),
        ("<p>Words first." + "<b>x</b>" * 500_000, "Words first."),
        ("<script type='application/ld+json'>" + "[" * 500_000 + "</script><p>Words.", "Words."),
        ("<p>Words.<!--" + "-" * 3_000_000, "Words."),
        ("<p>Words." + "<" * 300_000, "Words."),
    ],
    ids=["depth", "attribute", "attributes", "tags", "data", "comment", "brackets"],
)
def test_hostile_pages_are_read_in_bounds(html: str, found: str) -> None:
    assert found in read(html.encode(), content_type="text/html").text


def test_a_document_read_apart_reads_the_same() -> None:
    data = f"<html lang=en><title>Harbour</title>{ARTICLE}".encode()

    assert read_apart(data, content_type="text/html") == read(data, content_type="text/html")


def test_what_takes_too_long_or_too_much_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pasquino.sources.reading.apart.SECONDS", 0.01)

    assert read_apart(b"<p>Words.", kind="html").reasons == ("too_slow",)


def test_true_sentences_of_real_pages_are_found() -> None:
    folder = fixture("fixtures/articles")
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    sentences, found, placed = 0, 0, 0

    for name, known in truth.items():
        page = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
        reading = read(page)
        whole = f" {' '.join(_words(reading.text))} "
        article = f" {' '.join(_words(_article(reading)))} "
        for sentence in re.split(r"(?<=[.!?])\s+|\n", known["articleBody"]):
            run = f" {' '.join(_words(sentence))} "
            sentences += len(run) > 20
            found += len(run) > 20 and run in whole
            placed += len(run) > 20 and run in article

    assert sentences > 1500
    assert found / sentences >= 0.993
    assert placed / sentences >= 0.97


def _article(reading: Reading) -> str:
    return "\n".join(
        reading.text[block.start : block.end]
        for block in reading.blocks
        if block.region == "article"
    )


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.replace("\u00ad", ""))
