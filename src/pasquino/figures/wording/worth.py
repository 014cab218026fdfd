"""Which quantities in a text are figures an editor would want to be asked about. No database.

The limits come from reading what is found in newspaper pages; see tests/figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pasquino.figures.stated import PERCENT, Stated
from pasquino.figures.wording.amounts import PERSONS
from pasquino.figures.wording.grammar import SHARE, Quantity
from pasquino.figures.wording.languages import Language
from pasquino.figures.wording.tokens import NUMBER, WORD, Token

_TIMES = frozenset({"years", "months", "weeks", "days", "hours", "minutes", "seconds"})
_OF_DATES = frozenset({"exactly", "about", "at_least", "up_to", "between"})  # "about 2010"
_FIRST_YEAR, _LAST_YEAR = 1500, 2099
_LEAST_BARE = 100  # "689 in Syria", but not "his 3 books"
_LEAST_QUALIFIED = 10  # "about 40", but not "over 2"
_NEAR = 200  # characters; a long sentence


def is_worth_proposing(found: Quantity, read: Sequence[Token], at: int, words: Language) -> bool:
    """Whether this quantity, which begins at token `at`, is a figure rather than a mere number."""
    stated = found.stated
    if stated.qualifier in {"vague", "pointer"}:
        return True
    if _is_label(found, read, at, words):
        return False
    if stated.per is not None:
        return found.stated.qualifier != "ratio" or _is_whole(stated)  # not "4.5 out of 5"
    if stated.unit and stated.unit not in _TIMES:
        return _is_counted(found, read, at, words)
    return _is_large_or_qualified(found, read, at)


def is_pointer_needed(text: str, end: int, following: int | None) -> bool:
    """ "The latest figures": only where no number follows soon in the same paragraph."""
    if following is None or following - end >= _NEAR:
        return True
    return "\n\n" in text[end:following]


def _is_large_or_qualified(found: Quantity, read: Sequence[Token], at: int) -> bool:
    """Without a unit, or with one of time."""
    stated = found.stated
    if found.is_qualified:
        is_date = stated.qualifier in _OF_DATES and not found.is_scaled and _is_year(found, read)
        if not stated.unit and (is_date or _follows_number(read, at)):
            return False
        return bool(stated.unit) or _top(stated) >= _LEAST_QUALIFIED
    if found.is_dashed and not found.is_scaled:
        return False
    if found.is_scaled or _is_grouped(found, read):
        return stated.unit not in _TIMES or _top(stated) >= _LEAST_BARE
    return not stated.unit and _is_bare_count(found, read, at)


def _is_counted(found: Quantity, read: Sequence[Token], at: int, words: Language) -> bool:
    """With a unit: percent and money always, people and measures when they are more than a few."""
    stated = found.stated
    if stated.unit != PERSONS:
        is_measure = not (stated.unit == PERCENT or stated.unit.isupper())
        return not is_measure or found.is_qualified or _top(stated) >= _LEAST_QUALIFIED
    if _is_year(found, read) and not found.is_qualified:
        return not _follows(read, at, words.years_after)
    if found.is_qualified or found.is_scaled:
        return True
    if _top(stated) < _LEAST_BARE and _follows_name(read, at):  # iPhone 11 Pro users
        return False
    is_digits = read[found.number_at].kind is NUMBER
    return _top(stated) >= (2 if is_digits else _LEAST_QUALIFIED)


def _is_label(found: Quantity, read: Sequence[Token], at: int, words: Language) -> bool:
    """Section 230, page 300, 14 March, 500 Main Street."""
    if found.stated.unit == PERCENT or found.stated.unit.isupper():
        return False
    if _follows(read, at, words.labels) or _follows(read, at, words.months):
        return True
    if at and read[at - 1].text in {"#", "§", "№"}:
        return True
    if at > 1 and read[at - 1].text == "." and _follows(read, at - 1, words.labels):
        return True
    after = read[found.end : found.end + 2]
    return bool(after) and (
        after[0].fold in words.months or any(token.fold in words.streets for token in after)
    )


def _is_bare_count(found: Quantity, read: Sequence[Token], at: int) -> bool:
    """Only a number, nothing said of what: a count when it is large and no part of a name."""
    value = _top(found.stated)
    if value < _LEAST_BARE or value != value.to_integral_value() or _is_year(found, read):
        return False
    if read[found.number_at].kind is not NUMBER:
        return found.end - found.number_at > 1 and read[at].text not in {"a", "an"}
    return not _follows_name(read, at)


def _is_year(found: Quantity, read: Sequence[Token]) -> bool:
    token, stated = read[found.number_at], found.stated
    if _is_grouped(found, read) or not _FIRST_YEAR <= (stated.amount or 0) <= _LAST_YEAR:
        return False
    return token.kind is not NUMBER or len(token.text) == 4  # noqa: PLR2004 - a year's digits


def _is_grouped(found: Quantity, read: Sequence[Token]) -> bool:
    """Written with its thousands apart: "1,302"."""
    token = read[found.number_at]
    return token.kind is NUMBER and _top(found.stated) >= 1000 and not token.text.isdigit()  # noqa: PLR2004 - thousands


def _follows(read: Sequence[Token], at: int, folds: frozenset[str]) -> bool:
    return at > 0 and read[at - 1].kind is WORD and read[at - 1].fold in folds


def _follows_name(read: Sequence[Token], at: int) -> bool:
    """After a word with capitals that does not begin a sentence: Boeing 737, iPhone 11."""
    before = read[at - 1] if at else None
    is_name = before is not None and before.kind is WORD and before.text != before.text.lower()
    return is_name and at > 1 and read[at - 2].text not in {".", "\n", "!", "?", ":"}


def _follows_number(read: Sequence[Token], at: int) -> bool:
    """The "40 Under 40" award."""
    return at > 0 and read[at - 1].kind is NUMBER


def _is_whole(stated: Stated) -> bool:
    return stated.unit != SHARE or _top(stated) == _top(stated).to_integral_value()


def _top(stated: Stated) -> Decimal:
    return stated.amount_to or stated.amount or Decimal(0)
