"""A story's text as it is shown: its edition with figures marked and slots filled. No database."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from django.utils.safestring import SafeString, mark_safe

from pasquino.stories.figure_marks import marked
from pasquino.stories.figures_shown import FigureShown
from pasquino.stories.models import Edition
from pasquino.stories.slots import fill

Cards = Callable[[Sequence[FigureShown]], str]
CAPTION = "<figcaption"


def body(
    edition: Edition,
    slots: Mapping[tuple[str, int], str],
    figures: Sequence[FigureShown],
    cards: Cards,
) -> SafeString:
    """The text of an edition; `cards` says what stands after a paragraph with figures."""
    inline = [figure for figure in figures if figure.is_inline]
    if not inline:
        return _safe(fill(edition.html, slots))
    by_block: dict[str, list[FigureShown]] = {}
    for figure in inline:
        by_block.setdefault(figure.block, []).append(figure)
    blocks = (
        _block(block["kind"], fill(block["html"], slots), by_block.get(block["id"], []), cards)
        for block in edition.blocks
    )
    return _safe("\n".join(blocks))


def _block(kind: str, html: str, figures: Sequence[FigureShown], cards: Cards) -> str:
    if not figures:
        return html
    by_place = {figure.place: figure for figure in figures}

    def said(places: Sequence[int]) -> str:
        return cards([by_place[place] for place in sorted(places)])

    if kind == "quotation":
        return _quotation(html, figures, said)
    marks = [figure.mark(is_quoted=False) for figure in figures]
    return marked(html, marks, said)


def _quotation(
    html: str, figures: Sequence[FigureShown], said: Callable[[Sequence[int]], str]
) -> str:
    """Only the quoted words are marked, not what stands below them; the cards follow it all."""
    found: list[int] = []

    def later(places: Sequence[int]) -> str:
        found.extend(places)
        return ""

    words, caption, rest = html.partition(CAPTION)
    words = marked(words, [figure.mark(is_quoted=True) for figure in figures], later)
    return f"{words}{caption}{rest}{said(found) if found else ''}"


def _safe(html: str) -> SafeString:
    return mark_safe(html)  # noqa: S308 - rendered and cleaned by us
