"""From the pieces to the verdict: status, kind, what is critical, and the warnings."""

from __future__ import annotations

import dataclasses
import functools
from collections import Counter
from collections.abc import Iterator
from typing import cast

from pasquino.quotations import altering, cautions, spelling
from pasquino.quotations.marks import Joined, Quote
from pasquino.quotations.meaning import Meaning, is_number
from pasquino.quotations.pieces import HELD, Piece
from pasquino.quotations.punctuation import compared
from pasquino.quotations.sentences import Sentences
from pasquino.quotations.sources import SourceText
from pasquino.quotations.tokens import count_words, key, tokens
from pasquino.quotations.verdict import Change, Op, Span, Status, Verdict

SHOWN_AS: dict[str, Op] = {"furniture": "cut", "typography": "same"}
DIFFERING = ("added", "dropped", "changed", "moved")


class Judgement:
    """Judges the pieces of one quotation."""

    def __init__(
        self, quote: Quote, source: SourceText, pieces: list[Piece], meaning: Meaning
    ) -> None:
        self.quote = quote
        self.source = source
        self.meaning = meaning
        self.sentences = Sentences(source, meaning)
        self.warnings: set[str] = set()
        self.pieces = list(self._settled(pieces))

    def verdict(self) -> Verdict:
        """Status and all that goes with it."""
        altered = [piece for piece in self.pieces if piece.op in DIFFERING]
        question = self._look_between()
        cautions.look(self)
        rest = cautions.rest(self)
        status: Status = (
            "altered" if altered else "verbatim_marked" if self.is_marked else "verbatim"
        )
        return Verdict(
            status=status,
            kind=altering.kind(self, altered) if altered else "",
            critical=question or any(altering.is_critical(self, piece) for piece in altered),
            warnings=tuple(name for name in cautions.WARNINGS if name in self.warnings),
            words_omitted=sum(map(self._words_left_out, self.pieces)),
            spans=tuple(self._spans()),
            diff=tuple(map(self._change, self.pieces)),
            rest=rest,
            rest_limits=rest is not None and cautions.limits(self, rest),
        )

    def keys(self, piece: Piece) -> list[str]:
        """The keys of the source's words of a piece."""
        return self.source.index.keys(piece.found, piece.found_end)

    def source_span(self, piece: Piece) -> Span:
        """Where the piece's words stand in the source; an empty span where there are none."""
        starts, ends = self.source.index.starts, self.source.index.ends
        if piece.found < piece.found_end:
            return starts[piece.found], ends[piece.found_end - 1]
        at = ends[piece.found - 1] if piece.found else 0
        return at, at

    def quoted_span(self, piece: Piece) -> Span:
        """Where the piece stands in the quotation."""
        spans = self.quote.spans
        if piece.mark:
            return piece.mark.span
        if piece.quoted < piece.quoted_end:
            return spans[piece.quoted][0], spans[piece.quoted_end - 1][1]
        at = spans[piece.quoted][0] if piece.quoted < len(spans) else self.quote.around[1]
        return at, at

    # Deciding about single pieces -------------------------------------------------------------

    def _settled(self, pieces: list[Piece]) -> Iterator[Piece]:
        """The pieces with brackets and small differences decided."""
        for piece in pieces:
            if piece.op == "bracket":
                yield from self._bracket(piece)
            elif piece.op == "changed":
                yield from self._changed(piece)
            elif piece.op == "same":
                yield from self._same(piece)
            elif piece.op == "dropped" and self.source.is_furniture(piece.found, piece.found_end):
                yield dataclasses.replace(piece, op="furniture")
            else:
                yield piece

    def _bracket(self, piece: Piece) -> Iterator[Piece]:
        """A bracket may explain or replace; it may not count otherwise than the source."""
        mark = piece.mark
        if mark is None:
            return
        new = [key(raw, self.source.decimal) for raw, _start, _end in tokens(mark.text)]
        old = self.keys(piece)
        yield piece
        if new == old:
            return
        numbers, others = (Counter(k for k in keys if is_number(k)) for keys in (new, old))
        if others and numbers != others:
            yield Piece("changed", piece.quoted, piece.quoted, piece.found, piece.found_end, mark)
        if mark.joined and not _fits(mark.joined, old):
            yield Piece("changed", piece.quoted, piece.quoted, piece.found, piece.found_end, mark)
        cautions.look_at_bracket(self, new, old, mark)

    def _changed(self, piece: Piece) -> Iterator[Piece]:
        """Pairs of words that differ in typography alone are the same."""
        count = piece.quoted_end - piece.quoted
        if count == piece.found_end - piece.found and all(
            spelling.typographic_pair(
                self.quote.spelling(piece.quoted + i), self.source.spelling(piece.found + i)
            )
            for i in range(count)
        ):
            self.warnings.add("punctuation")
            yield Piece("same", piece.quoted, piece.quoted_end, piece.found, piece.found_end)
        elif spelling.same_digits(*self._both(piece), self.source.decimal):
            yield dataclasses.replace(piece, op="typography")
        else:
            yield piece

    def _both(self, piece: Piece) -> tuple[str, str]:
        """The piece as it is written in the quotation and in the source."""
        quoted, found = self.quoted_span(piece), self.source_span(piece)
        return self.quote.text[slice(*quoted)], self.source.text[slice(*found)]

    def _same(self, piece: Piece) -> Iterator[Piece]:
        """Equal words, taken apart where one is written with other capitals."""
        begin = 0
        count = piece.quoted_end - piece.quoted
        for at in range(count):
            mine = self.quote.spelling(piece.quoted + at)
            theirs = self.source.spelling(piece.found + at)
            if mine == theirs:
                continue
            is_other = self.quote.keys[piece.quoted + at] != key(theirs, self.source.decimal)
            if (
                is_other
                or spelling.hyphens_differ(mine, theirs)
                or spelling.decimals_differ(mine, theirs)
            ):
                self.warnings.add("punctuation")
            if (is_other and not spelling.typographic_pair(mine, theirs)) or (
                spelling.capitals_differ(mine, theirs) and not self._may_differ(piece, at)
            ):
                if at > begin:
                    yield _part("same", piece, begin, at)
                yield _part("changed", piece, at, at + 1)
                begin = at + 1
        if begin < count:
            yield _part("same", piece, begin, count)

    def _may_differ(self, piece: Piece, at: int) -> bool:
        """Capitals may differ where a sentence or a segment begins, and in shouted lines."""
        quoted, found = piece.quoted + at, piece.found + at
        mine, theirs = self.quote.spelling(quoted), self.source.spelling(found)
        begins = (at == 0 and (piece.quoted in self.segment_begins)) or self.sentences.ends_with(
            found - 1
        )
        if spelling.first_letter_only(mine, theirs) and (begins or self._begins_in_quote(quoted)):
            return True
        begin = max(0, at - spelling.SHOUTED)
        near = range(begin, min(piece.quoted_end - piece.quoted, at + spelling.SHOUTED + 1))
        return spelling.is_shouted(
            [self.quote.spelling(piece.quoted + i) for i in near], at - begin
        ) or spelling.is_shouted([self.source.spelling(piece.found + i) for i in near], at - begin)

    @functools.cached_property
    def segment_begins(self) -> frozenset[int]:
        """The quotation's words that stand at its beginning or behind a mark."""
        return frozenset({0, *self.quote.cuts(), *self.quote.brackets()})

    def _begins_in_quote(self, word: int) -> bool:
        gap = self.quote.gap(word - 1)
        return any(sign in gap for sign in '.?!:“"«\n')

    # What stands between ----------------------------------------------------------------------

    def _look_between(self) -> bool:
        """Compare the signs between equal words; whether a sentence or a question changed."""
        critical = False
        for piece in self.pieces:
            if piece.op != "same":
                continue
            for word in range(piece.quoted, piece.quoted_end - 1):
                found = piece.found + word - piece.quoted
                critical |= self._differs(self.quote.gap(word), self.source.gap(found))
        for before, after in zip(self.pieces, self.pieces[1:], strict=False):
            if before.op == after.op == "same" and before.found_end == after.found:
                gap = self.quote.gap(after.quoted - 1)
                critical |= self._differs(gap, self.source.gap(after.found - 1))
        return critical

    def _differs(self, quoted: str, source: str) -> bool:
        if quoted == source:
            return False
        found = compared(quoted, source)
        if found.question:
            self.warnings.add("question_mark")
        elif found.other:
            self.warnings.add("punctuation")
        return found.question or found.sentence

    # The answer's parts -----------------------------------------------------------------------

    @property
    def is_marked(self) -> bool:
        """Whether anything differs from the source, though marked."""
        if any(
            mark.kind in ("sic", "emphasis_added", "emphasis_kept") for mark in self.quote.marks
        ):
            return True
        if self.quote.joined or cautions.is_cut_short(self):
            return True
        return any(
            piece.op in ("cut", "bracket") and not self._stands_so(piece) for piece in self.pieces
        )

    def _stands_so(self, piece: Piece) -> bool:
        """Whether the source itself has these dots, or these words in these brackets."""
        mark = piece.mark
        if mark is None:
            return False
        if piece.op == "cut":
            gap = self.source.gap(piece.found - 1)
            return piece.found == piece.found_end and ("…" in gap or ".." in gap or ". ." in gap)
        if self.quote.text[slice(*mark.span)] in self.source.gap(piece.found - 1):
            return True  # a footnote's mark
        begin, end = self.source_span(piece)
        around = self.source.text[max(0, begin - 1) : end + 1]
        return begin < end and _plain(around) == _plain(self.quote.text[slice(*mark.span)])

    def _words_left_out(self, piece: Piece) -> int:
        if piece.op not in ("cut", "dropped") or piece.found == piece.found_end:
            return 0
        begin, end = self.source_span(piece)
        return count_words(self.source.text[begin:end])

    def _spans(self) -> Iterator[Span]:
        """Where each stretch of equal words stands."""
        begin = end = None
        for piece in self.pieces:
            if piece.op in HELD and begin is not None and piece.found == end:
                end = piece.found_end
            elif piece.op in HELD:
                if begin is not None and end is not None:
                    yield self._span(begin, end)
                begin, end = piece.found, piece.found_end
            elif piece.op == "changed" and piece.found == end and not piece.mark:
                end = piece.found_end
        if begin is not None and end is not None:
            yield self._span(begin, end)

    def _span(self, begin: int, end: int) -> Span:
        return self.source.index.starts[begin], self.source.index.ends[end - 1]

    def _change(self, piece: Piece) -> Change:
        quoted, found = self.quoted_span(piece), self.source_span(piece)
        op: Op = SHOWN_AS.get(piece.op) or cast("Op", piece.op)
        return Change(
            op=op,
            quoted=self.quote.text[slice(*quoted)],
            source=self.source.text[slice(*found)],
            quoted_span=quoted,
            source_span=found,
            critical=piece.op in DIFFERING and altering.is_critical(self, piece),
        )


def _part(op: str, piece: Piece, begin: int, end: int) -> Piece:
    return Piece(
        op,  # type: ignore[arg-type] # one of its names
        piece.quoted + begin, piece.quoted + end, piece.found + begin, piece.found + end,
    )  # fmt: skip


def _fits(joined: Joined, old: list[str]) -> bool:
    """Whether one word was replaced, and the letters outside the bracket are its own."""
    return len(old) == 1 and (
        old[0].startswith(key(joined.before) if joined.before else "")
        and old[0].endswith(key(joined.after) if joined.after else "")
    )


def _plain(text: str) -> str:
    return " ".join(text.split()).lower()
