"""Which blocks of a page are the article, which readers' comments, and which neither.

What trafilatura takes for the article is the seed; paragraphs it lost between those it kept, or
that stand in the same element, are taken back, because a sentence in the middle of an article is
part of it. Captions, advertisements and "read also" between two paragraphs are aside, so that a
quotation across them stays whole.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from lxml.etree import _Element

from pasquino.sources.reading.elements import holds_comments
from pasquino.sources.reading.pages import Piece
from pasquino.sources.reading.shapes import Region

LONG = 40  # characters: fewer are a paragraph only where the article has just this line

Place = tuple[_Element | str, str]

_OTHER_THAN_LETTERS = re.compile(r"[\W_]+")
_SENTENCE_ENDS = tuple('.!?…:;"”’»)。！？」』؟۔।')


def regions(pieces: Sequence[Piece], article: str, comments: str = "") -> list[Region]:
    """The region of each piece, given the words that are thought to be the article's."""
    kept, said = _Words(article), _Words(comments)
    taken = [kept.have(piece) for piece in pieces]
    if not any(taken):
        taken = [_looks_like_article(piece) for piece in pieces]
    if not any(taken):
        taken = [not piece.furniture and piece.linked < len(piece.text) for piece in pieces]
    taken = _without_stragglers(pieces, taken)
    at_home = _places(pieces, taken)
    discussed = _comment_places(pieces, taken)
    known = [number for number, is_taken in enumerate(taken) if is_taken] or [0]
    found: list[Region] = []
    for number, piece in enumerate(pieces):
        if any(place in discussed for place in piece.places) or (
            not taken[number] and said.have(piece)
        ):
            found.append("comment")
        elif taken[number] or (
            (known[0] < number < known[-1] or _place(piece) in at_home)
            and _looks_like_article(piece)
        ):
            found.append("article")
        else:
            found.append("aside")
    return _without_pointers(pieces, found)


def _without_pointers(pieces: Sequence[Piece], found: list[Region]) -> list[Region]:
    """Lines between two paragraphs that point elsewhere, or say what a picture shows, are aside.

    Several such lines on end are a list, which may be what the article is about.
    """
    said_of_pictures = _said_of_pictures(pieces)
    inside = [number for number, region in enumerate(found) if region == "article"]
    pointing = {number for number in inside if _points(pieces[number])}
    for before, number, behind in zip(inside, inside[1:], inside[2:], strict=False):
        alone = number in pointing and not pointing & {before, behind}
        piece = pieces[number]
        repeats = (
            piece.kind == "paragraph"
            and not piece.text.endswith(_SENTENCE_ENDS)
            and _compact(piece.text) in said_of_pictures
        )
        if alone or repeats or piece.kind == "caption":
            found[number] = "aside"
    return found


def _points(piece: Piece) -> bool:
    """Whether a line is hardly more than a link."""
    return (
        piece.kind == "paragraph"
        and piece.linked * 2 >= len(piece.text)
        and not piece.text.rstrip("]").endswith(_SENTENCE_ENDS)
    )


def _said_of_pictures(pieces: Sequence[Piece]) -> set[str]:
    """The texts that stand for pictures."""
    places = next((piece.places for piece in pieces if piece.places), ())
    pictures = places[0].getroottree().iter("img") if places else ()
    return {said for picture in pictures if (said := _compact(picture.get("alt") or ""))}


class _Words:
    """Words without what stands between them, to find blocks in."""

    def __init__(self, text: str) -> None:
        self.all = _compact(text)
        self.lines = {_compact(line) for line in text.splitlines()}

    def have(self, piece: Piece) -> bool:
        """Whether these are words of the piece, a short one only as a whole line.

        A table's cells share a line.
        """
        words = _compact(piece.text)
        if len(words) < LONG and piece.kind != "cell":
            return bool(words) and words in self.lines
        # A footnote's mark in one of the two must not make a paragraph foreign.
        return words in self.all or (words[:LONG] in self.all and words[-LONG:] in self.all)


def _without_stragglers(pieces: Sequence[Piece], taken: list[bool]) -> list[bool]:
    """Short lines count only beside the long ones: "News" in a menu is not the heading "News"."""
    long = [
        number
        for number, is_taken in enumerate(taken)
        if is_taken and len(pieces[number].text) >= LONG and not pieces[number].furniture
    ]
    if not long:
        return taken
    near = range(long[0] - 3, long[-1] + 4)
    return [is_taken and number in near for number, is_taken in enumerate(taken)]


def _places(pieces: Sequence[Piece], taken: list[bool]) -> set[Place]:
    """Where several paragraphs of the article stand; a feed has one in each place."""
    counted = Counter(
        place
        for piece, is_taken in zip(pieces, taken, strict=True)
        if is_taken and (place := _place(piece))
    )
    return {place for place, times in counted.items() if times > 1}


def _place(piece: Piece) -> Place | None:
    """What a paragraph's element stands in, by the classes of the two elements around it.

    An article cut into several elements for advertisements has the same classes in each; without
    classes it must be the same element.
    """
    if len(piece.places) < 3:  # noqa: PLR2004 - the paragraph, its parent, and that one's parent
        return None
    parent, around = piece.places[-2], piece.places[-3]
    names = parent.get("class", ""), around.get("class", "")
    return names if all(names) else (around, f"{parent.tag} {names[0]}")


def _comment_places(pieces: Sequence[Piece], taken: list[bool]) -> set[_Element]:
    """The elements that hold comments, unless they hold most of the article too.

    A page of class `comment` may be a commentary.
    """
    sizes: dict[_Element, int] = {}
    article = 0
    for piece, is_taken in zip(pieces, taken, strict=True):
        size = len(piece.text) if is_taken else 0
        article += size
        for place in piece.places:
            sizes[place] = sizes.get(place, 0) + size
    return {
        place
        for place, size in sizes.items()
        if size * 2 <= article and place.tag not in ("html", "body") and holds_comments(place)
    }


def _looks_like_article(piece: Piece) -> bool:
    """Whether this reads like sentences of a text, not like furniture."""
    if piece.furniture or piece.kind in ("caption", "cell") or len(piece.text) < LONG:
        return False
    return piece.linked * 2 < len(piece.text) and piece.text.endswith(_SENTENCE_ENDS)


def _compact(text: str) -> str:
    return _OTHER_THAN_LETTERS.sub("", text).casefold()
