"""What a reader is shown of a quotation beside its words: where it is from, and whether it holds.

No database: the words come from an edition, the rest from the rows of `cited_rows.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from pasquino.quotations.differing import Clause, Piece, clauses
from pasquino.quotations.verdict import MATCHES
from pasquino.quotations.words import Said, verdict_words
from pasquino.stories.cited_rows import CheckRow, QuotationRow, Vouched
from pasquino.stories.sources_shown import CopyShown, SourceShown

PARAPHRASE = "paraphrase"
WARNS = frozenset({"altered", "not_found"})


@dataclass(frozen=True, slots=True)
class QuotationShown:
    """Everything the page says of one quotation.

    `context` are the source's words around and in the quotation, the quoted ones of kind
    `quoted`; `clauses` what differs. Both are empty where the source's owner had them taken away,
    and `withheld` says why. `spans` are the quoted stretches in the copy's text, in code points.
    `note` is how somebody who vouches knows, `reasons` why editors published in spite of a doubt.
    """

    number: int
    paragraphs: tuple[str, ...]
    is_paraphrase: bool
    speaker: str
    title: str
    publisher: str
    link: str
    source: SourceShown | None
    said: Said | None
    context: tuple[Piece, ...] = ()
    clauses: tuple[Clause, ...] = ()
    words_omitted: int = 0
    copy: CopyShown | None = None
    note: str = ""
    withheld: str = ""
    spans: tuple[tuple[int, int], ...] = ()
    via: str = ""
    reasons: tuple[str, ...] = ()

    @property
    def is_told(self) -> bool:
        """There is something to say below the words."""
        known = self.speaker or self.title or self.publisher or self.link
        return bool(known or self.said or self.is_paraphrase)

    @property
    def clauses_title(self) -> str:
        """What the differing clauses are called."""
        if all(clause.is_marked for clause in self.clauses):
            return _("What was cut")
        return _("What differs")

    @property
    def tone(self) -> str:
        """How the verdict is coloured: `good`, `warn`, or neither."""
        if self.said is None:
            return ""
        if self.said.has_tick:
            return "good"
        return "warn" if self.said.verdict in WARNS or self.said.verdict in MATCHES else ""


@dataclass(frozen=True, slots=True)
class Found:
    """What was read of one quotation: its row, and its check and attestation where it has them."""

    row: QuotationRow
    check: CheckRow | None = None
    vouched: Vouched | None = None
    reasons: tuple[str, ...] = ()


def shown(
    number: int, entry: Mapping[str, Any], found: Found | None, source: SourceShown | None
) -> QuotationShown:
    """A quotation of an edition as its page shows it, `number` counted from 1.

    An edition from before quotations were checked has nothing found: its words stand alone.
    """
    is_paraphrase = found is not None and found.row.kind == PARAPHRASE
    judged = None if is_paraphrase else found
    capture = judged.row.capture if judged else None
    withheld = source.withheld(capture) if source and judged else ""
    said = _said(judged, is_withheld=bool(withheld))
    vouched = judged.vouched if judged else None
    return QuotationShown(
        number=number,
        paragraphs=tuple(entry["words"]),
        is_paraphrase=is_paraphrase,
        speaker=entry["speaker"],
        title=entry["work"] or (source.title if source else ""),
        publisher=entry["publisher"] or (source.publisher if source else ""),
        link=entry["link"] or (source.url if source else ""),
        source=source,
        said=said,
        note=vouched.note if vouched and _is_vouched(said) else "",
        withheld=withheld,
        via=entry.get("via") or "",
        reasons=found.reasons if found else (),
        **(_evidence(judged, is_withheld=bool(withheld)) if judged else {}),
    )


def _is_vouched(said: Said | None) -> bool:
    return said is not None and said.verdict == "attested"


def _said(found: Found | None, *, is_withheld: bool) -> Said | None:
    """The verdict in words; a paraphrase has none."""
    if found is None:
        return None
    row, check = found.row, found.check
    if row.work is None and found.vouched is None:
        return Said("cannot_tell", _("Source not named"))
    return verdict_words(
        check,
        evidence=check.evidence if check else "",
        reasons=check.reasons if check else (),
        copied_at=None if is_withheld else row.copied_at,
        attestation=found.vouched,
        diff=check.diff if check and not is_withheld else (),
    )


def _evidence(found: Found, *, is_withheld: bool) -> dict[str, Any]:
    """What is shown of the copy itself."""
    row, check = found.row, found.check
    if check is None or row.capture is None or row.copied_at is None:
        return {}
    copy = CopyShown(row.copied_at, row.capture, row.text_hash or "")
    if is_withheld:
        return {"copy": copy}
    return {
        "copy": copy,
        "context": context(check),
        "clauses": clauses(check.diff),
        "words_omitted": check.words_omitted,
        "spans": tuple((start, end) for start, end in check.spans),
    }


def context(check: CheckRow) -> tuple[Piece, ...]:
    """The stored words around the quotation, and those that are quoted marked as such."""
    pieces = [Piece(kind, text) for kind, text in check.context]
    return tuple(pieces) if any(piece.text.strip() for piece in pieces) else ()
