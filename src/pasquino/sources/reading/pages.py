"""The words of an HTML page as a reader sees them: all of it, block by block.

Quotations are looked for in the whole page, because whatever picks out "the article" also loses
sentences of it (measured: 9 in 852; the whole page 4).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree
from lxml.etree import _Element

from pasquino.sources.reading.elements import (
    FURNITURE,
    KINDS,
    UNREAD,
    breaks_line,
    is_caption,
    is_hidden,
    is_note_mark,
    named,
)
from pasquino.sources.reading.letters import clean, raised, spaced
from pasquino.sources.reading.shapes import BlockKind

LARGEST = 10_000_000  # characters of HTML
MOST_TAGS = 400_000

# Pictures inside an attribute, or an attack: libxml2 compares each attribute with all others.
_LONG_TAG = re.compile(r"<(\w+)\b[^<>]{20000,}>")
_TOO_DEEP = etree.ErrorTypes.ERR_RESOURCE_LIMIT
_KEPT_WHEN_FLAT = re.compile(
    r"</?(?!(?:script|style|template|noscript|textarea|title|svg)\b)(\w+)[^<>]*>", re.IGNORECASE
)
_INLINE_WHEN_FLAT = named("""
    a abbr b bdi bdo big cite code em font i ins kbd mark q s small span strong sub sup tt u
    wbr
    """)
_SPACED_BREAK = re.compile(r"[ ]*\n[ ]*")
_SPACES = re.compile("[ ]{2,}")
_PARAGRAPHS = re.compile("\n{2,}")


@dataclass(slots=True)
class Piece:
    """The text of one block, with what its place on the page tells about it."""

    text: str
    kind: BlockKind
    furniture: bool
    linked: int  # characters of it that are links
    places: tuple[_Element, ...]  # the block-level elements around it, outermost first


def tamed(html: str) -> tuple[str, bool]:
    """A page that is safe to parse, and whether its end was cut off because it is too large.

    Bounded in characters and in tags; what stands in a tag of monstrous length is dropped.
    """
    kept = _LONG_TAG.sub(r"<\1>", html[:LARGEST])
    is_cut = len(html) > LARGEST or kept.count("<") > MOST_TAGS
    return (_first_tags(kept) if is_cut else kept), is_cut


def parse(html: str) -> _Element:
    """The elements of a page that is `tamed`.

    Bounded in depth too (2,048 levels, by libxml2): what is deeper is read again without nesting.
    """
    root, too_deep = _parsed(html)
    if too_deep:
        root, _ = _parsed(_KEPT_WHEN_FLAT.sub(_flattened, html))
    return root


def pieces(root: _Element) -> list[Piece]:
    """The page's text in blocks, in its order."""
    reader = _Reader()
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            reader.leave(element)
        elif not reader.enter(element):
            walk.skip_subtree()
    reader.end_block()
    return reader.found


def _parsed(html: str) -> tuple[_Element, bool]:
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True
    )
    # Surrogates cannot be encoded; NUL ends the page for libxml2.
    data = html.replace("\x00", "").encode("utf-8", "replace")
    try:
        root = etree.fromstring(data, parser)
    except etree.ParserError:
        root = None  # nothing in it
    except etree.XMLSyntaxError:
        root = None
    too_deep = any(error.type == _TOO_DEEP for error in parser.error_log)
    return (etree.Element("html") if root is None else root), too_deep


def _first_tags(html: str) -> str:
    for number, tag in enumerate(re.finditer("<", html)):
        if number == MOST_TAGS:
            return html[: tag.start()]
    return html


def _flattened(tag: re.Match[str]) -> str:
    return "" if tag[1].lower() in _INLINE_WHEN_FLAT else "<br><br>"


@dataclass(slots=True)
class _Reader:
    """Goes through a page and gathers its text."""

    found: list[Piece] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    places: list[_Element] = field(default_factory=list)
    around: tuple[_Element, ...] = ()  # of the block that is being read
    links: int = 0  # how many links we are in
    linked: int = 0
    preformatted: int = 0
    skipped: _Element | None = None

    def enter(self, element: _Element) -> bool:
        """Read an element's beginning; False when nothing in it is to be read."""
        if element.tag in UNREAD or is_hidden(element) or self._is_mark(element):
            self.skipped = element
            return False
        if breaks_line(element):
            self.end_block()
            self.places.append(element)
        if element.tag in ("pre", "listing", "xmp", "plaintext"):
            self.preformatted += 1
        self._inline(element)
        self.links += element.tag == "a"
        text = element.text or ""
        self._add(raised(text) if element.tag == "sup" else text)
        return True

    def leave(self, element: _Element) -> None:
        """Read what stands behind an element."""
        if self.skipped is element:
            self.skipped = None
        else:
            self.links -= element.tag == "a"
            if element.tag == "q":
                self.parts.append("”")
            if element.tag in ("pre", "listing", "xmp", "plaintext"):
                self.preformatted -= 1
            if self.places and self.places[-1] is element:
                self.end_block()
                self.places.pop()
        self._add(element.tail or "")

    def end_block(self) -> None:
        """Close the block that is being read; an empty line in it (`<br><br>`) parts it."""
        text, kind = "".join(self.parts), _kind(self.around)
        if kind != "preformatted":
            text = _SPACED_BREAK.sub("\n", _SPACES.sub(" ", text))
        furniture = any(place.tag in FURNITURE for place in self.around)
        self.found += [
            Piece(stripped, kind, furniture, self.linked, self.around)
            for paragraph in _PARAGRAPHS.split(text)
            if (stripped := paragraph.strip())
        ]
        self.parts, self.linked, self.around = [], 0, ()

    def _inline(self, element: _Element) -> None:
        if element.tag == "br":
            self.parts.append("\n")
        elif element.tag == "q":
            self.parts.append("“")

    def _is_mark(self, element: _Element) -> bool:
        return element.tag in ("sup", "a") and is_note_mark(element, "".join(self.parts[-3:]))

    def _add(self, text: str) -> None:
        if not text:
            return
        text = clean(text)
        if not self.preformatted:
            text = spaced(text)
        if not self.around and text.strip():
            self.around = tuple(self.places)
        self.linked += len(text.strip()) if self.links else 0
        self.parts.append(text)


def _kind(places: tuple[_Element, ...]) -> BlockKind:
    for place in reversed(places):
        if place.tag in KINDS:
            return KINDS[place.tag]
        if is_caption(place):
            return "caption"
        if place.tag in ("table", "section", "article", "body"):
            break
    return "paragraph"
