"""Text in tokens: numbers in digits, words and marks, and digits that are no number of anything.

What `ODD` holds is never read: dates and times of day (7/3/2017, 11:59), versions and sections
(1.2.3), telephone numbers, digits joined to letters (F-16, 20th, G20, 90-day), digits in
addresses, negative numbers, digits of other scripts than 0-9, and numbers whose grouping is
wrong. One pass, in time linear to the text.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import NamedTuple

NUMBER, WORD, MARK, ODD = "number", "word", "mark", "odd"
HYPHENS = frozenset("-‐‑")
DASHES = HYPHENS | frozenset("–—‒")
SPACES = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}"
_GLUED_BEFORE = frozenset("/\\=&_#?@+.,:°−'’")
_GLUED_AFTER = frozenset("/\\=&_#@:°−'’")
_LONGEST = 40  # characters of digits and marks; nothing longer can be a number of 15 digits


class Token(NamedTuple):
    """A piece of the text, where it lies, and its text without case."""

    kind: str
    text: str
    fold: str
    start: int
    end: int


class Digits(NamedTuple):
    """How a language writes numbers: which marks group thousands (any of `group`), which one
    begins the decimals, and whether thousands may be parted by an ordinary space."""

    decimal: str
    group: str
    is_spaced: bool
    is_unclear: bool = False
    """One mark and three digits may be either ("1.302"): then it is neither."""


def tokens(text: str, digits: Digits) -> list[Token]:
    """The text in tokens, in order; white space is left out, an empty line is a mark."""
    return [_token(found, digits) for found in _pattern(digits).finditer(text)]


def value(text: str, digits: Digits) -> str:
    """A number token's text as plain digits with a point: "1302.5"."""
    found = shape(digits).fullmatch(text)
    if not found:
        return ""
    whole = re.sub(r"[^0-9]", "", found["whole"])
    return f"{whole}.{found['decimals']}" if found["decimals"] else whole


def fold(text: str) -> str:
    """Without case, accents composed, one kind of apostrophe."""
    return unicodedata.normalize("NFC", text).casefold().replace("’", "'")


def without_odd(
    found: list[Token], *, attached: frozenset[str], before: frozenset[str], has_ordinals: bool
) -> list[Token]:
    """The tokens, with numbers that count nothing turned into `ODD`.

    `attached` are words that may be joined to a number ("bn"), `before` those that may be joined
    before it ("EUR500"); `has_ordinals` where a dot after one or two digits makes "the 3rd".
    """
    odd = _chained(found)
    for at, token in enumerate(found):
        if token.kind is NUMBER and (
            _is_glued_before(found, at, before)
            or _is_glued_after(found, at, attached)
            or (has_ordinals and _is_ordinal(found, at))
        ):
            odd.add(at)
    return [
        token._replace(kind=ODD) if at in odd else token for at, token in enumerate(found)
    ]  # fmt: skip


def touches(one: Token, other: Token) -> bool:
    """Nothing between the two."""
    return one.end == other.start


@functools.cache
def _pattern(digits: Digits) -> re.Pattern[str]:
    spaces = re.escape(SPACES + (" " if digits.is_spaced else ""))
    decimals = rf"(?:[{re.escape(digits.decimal)}][0-9]+)?"
    return re.compile(
        r"(?P<odd>(?i:https?://|www\.)\S+|[\w.+-]{1,64}@[\w.-]{1,255})"
        rf"|(?P<spaced>[1-9][0-9]{{0,2}}(?:[{spaces}][0-9]{{3}})+(?![0-9]){decimals})(?![.,:/'’]?\d)"
        r"|(?P<digits>\d+(?:[.,:/'’]\d+)*)"
        r"|(?P<word>[^\W\d_][^\W\d_\u0300-\u036f]*(?:[\u0300-\u036f]+[^\W\d_]*)*)"
        r"|(?P<break>\n[^\S\n]*\n\s*)"
        r"|(?P<mark>\S)"
    )


