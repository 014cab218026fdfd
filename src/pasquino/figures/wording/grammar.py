"""What a source said of a quantity, read from tokens: qualifier, number(s), unit. No database."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from pasquino.figures.stated import RATIO, Qualifier, Stated
from pasquino.figures.wording.amounts import Amount, amount, unit_at
from pasquino.figures.wording.languages import Language
from pasquino.figures.wording.numerals import Numeral
from pasquino.figures.wording.tokens import DASHES, HYPHENS, NUMBER, Token, touches

SHARE = "share"  # so many of so many: "3 out of 10" is 3 per 10
_FEW = 10
_FIRST_YEAR, _LAST_YEAR = 1500, 2099


class Quantity(NamedTuple):
    """What was read: where it ends, its first number's token, and how it was written."""

    stated: Stated
    end: int
    number_at: int
    is_qualified: bool = True
    is_dashed: bool = False
    """A range of two numbers joined by a dash."""
    is_scaled: bool = False


class _Lead(NamedTuple):
    """What stands before the number."""

    modal: str
    qualifier: Qualifier | None
    between: str
    is_ratio: bool
    words: str
    start: int
    at: int


def quantity(tokens: Sequence[Token], at: int, words: Language) -> Quantity | None:
    """The quantity whose words begin at this token; None where none does."""
    lead = _lead(tokens, at, words)
    unsaid = _unsaid(tokens, lead, words)
    if unsaid:
        return unsaid
    first = amount(tokens, lead.at, words) or _after_article(tokens, lead, words)
    if not first:
        return None
    if lead.between:
        pair = _between(tokens, lead, first, words)
        return pair and (_ratio(tokens, lead, pair, words) or pair)
    is_change = at > 0 and tokens[at - 1].fold in words.not_ranges_after  # from 500 to 700
    found = (None if is_change else _range(tokens, lead, first, words)) or _alone(
        tokens, lead, first, words
    )
    return _ratio(tokens, lead, found, words) or found


def _lead(tokens: Sequence[Token], at: int, words: Language) -> _Lead:
    modal = words.modals.at(tokens, at)
    if modal:
        at = modal[1]
        at += at < len(tokens) and tokens[at].text == ","
    start = at
    between = words.between_leads.at(tokens, at)
    ratio = words.ratio_lead.at(tokens, at)
    qualifier = words.before.at(tokens, at)
    found = max((each for each in (between, ratio, qualifier) if each), key=lambda each: each[1],
                default=None)  # fmt: skip
    at = found[1] if found else at
    said = " ".join(token.text for token in tokens[start:at]).lower()
    return _Lead(
        modal=modal[0] if modal else "",
        qualifier=qualifier[0] if qualifier and found is qualifier else None,
        between=between[0] if between and found is between else "",
        is_ratio=found is not None and found is ratio,
        words=said,
        start=start,
        at=at,
    )


def _unsaid(tokens: Sequence[Token], lead: _Lead, words: Language) -> Quantity | None:
    """A few hundred; the latest count."""
    pointer = words.pointers.at(tokens, lead.at)
    if pointer:
        return Quantity(Stated("pointer", modal=lead.modal), pointer[1], lead.at)
    whole, rest = words.vague.at(tokens, lead.start), words.vague.at(tokens, lead.at)
    vague = whole or rest
    if not vague:
        return None
    word = vague[0] if whole else f"{lead.words} {vague[0]}"
    unit, end = unit_at(tokens, vague[1], words) or ("", vague[1])
    return Quantity(Stated("vague", unit=unit, modal=lead.modal, word=word), end, lead.at)


def _after_article(tokens: Sequence[Token], lead: _Lead, words: Language) -> Amount | None:
    """ "Up to a $250,000 fine"."""
    if not lead.qualifier or lead.at >= len(tokens):
        return None
    is_article = tokens[lead.at].fold in words.articles
    return amount(tokens, lead.at + 1, words) if is_article else None


def _between(
    tokens: Sequence[Token], lead: _Lead, first: Amount, words: Language
) -> Quantity | None:
    join = words.between_joins[lead.between].at(tokens, first.end)
    second = amount(tokens, join[1], words) if join else None
    pair = _pair(first, second) if second else None
    if pair is None or pair[0].value > pair[1].value:
        return None
    return _two(lead, pair, is_dashed=False)


def _range(
    tokens: Sequence[Token], lead: _Lead, first: Amount, words: Language
) -> Quantity | None:
    """3 to 4 million, 3-4 million, two or three; also with a qualifier, which it then loses."""
    at = first.end
    if at >= len(tokens):
        return None
    is_dashed = tokens[at].text in DASHES
    join = (None, at + 1) if is_dashed else words.joins.at(tokens, at)
    second = amount(tokens, join[1], words) if join else None
    pair = _pair(first, second) if second else None
    if pair is None or pair[0].value >= pair[1].value:
        return None
    if lead.is_ratio and words.ratio_to.at(tokens, at):
        return None
    return _two(lead, pair, is_dashed=is_dashed)


