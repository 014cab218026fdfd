"""Reading what a page, a PDF or a text file says, whoever made it; without Django or a network."""

from __future__ import annotations

import re

from pasquino.sources.reading.apart import read_apart
from pasquino.sources.reading.charsets import decode
from pasquino.sources.reading.shapes import Block, Kind, Reading, State

__all__ = ["Block", "Reading", "kind_of", "read", "read_apart"]

_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_TAG = re.compile(
    r"<(?:!doctype|html|head|body|title|meta|script|style|div|p|span|br|h[1-6]|article|table|a)\b",
    re.IGNORECASE,
)
_BETWEEN_BLOCKS = "\n\n"
_EMPTY_LINES = re.compile(r"\s*\n[^\S\n]*\n\s*")
BEGINNING = 4096  # bytes that tell what a document is
LONGEST_TEXT = 10_000_000  # characters


def read(data: bytes, *, content_type: str = "", url: str = "") -> Reading:
    """Read a document: its whole text in blocks, and what it says about itself.

    `content_type` is the header it came with, `url` where it stands. Never raises: what cannot
    be read is `unreadable`, with the reason. Time and memory are bounded for HTML and text; a PDF
    is read in another process. Use `read_apart` for what strangers sent.
    """
    kind = kind_of(data, content_type)
    if kind == "html":
        return _read_html(data, content_type, url)
    if kind == "text":
        return _read_text(data, content_type)
    if kind == "pdf":
        return read_apart(data, content_type=content_type, url=url, kind=kind)
    reason = "image" if kind == "image" else "binary"
    return Reading(text="", state="unreadable", reasons=(reason,), kind=kind)


def kind_of(data: bytes, content_type: str = "") -> Kind:
    """What sort of document these bytes are; the bytes count for more than the header."""
    if data.startswith(_PICTURES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return "image"
    beginning = data[:BEGINNING].decode("latin-1")
    if "%PDF-" in beginning[:1024] and not _TAG.search(beginning[:1024]):
        return "pdf"
    if len(_CONTROL.findall(beginning)) * 100 > len(beginning):
        beginning, charset = decode(data[:BEGINNING], content_type)
        if not charset.startswith("utf-16"):
            return "other"
    sort = content_type.partition(";")[0].strip().lower()
    if sort in ("text/html", "application/xhtml+xml"):
        return "html"
    return "html" if _TAG.search(beginning) else "text"


def _read_html(data: bytes, content_type: str, url: str) -> Reading:
    from pasquino.sources.reading.about import about
    from pasquino.sources.reading.pages import parse, pieces, tamed
    from pasquino.sources.reading.partial import reasons_partial
    from pasquino.sources.reading.regions import regions

    decoded, charset = decode(data, content_type)
    html, cut = tamed(decoded)
    root = parse(html)
    found = pieces(root)
    said = about(html, root, url)
    placed = regions(found, said.article, said.comments)
    reasons = (("too_large",) if cut else ()) + reasons_partial(found, placed, root, html)
    blocks, texts, at = [], [], 0
    for piece, region in zip(found, placed, strict=True):
        blocks.append(Block(at, at + len(piece.text), region, piece.kind))
        texts.append(piece.text)
        at += len(piece.text) + len(_BETWEEN_BLOCKS)
    return Reading(
        text=_BETWEEN_BLOCKS.join(texts),
        blocks=tuple(blocks),
        charset=charset,
        state="partial" if reasons else "complete",
        reasons=reasons,
        kind="html",
        title=said.title,
        authors=said.authors,
        publisher=said.publisher,
        published=said.published,
        language=said.language,
        canonical_url=said.canonical_url,
        opt_out=said.opt_out,
    )


def _read_text(data: bytes, content_type: str) -> Reading:
    from pasquino.sources.reading.letters import clean
    from pasquino.sources.reading.partial import reasons_text_partial

    whole, charset = decode(data, content_type)
    text = clean(whole[:LONGEST_TEXT])
    reasons = (("too_large",) if len(whole) > LONGEST_TEXT else ()) + reasons_text_partial(text)
    state: State = "partial" if reasons else "complete"
    if not text.strip():
        state, reasons = "unreadable", ("empty",)
    return Reading(text, _paragraphs(text), charset, state, reasons, kind="text")


def _paragraphs(text: str) -> tuple[Block, ...]:
    """Where the paragraphs of a plain text stand: empty lines part them."""
    end = len(text.rstrip())
    start = len(text) - len(text.lstrip())
    blocks = []
    for gap in _EMPTY_LINES.finditer(text, start, end):
        blocks.append(Block(start, gap.start()))
        start = gap.end()
    return (*blocks, Block(start, end)) if start < end else ()
