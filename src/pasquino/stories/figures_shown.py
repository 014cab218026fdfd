"""What a reader is shown of a figure beside its words; made from the rows of `figured_rows.py`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pasquino.figures import reader_words
from pasquino.figures.charts import Count
from pasquino.figures.models import FigureMark
from pasquino.figures.stated import plain
from pasquino.stories.figure_marks import Mark, Words
from pasquino.stories.figure_places import BLOCK, INLINE
from pasquino.stories.figured_rows import Facts, FigureRow
from pasquino.stories.sources_shown import SourceShown


@dataclass(frozen=True, slots=True)
class NewerShown:
    """The count that overtook a figure; `page` is its own page here."""

    number: int
    words: str
    as_of: str
    page: str

    @property
    def sentence(self) -> str:
        """What stands beside the words it overtook."""
        return _("newer count: {words}").format(words=self.words)


@dataclass(frozen=True, slots=True)
class FigureShown:
    """Everything the page says of one figure; `row` is what it was made from.

    `place` counts the figures of the story from 1. `as_of` is empty where its source gives no
    date; `read_as` is how the magazine reads the words, empty where they leave nothing open.
    """

    row: FigureRow
    source: SourceShown | None
    page: str
    as_of: str
    read_as: str
    newer: NewerShown | None
    marks: tuple[tuple[str, str, str], ...] = ()

    @property
    def facts(self) -> Facts:
        """What is noted of it."""
        return self.row.facts

    @property
    def place(self) -> int:
        """Its number among the story's figures."""
        return self.row.placed.place

    @property
    def block(self) -> str:
        """The block it stands in."""
        return self.row.placed.block

    @property
    def words(self) -> str:
        """The words as the text has them, else as the source has them."""
        return self.row.placed.words or self.facts.words

    @property
    def is_inline(self) -> bool:
        """It is marked in the text, not drawn in a chart."""
        return self.row.placed.role == INLINE

    @property
    def producer(self) -> str:
        """Who counted it."""
        return self.facts.producer_same or self.facts.producer or ""

    @property
    def source_name(self) -> str:
        """What its source is called, also in a draft, which numbers no sources yet."""
        if self.source or self.facts.work is None:
            return self.source.name if self.source else ""
        return self.facts.work_title or _("Source {number}").format(number=self.facts.work)

    @property
    def states(self) -> list[str]:
        """In words: disputed, withdrawn."""
        return [said for _kind, said, _reason in self.marks]

    @property
    def is_withdrawn(self) -> bool:
        """Whoever counted it took it back."""
        return any(kind == FigureMark.Kind.WITHDRAWN for kind, _said, _reason in self.marks)

    def mark(self, *, is_quoted: bool) -> Mark:
        """How its words are marked in the text.

        In somebody else's words nothing of ours is put: its card says what there is to say.
        """
        element = format_html("data{}", _attributes(self._said_to_machines()))
        after = SafeString("") if is_quoted else self._after()
        found_by = Words(self.row.placed.words, self.row.placed.occurrence)
        return Mark(self.place, found_by, element, f"figure-{self.place}", after, _sign())

    def count(self, *, is_main: bool = False) -> Count:
        """As charts show it."""
        facts = self.facts
        return Count(
            stated=facts.stated,
            reading=facts.reading,
            words=facts.words,
            label=facts.population or facts.where,
            as_of=facts.as_of,
            as_of_words=self.as_of,
            source=self.producer or self.source_name or facts.via,
            href=self.page,
            language=facts.language,
            is_main=is_main,
        )

    def _said_to_machines(self) -> dict[str, str]:
        stated = self.facts.stated
        return {
            "class": " ".join(["figure", *(["figure--overtaken"] if self.newer else [])]),
            "value": _plain(stated.amount),
            "data-value-to": _plain(stated.amount_to),
            "data-qualifier": stated.qualifier,
        }

    def _after(self) -> SafeString:
        """What readers must not overlook, behind the words."""
        said = [*([self.newer.sentence] if self.newer else []), *self.states]
        if not said:
            return SafeString("")
        return format_html(' <small class="figure__state">[{}]</small>', "; ".join(said))


def shown(rows: Sequence[FigureRow], sources: Mapping[int, SourceShown]) -> list[FigureShown]:
    """The figures in their places; `sources` by the numbers of their works."""
    return [_shown(row, sources.get(row.facts.work or 0)) for row in rows]


def _shown(row: FigureRow, source: SourceShown | None) -> FigureShown:
    return FigureShown(
        row=row,
        source=source,
        page=reverse("figure", args=[row.facts.number]),
        as_of=reader_words.as_of(row.facts.as_of),
        read_as=reader_words.reading(row.facts.reading, row.facts.unit),
        newer=_newer(row),
        marks=tuple((kind, _mark_words(kind), reason) for kind, reason in row.marks),
    )


def _newer(row: FigureRow) -> NewerShown | None:
    newer = row.newer
    if newer is None:
        return None
    page = reverse("figure", args=[newer.number])
    return NewerShown(newer.number, newer.words, reader_words.as_of(newer.as_of), page)


def _sign() -> SafeString:
    said = _("About this figure")
    return format_html(
        '<span aria-hidden="true">\u2020</span><span class="visually-hidden">{}</span>', said
    )


def _mark_words(kind: str) -> str:
    return str(FigureMark.Kind(kind).label)


def _plain(amount: Decimal | None) -> str:
    return plain(amount) if amount is not None else ""


def _attributes(given: Mapping[str, str]) -> SafeString:
    """Those that say something; `value` is asked for in any case."""
    said = ((name, text) for name, text in given.items() if text or name == "value")
    return format_html_join("", ' {}="{}"', said)


def in_chart(figures: Sequence[FigureShown], block: str) -> list[FigureShown]:
    """The figures that a chart of the story shows."""
    return [one for one in figures if one.block == block and one.row.placed.role == BLOCK]