def _pair(first: Amount, second: Amount) -> tuple[Amount, Amount] | None:
    """Both with the scale and unit that were said once; None when they count different things."""
    low, high = first.numeral, second.numeral
    if not low.is_scaled and high.is_scaled and low.value < high.bare:
        low = low._replace(value=low.value * (high.value / high.bare))
    if first.unit and second.unit and first.unit != second.unit:
        return None
    unit = first.unit or second.unit
    return first._replace(numeral=low, unit=unit), second._replace(unit=unit)


def _two(lead: _Lead, pair: tuple[Amount, Amount], *, is_dashed: bool) -> Quantity:
    low, high = pair
    stated = Stated("between", low.value, high.value, unit=low.unit, modal=lead.modal)
    return Quantity(
        stated, high.end, lead.at, is_qualified=bool(lead.between or lead.qualifier),
        is_dashed=is_dashed, is_scaled=high.numeral.is_scaled,
    )  # fmt: skip


def _alone(tokens: Sequence[Token], lead: _Lead, found: Amount, words: Language) -> Quantity:
    unit, end, qualifier = found.unit, found.end, lead.qualifier
    after = _after(tokens, end, words)
    if after:
        qualifier, end = qualifier or after[0], after[1]
        later = None if unit else unit_at(tokens, end, words)  # "70-odd people"
        unit, end = later or (unit, end)
    if not qualifier and found.numeral.is_loose:
        qualifier = "about"
    stated = Stated(qualifier or "exactly", found.value, unit=unit, modal=lead.modal)
    return Quantity(
        stated, end, lead.at, is_qualified=qualifier is not None or bool(lead.modal),
        is_scaled=found.numeral.is_scaled,
    )  # fmt: skip


def _after(tokens: Sequence[Token], at: int, words: Language) -> tuple[Qualifier, int] | None:
    """ "500 or more", "500+", "70-odd"; not "500 and more than 20 others", "500, at least 20"."""
    if at >= len(tokens):
        return None
    if tokens[at].text in HYPHENS and at + 1 < len(tokens) and touches(tokens[at], tokens[at + 1]):
        return words.after.at(tokens, at + 1)
    found = words.after.at(tokens, at)
    if not found or (tokens[at].text == "+" and not touches(tokens[at - 1], tokens[at])):
        return None
    end = found[1]
    belongs_on = any(
        lead and lead[1] > end
        for lead in (words.before.at(tokens, each) for each in range(at, end))
    )
    is_followed = end < len(tokens) and (
        tokens[end].kind is NUMBER or tokens[end].fold in words.numbers
    )
    return None if belongs_on or is_followed else found


def _ratio(
    tokens: Sequence[Token], lead: _Lead, found: Quantity, words: Language
) -> Quantity | None:
    """Ten or twenty to one; 3 out of 10. To more than one only where "a ratio of" says so."""
    stated = found.stated
    if stated.unit:
        return None
    to = words.ratio_to.at(tokens, found.end)
    share = words.share.at(tokens, found.end)
    few = words.share_of_few.at(tokens, found.end)
    join = max((each for each in (to, share, few) if each), key=lambda each: each[1], default=None)
    second = _second(tokens, join[1], words) if join else None
    if second is None or not join or second.value <= 0:
        return None
    is_share = join is not to
    if not is_share and not lead.is_ratio and second.value != 1:
        return None
    if is_share and not _is_share(stated, second, is_few=join is few):
        return None
    is_one = lead.qualifier is not None and stated.amount_to is None
    qualifier: Qualifier = stated.qualifier if is_one else "ratio"
    said = Stated(
        qualifier, stated.amount, stated.amount_to, second.value,
        unit=SHARE if is_share else RATIO, modal=lead.modal,
    )  # fmt: skip
    return found._replace(stated=said, end=second.end, is_qualified=True)


def _second(tokens: Sequence[Token], at: int, words: Language) -> Amount | None:
    """An amount, or "one", which may be an article elsewhere."""
    found = amount(tokens, at, words)
    if not found and at < len(tokens) and words.numbers.get(tokens[at].fold) == 1:
        one = Numeral(Decimal(1), Decimal(1), at + 1, is_digits=False)
        return Amount(one, "", at + 1)
    return found


def _is_share(stated: Stated, whole: Amount, *, is_few: bool) -> bool:
    """Not more than the whole; after "in" only of few: "1 in 5", not "500 in 2016"."""
    top = stated.amount_to or stated.amount or Decimal(0)
    if is_few and (top > _FEW or _FIRST_YEAR <= whole.value <= _LAST_YEAR):
        return False
    return top <= whole.value and whole.value > 1
