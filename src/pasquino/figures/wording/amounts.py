"""A number with its unit: "$1.2bn", "70 per cent", "3 millions de personnes". No database."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from pasquino.figures.stated import PERCENT
from pasquino.figures.wording.languages import Language
from pasquino.figures.wording.numerals import Numeral, numeral
from pasquino.figures.wording.pieces import goes_on
from pasquino.figures.wording.tokens import HYPHENS, MARK, WORD, Token, touches

PERSONS = "persons"
_MOST_BETWEEN = 3  # words between a number and whom it counts: "2,300 French nationals"


class Amount(NamedTuple):
    """A number, its unit as far as it was said, and where both end."""

    numeral: Numeral
    unit: str
    end: int

    @property
    def value(self) -> Decimal:
        """The number, scale words counted in."""
        return self.numeral.value


def amount(tokens: Sequence[Token], at: int, words: Language) -> Amount | None:
    """The amount that begins at this token; None where none does."""
    money = _money_at(tokens, at, words)
    found = numeral(tokens, money[1] if money else at, words)
    if not found or goes_on(tokens, found.end, found.value, words):
        return None
    found = _with_letter(found, tokens, words, is_money=money is not None)
    unit = (*money[:1], found.end) if money else unit_at(tokens, found.end, words)
    name, end = unit or ("", found.end)
    return None if _is_cut(tokens, end) else Amount(found, name, end)


def unit_at(tokens: Sequence[Token], at: int, words: Language) -> tuple[str, int] | None:
    """The unit that begins here, perhaps after "of" or a hyphen, and where it ends."""
    if at + 1 < len(tokens) and tokens[at].text in HYPHENS and touches(tokens[at], tokens[at + 1]):
        return words.units.at(tokens, at + 1)
    money = _money_at(tokens, at, words)
    if money and not _is_next_ones(tokens, money[1]):
        return money
    direct = words.units.at(tokens, at)
    if direct:
        return direct
    glue = words.unit_glue.at(tokens, at)
    if glue and (glued := words.units.at(tokens, glue[1]) or _money_at(tokens, glue[1], words)):
        return glued
    return _persons_further_on(tokens, glue[1] if glue else at, words)


def _money_at(tokens: Sequence[Token], at: int, words: Language) -> tuple[str, int] | None:
    """A currency's sign or code. "A$" is one, "a $3 billion deal" has another."""
    found = words.money.at(tokens, at)
    if found and found[1] - at > 1:
        is_one = all(touches(tokens[each - 1], tokens[each]) for each in range(at + 1, found[1]))
        if not is_one or tokens[at].text.islower():
            return None
    return found


def _is_next_ones(tokens: Sequence[Token], end: int) -> bool:
    """A sign after a number may be the next number's: "30 $40"."""
    return (
        end < len(tokens)
        and touches(tokens[end - 1], tokens[end])
        and (tokens[end].kind not in {MARK, WORD})
    )


def _is_cut(tokens: Sequence[Token], end: int) -> bool:
    """Letters joined to the number that nothing explains: "5500M"."""
    return end < len(tokens) and tokens[end].kind is WORD and touches(tokens[end - 1], tokens[end])


def _with_letter(
    found: Numeral, tokens: Sequence[Token], words: Language, *, is_money: bool
) -> Numeral:
    """ "$3m", "20k people": one letter for a scale, where nothing else can be meant."""
    if not found.is_digits or found.is_scaled or found.end >= len(tokens):
        return found
    letter = tokens[found.end]
    scale = words.letters.get(letter.fold)
    if not scale or not (
        touches(tokens[found.end - 1], letter) or _joins_money(tokens, found.end, words)
    ):
        return found
    unit = None if is_money else unit_at(tokens, found.end + 1, words)
    if not is_money and (unit is None or unit[0] == PERCENT):
        return found
    return found._replace(value=found.bare * scale, end=found.end + 1)


def _joins_money(tokens: Sequence[Token], at: int, words: Language) -> bool:
    """ "3 M€"."""
    return (
        at + 1 < len(tokens)
        and touches(tokens[at], tokens[at + 1])
        and _money_at(tokens, at + 1, words) is not None
    )


def _persons_further_on(
    tokens: Sequence[Token], at: int, words: Language
) -> tuple[str, int] | None:
    """ "2,300 French nationals", "503 U.S. forces": whom a number counts, a few words on."""
    seen = 0
    while at < len(tokens) and seen < _MOST_BETWEEN:
        token = tokens[at]
        if token.kind is not WORD or token.fold in words.stops:
            return None
        found = words.units.at(tokens, at)
        if found:
            return found if found[0] == PERSONS else None
        at, seen = at + 1, seen + 1
        while len(token.text) == 1 and at < len(tokens) and tokens[at].text == ".":
            at += 1  # U.S.
            if at < len(tokens) and len(tokens[at].text) == 1 and tokens[at].kind is WORD:
                at += 1
    return None if at >= len(tokens) else _persons_here(tokens, at, words)


def _persons_here(tokens: Sequence[Token], at: int, words: Language) -> tuple[str, int] | None:
    found = words.units.at(tokens, at)
    return found if found and found[0] == PERSONS else None
