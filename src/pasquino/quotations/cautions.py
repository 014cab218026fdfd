"""The warnings: what a cut takes out, where a quotation stops, whose words it is in.

Kept apart from the status because most hold beside any of them; each rule is described in
docs/reference/quotations.md.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from pasquino.quotations.meaning import LONGEST_PHRASE, is_number
from pasquino.quotations.pieces import HELD, Piece
from pasquino.quotations.punctuation import ENDS, signs
from pasquino.quotations.second_hand import is_second_hand
from pasquino.quotations.tokens import count_words

if TYPE_CHECKING:
    from pasquino.quotations.judging import Judgement

WARNINGS = (
    "elision_hides_negation", "bracket_replaces_negation", "elision_hides_limiter", "elision_long",
    "sentence_continues", "question_mark", "punctuation", "emphasis_added", "source_typo",
    "region_not_article", "second_hand", "source_changed",
)  # fmt: skip
LONG_CUT = 60  # words
CLAUSE = 12  # words before a quotation that are looked at
CLOSE = 4  # words before it in which a limiter still holds for it


def look(judgement: Judgement) -> None:
    """Add the warnings that follow from the pieces."""
    for piece in judgement.pieces:
        if piece.op in ("cut", "furniture") and piece.found < piece.found_end:
            _look_at_cut(judgement, piece)
    held = [piece for piece in judgement.pieces if piece.op in HELD]
    if held:
        _look_at_beginning(judgement, _first(judgement, held[0]))
        _look_at_end(judgement, held[-1])
        _look_at_places(judgement, held)
    _look_at_marks(judgement)
    _look_at_doubled(judgement)


def _look_at_cut(judgement: Judgement, piece: Piece) -> None:
    _warn_of_words(judgement, piece.found, piece.found_end)
    before = judgement.source.index.keys(piece.found - 1, piece.found)
    if any(map(is_number, before)) and any(map(is_number, judgement.keys(piece))):
        judgement.warnings.add("elision_hides_limiter")  # "5 … planes" of "5 ships and 3 planes"
    begin, end = judgement.source_span(piece)
    source = judgement.source
    kinds = {source.region(source.index.starts[i]) for i in range(piece.found, piece.found_end)}
    sides = {source.region(max(0, begin - 1)), source.region(min(end, len(source.text) - 1))}
    crossed = "heading" in kinds or (piece.op == "cut" and len(kinds | sides) > 1)
    left_out = source.text[begin:end]
    says_something = (
        piece.op == "furniture"
        and len(left_out.split()) > CLOSE
        and (judgement.sentences.ends_with_a_stop(piece.found_end - 1))
    )
    if crossed or says_something or count_words(left_out) > LONG_CUT:
        judgement.warnings.add("elision_long")


def _warn_of_words(judgement: Judgement, begin: int, end: int) -> None:
    """Of negations and limiters among words that are left out."""
    near = max(0, begin - 6)
    keys = judgement.source.index.keys(near, end + 6)
    if judgement.meaning.holds("negations", keys, begin - near, end - near):
        judgement.warnings.add("elision_hides_negation")
    if judgement.meaning.holds("limiters", keys, begin - near, end - near):
        judgement.warnings.add("elision_hides_limiter")


def look_at_bracket(judgement: Judgement, new: list[str], old: list[str]) -> None:
    """A bracket that brings or takes a negation, a limiter, a modal or a quantity."""
    meaning = judgement.meaning
    if meaning.holds("negations", new) != meaning.holds("negations", old) or any(
        meaning.opposed(one, other) for one in new for other in old
    ):
        judgement.warnings.add("bracket_replaces_negation")
    for kind in ("limiters", "modals", "quantities"):
        if set(meaning.found(kind, new)) != set(meaning.found(kind, old)):
            judgement.warnings.add("elision_hides_limiter")
    if any(map(is_number, new)) and not any(map(is_number, old)) and old:
        judgement.warnings.add("elision_hides_limiter")


def _first(judgement: Judgement, held: Piece) -> Piece:
    """The piece the quotation begins with: a changed word stands in the place of a source's."""
    first = judgement.pieces[0]
    return first if first.op == "changed" and first.found < first.found_end else held


def _look_at_beginning(judgement: Judgement, first: Piece) -> None:
    """A quotation that begins behind a negation or a condition of its own sentence."""
    sentences, meaning = judgement.sentences, judgement.meaning
    if first.quoted or sentences.ends_with(first.found - 1):
        return
    begin = max(sentences.begin(first.found), first.found - 2 * CLAUSE)
    clause = max(begin, sentences.clause_begin(first.found, CLAUSE))
    # A few words more: a phrase may be cut in two, as in "認め | なかった".
    keys = judgement.source.index.keys(begin, first.found + LONGEST_PHRASE)
    at, size = clause - begin, first.found - begin
    if meaning.holds("negations", keys, at, size):
        judgement.warnings.add("elision_hides_negation")
    if meaning.holds("limiters", keys, max(at, size - CLOSE), size):
        judgement.warnings.add("elision_hides_limiter")
    if at and at == size:  # it begins behind a comma: "If it rains, | he will come"
        previous = sentences.clause_begin(clause - 1, CLAUSE) - begin
        if previous >= 0 and meaning.holds("limiters", keys, previous, previous + 1):
            judgement.warnings.add("elision_hides_limiter")


