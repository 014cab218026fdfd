"""What HTML's elements mean for the text of a page: which are shown, which break a line."""

from __future__ import annotations

import re

from lxml.etree import _Element

from pasquino.sources.reading.shapes import BlockKind


def named(names: str) -> frozenset[str]:
    """The names in a text."""
    return frozenset(names.split())


BLOCKS = named("""
    address article aside blockquote body button caption center col colgroup dd details
    dialog dir div dl dt fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6
    header hgroup hr html legend li listing main menu nav ol optgroup option p plaintext pre
    search section summary table tbody td tfoot th thead tr ul video xmp
    """)
# Never shown as text, or shown only where something else failed.
UNREAD = named("""
    annotation annotation-xml applet area audio base canvas datalist embed head iframe input
    link meta noembed noframes noscript object param rp rt rtc script select style svg
    template textarea title track
    """)
FURNITURE = named("""
    aside button dialog fieldset footer form legend nav search
    """)
KINDS: dict[str, BlockKind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dt", "dd"), "item"),
    **dict.fromkeys(("figcaption", "caption"), "caption"),
    **dict.fromkeys(("td", "th"), "cell"),
    **dict.fromkeys(("pre", "listing", "xmp", "plaintext"), "preformatted"),
}

_HIDDEN_STYLE = re.compile(
    r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE
)
_HIDDEN_CLASS = re.compile(
    r"(?:^|\s)(?:sr-only|visually-?hidden|screen-?reader(?:-text|-only)?|a11y-hidden)(?:\s|$)",
    re.IGNORECASE,
)
_DROP_CAP = re.compile(
    r"drop-?_?cap|first-?letter|initial-?(?:letter|cap)|lettrine", re.IGNORECASE
)
_CAPTION = re.compile(r"(?:^|[\s_-])caption(?:[_-]?text)?(?:\s|$)", re.IGNORECASE)
_COMMENTS = re.compile(
    r"(?:^|[\s_])(?:(?:user|reader|story|article|post|view|fb|wp)?-?comments?(?:-?_?(?:list|area|body"
    r"|content|text|section|thread|container|wrapper|wrap|item|block|box))?|disqus(?:_thread)?"
    r"|respond|commentlist|u-comment|h-cite|livefyre\S*|coral\S*|hyvor\S*)(?:\s|$)",
    re.IGNORECASE,
)
_NOTE_NAME = re.compile(
    r"(?:^|[\s_-])(?:fn|foot-?note|end-?note|note-?ref|ref(?:erence)?|cite)", re.IGNORECASE
)
_NOTE_LINK = re.compile(r"#.*(?:fn|note|cite|ref|^#\d)", re.IGNORECASE)
_NOTE_TEXT = re.compile(
    r"\s*(?:\[[^\]]{1,60}\]|\(?\d{1,3}\)?(?:\s*[,–-]\s*\d{1,3})*|[*†‡§¶]+|[a-z])\s*,?\s*"
)
_NOTE_SURE = re.compile(r"\s*(?:\[[^\]]{1,60}\]\s*)+|\s*[*†‡§¶]+\s*")
_AFTER_WORDS = re.compile(r"(?:[^\W\d_]{4,}|[.,;:!?’”»\"')\]])$")


def is_hidden(element: _Element) -> bool:
    """Whether nobody sees this element: hidden by attribute or style, or left to screen readers.

    What only screen readers get often doubles what is seen ("The" beside a drawn T and "he").
    """
    if element.get("hidden") is not None and element.get("hidden") != "until-found":
        return True
    if element.tag == "dialog" and element.get("open") is None:
        return True
    if (style := element.get("style")) and _HIDDEN_STYLE.search(style):
        return True
    return bool(_HIDDEN_CLASS.search(element.get("class", "")))


def is_caption(element: _Element) -> bool:
    """Whether its class says that it is what stands under a picture."""
    return bool(_CAPTION.search(element.get("class", "")))


def breaks_line(element: _Element) -> bool:
    """Whether the text before and after it, and in it, stand on different lines."""
    return element.tag in BLOCKS and not is_drop_cap(element)


def is_drop_cap(element: _Element) -> bool:
    """Whether this holds the large first letter of a text, however it is made."""
    if not _DROP_CAP.search(element.get("class", "")):
        return False
    return len("".join(element.itertext()).strip()) in (1, 2)


def holds_comments(element: _Element) -> bool:
    """Whether this is where readers' comments stand, by the names that pages give it."""
    names = f"{element.get('id', '')} {element.get('class', '')}"
    return bool(_COMMENTS.search(names)) or element.get("itemtype", "").endswith("/Comment")


def is_note_mark(element: _Element, before: str) -> bool:
    """Whether this is the mark of a footnote behind the text `before`, not part of its words.

    `said<sup>1</sup>` has one, `10<sup>6</sup>`, `km<sup>2</sup>` and `1<sup>st</sup>` do not.
    """
    if element.tag == "a":
        return _names_note(element) and _is_note_link(element)
    text = "".join(element.itertext())
    if element.tag != "sup" or not _NOTE_TEXT.fullmatch(text):
        return bool(element.tag == "sup" and _NOTE_SURE.fullmatch(text))
    if _NOTE_SURE.fullmatch(text):
        return True
    parts = (element, *element.iter("a"))
    if any(_names_note(part) for part in parts) or any(
        part.get("href", "").startswith("#") for part in parts
    ):
        return True
    return text.strip()[-1:].isdigit() and bool(_AFTER_WORDS.search(before))


def _names_note(element: _Element) -> bool:
    if element.get("role") == "doc-noteref" or "noteref" in element.get("epub:type", ""):
        return True
    return any(_NOTE_NAME.search(element.get(name, "")) for name in ("class", "id", "rel"))


def _is_note_link(element: _Element) -> bool:
    text = "".join(element.itertext())
    return bool(_NOTE_LINK.search(element.get("href", ""))) and bool(_NOTE_TEXT.fullmatch(text))
