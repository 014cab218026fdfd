"""A quotation taken apart: its words, and the marks by which its writer says what was changed.

Marks are cuts (`...`, `. . .`, `…`, `……`, each also in brackets), brackets (`[was]`, `[Clarke]`,
`[T]he`), `[sic]`, and notes such as `[emphasis added]`. Quotation marks around the whole are
none of its words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pasquino.quotations.languages import languages, plain
from pasquino.quotations.tokens import WITHOUT_SPACES, key, tokens

MarkKind = Literal["cut", "bracket", "sic", "emphasis_added", "emphasis_kept"]
_DOT_RUN = r"(?:\.(?:[ \u00a0\u2009\u202f]?\.)+|[…⋯‥]+[.…⋯‥]*|。{2,}|・{3,}|｡{2,})"
_MARK = re.compile(
    rf"[\[\(\{{［〔（]\s*{_DOT_RUN}\s*[\]\)\}}］〕）]"
    r"|\[(?P<square>[^\[\]]{1,300})\]|［(?P<wide>[^［］]{1,300})］|〔(?P<hooked>[^〔〕]{1,300})〕"
    r"|\((?P<round>[^()]{1,60})\)|（(?P<wide_round>[^（）]{1,60})）"
    rf"|{_DOT_RUN}"
)
_AROUND = {
    "“": "”",
    "„": "“”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "‘": "’",
    '"': '"',
    "「": "」",
    "『": "』",
    "‚": "‘’",
    "”": "”",
}
_EMPHASIS = re.compile(
    r"(?<![\w*_])(\*{1,3}|_{1,3})(?=[^\s*_])(.{1,500}?)(?<=[^\s*_])\1(?![\w*_])", re.DOTALL
)
# Fills the place of a mark: no word reaches over it, and no other sign is like it.
_FILLING = "\x1f"
_UNSPACED = re.compile(f"[{WITHOUT_SPACES}]")
_NO_APOSTROPHES = str.maketrans("", "", "'’")
_JOINER = "\u2060"  # fills the place of a bracket inside a word, which reads on: [T]he


@dataclass(frozen=True, slots=True)
class Joined:
    """A word with letters in brackets: `[T]he`, `walk[ed]`; spans in the quotation."""

    word: int
    before: str
    bracketed: str
    after: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark before the word numbered `before`; `text` is what a bracket puts there."""

    kind: MarkKind
    before: int
    span: tuple[int, int]
    text: str = ""
    joined: Joined | None = None


@dataclass(frozen=True)
class Quote:
    """A quotation's words, with its marks in their order."""

    text: str
    keys: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    marks: tuple[Mark, ...]
    joined: tuple[Joined, ...]
    emphasised: bool
    around: tuple[int, int]
    """What lies between the quotation marks around the whole."""
    shown: str
    """The text with marks replaced by a filling of the same length."""

    def spelling(self, word: int) -> str:
        """A word as it is written."""
        return self.text[slice(*self.spans[word])]

    def gap(self, word: int) -> str:
        """What stands between a word and the next, marks replaced."""
        begin = self.spans[word][1] if word >= 0 else self.around[0]
        end = self.spans[word + 1][0] if word + 1 < len(self.spans) else self.around[1]
        return self.shown[begin:end]

    def cuts(self) -> dict[int, Mark]:
        """The marked cuts by the word they stand before."""
        return {mark.before: mark for mark in self.marks if mark.kind == "cut"}

    def brackets(self) -> dict[int, Mark]:
        """The brackets by the word they stand before."""
        return {mark.before: mark for mark in self.marks if mark.kind == "bracket"}


