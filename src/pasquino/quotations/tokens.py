"""Words of a text as they are compared: where each stands, and its key without typography.

A key is what two spellings of one word have in common: NFKC (ligatures, full width), lower case,
one kind of apostrophe, no soft hyphens, invisible signs, Arabic vowel marks or stretching, no
hyphens between letters, dotted capitals without dots, digits without separators. In scripts
without spaces each character is a word. Signs that count (%, $, a minus) are words of their own;
so `5%` is not `5`. Superscript digits behind a word are footnote marks and no words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# Combining marks belong to their letters; `\w` knows only those that are letters themselves.
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0711\u0730-\u074a"
    "\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09cd"
    "\u0a01-\u0a03\u0a3c-\u0a4d\u0a81-\u0a83\u0abc-\u0acd\u0b01-\u0b03\u0b3c-\u0b57"
    "\u0b82\u0bbe-\u0bd7\u0c00-\u0c04\u0c3e-\u0c56\u0c81-\u0c83\u0cbc-\u0cd6\u0d00-\u0d03"
    "\u0d3b-\u0d57\u0dca-\u0ddf\u0f71-\u0f84\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
# Seen by nobody: soft hyphen, zero width, direction signs, variation selectors.
INVISIBLE = (
    "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
)
_RAISED = "\u00b2\u00b3\u00b9\u2070\u2074-\u2079\u2080-\u2089"
# Scripts without spaces: a word a character, with the marks that stand on it.
WITHOUT_SPACES = (
    "\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0eb2\u0eb3\u0ec0-\u0ec6\u1000-\u102a"
    "\u1780-\u17b3\u3005\u3006\u3007\u3021-\u3029\u3041-\u3096\u309d-\u309f\u30a1-\u30fa"
    "\u30fc-\u30ff\u3105-\u312f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d"
    "\U00020000-\U0003ffff"
)
_STANDS_ON = (
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u102b-\u103e\u17b4-\u17d3"
)
_VOICED = "\u3099\u309a\uff9e\uff9f"
_FRACTIONS = "\u00bc-\u00be\u2150-\u215f\u2189"
SIGNS = "℃℉№Ω\u3300-\u33ff%‰٪％°&＆±×÷≤≥≈≠∞√$＄€£￡¥￥₹₽₩₿¢₺₴₦₫₪"
_LETTER = rf"[^\W\d_{_RAISED}{_FRACTIONS}{WITHOUT_SPACES}]"
_PART = rf"(?:{_LETTER}|[{_MARKS}{INVISIBLE}])"
APOSTROPHES = "'’‘ʼ＇`´ʹ′"
HYPHENS = "-‐‑\u00ad"
_SPACES = "\u00a0\u202f\u2009\u2007"

_NUMBER = (
    r"(?:(?<![^\s(\"“‘«„])[-−–](?=\d))?"
    rf"(?:(?<![^\W_])\d{{1,3}}(?P<by>[.,'’٬{_SPACES}])\d{{3}}(?:(?P=by)\d{{3}}){{0,9}}(?!\d)"
    r"(?:[.,٫]\d{1,20})?(?!\d)|\d{1,40}(?:[.,٫]\d{1,40}){0,9})"
)
_DOTTED = rf"(?<![^\W_]){_LETTER}(?:\.{_LETTER}){{1,9}}(?![^\W_])\.?"
# Every repetition has an end: a text that is one word of five million letters costs no memory.
_LETTERS = rf"{_LETTER}{_PART}{{0,99}}(?:[{APOSTROPHES}]{_LETTER}{_PART}{{0,99}}){{0,4}}"
_WORD = (
    rf"{_LETTERS}(?:[{HYPHENS}](?:[ \t]{{0,9}}\r?\n[ \t]{{0,9}}(?=[a-zß-öø-ÿ]))?{_LETTERS}){{0,9}}"
)
# Nearly every word of most texts; only there for speed, the others would find it too.
_PLAIN = r"(?<![\w'’])[A-Za-z]{2,}(?=[ \n,;:)]|\.[ \n])"
_SIGN = (
    rf"[{SIGNS}]|(?<!=)=(?!=)|(?<!\+)\+(?!\+)|~(?=\d)"
    r"|(?<=[^\n][^\n])[<>](?=[ \u00a0]?\d)"  # not where a line begins, as in mail
)
_CHARACTER = rf"[{WITHOUT_SPACES}][{_STANDS_ON}{_VOICED}]{{0,9}}"
TOKEN = re.compile(
    "|".join(
        (
            _PLAIN,
            _NUMBER,
            rf"[{_RAISED}]{{1,9}}",
            _CHARACTER,
            _DOTTED,
            _WORD,
            rf"[{_FRACTIONS}]",
            _SIGN,
        )
    )
)
_FOOTNOTE = re.compile(r"(?<=\S)\[(?:\d{1,3}|(?:note|nb|n) \d{1,3})\]")
_NOT_SHOWN = re.compile(
    rf"[{INVISIBLE}\u0640\u064b-\u065f\u0610-\u061a\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]"
)
_PERSIAN = str.maketrans({"ی": "ي", "ک": "ك", "ﻻ": "لا"})
_ANY_APOSTROPHE = re.compile(rf"[{APOSTROPHES}]")
ANY_HYPHEN = re.compile(rf"[{HYPHENS}]\s*")
_DOTS = re.compile(r"\.")
_COUNTED = re.compile(
    rf"[{WITHOUT_SPACES}][{_STANDS_ON}{_VOICED}]*"
    rf"|(?:[\w{_MARKS}{INVISIBLE}](?<![{WITHOUT_SPACES}])){{1,999}}"
    rf"(?:(?:(?<=\d)[.,٬٫](?=\d)|(?<=[^\W\d])[.'’·](?=[^\W\d]))"
    rf"(?:[\w{_MARKS}{INVISIBLE}](?<![{WITHOUT_SPACES}])){{1,999}}){{0,99}}"
)
SMALLEST_NOTED = 4  # letters before a raised digit that make it a footnote mark, not m²


def tokens(text: str, *, footnotes: bool = True) -> Iterator[tuple[str, int, int]]:
    """Each word as it is written, with its start and end; without footnote marks."""
    notes = [found.span() for found in _FOOTNOTE.finditer(text)] if footnotes else []
    note = 0
    for found in TOKEN.finditer(text):
        start, end = found.span()
        while note < len(notes) and notes[note][1] <= start:
            note += 1
        if note < len(notes) and notes[note][0] <= start:
            continue
        raw = found.group()
        if raw[0] in "²³¹⁰⁴⁵⁶⁷⁸⁹":
            if _is_footnote(text, start):
                continue
            raw = f"^{raw}" if text[start - 1 : start].isdigit() else raw
        yield raw, start, end


def _is_footnote(text: str, start: int) -> bool:
    before = text[max(0, start - SMALLEST_NOTED) : start]
    return len(before) == SMALLEST_NOTED and (before.isalpha() or not before[-1].isalnum())


def key(raw: str, decimal: str = ".") -> str:
    """What this word is compared by; `decimal` is the decimal mark of the text's language."""
    if raw.isascii() and raw.isalpha():
        return raw.lower()
    if any(letter.isdigit() for letter in raw) and not raw[-1].isalpha():
        return number(raw, decimal)
    return spelled(raw).lower() if raw[0] not in "½¼¾" else raw