@functools.cache
def shape(digits: Digits) -> re.Pattern[str]:
    """What a number in digits looks like: `whole`, with its groups, and `decimals`."""
    group = re.escape(digits.group + (" " if digits.is_spaced else ""))
    decimal = re.escape(digits.decimal)
    grouped = rf"[1-9][0-9]{{0,2}}(?P<mark>[{group}])[0-9]{{3}}(?:(?P=mark)[0-9]{{3}})*"
    # In lakhs, as in India: 12,34,567.
    lakhs = r"|[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}" if "," in digits.group else ""
    return re.compile(
        rf"(?P<whole>{grouped}{lakhs}|[1-9][0-9]*|0)(?:[{decimal}](?P<decimals>[0-9]+))?"
    )


def _token(found: re.Match[str], digits: Digits) -> Token:
    kind, text = found.lastgroup, found.group()
    if kind in {"digits", "spaced"}:
        kind = NUMBER if _is_number(text, digits) else ODD
    elif kind == "break":
        kind, text = MARK, "\n"
    return Token(
        {"odd": ODD, "word": WORD, "mark": MARK}.get(kind or "", kind or MARK),
        text,
        fold(text) if kind in {"word", "mark"} else text,
        found.start(),
        found.end(),
    )


def _is_number(text: str, digits: Digits) -> bool:
    if len(text) > _LONGEST or not shape(digits).fullmatch(text):
        return False
    return not (digits.is_unclear and re.fullmatch(r"[1-9][0-9]{0,2}[.,][0-9]{3}", text))


def _chained(found: list[Token]) -> set[int]:
    """Numbers in a row (555 1234, 2016-12-09): places of all that are no range of two."""
    odd: set[int] = set()
    chain: list[int] = []
    is_range = True
    for at, token in enumerate(found):
        if token.kind is not NUMBER and token.kind is not ODD:
            continue
        if chain and _is_linked(found, chain[-1], at):
            is_range = is_range and found[at - 1].text in DASHES
            chain = [*chain[-2:], at]
        else:
            chain, is_range = [at], True
        if len(chain) > 2 or not is_range or (len(chain) == 2 and _has_odd(found, chain)):  # noqa: PLR2004 - two make a range
            odd.update(chain)
    return odd


def _is_linked(found: list[Token], one: int, other: int) -> bool:
    """Side by side, joined by a dash, or a bracket between: "(555) 123"."""
    if one == other - 1:
        return True
    between = found[one + 1]
    if one != other - 2 or not touches(found[one], between):
        return False
    return between.text == ")" or (between.text in DASHES and touches(between, found[other]))


def _has_odd(found: list[Token], chain: list[int]) -> bool:
    return any(found[at].kind is ODD for at in chain)


def _is_glued_before(found: list[Token], at: int, before: frozenset[str]) -> bool:
    if not at or not touches(found[at - 1], found[at]):
        return False
    previous = found[at - 1]
    if previous.kind is WORD:
        return previous.fold not in before
    if previous.kind is not MARK:
        return True
    if previous.text in DASHES:
        # "F-16", and "-5"; but "3-5", and "- 5".
        is_joined = at > 1 and touches(found[at - 2], previous)
        return previous.text in HYPHENS and not (is_joined and found[at - 2].kind is NUMBER)
    return previous.text in _GLUED_BEFORE


def _is_glued_after(found: list[Token], at: int, attached: frozenset[str]) -> bool:
    if at + 1 >= len(found) or not touches(found[at], found[at + 1]):
        return False
    following = found[at + 1]
    if following.kind is WORD:
        return following.fold not in attached
    if following.kind is not MARK:
        return True
    if following.text in HYPHENS and at + 2 < len(found) and touches(following, found[at + 2]):
        beyond = found[at + 2]
        return beyond.kind is WORD and beyond.fold not in attached
    if following.text in _GLUED_AFTER:
        is_joined = at + 2 < len(found) and touches(following, found[at + 2])
        return is_joined and found[at + 2].kind is not MARK
    return False


def _is_ordinal(found: list[Token], at: int) -> bool:
    """ "am 7. März": a dot after one or two digits, and a word after it."""
    if len(found[at].text) > 2 or at + 2 >= len(found):  # noqa: PLR2004 - days and editions
        return False
    dot, after = found[at + 1], found[at + 2]
    return dot.text == "." and touches(found[at], dot) and after.kind is WORD
