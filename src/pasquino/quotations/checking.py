"""The check: a quotation held against its source.

First its segments are looked for word for word (`placement`); what is found so, in order, is
verbatim, and its marks are judged by what they take out. Otherwise the nearest alignment
(`alignment`) shows what differs, or that the words are not there. No score decides: a sentence and
its denial are 99 % alike.

Time is bounded for any input: the index is one pass over the source; an exact search makes at most
`placement.STEPS` substring searches; an alignment looks at no more than `alignment.SEEDS` seeds,
`RUNS` runs and diffs of `WIDEST` words; a sentence is followed for 250 words. Where a bound may
have hidden a passage, the answer is `cannot_tell`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pasquino.quotations.alignment import Alignment, Run, align
from pasquino.quotations.cautions import WARNINGS
from pasquino.quotations.evidence import NOTHING, WHOLE
from pasquino.quotations.judging import Judgement
from pasquino.quotations.marks import Mark, Quote, parse
from pasquino.quotations.meaning import meaning
from pasquino.quotations.passages import nearest
from pasquino.quotations.pieces import pieces
from pasquino.quotations.placement import all_places, place, segments
from pasquino.quotations.sources import NOT_THERE, SourceText, View
from pasquino.quotations.verdict import Verdict

CHECKER_VERSION = 2
Emphasis = Sequence[tuple[int, int]]
FEW_WORDS = 4  # below these only an exact match counts
# Of a quotation's words, counted and weighed by rarity, that have to be found to call it altered.
ENOUGH, ENOUGH_WEIGHT, NEARLY_ALL = 0.5, 0.55, 0.8
_ARABIC = re.compile("[\u0621-\u064a]")
MOST_MARKS = 400  # of one quotation; nobody can read what such a one says


def check(
    quote: str,
    source: SourceText,
    *,
    evidence: str = "complete",
    language: str = "",
    emphasis: Emphasis = (),
    source_changed: bool = False,
) -> Verdict:
    """Hold a quotation against its source; never raises, whatever the texts.

    `evidence` is a value of `Evidence`; `language` an ISO 639 code, else the source's, else a
    guess; `emphasis` where the quotation sets words off by means that are not in its text;
    `source_changed` says the page is not any more what the copy is. Spans are in code points.
    """
    if evidence in NOTHING or not source.index.signs:
        return Verdict("cannot_tell")
    whole = evidence in WHOLE and not source.index.is_crowded
    verdict = _Check(quote, source, language).verdict(whole=whole)
    if verdict.status in ("not_found", "cannot_tell"):
        return verdict
    told = {"emphasis_added": bool(emphasis), "source_changed": source_changed}
    return replace(
        verdict,
        warnings=tuple(name for name in WARNINGS if name in verdict.warnings or told.get(name)),
    )


class _Check:
    def __init__(self, quote: str, source: SourceText, language: str) -> None:
        self.text = quote
        self.source = source
        self.meaning = meaning((*source.languages, language) if language else source.languages)

    def verdict(self, *, whole: bool) -> Verdict:
        """The verdict, if the evidence is `whole`; otherwise only what it may say."""
        quote = parse(self.text, self.source.decimal)
        if not quote.keys or len(quote.marks) + len(quote.joined) > MOST_MARKS:
            return Verdict("cannot_tell")
        exact = self._exact(quote)
        if exact:
            return exact if whole or not exact.words_omitted else self._untold(quote)
        if not whole:
            return self._untold(quote)
        return self._approximate(quote)

    def _untold(self, quote: Quote) -> Verdict:
        return Verdict("cannot_tell", nearest=nearest(self.text, self.source))

    def _exact(self, quote: Quote) -> Verdict | None:
        """The verdict when all segments stand in the source, in order."""
        for reading in self._readings(quote):
            for view in self._views():
                found = self._placed(reading, view, self._signs(reading))
                if found:
                    return found
        if not _ARABIC.search(self.text):
            return None
        return self._placed(
            quote, self.source.bare, "".join(map(self.source.bare_sign, quote.keys))
        )

    def _readings(self, quote: Quote) -> list[Quote]:
        """As it stands; with bracketed letters as brackets; with notes as the source's words."""
        found = [quote]
        if quote.joined:
            found.append(_with_brackets(quote))
        if any(mark.kind != "cut" for mark in quote.marks):
            found.append(parse(self.text, self.source.decimal, literal=True))
        return found

    def _views(self) -> list[View]:
        article = self.source.article
        return [self.source.whole, article] if article else [self.source.whole]

    def _signs(self, quote: Quote) -> str:
        sign_of = self.source.index.sign_of
        return "".join(sign_of.get(key, NOT_THERE) for key in quote.keys)

    def _placed(self, quote: Quote, view: View, signs: str) -> Verdict | None:
        if not signs or NOT_THERE in signs:
            return None
        parts = segments(quote, signs)
        if len(parts) > 1:
            at = place(parts, view.signs)
            if at is None:
                return None
            runs = [Run(part.begin, i, len(part.signs)) for part, i in zip(parts, at, strict=True)]
            return self._judged(quote, view, runs)
        places = self._by_region(all_places(signs, view.signs), view)
        if not places:
            return None
        if len(signs) < FEW_WORDS and len(places) > 1:
            return Verdict("ambiguous", places=self._spans(places, len(signs), view))
        judged = self._judged(quote, view, [Run(0, places[0], len(signs))])
        return replace(judged, places=self._spans(places[1:], len(signs), view))

    def _by_region(self, places: list[int], view: View) -> list[int]:
        """Places in the article before others."""
        if not self.source.regions:
            return places
        starts, region = self.source.index.starts, self.source.region
        return sorted(places, key=lambda at: region(starts[view.number(at)]) != "article")

    def _spans(self, places: list[int], size: int, view: View) -> tuple[tuple[int, int], ...]:
        index = self.source.index
        return tuple(
            (index.starts[view.number(at)], index.ends[view.number(at + size - 1)])
            for at in places
        )

    def _judged(
        self, quote: Quote, view: View, runs: list[Run], moved: tuple[Run, ...] = ()
    ) -> Verdict:
        found = pieces(quote, self.source, view, runs, moved)
        return Judgement(quote, self.source, found, self.meaning).verdict()

    def _approximate(self, quote: Quote) -> Verdict:
        """The verdict when not all stands there as it is quoted."""
        signs = self._signs(quote)
        best: tuple[Alignment, View] | None = None
        if len(signs) >= FEW_WORDS:
            borders = frozenset({*quote.cuts(), *quote.brackets()})
            for view in self._views():
                found = align(signs, view, borders)
                if best is None or found.weight > best[0].weight:
                    best = found, view
        if best is None or not _is_enough(best[0]):
            unsure = best is not None and not best[0].is_certain
            near = nearest(self.text, self.source)
            return Verdict("cannot_tell" if unsure else "not_found", nearest=near)
        return self._judged(quote, best[1], list(best[0].runs), best[0].moved)


def _is_enough(found: Alignment) -> bool:
    """Whether so much was found that the rest was altered, and not that all is from elsewhere."""
    return found.coverage >= ENOUGH and (
        found.weight >= ENOUGH_WEIGHT or found.coverage >= NEARLY_ALL
    )


def _with_brackets(quote: Quote) -> Quote:
    """The quotation with each word that has bracketed letters as a bracket around all of it."""
    gone = {joined.word: joined for joined in quote.joined}
    kept = [word for word in range(len(quote.keys)) if word not in gone]
    before = {
        word: sum(1 for other in kept if other < word) for word in range(len(quote.keys) + 1)
    }
    marks = [replace(mark, before=before[mark.before]) for mark in quote.marks]
    for word, joined in gone.items():
        text = joined.before + joined.bracketed + joined.after
        marks.append(Mark("bracket", before[word], quote.spans[word], text, joined))
    return replace(
        quote,
        keys=tuple(quote.keys[word] for word in kept),
        spans=tuple(quote.spans[word] for word in kept),
        marks=tuple(sorted(marks, key=lambda mark: mark.span)),
        joined=(),
    )
