"""Where the figures of an edition stand, in the order of its text. No database."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, Protocol

from pasquino.stories.figure_marks import Readable, Words

INLINE, BLOCK = "inline", "block"


class Marked(Protocol):
    """Words in a draft that are a figure (`models.MarkedFigure`)."""

    figure_id: int
    block: str
    words: str
    occurrence: int


class Edited(Protocol):
    """What is read of an edition."""

    blocks: list[dict[str, str]]
    quotations: list[dict[str, Any]]
    insets: list[dict[str, Any]]


class Placed(NamedTuple):
    """A figure in its place, counted from 1; one in a chart has no words in the text."""

    place: int
    role: str
    block: str
    words: str
    occurrence: int
    figure: int


def placed(edition: Edited, marks: Iterable[Marked]) -> list[Placed]:
    """The figures of an edition; words that do not stand in its text are left out."""
    by_block: dict[str, list[Marked]] = {}
    for mark in marks:
        by_block.setdefault(mark.block, []).append(mark)
    insets = {inset["id"]: inset for inset in edition.insets}
    found = (
        one
        for id, text in block_texts(edition)
        for one in (*_in_text(id, text, by_block.get(id, [])), *_in_inset(id, insets.get(id)))
    )
    return [Placed(place, *one) for place, one in enumerate(found, start=1)]


def block_texts(edition: Edited) -> Iterator[tuple[str, str]]:
    """The id of each block and the HTML in which its figures' words are looked for."""
    quotations = {entry["id"]: entry for entry in edition.quotations}
    for block in edition.blocks:
        entry = quotations.get(block["id"])
        yield block["id"], quoted_html(entry) if entry else block["html"]


def quoted_html(entry: Mapping[str, Any]) -> str:
    """A quotation's words as paragraphs."""
    return "".join(f"<p>{html.escape(words)}</p>" for words in entry["words"])


def _in_text(id: str, text: str, marks: list[Marked]) -> Iterator[tuple[str, str, str, int, int]]:
    if not marks:
        return
    readable = Readable(text)
    spans = ((readable.span(Words(mark.words, mark.occurrence)), mark) for mark in marks)
    for _span, mark in sorted(((s, m) for s, m in spans if s), key=lambda one: one[0]):
        yield INLINE, id, mark.words, mark.occurrence, mark.figure_id


def _in_inset(
    id: str, inset: Mapping[str, Any] | None
) -> Iterator[tuple[str, str, str, int, int]]:
    for figure in (inset or {}).get("figures", ()):
        yield BLOCK, id, "", 1, figure
