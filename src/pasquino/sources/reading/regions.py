"""Which blocks of a page are the article, which readers' comments, and which neither.

What trafilatura takes for the article is the seed; paragraphs it lost between those it kept are
taken back, because a sentence in the middle of an article is part of it. Captions, advertisements
and "read also" between two paragraphs are aside, so that a quotation across them stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml.etree import _Element

from pasquino.sources.reading.elements import holds_comments
from pasquino.sources.reading.pages import Piece
from pasquino.sources.reading.shapes import Region

LOST = 40  # characters: a paragraph between two of the article is part of it from this length

_OTHER_THAN_LETTERS = re.compile(r"[\W_]+")
_SENTENCE_ENDS = tuple('.!?…:;"”’»)。！？」』؟۔।')


def regions(pieces: Sequence[Piece], article: str, comments: str = "") -> list[Region]:
    """The region of each piece, given the words that are thought to be the article's."""
    compact, said = _compact(article), _compact(comments)
    taken = [_is_in(compact, _compact(piece.text)) for piece in pieces]
    if not any(taken):
        taken = [_looks_like_article(piece) for piece in pieces]
    discussed = _comment_places(pieces, taken)
    first = next((number for number, is_taken in enumerate(taken) if is_taken), len(taken))
    last = max((number for number, is_taken in enumerate(taken) if is_taken), default=-1)
    return [
        _region(piece, taken[number], first < number < last, said, discussed)
        for number, piece in enumerate(pieces)
    ]


def _region(
    piece: Piece, taken: bool, between: bool, said: str, discussed: set[_Element]
) -> Region:
    if any(place in discussed for place in piece.places):
        return "comment"
    if taken:
        return "article"
    if said and _is_in(said, _compact(piece.text)):
        return "comment"
    if between and _looks_like_article(piece):
        return "article"
    return "aside"


def _comment_places(pieces: Sequence[Piece], taken: list[bool]) -> set[_Element]:
    """The elements that hold comments, unless they hold most of the article too.

    A page of class `comment` may be a commentary.
    """
    sizes: dict[_Element, int] = {}
    article = 0
    for piece, is_taken in zip(pieces, taken, strict=True):
        article += len(piece.text) if is_taken else 0
        for place in piece.places:
            sizes[place] = sizes.get(place, 0) + (len(piece.text) if is_taken else 0)
    return {
        place
        for place, size in sizes.items()
        if size * 2 <= article and place.tag not in ("html", "body") and holds_comments(place)
    }


def _looks_like_article(piece: Piece) -> bool:
    """Whether this reads like sentences of a text, not like furniture."""
    if piece.furniture or piece.kind in ("caption", "cell") or len(piece.text) < LOST:
        return False
    return piece.linked * 2 < len(piece.text) and piece.text.endswith(_SENTENCE_ENDS)


def _is_in(compact: str, words: str) -> bool:
    if len(words) <= LOST * 2:
        return bool(words) and words in compact
    # A footnote's mark in one of the two must not make a paragraph foreign.
    return words[:LOST] in compact and words[-LOST:] in compact


def _compact(text: str) -> str:
    return _OTHER_THAN_LETTERS.sub("", text).casefold()
