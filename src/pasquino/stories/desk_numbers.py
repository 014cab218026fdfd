"""What the desk knows of the numbers in a draft: those that are figures, those that may be."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q

from pasquino.figures import wording
from pasquino.figures.models import Figure
from pasquino.figures.stated import Stated
from pasquino.stories import desk_quotations, figure_places, figure_ties, insets, rendering
from pasquino.stories.figure_marks import Readable, Words
from pasquino.stories.figure_ties import Place
from pasquino.stories.models import DismissedNumber, MarkedFigure, Story

AROUND = 60  # characters shown before and after
GUESSED = 80  # characters of a guess, of whom or what it is
MOST_LOOKED_AT = 500  # figures of the same amounts
KNOWN = 3  # figures of the same words that are offered
AFTER_KEY = 3  # words after a number that tell it from others
_CLAUSE = re.compile(
    r"[^\s.,;:()!?\n\u2013\u2014\u201d\u00bb][^.,;:()!?\n\u2013\u2014\u201d\u00bb]*"
)
_SIGN = re.compile(r"[^\W_]+", re.UNICODE)


@dataclass(frozen=True)
class Number:
    """A number in a draft's text that may be a figure.

    `known` are figures on record whose words stand there. `key` tells it from others when it is
    dismissed, also after the text around it has changed.
    """

    place: Place
    stated: Stated
    before: str
    after: str
    key: str
    known: Sequence[Figure] = ()

    @property
    def words(self) -> str:
        """As they stand in the text."""
        return self.place[1]

    @property
    def of_whom(self) -> str:
        """What the words after it say of whom or what it is; a guess."""
        clause = _CLAUSE.match(self.after.lstrip())
        return clause[0].strip()[:GUESSED] if clause else ""


@dataclass(frozen=True)
class MarkedHere:
    """A figure of the draft; `stands` is false where the text has its words no longer."""

    row: MarkedFigure
    stands: bool

    @property
    def value(self) -> str:
        """What names its place in forms."""
        return f"{self.row.block} {self.row.occurrence} {self.row.words}"


@dataclass(frozen=True)
class Numbers:
    """All of a draft, in the order of the text."""

    marked: Sequence[MarkedHere]
    proposed: Sequence[Number]


def of_draft(story: Story) -> Numbers:
    """The figures of a draft, and the numbers in it that are none yet and were not dismissed."""
    texts = {id: Readable(html) for id, html in texts_of(story.body)}
    rows = list(story.marked_figures.all())
    spans = [(row, _span(texts, row)) for row in rows]
    language = desk_quotations.language_of(story)
    found = [
        number
        for id, text in texts.items()
        for number in _numbers(
            id, text, [span for row, span in spans if row.block == id], language
        )
    ]
    keys = DismissedNumber.objects.filter(story=story.pk).values_list("key", flat=True)
    dismissed = set(keys) if story.pk else set()
    return Numbers(
        [MarkedHere(row, span is not None) for row, span in spans],
        _with_known([number for number in found if number.key not in dismissed]),
    )


def at(story: Story, place: Place) -> Number | None:
    """The words at a place of the draft, whether or not they look like a number; None: not there.

    What they state is read from them, and empty where nothing can be read.
    """
    block, words, occurrence = place
    text = next((Readable(html) for id, html in texts_of(story.body) if id == block), None)
    span = text.span(Words(words, occurrence)) if text else None
    if text is None or span is None:
        return None
    stated = wording.parse(words, desk_quotations.language_of(story))
    return _with_known([_number(block, text, span, stated or Stated("vague", word=words))])[0]


def stands(story: Story, row: MarkedFigure) -> bool:
    """Whether the draft's text has the words of one of its figures."""
    return (
        _span({id: Readable(html) for id, html in texts_of(story.body) if id == row.block}, row)
        is not None
    )


def texts_of(body: Any) -> Iterator[tuple[str, str]]:  # a StreamValue; Wagtail has no types
    """The id of each block that holds words, and its HTML as an edition would have it."""
    for block in body:
        kind = block.block_type
        if kind == "quotation":
            entry = rendering.quotation_entry(str(block.id), block.value)
            yield entry["id"], figure_places.quoted_html(entry)
        elif kind not in insets.KINDS and kind not in ("image", "link"):
            yield str(block.id), rendering.RENDERERS[kind](block).html


def key_of(words: str, after: str) -> str:
    """What tells a number from others: its words, with the words after them."""
    following = _SIGN.findall(after)[:AFTER_KEY]
    return hashlib.sha256(repr((words.casefold(), following)).encode()).hexdigest()


def _span(texts: dict[str, Readable], row: MarkedFigure) -> tuple[int, int] | None:
    text = texts.get(row.block)
    return text.span(Words(row.words, row.occurrence)) if text else None


def _numbers(
    id: str, text: Readable, taken: Iterable[tuple[int, int] | None], language: str
) -> Iterator[Number]:
    """The numbers of one block that no figure of the draft covers."""
    spans = [span for span in taken if span]
    for found in wording.find(text.text, language):
        span = found.start, found.end
        if not any(start < span[1] and span[0] < end for start, end in spans):
            number = _number(id, text, span, found.stated)
            if number.place[2]:  # else it is part of a longer word, and cannot be marked
                yield number


def _number(id: str, text: Readable, span: tuple[int, int], stated: Stated) -> Number:
    start, end = span
    words = text.text[start:end]
    after = text.text[end : end + 2 * GUESSED]
    return Number(
        (id, words, text.occurrence(start, words)),
        stated,
        text.text[max(0, start - AROUND) : start].rpartition("\n")[2],
        after.partition("\n")[0],
        key_of(words, after),
    )


def _with_known(numbers: Sequence[Number]) -> list[Number]:
    """The same with the figures on record whose words stand there; one query."""
    if not numbers:
        return []
    amounts = {number.stated.amount for number in numbers} - {None}
    alike = Figure.objects.filter(Q(words__in=_spellings(numbers)) | Q(amount__in=amounts))
    figures = list(alike.order_by("-pk")[:MOST_LOOKED_AT])
    return [replace(one, known=_known(one, figures)) for one in numbers]


def _known(number: Number, figures: Iterable[Figure]) -> list[Figure]:
    """Those whose words are these, or begin with these and go on as the text does."""
    here = f"{number.words}{number.after}".casefold()
    words = number.words.casefold()
    found = [
        figure
        for figure in figures
        if figure.words.casefold().startswith(words) and here.startswith(figure.words.casefold())
    ]
    return found[:KNOWN]


def _spellings(numbers: Sequence[Number]) -> set[str]:
    """The words with a large and a small first letter: "Hundreds", "hundreds"."""
    return {
        spelt
        for words in (number.words for number in numbers)
        for spelt in (words, words[:1].lower() + words[1:], words[:1].upper() + words[1:])
    }


def place_from(value: str) -> Place | None:
    """A place as forms name it: block, occurrence, words."""
    parts = value.split(" ", 2)
    if len(parts) < 3 or not parts[1].isdecimal() or len(parts[1]) > 4:  # noqa: PLR2004 - digits
        return None
    return parts[0], parts[2][: figure_ties.LONGEST_WORDS], int(parts[1])
