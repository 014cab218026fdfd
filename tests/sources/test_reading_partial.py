"""A stub or a preview is told from a whole page, and a whole page from these."""

from __future__ import annotations

import json

import pytest

from pasquino.sources.reading import Reading, read
from tests.fixtures import fixture

pytestmark = pytest.mark.once  # no database

SENTENCES = "".join(
    f"<p>In year {year} the harbour was dredged again, and the council paid {year} pounds for it"
    f" although nobody on the quay had asked for such a thing.</p>"
    for year in range(1990, 2020)
)
SHORT = SENTENCES[:600].rpartition("<p>")[0]


def of(body: str, head: str = "") -> Reading:
    return read(f"<html><head>{head}</head><body>{body}</body></html>".encode())


def data(**said: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps(said)}</script>"


@pytest.mark.parametrize(
    "sign",
    [
        "Subscribe to continue reading.", "To continue reading this article, please sign in.",
        "This article is for subscribers only.", "You’ve reached your article limit",
        "Jetzt weiterlesen mit dem Probeabo", "Cet article est réservé aux abonnés",
        "Suscríbete para seguir leyendo", "この記事は会員限定です", "订阅后继续阅读",
        "La suite est réservée à qui paie.", "للمشتركين فقط",
    ],
)  # fmt: skip
def test_a_wall_at_the_end_of_a_text_makes_it_partial(sign: str) -> None:
    reading = of(f"<article>{SHORT}<div class=wall><p>{sign}</p></div></article>")

    assert (reading.state, reading.reasons) == ("partial", ("paywall",))


def test_a_preview_says_so() -> None:
    reading = of(
        f"<article>{SHORT}<p>You’re reading a preview, sign up to read more.</p></article>"
    )

    assert (reading.state, reading.reasons) == ("partial", ("preview",))


def test_a_text_that_breaks_off_before_a_link_to_the_rest_is_a_preview() -> None:
    reading = of(f"<article>{SHORT}<p>And then the council decided to…</p></article>"
                 "<p><a href=/rest>Read more</a></p>")  # fmt: skip

    assert reading.reasons == ("preview",)


def test_a_page_that_says_it_must_be_paid_for_is_believed() -> None:
    said = data(**{"@type": "NewsArticle", "isAccessibleForFree": "False"})

    assert of(f"<article>{SHORT}</article>", said).reasons == ("paywall",)


def test_a_page_that_shows_what_is_to_be_paid_for_is_whole() -> None:
    part = {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".paid"}
    said = data(isAccessibleForFree=False, hasPart=part)

    assert (
        of(f"<article>{SHORT}<div class='x paid'>{SENTENCES}</div></article>", said).reasons == ()
    )


def test_a_page_that_counts_more_words_than_it_shows_is_a_stub() -> None:
    assert of(f"<article>{SHORT}</article>", data(wordCount=1200)).reasons == ("stub",)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("Just a moment... Verify you are human", "challenge"),
        ("Please enable JavaScript to view this page.", "challenge"),
        ("We value your privacy. We and our partners store data.", "consent"),
        ("", "stub"),
    ],
)
def test_a_door_keeper_is_not_the_page(words: str, reason: str) -> None:
    reading = of(f"<div>{words}</div>")

    assert (reading.state, reading.reasons) == ("partial", (reason,))


def test_a_page_that_a_script_would_fill_is_a_stub() -> None:
    script = f"<script>{'var x = 1;' * 4000}</script>"

    assert of(f"<h1>The harbour</h1><p>Loading</p>{script}").reasons == ("stub",)


@pytest.mark.parametrize(
    "around",
    [
        "{}<aside><p>Subscribe to our newsletter and read more.</p></aside>",
        "{}<p>Subscribe to our newsletter for more stories.</p>",
        "<p>Subscribe to continue reading.</p>{}",
        "{}<footer><p>Some stories are for subscribers only.</p></footer>",
        "{}<section id=comments><p>Says who? This article is for subscribers only!</p></section>",
        "<p>You have 2 free articles left this month.</p>{}",
        "{}<h2>More</h2><p><a href=/x>Read more</a></p>",
        "<nav><a href=/s>Subscribe to read the full edition</a></nav>{}",
        "<div>We value your privacy and use cookies. <button>Accept</button></div>{}",
    ],
)
def test_a_whole_page_with_a_box_is_not_called_partial(around: str) -> None:
    reading = of(around.format(f"<article>{SENTENCES}</article>"))

    assert (reading.state, reading.reasons) == ("complete", ())


@pytest.mark.parametrize("body", ["<p>He said it.</p>", "<h1>Title</h1><p>One sentence only.</p>"])
def test_a_short_page_is_not_suspicious_by_itself(body: str) -> None:
    assert of(body).state == "complete"


def test_a_plain_text_that_ends_as_a_preview_is_partial() -> None:
    preview = fixture("seed/sources/outlook-article-preview.txt").read_bytes()
    whole = fixture("seed/sources/outlook-article.txt").read_bytes()

    assert "preview" in read(preview, content_type="text/plain").reasons
    assert read(whole, content_type="text/plain").state == "complete"


def test_most_real_pages_are_complete() -> None:
    import gzip

    pages = list((fixture("fixtures/articles") / "html").glob("*.gz"))

    partial = [page for page in pages if read(gzip.decompress(page.read_bytes())).reasons]

    assert len(partial) <= len(pages) // 20