def parse(text: str, decimal: str = ".", *, literal: bool = False) -> Quote:
    """Take a quotation apart; `decimal` is the decimal mark of its source's language.

    Read literally, brackets and notes are words like others and only cuts are marks.
    """
    begin, end = _within(text)
    found = list(_found(text, begin, end))
    if literal:
        found = [(kind, span, inside) for kind, span, inside in found if kind == "cut"]
    shown = list(text)
    shown[:begin] = _FILLING * begin
    shown[end:] = _FILLING * (len(text) - end)
    for kind, (start, stop), _inside in found:
        filling = _JOINER if kind == "joined" else _FILLING
        if kind == "joined":
            shown[start] = shown[stop - 1] = filling
        else:
            shown[start:stop] = filling * (stop - start)
    emphasised = _without_emphasis(shown)
    plain_text = "".join(shown)
    words = list(tokens(plain_text, footnotes=False))
    starts = [start for _raw, start, _end in words]
    return Quote(
        text=text,
        keys=tuple(key(raw, decimal) for raw, _start, _end in words),
        spans=tuple((start, stop) for _raw, start, stop in words),
        marks=_marks(found, starts),
        joined=tuple(_joined(text, found, words)),
        emphasised=emphasised,
        around=(begin, end),
        shown=plain_text,
    )


def _within(text: str) -> tuple[int, int]:
    """Where the words begin and end, without quotation marks around the whole."""
    begin, end = 0, len(text)
    while True:
        begin += len(text[begin:end]) - len(text[begin:end].lstrip())
        end -= len(text[begin:end]) - len(text[begin:end].rstrip())
        if end - begin < 2 or text[end - 1] not in _AROUND.get(text[begin], ""):  # noqa: PLR2004 - a mark at each end
            return begin, end
        inner = text[begin + 1 : end - 1]
        opening, closing = text[begin], text[end - 1]
        if opening in inner or (closing in inner and closing != "’"):
            return begin, end  # “He”, she said, “went” is not one passage in marks
        begin, end = begin + 1, end - 1


def _found(text: str, begin: int, end: int) -> Iterator[tuple[str, tuple[int, int], str]]:
    for found in _MARK.finditer(text, begin, end):
        square = found["square"] or found["wide"] or found["hooked"]
        inside = square or found["round"] or found["wide_round"]
        kind = "cut" if inside is None else _note(inside) or ("bracket" if square else "")
        if not kind:
            continue
        joins = kind == "bracket" and _joins(text, found.span(), inside or "")
        yield "joined" if joins else kind, found.span(), inside or ""


def _note(inside: str) -> str:
    """What kind of note this is, or nothing when it is none."""
    note = plain(inside)
    for language in languages().values():
        for what, kind in (("sic", "sic"), ("emphasis_added", "emphasis_added"),
                           ("emphasis_kept", "emphasis_kept"), ("cuts", "cut")):  # fmt: skip
            if note in language.notes[what]:
                return kind
    return ""


def _joins(text: str, span: tuple[int, int], inside: str) -> bool:
    """Whether the bracket holds letters of the word it touches."""
    before = span[0] > 0 and _is_letter(text[span[0] - 1])
    after = span[1] < len(text) and _is_letter(text[span[1]])
    spaced = inside.translate(_NO_APOSTROPHES).isalpha() and len(list(tokens(inside))) <= 1
    return (before or after) and spaced


def _is_letter(sign: str) -> bool:
    """Whether it may be part of a longer word; characters without spaces are words themselves."""
    return sign.isalpha() and not _UNSPACED.match(sign)


def _without_emphasis(shown: list[str]) -> bool:
    text = "".join(shown)
    was_emphasised = False
    for found in _EMPHASIS.finditer(text):
        was_emphasised = True
        size = len(found[1])
        for start in (found.start(), found.end() - size):
            shown[start : start + size] = _FILLING * size
    return was_emphasised


def _marks(found: list[tuple[str, tuple[int, int], str]], starts: list[int]) -> tuple[Mark, ...]:
    return tuple(
        Mark(kind, bisect_left(starts, span[0]), span, inside)  # type: ignore[arg-type] # as _found gives them
        for kind, span, inside in found
        if kind != "joined"
    )


def _joined(
    text: str, found: list[tuple[str, tuple[int, int], str]], words: list[tuple[str, int, int]]
) -> Iterator[Joined]:
    at = 0
    for kind, (start, stop), inside in found:
        if kind == "joined":
            while at < len(words) and words[at][2] <= start:
                at += 1
            if at < len(words):
                _raw, begin, end = words[at]
                yield Joined(at, text[begin:start], inside, text[stop:end])
