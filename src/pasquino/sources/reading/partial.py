"""Whether a page shows all of its text, or a stub, a preview, a wall.

A quotation that is missing from half a text is not missing. Signs are asked for that stand where
a text breaks off; a newsletter's box or a counter of free articles under a whole one is none.
The words are in `partial_words.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources

from lxml.etree import _Element

from pasquino.sources.reading.about import linked_data
from pasquino.sources.reading.pages import Piece
from pasquino.sources.reading.shapes import Region

SIGN = 400  # characters; who says "subscribe to read more" is brief
REST = 400  # characters of an article that may follow a sign: teasers taken for it
FEW_WORDS = 60
WALL = 200  # words of a page that is nothing but a door-keeper
MUCH_HTML = 15_000  # characters
SHOWN = 500  # characters of the part said to be paid for that must be there,
LONG = 3_000  # or of an article; previews are shorter

_WORD = re.compile(r"\w+")
_BROKEN_OFF = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*\W*$")
_CLASS_SELECTOR = re.compile(r"\.([\w-]+)$")


def reasons_partial(
    pieces: Sequence[Piece], regions: Sequence[Region], root: _Element, html: str
) -> tuple[str, ...]:
    """Why this page's text is not all there is; nothing for a complete one."""
    words = sum(len(_WORD.findall(piece.text)) for piece in pieces)
    found = [
        *_signs_at_the_end(pieces, regions),
        *_paid_for(pieces, regions, root),
        *_walls([piece.text for piece in pieces], words),
    ]
    if _is_stub(pieces, regions, words, root, html):
        found.append("stub")
    return tuple(dict.fromkeys(found))


def reasons_text_partial(text: str) -> tuple[str, ...]:
    """Why a plain text is not all there is: it says so at its end."""
    end = _plain(text[-SIGN:])
    return tuple(reason for reason in ("preview", "paywall") if _says(end, reason))


def _signs_at_the_end(pieces: Sequence[Piece], regions: Sequence[Region]) -> Iterator[str]:
    """What stands where the article ends, with nothing of it behind."""
    behind = 0
    links: list[str] = []
    for piece, region in zip(reversed(pieces), reversed(regions), strict=True):
        text = _plain(piece.text) if len(piece.text) <= SIGN else ""
        for reason in ("preview", "paywall"):
            if text and region != "comment" and not _is_menu(piece) and _says(text, reason):
                yield reason
        if region == "article":
            if behind == 0 and _BROKEN_OFF.search(piece.text) and any(links[-3:]):
                yield "preview"
            behind += len(piece.text)
        if behind > REST:
            return
        links.append(text if _says(text, "continued") and region != "comment" else "")


def _is_menu(piece: Piece) -> bool:
    return any(place.tag in ("nav", "footer") for place in piece.places)


def _paid_for(pieces: Sequence[Piece], regions: Sequence[Region], root: _Element) -> Iterator[str]:
    """What the page's own data say (schema.org `isAccessibleForFree`), where it is true.

    The part that is paid for is named by a class; many give it to everyone and hide it by script.
    """
    data = list(linked_data(root))
    if not any(_is_false(part.get("isAccessibleForFree")) for part in data):
        return
    selectors = " ".join(str(part.get("cssSelector", "")) for part in data)
    classes = {
        name for one in re.split(r"[\s,]+", selectors) for name in _CLASS_SELECTOR.findall(one)
    }
    shown = sum(
        len(piece.text)
        for piece in pieces
        if any(classes.intersection(place.get("class", "").split()) for place in piece.places)
    )
    if shown < SHOWN and _size(pieces, regions, "article") < LONG:
        yield "paywall"


def _size(pieces: Sequence[Piece], regions: Sequence[Region], wanted: Region) -> int:
    return sum(
        len(piece.text) for piece, region in zip(pieces, regions, strict=True) if region == wanted
    )


def _is_false(value: object) -> bool:
    return value is False or str(value).lower().rpartition("/")[2] == "false"


def _walls(texts: Sequence[str], words: int) -> Iterator[str]:
    if words > WALL:
        return
    page = _plain(" ".join(texts))
    for reason in ("challenge", "consent"):
        if _says(page, reason):
            yield reason


def _is_stub(
    pieces: Sequence[Piece], regions: Sequence[Region], words: int, root: _Element, html: str
) -> bool:
    """Whether much of a page is there, but hardly a text: a script would have fetched it."""
    if words == 0:
        return True
    article = sum(
        len(_WORD.findall(piece.text))
        for piece, region in zip(pieces, regions, strict=True)
        if region == "article"
    )
    declared = max((_number(part.get("wordCount")) for part in linked_data(root)), default=0)
    if declared > max(FEW_WORDS, 2 * words):
        return True
    return article < FEW_WORDS and len(html) > MUCH_HTML and len(html) > 100 * words


def _number(value: object) -> int:
    return (
        int(value) if isinstance(value, (int, str)) and re.fullmatch(r"\d{1,6}", str(value)) else 0
    )


def _says(text: str, reason: str) -> bool:
    return bool(_phrases()[reason].search(text))


@cache
def _phrases() -> dict[str, re.Pattern[str]]:
    """For each reason one pattern of all its phrases; % stands for any number."""
    file = resources.files("pasquino.sources.reading") / "partial_words.toml"
    reasons = tomllib.loads(file.read_text(encoding="utf-8"))
    return {
        reason: re.compile(
            "|".join(
                re.escape(_plain(phrase)).replace("%", r"[\d.,]+\s*%?")
                for phrases in languages.values()
                for phrase in phrases
            )
        )
        for reason, languages in reasons.items()
    }


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())
