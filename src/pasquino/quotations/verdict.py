"""What the check found: a status, warnings, and where the quotation leaves its source."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

Span = tuple[int, int]
Op = Literal["same", "added", "dropped", "changed", "cut", "bracket", "moved"]
Status = Literal[
    "verbatim", "verbatim_marked", "altered", "not_found", "cannot_tell", "attested", "ambiguous"
]
Kind = Literal["", "spelling", "wording", "omission", "order"]
MATCHES = frozenset({"verbatim", "verbatim_marked"})  # the words are the source's
# Warnings that what was taken out may turn the meaning round: no tick stands beside them.
HIDING = frozenset(
    {"elision_hides_negation", "elision_hides_limiter", "bracket_replaces_negation"}
)
CUT = "[…]"
_STOP = re.compile(r"[.!?…،؛؟。！？]+[\"'”’»)\]」』）]*")
OPENERS = "“‘«‹„‚\"'([{「『《〈（¿¡*_"


@dataclass(frozen=True, slots=True)
class Change:
    """One stretch of the quotation beside one of its source; spans in code points of each."""

    op: Op
    quoted: str
    source: str
    quoted_span: Span
    source_span: Span
    critical: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer of a check; `attested` is for people to give, `source_changed` for records."""

    status: Status
    kind: Kind = ""
    critical: bool = False
    warnings: tuple[str, ...] = ()
    words_omitted: int = 0
    spans: tuple[Span, ...] = ()
    """Where in the source each segment stands, in the quotation's order."""
    places: tuple[Span, ...] = ()
    """Further places with the same words; all places when ambiguous."""
    nearest: Span | None = None
    """The nearest passage when nothing was judged."""
    diff: tuple[Change, ...] = field(default=())
    rest: Span | None = None
    """What follows in the source's sentence, where the quotation ends inside it."""
    rest_limits: bool = False
    """Whether that rest holds a negation or a limiter (", only if …")."""

    def marked(self, quote: str) -> str:
        """The quotation with each silent cut marked; nothing else is changed."""
        for change in reversed(self.diff):
            if change.op == "dropped":
                at = _before_openers(quote, change.quoted_span[1])
                space = "" if not at or quote[at - 1].isspace() else " "
                quote = f"{quote[:at]}{space}{CUT} {quote[at:]}"
        return quote

    def restored(self, quote: str, source: str) -> str:
        """The source's own words in the place of the altered ones; marked cuts stay marked."""
        if self.status != "altered":
            return quote
        pieces = [_piece(run, quote, source) for run in _runs(self.diff)]
        return " ".join(piece for piece in pieces if piece) + self._last_stop(quote, source)

    def _last_stop(self, quote: str, source: str) -> str:
        """The stop behind the source's last word, where the quotation ended with one."""
        last = self.diff[-1]
        if last.op in ("added", "cut", "bracket") or quote.rstrip()[-1:].isalnum():
            return ""
        stop = _STOP.match(source, last.source_span[1])
        return stop[0] if stop else ""

    def as_json(self, id: str | None = None) -> dict[str, object]:
        """The answer as the command and the API give it."""
        answer: dict[str, object] = {} if id is None else {"id": id}
        return answer | {
            "status": self.status,
            "kind": self.kind,
            "warnings": list(self.warnings),
            "critical": self.critical,
            "words_omitted": self.words_omitted,
            "spans": [list(span) for span in self.spans],
            "places": [list(span) for span in self.places],
            "nearest": None if self.nearest is None else list(self.nearest),
            "diff": [
                {
                    "op": change.op,
                    "quoted": change.quoted,
                    "source": change.source,
                    "quoted_span": list(change.quoted_span),
                    "source_span": list(change.source_span),
                    "critical": change.critical,
                }
                for change in self.diff
            ],
        }


def _before_openers(quote: str, at: int) -> int:
    """Where a mark goes so that it stands before a word's opening quotation mark or bracket."""
    while at and quote[at - 1] in OPENERS:
        at -= 1
    return at


def _runs(diff: tuple[Change, ...]) -> list[list[Change]]:
    """The changes in stretches that follow each other in the source; cuts and brackets between."""
    runs: list[list[Change]] = []
    for change in diff:
        apart = change.op in ("cut", "bracket", "moved")
        if apart or not runs or runs[-1][0].op in ("cut", "bracket", "moved"):
            runs.append([change])
        elif change.op != "added":
            runs[-1].append(change)
    return runs


def _piece(run: list[Change], quote: str, source: str) -> str:
    first = run[0]
    if first.op == "cut":
        return CUT
    if first.op == "bracket":
        return quote[slice(*first.quoted_span)]
    held = [change.source_span for change in run if change.op != "added"]
    return source[held[0][0] : held[-1][1]] if held else ""
