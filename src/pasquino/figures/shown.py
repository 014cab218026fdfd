"""What the public pages of figures show."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from pasquino.figures import citing, reader_words, records
from pasquino.figures.charts import Count
from pasquino.figures.models import Figure
from pasquino.sources import citing as source_citing
from pasquino.sources.models import Work
from pasquino.sources.shown import name_of

SHOWN = 40


@dataclass(frozen=True)
class Row:
    """A figure in a list, with how it stands and the newest count of it if that is another."""

    figure: Figure
    state: str
    newer: Figure | None
    cited: int

    @property
    def counted_by(self) -> str:
        """Who counted it, else who published it."""
        return counted_by(self.figure)


@dataclass(frozen=True)
class FigurePage:
    """One page of the list; `older` is the number below which the next one begins, or None."""

    rows: list[Row]
    older: int | None


def page(found: QuerySet[Figure]) -> FigurePage:
    """The newest of these figures."""
    figures = list(prepared(found).order_by("-pk")[: SHOWN + 1])
    listed = rows(figures[:SHOWN])
    return FigurePage(listed, listed[-1].figure.pk if len(figures) > SHOWN else None)


def prepared(found: QuerySet[Figure]) -> QuerySet[Figure]:
    """The figures with all that is shown of them."""
    return found.select_related("producer__same_as", "work__publisher__same_as", "reported_in")


def rows(figures: Sequence[Figure]) -> list[Row]:
    """Prepared figures as lists show them."""
    numbers = [figure.pk for figure in figures]
    cited, newest = citing.counts(numbers), records.newest_of_each(figures)
    states = records.states_of(figures)
    return [
        Row(
            figure,
            states[figure.pk],
            newest[figure.pk] if newest[figure.pk] != figure else None,
            cited[figure.pk],
        )
        for figure in figures
    ]


def counted_by(figure: Figure) -> str:
    """Who counted it under the name that stays, else who published its source; else empty."""
    if figure.producer:
        return name_of(figure.producer)
    return name_of(figure.work.publisher) if figure.work and figure.work.publisher else ""


def count_of(figure: Figure, *, is_main: bool = False, label: str | None = None) -> Count:
    """A prepared figure as charts draw it, leading to its page; labelled by whom it counts."""
    return Count(
        stated=figure.stated,
        reading=records.reading_of(figure),
        label=figure.population if label is None else label,
        as_of=figure.as_of,
        as_of_words=reader_words.as_of(figure.as_of),
        source=counted_by(figure),
        href=figure.get_absolute_url(),
        language=figure.language,
        is_main=is_main,
    )


def works_with_page(works: Collection[Work | None]) -> set[int]:
    """The numbers of those works that have a public page."""
    numbers = [work.pk for work in works if work]
    if not numbers:
        return set()
    return set(source_citing.public().filter(pk__in=numbers).values_list("pk", flat=True))


def facts(figure: Figure) -> dict[str, Any]:  # what a template is given
    """What is known of a prepared figure, in words."""
    reading = records.reading_of(figure)
    return {
        "as_of": reader_words.as_of(figure.as_of),
        "reported_on": reader_words.as_of(figure.reported_on),
        "read_as": reader_words.reading(reading, figure.unit),
        "counted_by": name_of(figure.producer) if figure.producer else "",
        "with_page": works_with_page((figure.work, figure.reported_in)),
    }
