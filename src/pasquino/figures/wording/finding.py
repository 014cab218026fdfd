"""Figures in running text: what an editor would want to be asked about, and nothing else.

Not proposed: years and dates, times of day, telephone, section, version and page numbers,
ordinals, scores, small bare counts ("two men"), durations nobody qualified, digits in addresses.
Digits other than 0-9 (Arabic-Indic and the like) are not read, nor numbers of more than 15 digits
or 6 decimals. One pass, in time linear to the text; nothing is raised. No database.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from pasquino.figures.stated import Stated
from pasquino.figures.wording.grammar import Quantity, quantity
from pasquino.figures.wording.languages import Language, language_of
from pasquino.figures.wording.pieces import are_two_bounds, has_lead, is_changed
from pasquino.figures.wording.tokens import NUMBER, Token, tokens, without_odd
from pasquino.figures.wording.worth import is_pointer_needed, is_worth_proposing


class Found(NamedTuple):
    """A figure in a text: where its words begin and end, and what they state."""

    start: int
    end: int
    stated: Stated


def parse(words: str, language: str = "en") -> Stated | None:
    """What these words state: the first figure in them, or None where there is none.

    `words` come back in `Stated.words`, as they were. A bare number that `find` would not propose
    ("2017") is read where there is nothing better. More than 15 digits or 6 decimals are None,
    and so is what is told in other ways than by one number ("two thirds", "minus 5 %", "twice
    200", "over 2,000 but fewer than 3,000").
    """
    spoken = language_of(language)
    read = _tokens(words, spoken)
    quantities = list(_quantities(read, spoken))
    worth = (one for one in quantities if is_worth_proposing(one[1], read, one[0], spoken))
    chosen = next(worth, None) or next(iter(quantities), None)
    if chosen is None or _is_piece(chosen, quantities, read, spoken):
        return None
    return replace(chosen[1].stated, words=words)


def _is_piece(
    chosen: tuple[int, Quantity], quantities: Sequence[tuple[int, Quantity]],
    read: Sequence[Token], spoken: Language,
) -> bool:  # fmt: skip
    """Whether this quantity, of all in some words, is less than the words say."""
    at, found = chosen
    if has_lead(read, at, spoken):
        return True
    if any(is_changed(read, place, spoken) for place, _one in quantities if place <= at):
        return True
    return any(
        are_two_bounds(found.stated, other.stated, read[found.end : place], spoken)
        for place, other in quantities
        if place >= found.end
    )


def find(text: str, language: str = "en") -> list[Found]:
    """The figures in a text worth proposing, in order; `text[start:end]` are the words of each."""
    spoken = language_of(language)
    read = _tokens(text, spoken)
    proposed = [
        Found(start, end, replace(found.stated, words=text[start:end]))
        for at, found in _quantities(read, spoken)
        if is_worth_proposing(found, read, at, spoken) and not is_changed(read, at, spoken)
        for start, end in [(read[at].start, read[found.end - 1].end)]
    ]
    following = [*(found.start for found in proposed[1:]), None]
    return [
        found
        for found, after in zip(proposed, following[: len(proposed)], strict=True)
        if found.stated.qualifier != "pointer" or is_pointer_needed(text, found.end, after)
    ]


def _tokens(text: str, spoken: Language) -> list[Token]:
    return without_odd(
        tokens(text, spoken.digits),
        attached=spoken.attached,
        before=spoken.money_before,
        has_ordinals=spoken.has_ordinals,
    )


def _quantities(read: Sequence[Token], spoken: Language) -> Iterator[tuple[int, Quantity]]:
    """All quantities, and the token at which each begins."""
    at, beginnings = 0, spoken.beginnings
    while at < len(read):
        token = read[at]
        may_begin = token.kind is NUMBER or token.fold in beginnings or _is_compound(token, spoken)
        found = quantity(read, at, spoken) if may_begin else None
        if found:
            yield at, found
        at = found.end if found else at + 1


def _is_compound(token: Token, spoken: Language) -> bool:
    return spoken.is_compounding and "tausend" in token.fold
