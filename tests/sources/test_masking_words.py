"""Names are found in plain text, in markup and in JSON, however they are written."""

from __future__ import annotations

import json
import unicodedata
from itertools import product
from typing import Literal

import pytest

from pasquino.sources.mask_markup import masked_html, masked_json, masked_text
from pasquino.sources.mask_words import Masks

pytestmark = pytest.mark.once  # no database

MASKS = Masks([("Ada Quill", "N. N."), ("Zoë O'Neil", "a witness"), ("Groß", "G.")])


@pytest.mark.parametrize(
    "written",
    [
        "Ada Quill", "ADA QUILL", "ada quill", "Ada  Quill", "Ada\u00a0Quill", "Ada\nQuill",
        "A\u00adda Qu\u00adill", "Ada\u200b Quill",
    ],
)  # fmt: skip
def test_a_name_is_hidden_however_it_is_written(written: str) -> None:
    assert MASKS.masked(f"({written}'s mill)") == "(N. N.'s mill)"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("mark", ["'", "’", "ʼ"])
def test_accents_and_apostrophes_may_be_written_in_each_way(
    form: Literal["NFC", "NFD"], mark: str
) -> None:
    written = unicodedata.normalize(form, f"Zoë O{mark}Neil".upper())

    assert MASKS.masked(f"{written}, again") == "a witness, again"


def test_letters_that_have_no_single_capital_are_found_in_capitals() -> None:
    assert MASKS.masked("Groß GROSS gross GROẞ") == "G. G. G. G."


@pytest.mark.parametrize(
    "other",
    [
        "Ada Quiller", "Bada Quill", "Ada, Quill", "AdaQuill", "Ada-Quill", "Ada Quill2",
        "Ada Quill\u0308", "Großes", "Zoe O'Neil",
    ],
)  # fmt: skip
def test_other_words_stay(other: str) -> None:
    assert MASKS.masked(other) is other


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("… Quill told us", "… N. N. told us"),
        ("...Quill told us", "...N. N. told us"),
        ("the mill of Ada …", "the mill of N. N. …"),
        ("Ada… and more", "N. N.… and more"),
    ],
)
def test_what_an_excerpt_leaves_of_a_name_is_hidden(written: str, shown: str) -> None:
    assert MASKS.masked(written) == shown


def test_the_longer_of_two_names_counts() -> None:
    masks = Masks([("Ada", "A."), ("Ada Quill", "N. N."), ("Quill", "Q.")])

    assert masks.masked("Ada Quill, Ada and Quill") == "N. N., A. and Q."


def test_a_name_without_spaces_around_it_is_found_in_scripts_that_have_none() -> None:
    assert Masks([("田中太郎", "某氏")]).masked("会長の田中太郎は") == "会長の某氏は"


def test_initials_may_stand_close() -> None:
    masks = Masks([("A. B. Quill", "N. N.")])

    assert masks.masked("A.B. Quill, A. B. Quill, A.B.Quill") == "N. N., N. N., N. N."