def _look_at_end(judgement: Judgement, last: Piece) -> None:
    """A quotation that ends inside a sentence, or with dots; and whether that is a question."""
    if last.quoted_end < len(judgement.quote.keys):
        return
    sentences, quote = judgement.sentences, judgement.quote
    word = last.found_end - 1
    goes_on = not sentences.ends_with(word)
    if goes_on or _dots_behind(judgement):
        judgement.warnings.add("sentence_continues")
    if goes_on and _dots_behind(judgement):
        _warn_of_words(judgement, word + 1, sentences.end(word + 1))
    elif goes_on and not _parted(judgement.source.gap(word)) and _is_denied_next(judgement, word):
        judgement.warnings.add("elision_hides_negation")
    mine, theirs = signs(quote.gap(len(quote.keys) - 1)), _closing(judgement, word)
    if ("?" in theirs) != ("?" in mine):
        judgement.warnings.add("question_mark")
        judgement.ends_otherwise = bool(ENDS & set(mine))


def _closing(judgement: Judgement, word: int) -> str:
    """The signs behind the word, if they close a sentence or a question; else behind its end."""
    here = signs(judgement.source.gap(word))
    return here if "?" in here else signs(judgement.source.gap(judgement.sentences.end(word) - 1))


def _is_denied_next(judgement: Judgement, word: int) -> bool:
    """Whether the very next word denies: "彼は有罪 | ではない"."""
    index = judgement.source.index
    starts, ends = index.starts, index.ends
    reach, near = word + 2, max(0, word + 1 - LONGEST_PHRASE)
    while reach < min(len(starts), word + 1 + CLOSE) and starts[reach] == ends[reach - 1]:
        reach += 1
    return judgement.meaning.holds("negations", index.keys(near, reach), word + 1 - near)


def _parted(gap: str) -> bool:
    return bool(set(signs(gap)) & set(',;:-"('))


def _dots_behind(judgement: Judgement) -> bool:
    """Whether the quotation ends with dots that are not the source's own."""
    words = len(judgement.quote.keys)
    has = any(m.kind == "cut" and m.before == words for m in judgement.quote.marks)
    held = [piece for piece in judgement.pieces if piece.op in HELD]
    return has and bool(held) and "…" not in signs(judgement.source.gap(held[-1].found_end - 1))


def is_cut_short(judgement: Judgement) -> bool:
    """Whether dots at an end stand for part of a sentence of the source."""
    held = [piece for piece in judgement.pieces if piece.op in HELD]
    if not held:
        return False
    ends_with = judgement.sentences.ends_with
    before = any(m.kind == "cut" and m.before == 0 for m in judgement.quote.marks)
    own = "…" in signs(judgement.source.gap(held[0].found - 1))
    return (before and not own and not ends_with(held[0].found - 1)) or (
        _dots_behind(judgement) and not ends_with(held[-1].found_end - 1)
    )


def _look_at_places(judgement: Judgement, held: list[Piece]) -> None:
    source = judgement.source
    if source.regions:
        kinds = {
            source.region(source.index.starts[word])
            for piece in held
            for word in range(piece.found, piece.found_end)
        }
        if kinds & {"comment", "aside"}:
            judgement.warnings.add("region_not_article")
    begin, end = source.index.starts[held[0].found], source.index.ends[held[-1].found_end - 1]
    if begin < end and is_second_hand(source.text, begin, end):
        judgement.warnings.add("second_hand")


def _look_at_marks(judgement: Judgement) -> None:
    kinds = {mark.kind for mark in judgement.quote.marks}
    if "sic" in kinds:
        judgement.warnings.add("source_typo")
    if "emphasis_added" in kinds or (
        judgement.quote.emphasised and not _emphasised_there(judgement)
    ):
        judgement.warnings.add("emphasis_added")


def _emphasised_there(judgement: Judgement) -> bool:
    spans = [judgement.source_span(piece) for piece in judgement.pieces if piece.op == "same"]
    return any(set("*_") & set(judgement.source.text[a - 1 if a else 0 : b + 1]) for a, b in spans)


def _look_at_doubled(judgement: Judgement) -> None:
    """A word that stands twice in the source and in the quotation, as a slip of the pen does."""
    for piece in judgement.pieces:
        if piece.op != "same":
            continue
        keys = judgement.keys(piece)
        for at in range(1, len(keys)):
            word = keys[at]
            if word == keys[at - 1] and len(word) > 1 and word.isalpha() and (
                word not in judgement.meaning.doubled
                and judgement.source.gap(piece.found + at - 1).isspace()
            ):  # fmt: skip
                judgement.warnings.add("source_typo")


def rest(judgement: Judgement) -> tuple[int, int] | None:
    """What follows in the source's sentence, where the quotation ends inside it."""
    held = [piece for piece in judgement.pieces if piece.op in HELD]
    if not held or held[-1].quoted_end < len(judgement.quote.keys):
        return None
    word = held[-1].found_end - 1
    if judgement.sentences.ends_with(word):
        return None
    index = judgement.source.index
    return index.starts[word + 1], index.ends[judgement.sentences.end(word + 1) - 1]


def limits(judgement: Judgement, span: tuple[int, int]) -> bool:
    """Whether a negation or a limiter stands in this stretch of the source."""
    starts = judgement.source.index.starts
    keys = judgement.source.index.keys(bisect_left(starts, span[0]), bisect_left(starts, span[1]))
    return any(judgement.meaning.holds(kind, keys) for kind in ("negations", "limiters"))
