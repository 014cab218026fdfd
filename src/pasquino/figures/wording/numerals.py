"""Numbers alone: in digits, in words, with scales ("1.2bn"); and written in digits. No database.

A number of more than 15 digits, or of more than 6 decimals, is not read: the records keep no
more exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from pasquino.figures.stated import MOST_DIGITS, plain
from pasquino.figures.wording import german
from pasquino.figures.wording.languages import Language, language_of
from pasquino.figures.wording.tokens import HYPHENS, NUMBER, WORD, Token, touches, value

MOST_DECIMALS = 6
_GROUP_SIGN = {",": ",", ".": ".", "'": "’", "’": "’"}


class Numeral(NamedTuple):
    """A number read: its value, before its scale words and with them, and where it ends."""

    bare: Decimal
    value: Decimal
    end: int
    is_digits: bool
    is_loose: bool = False
    """A word for about so many ("une centaine")."""

    @property
    def is_scaled(self) -> bool:
        """With a scale word ("3 million")."""
        return self.bare != self.value


def number(amount: Decimal, language: str = "en") -> str:
    """The number in a language's digits: 7,200 in English, 7.200 in German, 7 200 in French.

    French groups are parted by a narrow no-break space, so that no number is broken in two.
    """
    digits = language_of(language).digits
    whole, _, decimals = plain(abs(amount)).partition(".")
    mark = digits.group[0] if not digits.is_unclear else "\N{NARROW NO-BREAK SPACE}"
    grouped = f"{int(whole):,}".replace(",", _GROUP_SIGN.get(mark, mark))
    sign = "−" if amount < 0 else ""
    return sign + grouped + (digits.decimal[0] + decimals if decimals else "")


def numeral(tokens: Sequence[Token], at: int, words: Language) -> Numeral | None:
    """The number that begins at this token, with its scale words; None where none does."""
    loose, fixed = words.loose.at(tokens, at), words.fixed.at(tokens, at)
    whole = fixed or loose
    if whole:
        said = Decimal(whole[0])
        return Numeral(said, said, whole[1], is_digits=False, is_loose=fixed is None)
    if at < len(tokens) and tokens[at].kind is NUMBER:
        bare = Decimal(value(tokens[at].text, words.digits))
        product, end = _scaled(bare, tokens, at + 1, words)
        found = Numeral(bare, product, end, is_digits=True)
    else:
        spelled = _spelled(tokens, at, words)
        if spelled is None:
            return None
        found = Numeral(spelled[0], spelled[0], spelled[1], is_digits=False)
    return found if _fits(found.value) else None


def scale_at(tokens: Sequence[Token], at: int, words: Language) -> tuple[int, int] | None:
    """The scale word here, perhaps after a hyphen ("3-million"): its value and where it ends."""
    if at + 1 < len(tokens) and tokens[at].text in HYPHENS and touches(tokens[at], tokens[at + 1]):
        at += 1
    return words.scales.at(tokens, at)


def _fits(number: Decimal) -> bool:
    text = plain(number)
    whole, _, decimals = text.partition(".")
    return len(whole + decimals) <= MOST_DIGITS and len(decimals) <= MOST_DECIMALS


def _scaled(
    bare: Decimal, tokens: Sequence[Token], at: int, words: Language
) -> tuple[Decimal, int]:
    product = bare
    while (scale := scale_at(tokens, at, words)) and _fits(product * scale[0]):
        product, at = Decimal(plain(product * scale[0])), scale[1]
    return product, at


def _spelled(tokens: Sequence[Token], at: int, words: Language) -> tuple[Decimal, int] | None:
    """A number in words, by adding what still has room: after "twenty" only units have."""
    start, end = at, at
    count = _Count()
    if at < len(tokens) and tokens[at].fold in words.articles:
        if at + 1 == len(tokens) or not scale_at(tokens, at + 1, words):
            return None
        at += 1
    while at < len(tokens):
        step = at
        if end > start:
            step = _past_joiner(tokens, at, words)
        taken = _take(tokens, step, words, count)
        if taken is None:
            break
        at = end = taken
    return (Decimal(count.value), end) if end > start else None


class _Count:
    """A number as far as it was said: `room` is what may still be added."""

    def __init__(self) -> None:
        self.total, self.group = 0, 0
        self.room, self.last_scale = 10**MOST_DIGITS, 10**MOST_DIGITS
        self.has_words = False

    @property
    def value(self) -> int:
        return self.total + self.group

    def add(self, value: int) -> bool:
        """Take a numeral: twenty, five."""
        if value >= self.room or (value == 0 and self.has_words):
            return False
        self.group += value
        tens = value % 100
        widest = 20 if tens in {60, 80} else 10  # soixante-dix, quatre-vingt-dix
        self.room = 100 if value >= 100 and not tens else widest if tens and not tens % 10 else 0  # noqa: PLR2004 - hundreds
        if tens == 10:  # noqa: PLR2004 - "dix-sept", but not "ten seven" in English
            self.room = 10
        self.has_words = True
        return True

    def replace(self, value: int, by: int) -> None:
        """Four twenties are eighty."""
        self.group += by - value
        self.room = 20

    def multiply(self, scale: int) -> bool:
        """Take a scale: hundred, thousand."""
        if scale <= 100:  # noqa: PLR2004 - hundreds and dozens belong to their group
            if self.group >= 100 or (self.has_words and not self.group):  # noqa: PLR2004 - a hundred closes a group
                return False
            self.group, self.room = max(self.group, 1) * scale, scale if scale == 100 else 0  # noqa: PLR2004 - a hundred closes a group
        elif scale < self.last_scale and (self.group or not self.has_words):
            self.total += max(self.group, 1) * scale
            self.group, self.room, self.last_scale = 0, scale, scale
        elif self.total and scale > self.last_scale and not self.group:  # "mil millones"
            self.total *= scale
            self.room, self.last_scale = scale, scale
        else:
            return False
        self.has_words = True
        return True


def _past_joiner(tokens: Sequence[Token], at: int, words: Language) -> int:
    token = tokens[at]
    is_hyphen = token.text in HYPHENS and touches(tokens[at - 1], token)
    if (is_hyphen or token.fold in words.joiners) and at + 1 < len(tokens):
        following = tokens[at + 1]
        if following.kind is WORD and (not is_hyphen or touches(token, following)):
            return at + 1
    return at


def _take(tokens: Sequence[Token], at: int, words: Language, count: _Count) -> int | None:
    fold = tokens[at].fold
    multiple = words.multiples.get(fold)
    if multiple and count.group % 100 == multiple[0]:  # quatre-vingts
        count.replace(*multiple)
        return at + 1
    said = words.numbers.get(fold)
    if said is None and words.is_compounding:
        said = german.thousands(fold, words.numbers)
    if said is not None:
        return at + 1 if count.add(said) else None
    scale = words.scales.at(tokens, at)
    if scale is None:
        return None
    may_begin = tokens[at].fold in words.bare_scales or (
        at > 0 and tokens[at - 1].fold in words.articles
    )
    if count.has_words or may_begin:
        return scale[1] if count.multiply(scale[0]) else None
    return None
