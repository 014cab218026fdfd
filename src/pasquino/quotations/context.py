"""The quoted words as their source has them, with one sentence around. No database."""

from __future__ import annotations

import re
from collections.abc import Sequence

AROUND, QUOTED, CUT = "around", "quoted", "cut"
LONGEST_BETWEEN = 2_000  # characters shown of all that is left out together; then dots alone
LONGEST = 400  # characters on each side; where no sentence ends within them, words do
_END = re.compile(r"[.!?…؟]+[\"'”’»)\]]*(?=\s)|[。！？]+[」』”’）]*|\n+")


def around(text: str, spans: Sequence[tuple[int, int]]) -> tuple[str, str, str]:
    """What stands before the quoted words, the words from first to last span, and what follows.

    `spans` are offsets in code points. Before and after reach to the end of the sentence that is
    broken into and one sentence more; empty where nothing was found.
    """
    if not spans:
        return "", "", ""
    start, end = min(span[0] for span in spans), max(span[1] for span in spans)
    return _before(text, start), text[start:end], _after(text, end)


def pieces(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[str, str]]:
    """The quoted words and what stands around and between them, each with its kind.

    `quoted` are the words of the spans, `around` what stands before, between and after them,
    `cut` what stands between two that are far apart: the rest of the sentence, dots, and the
    beginning of the next. A copy is private: no quotation shows more of it than that.
    """
    if not spans:
        return []
    before, _words, after = around(text, spans)
    found, left, at = [(AROUND, before)], LONGEST_BETWEEN, min(start for start, _end in spans)
    for start, end in sorted(spans):
        between = _between(text[at:start], left)
        left -= len(between[1])
        found += [between, (QUOTED, text[max(at, start) : end])]
        at = max(at, end)
    found.append((AROUND, after))
    return [(kind, words) for kind, words in found if words]


def _between(text: str, most: int) -> tuple[str, str]:
    """What stands between two spans, shortened where more than two sentences are broken."""
    head, tail = _after(text, 0).removesuffix(" …"), _before(text, len(text)).removeprefix("… ")
    if len(head) + len(tail) >= len(text.rstrip()):
        return (AROUND, text) if len(text) <= most else (CUT, " … ")
    shown = f"{head} … {tail}"
    return CUT, shown if len(shown) <= most else " … "


def _before(text: str, start: int) -> str:
    lead = text[max(0, start - LONGEST) : start]
    ends = [found.end() for found in _END.finditer(lead)]
    if ends and not lead[ends[-1] :].strip():
        ends.pop()  # the quotation begins with a sentence: the one before it is shown
    cut = ends[-1] if ends else 0
    whole = start <= LONGEST or bool(ends)
    return lead[cut:].lstrip() if whole else "… " + lead.partition(" ")[2]


def _after(text: str, end: int) -> str:
    rest = text[end : end + LONGEST]
    ends = [found.end() for found in _END.finditer(rest) if rest[: found.end()].strip(" .…\n")]
    if ends:
        return rest[: ends[0]].rstrip()
    return rest if end + LONGEST >= len(text) else rest.rpartition(" ")[0] + " …"