def test_no_mask_costs_nothing() -> None:
    assert not Masks([])
    assert Masks([("  ", "x")]).masked("x") == "x"


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("<p>Ada Quill rows.</p>", "<p>N. N. rows.</p>"),
        ("<p>Ada <em>Quill</em> rows.</p>", "<p>N. N.<em></em> rows.</p>"),
        ("<p><b>A</b>da Quill</p>", "<p><b>N. N.</b></p>"),
        ("<p>Ada</p><p>Quill</p>", "<p>Ada</p><p>Quill</p>"),
        ("<p>Zo&#235; O&#x27;Neil &amp; Co</p>", "<p>a witness &amp; Co</p>"),
        ("<p>Ada&nbsp;Quill&nbsp;&lt;x&gt;</p>", "<p>N. N.&nbsp;&lt;x&gt;</p>"),
        ('<img alt="Ada Quill, left" src="/ada quill.jpg">',
         '<img alt="N. N., left" src="/ada quill.jpg">'),
        ('<a href="/ada-quill/?q=Ada Quill" title="Ada Quill">x</a>',
         '<a href="/ada-quill/?q=Ada Quill" title="N. N.">x</a>'),
        ('<meta property="og:title" content="Ada Quill &amp; we">',
         '<meta property="og:title" content="N. N. &amp; we">'),
        ('<button aria-label="Answer Ada Quill">', '<button aria-label="Answer N. N.">'),
        ('<meta content="https://a.org/Ada/Quill">', '<meta content="https://a.org/Ada/Quill">'),
        ("<textarea>Ada Quill</textarea>", "<textarea>Ada Quill</textarea>"),
        ('<input value="Ada Quill">', '<input value="Ada Quill">'),
        ("<p>Ada <!-- slot --> Quill</p>", "<p>N. N.<!-- slot --></p>"),
        ("1 < 2, Ada Quill > 3 & 4", "1 < 2, N. N. > 3 & 4"),
        ("<title>Ada Quill</title>", "<title>N. N.</title>"),
        ('<p>&lt;a href="Ada Quill"&gt; he wrote</p>', '<p>&lt;a href="N. N."&gt; he wrote</p>'),
        ("<x><![CDATA[<b>Ada Quill</b> & a]]></x>", "<x><![CDATA[<b>N. N.</b> & a]]></x>"),
        ("<a>Ada</a>, <a>Quill</a>", "<a>Ada</a>, <a>Quill</a>"),
    ],
)  # fmt: skip
def test_markup_keeps_all_but_the_names(markup: str, shown: str) -> None:
    assert masked_html(markup, MASKS) == shown


def test_html_that_stands_escaped_in_a_feed_is_masked_as_html() -> None:
    entry = (
        "<title>Ada Quill</title><content type='html'>&lt;p title=\"Ada Quill\"&gt;Ada "
        "&lt;em&gt;Quill&lt;/em&gt; &amp;amp; &lt;a href='/Ada Quill'&gt;I&lt;/a&gt;</content>"
    )

    assert masked_html(entry, MASKS, is_feed=True) == (
        "<title>N. N.</title><content type='html'>&lt;p title=\"N. N.\"&gt;N. N."
        "&lt;em&gt;&lt;/em&gt; &amp;amp; &lt;a href='/Ada Quill'&gt;I&lt;/a&gt;</content>"
    )


def test_what_is_shown_instead_cannot_become_markup() -> None:
    masks = Masks([("Ada", '<b onclick="x">"&')])

    shown = masked_html('<p title="Ada">Ada</p>', masks)

    assert shown.count("<b") == 0
    assert shown == (
        '<p title="&lt;b onclick=&quot;x&quot;&gt;&quot;&amp;">'
        "&lt;b onclick=&quot;x&quot;&gt;&quot;&amp;</p>"
    )


def test_data_for_machines_in_a_page_is_masked_and_stays_data() -> None:
    node = {"name": "Ada Quill", "url": "https://a.org/ada", "about": ["</script> Ada Quill"]}
    text = json.dumps(node).replace("<", "\\u003c")

    shown = masked_html(f'<script type="application/ld+json">{text}</script>', MASKS)

    inside = shown.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert "<" not in inside
    assert json.loads(inside) == {**node, "name": "N. N.", "about": ["</script> N. N."]}


def test_json_keeps_keys_addresses_and_identifiers() -> None:
    masks = Masks([("Ada", "N. N.")])
    value = {
        "Ada": "Ada", "slug": "ada", "id": "ada", "n": [1, None, True, {"html": "<p>Ada</p>"}],
        "link": "https://a.org/ada", "path": "/reader/ada/",
    }  # fmt: skip

    assert masked_json(value, masks) == {
        **value, "Ada": "N. N.", "n": [1, None, True, {"html": "<p>N. N.</p>"}],
    }  # fmt: skip


def test_text_that_looks_like_markup_is_read_as_such() -> None:
    assert masked_text('<a href="/Ada Quill">Ada Quill</a>', MASKS) == (
        '<a href="/Ada Quill">N. N.</a>'
    )


def test_each_way_to_cut_a_name_by_tags_is_found() -> None:
    name = "Ada Quill"
    for start, end in product(range(len(name)), repeat=2):
        cut = name[:start] + "<i>" + name[start:end] + "</i>" + name[max(start, end) :]
        if start < end:
            shown = masked_html(f"<p>so {cut} says</p>", MASKS)
            assert "N. N." in shown
            assert "Quill" not in shown.replace("<i>", "").replace("</i>", "")
