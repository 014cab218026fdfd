"""What stands between words, compared: a question that became a statement, sentences joined."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pasquino.quotations.tokens import INVISIBLE

_CLASSES = {
    ",": ",،、，﹐､",
    ";": ";؛；",
    ":": ":：",
    ".": ".。．｡।॥۔",
    "?": "?؟？⁇",
    "!": "!！‼",
    "-": "-—–―‒─‐‑−~〜",
    "(": "(（[［【〔",
    ")": ")）]］】〕",
    "/": "/／",
    '"': "\"“”„«»‹›「」『』‘’'‚",
}
_CLASS_OF = {sign: name for name, signs in _CLASSES.items() for sign in signs} | {
    "⁈": "?",
    "⁉": "?",
}
_CLASS_OF["\u037e"] = "?"
_DOTS = re.compile(r"\.(?:[ \u00a0\u2009\u202f]?\.)+|[…⋯‥]+|・{3,}")
_FOOTNOTE = re.compile(r"\[(?:\d{1,3}|(?:note|nb|n) \d{1,3})\]|[²³¹⁰⁴-⁹]")
_IGNORED = re.compile(rf"[{INVISIBLE}\x1f*_#@|•]")
BLANK_LINE = re.compile(r"\n[^\S\n]*\n|\u2029")
ENDS = frozenset(".!?…")


@dataclass(frozen=True)
class Difference:
    """How what stands between two words differs from what the source has there."""

    question: bool = False
    sentence: bool = False
    """One ends a sentence here, the other does not."""
    other: bool = False


NONE = Difference()


def signs(gap: str) -> str:
    """The marks in a gap, one for each kind that looks alike; without quotation marks."""
    plain = _DOTS.sub("…", _IGNORED.sub("", _FOOTNOTE.sub("", gap)))
    found = [_CLASS_OF.get(sign) or _other(sign) for sign in plain]
    return re.sub(r"(.)\1+", r"\1", "".join(found))


def _other(sign: str) -> str:
    """Dots are a mark of their own, and so is each kind of face and picture."""
    return sign if sign == "…" or "\u2600" <= sign <= "\u27bf" or sign >= "\U0001f000" else ""


def compared(quoted: str, source: str) -> Difference:
    """How the gap of a quotation differs from its source's."""
    if quoted == source or not (quoted.strip() or source.strip() or "\n" in source):
        return NONE
    mine, theirs = signs(quoted), signs(source)
    broken = bool(BLANK_LINE.search(source))
    question = ("?" in mine) != ("?" in theirs)
    plain, source_plain = mine.replace('"', ""), theirs.replace('"', "")
    if plain == source_plain:
        joined = broken and not ENDS & set(source_plain) and "\n" not in quoted
        return Difference(other=joined or mine.count('"') != theirs.count('"'))
    if broken and not source_plain and plain in (".", ":", "-", ";"):
        return NONE  # a heading or an item of a list, given its full stop
    ends, source_ends = ENDS & set(plain), ENDS & set(source_plain)
    return Difference(question, bool(ends) != bool(source_ends or broken), True)
