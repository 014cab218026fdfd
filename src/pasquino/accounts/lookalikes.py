"""Which names look alike, whatever letters they are made of: skeletons of UTS #39. No database."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).with_name("confusables.txt")


def skeleton(text: str) -> str:
    """The form in which two texts are equal when a reader would take one for the other.

    UTS #39, 4: NFD, each character replaced by its prototype, NFD again. Before it NFKC, after it
    case folding and single spaces, so that capitals drawn alike count too: “АDА” with Cyrillic
    letters gives the same as “Ada”. The result is for comparing only, never for showing.
    """
    prototypes = _prototypes()
    apart = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text))
    drawn = "".join(prototypes.get(character, character) for character in apart)
    return " ".join(unicodedata.normalize("NFD", drawn).casefold().split())


@cache
def _prototypes() -> dict[str, str]:
    """For each of some 6,300 characters what it looks like, read once a process."""
    found: dict[str, str] = {}
    for line in _TABLE.read_text("ascii").splitlines():
        if line.startswith("#"):
            continue
        prototype, _semicolon, alike = line.partition("; ")
        found |= dict.fromkeys(map(_character, alike.split()), _text(prototype))
    return found


def _character(code: str) -> str:
    return chr(int(code, 16))


def _text(codes: str) -> str:
    return "".join(map(_character, codes.split()))
