"""Text in charts: how wide it is at most, broken into lines, and round numbers short. No database.

A chart's letters keep their size however narrow it is, so its lines are broken for the narrowest
screen (320 px) and its widths are upper bounds, in em.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from pasquino.figures import wording

ROOM = 21.0  # em of the chart's letters on a screen of 320 px
_NARROW, _WIDE = frozenset("iljtfrI.,;:'|!()[]{}’“”· "), frozenset("mwMWOQ%@—…&")
_LEFTWARDS = frozenset(("R", "AL"))
_LARGE = (
    (10**12, lambda number: _("{number} trillion").format(number=number)),
    (10**9, lambda number: _("{number} billion").format(number=number)),
    (10**6, lambda number: _("{number} million").format(number=number)),
)


@dataclass(frozen=True)
class TextLine:
    """One line of a label: its bold beginning, and the rest."""

    bold: str
    plain: str


def width(text: str) -> float:
    """How wide a text is at most, in em."""
    return sum(_width(letter) for letter in text)


def lines(words: str, label: str, room: float = ROOM) -> list[TextLine]:
    """The words in bold and what follows them, in lines that fit; a long word is broken."""
    words, label = isolated(words), isolated(label)
    text = f"{words} {label}".strip()
    bold = len(words)
    found: list[TextLine] = []
    for line in _broken(text, room):
        found.append(TextLine(line[:bold], line[bold:]))
        bold = max(0, bold - len(line))
    return found


def isolated(text: str) -> str:
    """The text in marks that keep its own direction, where the directions of a page are mixed."""
    is_mixed = get_language_bidi() or any(
        unicodedata.bidirectional(one) in _LEFTWARDS for one in text
    )
    return (
        f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}" if text and is_mixed else text
    )


def number(value: float) -> str:
    """A round number for a scale, in the reader's language: "7,200", "1.5 million"."""
    for power, said in _LARGE:
        if abs(value) >= power:
            return said(digits(Decimal(repr(value)) / power))
    return digits(Decimal(repr(value)))


def digits(amount: Decimal) -> str:
    """A number in the reader's language, without trailing zeros: "7,200.5"."""
    return wording.number(amount, get_language() or "en")


def short(value: float) -> str:
    """A coordinate in as few letters as one tenth needs: "31.9", ".7", "4"."""
    text = f"{value:.1f}".removesuffix(".0")
    text = text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text
    return "0" if text in {"-0", ""} else text


def _width(letter: str) -> float:
    if unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.05
    if letter in _NARROW:
        return 0.38
    if letter in _WIDE:
        return 0.95
    return 0.7 if letter.isupper() else 0.6


def _broken(text: str, room: float) -> list[str]:
    """The text in lines; each but the last keeps the space at its end, so that names read on."""
    found, line, so_far = [], "", 0.0
    for word in _pieces(text, room):
        wide = width(word)
        if line and so_far + wide - (_width(" ") if word.endswith(" ") else 0) > room:
            found.append(line)
            line, so_far = "", 0.0
        line, so_far = line + word, so_far + wide
    return [*found, line] if line else found


def _pieces(text: str, room: float) -> list[str]:
    """Words with the space that follows; one that is too wide, and scripts without spaces, cut."""
    found = []
    for word in text.split():
        piece = ""
        for letter in word:
            is_ideograph = unicodedata.east_asian_width(letter) in "WF"
            if piece and (is_ideograph or width(piece + letter) > room):
                found.append(piece)
                piece = ""
            piece += letter
        found.append(f"{piece} ")
    if found:
        found[-1] = found[-1].rstrip()
    return found