def spelled(raw: str) -> str:
    """The word with its capitals, but without typography, hyphens and dots of initials."""
    plain = _NOT_SHOWN.sub("", unicodedata.normalize("NFKC", raw)).translate(_PERSIAN)
    plain = ANY_HYPHEN.sub("", _ANY_APOSTROPHE.sub("'", plain))
    return _DOTS.sub("", plain)


def number(raw: str, decimal: str = ".") -> str:
    """Its digits, with a full stop as decimal mark: 2,300 and 2 300 are 2300, 2.3 stays 2.3."""
    plain = "".join(
        str(unicodedata.digit(sign)) if sign.isdigit() else sign
        for sign in unicodedata.normalize("NFKC", raw)
    )
    minus = "-" if plain[:1] in ("-", "−", "–") else ""
    plain = plain.lstrip("-−–").replace("٬", "'").replace("٫", "." if decimal == "." else ",")
    whole = re.fullmatch(r"(\d{1,3})([.,'’\s])(\d{3}(?:\2\d{3})*)(?:([.,])(\d+))?", plain)
    if whole is None or (whole[2] == decimal and len(whole[3]) == len("000") and not whole[5]):
        return minus + plain.replace(",", ".")
    digits = whole[1] + re.sub(r"\D", "", whole[3])
    return f"{minus}{digits}.{whole[5]}" if whole[5] else minus + digits


def count_words(text: str) -> int:
    """How many words there are (Unicode Standard Annex 29); characters where none are spaced."""
    return sum(1 for found in _COUNTED.finditer(text) if any(map(str.isalnum, found.group())))
