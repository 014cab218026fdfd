"""Reading what a page, a PDF or a text file says, whoever made it; without Django or a network."""

from __future__ import annotations

import re

from pasquino.sources.reading.charsets import decode
from pasquino.sources.reading.shapes import Block, Kind, Reading

__all__ = ["Block", "Reading", "read"]

_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_TAG = re.compile(
    r"<(?:!doctype|html|head|body|title|meta|div|p|span|br|h[1-6]|article|table|a)\b",
    re.IGNORECASE,
)
_BETWEEN_BLOCKS = "\n\n"
LARGEST = 30_000_000  # bytes


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
    reason = {"image": "image", "pdf": "scanned"}.get(kind, "binary")
    return Reading(text="", state="unreadable", reasons=(reason,), kind=kind)


def kind_of(data: bytes, content_type: str = "") -> Kind:
    """What sort of document these bytes are; the bytes count for more than the header."""
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_PICTURES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return "image"
    sort = content_type.partition(";")[0].strip().lower()
    if sort in ("text/html", "application/xhtml+xml"):
        return "html"
    beginning, charset = decode(data[:4096], content_type)
    if not charset.startswith("utf-16") and "\x00" in beginning:
        return "other"
    return "html" if _TAG.search(beginning) else "text"


def _read_html(data: bytes, content_type: str, url: str) -> Reading:
    from pasquino.sources.reading.about import about
    from pasquino.sources.reading.pages import parse, pieces
    from pasquino.sources.reading.regions import regions

    html, charset = decode(data, content_type)
    root, cut = parse(html)
    found = pieces(root)
    said = about(html, root, url)
    blocks, texts, at = [], [], 0
    for piece, region in zip(found, regions(found, said.article, said.comments), strict=True):
        blocks.append(Block(at, at + len(piece.text), region, piece.kind))
        texts.append(piece.text)
        at += len(piece.text) + len(_BETWEEN_BLOCKS)
    return Reading(
        text=_BETWEEN_BLOCKS.join(texts),
        blocks=tuple(blocks),
        charset=charset,
        state="partial" if cut else "complete",
        reasons=("too_large",) if cut else (),
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
    text, charset = decode(data, content_type)
    blocks = tuple(
        Block(found.start(), found.end()) for found in re.finditer(r"\S(?:.|\n(?!\s*\n))*", text)
    )
    return Reading(text=text, blocks=blocks, charset=charset, kind="text")
