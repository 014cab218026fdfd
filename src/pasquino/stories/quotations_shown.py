"""What a reader is shown of a quotation beside its words: where it is from, and whether it holds.

No database: the words come from an edition, the rest from the rows of `cited_rows.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from pasquino.quotations.differing import Clause, Piece, clauses
from pasquino.quotations.words import Said, verdict_words
from pasquino.stories.cited_rows import CheckRow, QuotationRow
from pasquino.stories.sources_shown import CopyShown, SourceShown

PARAPHRASE = "paraphrase"
WARNS = frozenset({"altered", "not_found"})
HELD = frozenset({"verbatim", "verbatim_marked"})


@dataclass(frozen=True, slots=True)
class QuotationShown:
    """Everything the page says of one quotation; equal ones look the same.

    `context` are the source's words around and in the quotation, the quoted ones of kind
    `quoted`; `clauses` what differs. Both are empty where the source's owner had them taken away,
    and `withheld` says why.
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

    @property
    def is_told(self) -> bool:
        """There is something to say below the words."""
        return bool(self.speaker or self.title or self.publisher or self.link or self.said)

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
        return "warn" if self.said.verdict in WARNS or self.said.verdict in HELD else ""


def shown(
    entries: Sequence[Mapping[str, Any]],
    rows: Sequence[QuotationRow],
    sources: Mapping[int, SourceShown],
) -> list[QuotationShown]:
    """The quotations of an edition as its page shows them.

    An edition from before quotations were checked has no rows: its words stand without verdict.
    """
    by_place = {row.place: row for row in rows}
    return [
        _shown(number, entry, by_place.get(number), sources)
        for number, entry in enumerate(entries, start=1)
    ]


def _shown(
    number: int,
    entry: Mapping[str, Any],
    row: QuotationRow | None,
    sources: Mapping[int, SourceShown],
) -> QuotationShown:
    source = sources.get(row.work) if row and row.work else None
    check = row.check if row and row.kind != PARAPHRASE else None
    withheld = source.withheld(check.capture_id) if source and check else ""
    said = _said(row, is_withheld=bool(withheld))
    return QuotationShown(
        number=number,
        paragraphs=tuple(entry["words"]),
        is_paraphrase=bool(row and row.kind == PARAPHRASE),
        speaker=entry["speaker"],
        title=entry["work"] or (source.title if source else ""),
        publisher=entry["publisher"] or (source.publisher if source else ""),
        link=entry["link"] or (source.url if source else ""),
        source=source,
        said=said,
        note=row.attestation.note if row and row.attestation and _is_vouched(said) else "",
        withheld=withheld,
        **_evidence(check, is_withheld=bool(withheld)),
    )


def _is_vouched(said: Said | None) -> bool:
    return said is not None and said.verdict == "attested"


def _said(row: QuotationRow | None, *, is_withheld: bool) -> Said | None:
    """The verdict in words; a paraphrase has none."""
    if row is None or row.kind == PARAPHRASE:
        return None
    if row.work is None and row.attestation is None:
        return Said("cannot_tell", _("Source not named"))
    check = row.check
    return verdict_words(
        check,
        evidence=check.evidence if check else "",
        reasons=check.reasons if check else (),
        copied_at=None if check is None or is_withheld else check.copied_at,
        attestation=row.attestation,
    )


def _evidence(check: CheckRow | None, *, is_withheld: bool) -> dict[str, Any]:
    """What is shown of the copy itself."""
    if check is None or check.capture_id is None or check.copied_at is None:
        return {}
    copy = CopyShown(check.copied_at, check.capture_id, check.text_hash)
    if is_withheld:
        return {"copy": copy}
    return {
        "copy": copy,
        "context": context(check),
        "clauses": clauses(check.diff),
        "words_omitted": check.words_omitted,
    }


def context(check: CheckRow) -> tuple[Piece, ...]:
    """The stored words around the quotation, and those that are quoted marked as such."""
    if not check.context_words:
        return ()
    pieces = [Piece("around", check.context_before), *_quoted(check)]
    pieces.append(Piece("around", check.context_after))
    return tuple(piece for piece in pieces if piece.text.strip())


def _quoted(check: CheckRow) -> list[Piece]:
    """The source's words from the first to the last that are quoted, cuts between them apart."""
    words, spans = check.context_words, sorted(check.spans)
    first, pieces, at = spans[0][0], [], 0
    for start, end in spans:
        pieces.append(Piece("around", words[at : start - first]))
        pieces.append(Piece("quoted", words[max(at, start - first) : end - first]))
        at = max(at, end - first)
    return [piece for piece in pieces if piece.text]
