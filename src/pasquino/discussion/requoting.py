"""Changes one quotation in the CommonMark of a comment, and nothing else in it. Pure.

A reader who presses “mark the cut” gets their own text back with one mark in it: the marks of
quotation, paragraphs, emphasis and links stay byte for byte. Each change is read again before it
is offered; where it would change anything else, there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel

from pasquino.discussion import texts
from pasquino.discussion.quoting import Quoted, quoted

_TOKEN = re.compile(r"[^\W_]+|[^\s]")
_WORD = re.compile(r"[^\W_]+")
_DESTINATION = re.compile(r"(?<=\])\([^)\s]*\)")
_OPENERS = "*_[`"
_SPECIAL = re.compile(r"([\\`*_\[\]<>&#])")
_MARK = "[…]"
_BEFORE_QUOTATION = re.compile(r"[^>]*>")


def rewritten(source: str, place: int, words: str) -> str | None:
    """The text with these words in the quotation at this place; None where that cannot be done.

    `words` is what `quoted` gave for it, changed by a few words; the place counts from 1.
    """
    before, stretch = _quotation(source, place), _stretch(source, place)
    if before is None or stretch is None:
        return None
    start, end = stretch
    places = _aligned(before.text, source[start:end])
    if places is None:
        return None
    for steps_back in (True, False):
        changed = _changed(source, start, before.text, words, places, steps_back=steps_back)
        if _is_only(source, changed, place, words):
            return changed
    return None


def with_source(source: str, place: int, url: str) -> str | None:
    """The text with the address of its source below a quotation's words; None if it cannot be.

    `url` is an address that `web_addresses.cleaned` gave. It becomes a line of its own inside
    the quotation, which is how readers write it themselves: `> — <https://…>`.
    """
    before, lines = _quotation(source, place), texts.quotation_lines(source)
    if before is None:
        return None
    first, after = lines[place - 1]
    rows = source.split("\n")
    opened = _BEFORE_QUOTATION.match(rows[first])
    if opened is None:
        return None
    mark = re.sub(r"[^>]", " ", opened[0])
    while after > first + 1 and not rows[after - 1].strip(" >\t"):
        after -= 1
    safe = url.replace("<", "%3C").replace(">", "%3E")
    rows[after:after] = [mark, f"{mark} — <{safe}>"]
    changed = "\n".join(rows)
    is_named = (named := _quotation(changed, place)) and named.url
    return changed if is_named and _is_only(source, changed, place, before.text) else None


class _Token(NamedTuple):
    text: str
    start: int
    end: int


def _tokens(text: str) -> list[_Token]:
    return [_Token(found[0], *found.span()) for found in _TOKEN.finditer(text)]


def _read(source: str) -> list[Quoted]:
    return quoted([texts.render_commonmark(source)])


def _quotation(source: str, place: int) -> Quoted | None:
    return next((found for found in _read(source) if found.place == place), None)


def _stretch(source: str, place: int) -> tuple[int, int] | None:
    """From which character to which the quotation goes in the source."""
    lines = texts.quotation_lines(source)
    if not 1 <= place <= len(lines):
        return None
    rows = source.split("\n")
    first, after = lines[place - 1]
    start = sum(len(row) + 1 for row in rows[:first])
    return start, start + sum(len(row) + 1 for row in rows[first:after])


def _aligned(words: str, stretch: str) -> list[tuple[int, int] | None] | None:
    """Where each token of the words stands in the stretch; None for a mark not found there.

    Words come in the same order in both, so one pass finds them; None altogether where one is
    missing, as behind `&eacute;`. What it takes for the words but is an address is found out
    when the change is read again.
    """
    hidden = _DESTINATION.sub(lambda found: " " * len(found[0]), stretch)
    places: list[tuple[int, int] | None] = []
    here = 0
    standing = _WORD.finditer(hidden)
    for token in _tokens(words):
        if not _WORD.fullmatch(token.text):
            places.append(None)
            continue
        found = next((word for word in standing if word[0] == token.text), None)
        if found is None:
            return None
        here = found.end()
        places.append((found.start(), here))
    return _with_marks(_tokens(words), places, hidden)


def _with_marks(
    tokens: Sequence[_Token], places: list[tuple[int, int] | None], stretch: str
) -> list[tuple[int, int] | None]:
    """The places of words, and those of the marks between them where these can be found."""
    following: list[int] = [len(stretch)] * (len(places) + 1)
    for index in range(len(places) - 1, -1, -1):
        place = places[index]
        following[index] = place[0] if place else following[index + 1]
    here = 0
    found = list(places)
    for index, token in enumerate(tokens):
        if found[index] is None:
            at = stretch.find(token.text, here, following[index])
            found[index] = (at, at + len(token.text)) if at >= 0 else None
        here = (found[index] or (0, here))[1]
    return found


class _Difference(NamedTuple):
    """Which tokens of the old words give way to what, and whether spaces stand around that."""

    first: int
    last: int
    words: str
    is_apart: tuple[bool, bool]


def _changed(
    source: str,
    start: int,
    old: str,
    new: str,
    places: Sequence[tuple[int, int] | None],
    *,
    steps_back: bool,
) -> str:
    """The source with each difference between the old words and the new ones written into it."""
    for difference in reversed(list(_differences(old, new))):
        spans = [place for place in places[difference.first : difference.last] if place]
        if spans:
            at, until = start + spans[0][0], start + spans[-1][1]
            source = source[:at] + _escaped(difference.words) + source[until:]
        elif difference.words:
            at = _place_before(source, start, places, difference.first, steps_back=steps_back)
            source = _inserted(source, at, difference)
    return source


def _differences(old: str, new: str) -> Iterator[_Difference]:
    before, after = _tokens(old), _tokens(new)
    steps = Indel.opcodes([t.text for t in before], [t.text for t in after])
    pending: tuple[int, int, int, int] | None = None
    for step in [*steps, None]:
        if step is not None and step.tag != "equal":
            first, left = (
                (pending[0], pending[2]) if pending else (step.src_start, step.dest_start)
            )
            pending = (first, step.src_end, left, step.dest_end)
            continue
        if pending:
            first, last, left, right = pending
            yield _Difference(first, last, *_cut(new, after[left:right]))
            pending = None


def _cut(text: str, tokens: Sequence[_Token]) -> tuple[str, tuple[bool, bool]]:
    """These tokens as they stand in a text, on one line, and whether spaces are around them."""
    if not tokens:
        return "", (False, False)
    start, end = tokens[0].start, tokens[-1].end
    is_apart = text[start - 1 : start].isspace(), text[end : end + 1].isspace()
    return " ".join(text[start:end].split()), is_apart


def _place_before(
    source: str,
    start: int,
    places: Sequence[tuple[int, int] | None],
    token: int,
    *,
    steps_back: bool,
) -> int:
    """Where words go that come before a token, or after the last one."""
    place = next((place for place in places[token:] if place), None)
    if place is None:
        return start + next(place[1] for place in reversed(places) if place)
    at = start + place[0]
    while steps_back and at > start and source[at - 1] in _OPENERS:
        at -= 1
    return at


def _inserted(source: str, at: int, difference: _Difference) -> str:
    before, after = difference.is_apart
    left = " " if before and at and not source[at - 1].isspace() else ""
    right = " " if after and not source[at : at + 1].isspace() else ""
    return f"{source[:at]}{left}{_escaped(difference.words)}{right}{source[at:]}"


def _escaped(words: str) -> str:
    """Words as CommonMark that shows them as they are; our own mark of a cut needs nothing."""
    parts = (_SPECIAL.sub(r"\\\1", part) for part in words.split(_MARK))
    return _MARK.join(parts)


def _is_only(source: str, changed: str, place: int, words: str) -> bool:
    """Whether these words stand at this place now, and all else says what it said."""
    before, after = _read(source), _read(changed)
    if len(before) != len(after):
        return False
    for old, new in zip(before, after, strict=True):
        if new.place != old.place:
            return False
        if new.place == place:
            if new.text.split() != words.split():
                return False
        elif new != old:
            return False
    return _around(source, place) == _around(changed, place)


def _around(source: str, place: int) -> tuple[str, str]:
    """What stands before the quotation and after it."""
    stretch = _stretch(source, place)
    return (source[: stretch[0]], source[stretch[1] :]) if stretch else (source, "")
