"""What an altered quotation's differences amount to: their kind, and whether they are critical."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pasquino.quotations import spelling
from pasquino.quotations.meaning import Meaning
from pasquino.quotations.pieces import Piece
from pasquino.quotations.tokens import key
from pasquino.quotations.verdict import Kind

if TYPE_CHECKING:
    from pasquino.quotations.judging import Judgement

NEAR = 6  # words around a difference, in which a phrase may begin or end
PAIRED = 20  # words on each side that are laid beside each other
SHORTEST_NAME = 3  # letters; A, I and He begin sentences


def kind(judgement: Judgement, altered: Sequence[Piece]) -> Kind:
    """Which kind of alteration these differences are."""
    ops = {piece.op for piece in altered}
    if "moved" in ops:
        return "order"
    if ops == {"dropped"}:
        return "omission"
    keys = judgement.quote.keys
    added = Counter(keys[i] for piece in altered for i in range(piece.quoted, piece.quoted_end))
    taken = Counter(word for piece in altered for word in judgement.keys(piece))
    if added == taken:
        return (
            "order" if len(altered) > 1 and not _only_capitals(judgement, altered) else "spelling"
        )
    return "spelling" if all(_is_slip(judgement, piece) for piece in altered) else "wording"


def is_critical(judgement: Judgement, piece: Piece) -> bool:
    """Whether a difference touches what decides the meaning, a name, or a question."""
    if _only_capitals(judgement, [piece]):
        return _decides(judgement, piece) or any(
            len(word) > 1 and word.isupper() for word in _spellings(judgement, piece)
        )
    if _is_mistyped(judgement, piece):
        return False
    if _decides(judgement, piece) or _drops_question(judgement, piece):
        return True
    return not _only_parted(judgement, piece) and _names(judgement, piece)


def _only_capitals(judgement: Judgement, pieces: Sequence[Piece]) -> bool:
    keys = judgement.quote.keys
    return all(
        piece.op == "changed"
        and not piece.mark
        and list(keys[piece.quoted : piece.quoted_end]) == judgement.keys(piece)
        for piece in pieces
    )


def _spellings(judgement: Judgement, piece: Piece) -> list[str]:
    return [judgement.quote.spelling(i) for i in range(piece.quoted, piece.quoted_end)] + [
        judgement.source.spelling(i) for i in range(piece.found, piece.found_end)
    ]


def _is_slip(judgement: Judgement, piece: Piece) -> bool:
    """Whether the words may be the source's, misspelled or parted otherwise."""
    if piece.op != "changed" or piece.mark:
        return False
    if _is_mistyped(judgement, piece):
        return True
    if _decides(judgement, piece):
        return False
    if _only_parted(judgement, piece):
        return True
    mine = [judgement.quote.spelling(i) for i in range(piece.quoted, piece.quoted_end)]
    theirs = [judgement.source.spelling(i) for i in range(piece.found, piece.found_end)]
    known = judgement.source.index.sign_of
    return len(mine) == len(theirs) and all(
        key(a) == key(b) or (key(a) not in known and spelling.is_slip(a, b))
        for a, b in zip(mine, theirs, strict=True)
    )


def _is_mistyped(judgement: Judgement, piece: Piece) -> bool:
    """Whether one word has two letters in the wrong order, and is no other word by that."""
    if (piece.quoted_end - piece.quoted, piece.found_end - piece.found) != (1, 1) or piece.mark:
        return False
    word = judgement.quote.keys[piece.quoted]
    return (
        word not in judgement.source.index.sign_of
        and not judgement.meaning.is_weighty([word], 0, 1)
        and spelling.is_mistyped(
            judgement.quote.spelling(piece.quoted), judgement.source.spelling(piece.found)
        )
    )


def _only_parted(judgement: Judgement, piece: Piece) -> bool:
    """Whether the letters are the same: well trained, well-trained."""
    mine = judgement.quote.keys[piece.quoted : piece.quoted_end]
    return piece.op == "changed" and "".join(mine) == "".join(judgement.keys(piece))


def _decides(judgement: Judgement, piece: Piece) -> bool:
    """Whether a number, a negation, a limiter, a modal or a quantity is touched."""
    near = max(0, piece.found - NEAR)
    around = judgement.source.index.keys(near, piece.found_end + NEAR)
    weighty = judgement.meaning.is_weighty
    return (
        _denies(judgement, piece)
        or weighty(judgement.quote.keys, piece.quoted, piece.quoted_end)
        or weighty(around, piece.found - near, piece.found_end - near)
    )


def _denies(judgement: Judgement, piece: Piece) -> bool:
    """Whether a few letters make a word another's denial: legal, illegal."""
    mine = judgement.quote.keys[piece.quoted : piece.quoted_end][:PAIRED]
    theirs = judgement.keys(piece)[:PAIRED]
    return any(judgement.meaning.opposed(one, other) for one in mine for other in theirs)


def _names(judgement: Judgement, piece: Piece) -> bool:
    """Whether a word with a capital is touched that is not only a sentence's first."""
    if piece.mark:
        return False
    if "de" in judgement.source.languages and _is_slip(judgement, piece):
        return False  # all nouns have capitals
    firsts = set()
    if piece.found < piece.found_end and judgement.sentences.ends_with(piece.found - 1):
        firsts.add(judgement.source.spelling(piece.found))
    if piece.quoted < piece.quoted_end and piece.quoted in judgement.segment_begins:
        firsts.add(judgement.quote.spelling(piece.quoted))
    return any(
        word[:1].isupper() and not (word in firsts and _is_common(judgement.meaning, word))
        for word in _spellings(judgement, piece)
    )


def _is_common(meaning: Meaning, word: str) -> bool:
    return len(word) < SHORTEST_NAME or word.lower() in _common_words(meaning)


@functools.lru_cache(maxsize=8)
def _common_words(meaning: Meaning) -> frozenset[str]:
    common = frozenset().union(*(language.common for language in meaning.languages))
    return common | {
        phrase[0]
        for language in meaning.languages
        for phrases in language.phrases.values()
        for phrase in phrases
    }


def _drops_question(judgement: Judgement, piece: Piece) -> bool:
    if piece.op != "dropped" or piece.found == piece.found_end:
        return False
    begin, end = judgement.source_span(piece)
    return any(sign in judgement.source.text[begin:end] for sign in "?؟？")
