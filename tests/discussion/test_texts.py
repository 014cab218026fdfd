import json
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pasquino.discussion.texts import (
    ATTRIBUTES,
    DEEPEST_NESTING,
    LINK_REL,
    SCHEMES,
    TAGS,
    closed_bidi,
    plain_text,
    render_commonmark,
    render_plain,
)
from tests.fixtures import fixture

pytestmark = pytest.mark.once

LONGEST = 64 * 1024
RLO, PDF, RLI, PDI = "\u202e", "\u202c", "\u2067", "\u2069"


class Parsed(HTMLParser):
    """Reads HTML as a browser would and keeps what the tests ask about."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str, str]] = []
        self.others: list[str] = []
        self.text: list[str] = []
        self.shape: list[str] = []
        self.deepest = 0
        self.balanced = True
        self._open: list[str] = []
        self.feed(html)
        self.close()
        self.balanced = self.balanced and not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        told = [f"{name}={value}" for name, value in attrs if name in ("href", "start")]
        self.shape.append(" ".join([f"<{tag}>", *told]))
        if tag not in ("br", "hr", "img", "input"):
            self._open.append(tag)
        self.deepest = max(self.deepest, len(self._open))

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag: str) -> None:
        self.balanced = self.balanced and self._open[-1:] == [tag]
        del self._open[-1:]
        self.shape.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        words = data if "pre" in self._open else " ".join(data.split())
        if words:
            self.shape.append(words)

    def handle_comment(self, data: str) -> None:
        self.others.append(data)

    def handle_decl(self, decl: str) -> None:
        self.others.append(decl)

    handle_pi = unknown_decl = handle_comment


def assert_harmless(html: str) -> None:
    """Only allowed tags, attributes and schemes, and nothing that is neither tag nor text."""
    page = Parsed(html)
    assert page.tags <= TAGS
    assert page.others == []
    assert page.balanced
    for tag, name, value in page.attributes:
        assert name in ATTRIBUTES.get(tag, ()) or (tag, name, value) == ("a", "rel", LINK_REL)
        assert name != "href" or value.partition(":")[0].lower() in SCHEMES
        assert name != "start" or value.isdigit()


# What a comment may have


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("One.\n\nTwo.", "<p>One.</p>\n<p>Two.</p>"),
        ("> Quoted.", "<blockquote>\n<p>Quoted.</p>\n</blockquote>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("7. a\n8. b", '<ol start="7">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("*soft* **loud** `code`", "<p><em>soft</em> <strong>loud</strong> <code>code</code></p>"),
        ("a\\\nb", "<p>a<br>\nb</p>"),
        ("```python\n<b>\n```", "<pre><code>&lt;b&gt;\n</code></pre>"),
        ("AT&T &amp; co", "<p>AT&amp;T &amp; co</p>"),
    ],
)
def test_a_comment_may_be_written_in_commonmark(source: str, html: str) -> None:
    assert render_commonmark(source) == html


def test_a_link_says_it_is_a_reader_s() -> None:
    html = render_commonmark("[here](https://example.org/?a=1&b=2)")

    assert html == (
        '<p><a href="https://example.org/?a=1&amp;b=2" rel="ugc nofollow noopener">here</a></p>'
    )


@pytest.mark.parametrize(
    "source",
    [
        "[x](javascript:alert(1))", "[x](data:text/html,x)", "<vbscript:x>", "[x](/account/)",
        "[x](//example.org)", "[x](java&#115;cript:alert(1))", "[x](http:evil)", "[x](ftp://a/b)",
    ],
)  # fmt: skip
def test_what_leads_elsewhere_than_to_web_or_mail_stays_text(source: str) -> None:
    assert Parsed(render_commonmark(source)).tags == {"p"}


def test_an_image_becomes_a_link_to_it() -> None:
    html = render_commonmark("![a cat](https://example.org/cat.png)")
    assert Parsed(html).tags == {"p", "a"}
    assert plain_text(html) == "!a cat"


def test_html_is_shown_as_the_text_it_is() -> None:
    source = '<script>alert("1")</script> and <b>bold</b> and <!-- this -->'

    html = render_commonmark(source)

    assert Parsed(html).tags == {"p"}
    assert plain_text(html) == source


@pytest.mark.parametrize("source", ["# We\n\nWrote.", "We\n==\n\nWrote.", "###### We\n\nWrote."])
def test_a_heading_becomes_a_strong_paragraph(source: str) -> None:
    assert render_commonmark(source) == "<p><strong>We</strong></p>\n<p>Wrote.</p>"


def test_a_link_definition_cannot_make_a_short_comment_long() -> None:
    source = f"[a]: http://example.org/{'x' * 30_000}\n\n" + "[a] " * 8_000

    assert len(render_commonmark(source)) < 2 * len(source)


# Plain paragraphs, as imports have them


def test_each_plain_paragraph_keeps_its_own_and_quoted_neighbours_share_a_quotation() -> None:
    html = render_plain(["a", "b", "c", "d"], {1, 2})

    assert html == "<p>a</p>\n<blockquote>\n<p>b</p>\n<p>c</p>\n</blockquote>\n<p>d</p>"
    assert render_plain([]) == ""


def test_plain_paragraphs_are_never_read_as_markup() -> None:
    assert render_plain(["<b>*x* & y</b>"]) == "<p>&lt;b&gt;*x* &amp; y&lt;/b&gt;</p>"


# The words


def test_plain_text_keeps_blocks_apart_and_drops_tags() -> None:
    html = render_commonmark("One &lt; *two*.\n\n> Three\n\n- four\n- five\\\nsix")

    assert plain_text(html) == "One < two.\nThree\nfour\nfive\nsix"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=200))
def test_plain_words_come_back_as_they_were_written(words: str) -> None:
    assert (
        plain_text(render_plain([words])) == re.sub(r"\n{3,}", "\n\n", closed_bidi(words)).strip()
    )


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("abc", ""), (RLO, PDF), (RLO + PDF, ""), (RLI + RLO, PDF + PDI), (RLI + RLO + PDI, ""),
        (RLO + RLI + PDF, PDI + PDF), (PDF + PDI, ""), (RLO + PDI, PDF), (RLI + PDF + PDI, ""),
    ],
)  # fmt: skip
def test_open_direction_controls_are_closed_in_order(text: str, ends: str) -> None:
    assert closed_bidi(text) == text + ends


def test_a_turned_paragraph_does_not_turn_the_next() -> None:
    assert render_commonmark(f"a{RLO}b *c*\n\nd") == f"<p>a{RLO}b <em>c</em>{PDF}</p>\n<p>d</p>"
    assert render_plain([f"a{RLO}b", "c"]) == f"<p>a{RLO}b{PDF}</p>\n<p>c</p>"
    assert render_commonmark(f"    a{RLO}b") == f"<pre><code>a{RLO}b\n{PDF}</code></pre>"


@pytest.mark.parametrize("character", ["\0", "\ud800"])
def test_what_no_page_can_be_encoded_with_is_replaced(character: str) -> None:
    assert render_commonmark(f"a{character}b") == "<p>a\ufffdb</p>"
    assert render_plain([f"a{character}b"]) == "<p>a\ufffdb</p>"


# Nothing grows without bound


@pytest.mark.parametrize(
    "mark", [">", "> ", "* ", "1. ", "> * ", "*a **b ", "[", "![", "`", "<", "\\", "_a"]
)
def test_the_longest_comment_of_one_mark_keeps_its_letters_and_is_never_deep(mark: str) -> None:
    source = (mark * LONGEST)[: LONGEST - 4] + "\nend"

    html = render_commonmark(source)

    assert plain_text(html).endswith("end")
    assert Parsed(html).deepest <= 2 * DEEPEST_NESTING + 2


def test_emphasis_within_emphasis_ends_at_the_twentieth_and_keeps_its_stars() -> None:
    source = "*a **b " * 100 + "c" + "** d*" * 100

    html = render_commonmark(source)

    assert Parsed(html).deepest == DEEPEST_NESTING + 1
    assert html.count("*") == 100 * 6 - 20 * 3


@pytest.mark.parametrize("depth", [3, 40])
def test_deep_quotations_keep_every_word(depth: int) -> None:
    source = "\n".join(">" * level + f" word{level}\n" for level in range(1, depth + 1))

    words = plain_text(render_commonmark(source))

    assert re.findall(r"word\d+", words) == [f"word{n}" for n in range(1, depth + 1)]


# Hostile and awkward texts


def payloads() -> list[str]:
    lines = fixture("fixtures/xss/payloads.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["payload"] for line in lines]


@pytest.mark.parametrize(
    "around", ["{}", "[x]({})", "<{}>", "> {}", "[{}](https://example.org)", "```{}\n```", "# {}"]
)
def test_no_known_script_gets_through_commonmark(around: str) -> None:
    for payload in payloads():
        assert_harmless(render_commonmark(around.replace("{}", payload)))


def test_no_known_script_gets_through_plain_paragraphs_and_every_letter_is_shown() -> None:
    for payload in payloads():
        html = render_plain([payload])
        assert_harmless(html)
        assert "".join(Parsed(html).text) == closed_bidi(payload).replace("\0", "\ufffd")


def test_awkward_strings_are_shown_as_they_are() -> None:
    for text in json.loads(fixture("fixtures/strings/blns-a.json").read_text(encoding="utf-8")):
        html = render_plain([text])
        assert_harmless(html)
        assert_harmless(render_commonmark(text))
        assert "".join(Parsed(html).text) == closed_bidi(text)


@given(st.text(alphabet="<>&\"'`*_[]()!#:/\\ \n-=+1.ax\u202e\u2067\u2069\0", max_size=120))
@settings(deadline=None)
def test_no_text_at_all_makes_anything_but_allowed_html(source: str) -> None:
    assert_harmless(render_commonmark(source))


def is_ours(example: dict[str, str]) -> bool:
    """Whether this example of the specification uses nothing that a comment may not have."""
    if example["section"] in ("HTML blocks", "Raw HTML"):
        return False
    page = Parsed(example["html"])
    links = [value for _, name, value in page.attributes if name == "href"]
    return (
        page.tags <= TAGS
        and not page.others
        and page.balanced
        and not re.search(r"\]:", example["markdown"])
        and all(re.match(r"https?://|mailto:", link) for link in links)
    )


def test_what_a_comment_may_have_reads_as_the_specification_says() -> None:
    file = fixture("fixtures/commonmark/spec-tests.json")
    ours = [example for example in json.loads(file.read_bytes()) if is_ours(example)]

    differing = [
        example["markdown"]
        for example in ours
        if Parsed(render_commonmark(example["markdown"])).shape != Parsed(example["html"]).shape
    ]

    assert len(ours) > 300
    assert differing == []
