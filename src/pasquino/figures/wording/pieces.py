"""Numbers that are only a piece of what was said: "two" of "two thirds", "200" of "twice 200".

Taken for themselves they would say another number than the source did; so they are not read.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from decimal import Decimal

from pasquino.figures.stated import Stated
from pasquino.figures.wording.languages import Language
from pasquino.figures.wording.tokens import HYPHENS, NUMBER, WORD, Token, touches

_MINUS = "\N{MINUS SIGN}"
_FROM_BELOW = frozenset({"more_than", "at_least"})
_FROM_ABOVE = frozenset({"fewer_than", "up_to", "almost", "nearly"})
_MOST_BETWEEN = 2  # ", but"


def goes_on(tokens: Sequence[Token], end: int, value: Decimal, words: Language) -> bool:
    """Whether the number that ends here is told on: two thirds, two and a half, 3 times 200."""
    if end >= len(tokens):
        return False
    following = tokens[end]
    is_joined = following.text in HYPHENS and touches(tokens[end - 1], following)
    at = end + 1 if is_joined and end + 1 < len(tokens) else end
    fold = tokens[at].fold
    if fold in words.fractions or (fold in words.fraction and (value == 1 or is_joined)):
        return True
    if len(following.text) == 1 and unicodedata.category(following.text) == "No":  # 3½
        return following.text not in "¹²³"
    if fold in words.times:
        return _is_number(tokens, at + 1, words)
    return _has_half(tokens, end, words)


def is_changed(tokens: Sequence[Token], at: int, words: Language) -> bool:
    """Whether what stands before this token makes another number of it: minus, twice, three times.

    Also "between", where its two ends could not be read.
    """
    vague = words.vague.at(tokens, at)
    if vague and _has_half(tokens, vague[1], words):  # 3 millones y medio
        return True
    if not at:
        return False
    before = tokens[at - 1]
    if before.text == _MINUS or before.fold in words.changing:
        return True
    if before.text in HYPHENS and touches(before, tokens[at]):  # "-$5", but not "US-$5"
        return at == 1 or not touches(tokens[at - 2], before)
    return before.fold in words.times and at > 1 and _is_number(tokens, at - 2, words)


def has_lead(tokens: Sequence[Token], at: int, words: Language) -> bool:
    """Whether words begin with a sign of less than nothing ("- 5 %"), or with a fraction of it."""
    if at and tokens[0].text in HYPHENS:
        return True
    return any(
        (token.fold in words.fractions and _is_number(tokens, place - 1, words))
        or (
            token.fold in words.fractions | words.fraction
            and words.unit_glue.at(tokens, place + 1)
        )
        for place, token in enumerate(tokens[:at])
    )


def are_two_bounds(one: Stated, other: Stated, between: Sequence[Token], words: Language) -> bool:
    """Over 2,000 but fewer than 3,000: one number's two bounds, of which neither says enough."""
    if len(between) > _MOST_BETWEEN or not all(
        token.text == "," or token.fold in words.buts for token in between
    ):
        return False
    kinds = {one.qualifier, other.qualifier}
    return bool(kinds & _FROM_BELOW and kinds & _FROM_ABOVE)


def _has_half(tokens: Sequence[Token], at: int, words: Language) -> bool:
    """ "And a half" here."""
    if at >= len(tokens) or tokens[at].fold not in words.joiners:
        return False
    rest = [token.fold for token in tokens[at + 1 : at + 3]]
    rest = rest[1:] if rest and rest[0] in words.articles else rest
    return bool(rest) and rest[0] in words.halves


def _is_number(tokens: Sequence[Token], at: int, words: Language) -> bool:
    if not 0 <= at < len(tokens):
        return False
    token = tokens[at]
    return token.kind is NUMBER or (token.kind is WORD and token.fold in words.numbers)
