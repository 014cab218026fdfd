"""A stated number in words: as its source had them, or afresh in a language. No database."""

from __future__ import annotations

from decimal import Decimal

from pasquino.figures.stated import PERCENT, Stated
from pasquino.figures.wording.grammar import SHARE
from pasquino.figures.wording.languages import Language, language_of
from pasquino.figures.wording.numerals import number

_SPACE = "\N{NO-BREAK SPACE}"
_LEAST_SCALED = 1_000_000
_MOST_DECIMALS = 3  # "1.234 million"; with more the digits are clearer


def compose(stated: Stated, language: str = "en") -> str:
    """The words as the source had them; where there are none, composed in this language.

    Composed afresh: "about 2,300", "almost 70 %", "zwischen 3 und 4 Millionen Euro",
    "10 or 20 to 1", "potentially thousands of people". `parse` reads them back as they were,
    for every unit it knows (any other is printed as it is).
    """
    if stated.words:
        return stated.words
    words = language_of(language)
    said = _said(stated, words, language)
    return f"{stated.modal} {said}" if stated.modal else said


def _said(stated: Stated, words: Language, language: str) -> str:
    if stated.qualifier == "pointer":
        return words.written_pointer
    if stated.qualifier == "vague":
        return _vague(stated, words)
    if stated.amount is None:
        return stated.word
    if stated.per is not None:
        return _ratio(stated, words, language)
    if stated.amount_to is not None:
        return _between(stated, stated.amount, stated.amount_to, words, language)
    text, is_scaled = _number(stated.amount, words, language)
    return _qualified(stated, _with_unit(text, stated, words, is_scaled=is_scaled), words)


def _qualified(stated: Stated, text: str, words: Language) -> str:
    before = "" if stated.qualifier == "exactly" else words.written_before.get(stated.qualifier)
    return f"{before} {text}" if before else text


def _between(stated: Stated, low: Decimal, high: Decimal, words: Language, language: str) -> str:
    lead, join = words.between[0]
    scale = _scale(high, words)
    if scale and scale == _scale(low, words):
        first = number(low / scale, language)
        second, is_scaled = _number(high, words, language)
    else:
        first, second, is_scaled = number(low, language), number(high, language), False
    sign = _sign_before(stated.unit, words)
    return f"{lead} {sign}{first} {join} " + _with_unit(second, stated, words, is_scaled=is_scaled)


def _ratio(stated: Stated, words: Language, language: str) -> str:
    first, per = (
        number(stated.amount or Decimal(0), language),
        number(stated.per or Decimal(0), language),
    )
    if stated.amount_to is not None:
        first = f"{first} {words.written_ratio['or']} {number(stated.amount_to, language)}"
    if stated.unit == SHARE:
        text = f"{first} {words.written_ratio['share']} {per}"
    else:
        text = f"{first} {words.written_ratio['to']} {per}"
        if stated.per != 1 or (stated.amount or 0) <= 1:
            text = f"{words.written_ratio['lead']} {text}"
    return text if stated.qualifier == "ratio" else _qualified(stated, text, words)


def _vague(stated: Stated, words: Language) -> str:
    if not stated.unit:
        return stated.word
    glue = words.vague_glue if stated.word.endswith(words.vague_glue_after) else ""
    many = words.unit_words.get(stated.unit, (stated.unit,))[0]
    return f"{stated.word} {_elided(glue, many, words)}{many}"


def _number(amount: Decimal, words: Language, language: str) -> tuple[str, bool]:
    """The number, from a million up with its scale word, and whether it has one."""
    scale = _scale(amount, words)
    if not scale:
        return number(amount, language), False
    one, many = dict(words.written_scales)[scale]
    mantissa = amount / scale
    is_many = mantissa >= 2 if words.plural_from_two else mantissa > 1  # noqa: PLR2004 - 1,9 million
    return f"{number(mantissa, language)} {many if is_many else one}", True


def _scale(amount: Decimal, words: Language) -> int | None:
    """The largest scale that leaves a short number before it."""
    for scale, _forms in words.written_scales:
        mantissa = amount / scale
        if mantissa >= 1:
            is_short = mantissa == mantissa.quantize(Decimal(1).scaleb(-_MOST_DECIMALS))
            return scale if is_short else None
    return None


def _with_unit(text: str, stated: Stated, words: Language, *, is_scaled: bool) -> str:
    unit = stated.unit
    if not unit:
        return text
    if unit == PERCENT:
        return text + words.percent
    sign = _sign_before(unit, words)
    if sign:
        return sign + text
    forms = words.unit_words.get(unit)
    if forms is None:
        forms = (words.signs.get(unit, unit),)
    is_one = stated.amount == 1 and stated.amount_to is None and len(forms) > 1
    name = forms[1] if is_one else forms[0]
    glue = _elided(words.scale_glue, name, words) if is_scaled else ""
    return f"{text} {glue}{name}"


def _sign_before(unit: str, words: Language) -> str:
    """ "$" where a currency's sign stands before its number."""
    return words.signs.get(unit, "") if words.is_sign_first else ""


def _elided(glue: str, word: str, words: Language) -> str:
    """ "d’euros", where a language elides before a vowel."""
    if words.elides and glue and word[0].lower() in "aeiouyhéèê":
        return glue.rstrip()[:-1] + "’"
    return glue
