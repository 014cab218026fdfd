"""Figures and series for machines: schema.org as JSON-LD.

An `Observation` of a `StatisticalVariable` (https://schema.org/Observation). Its value is what
the source said: a number only where it said one exactly, its bounds where it named bounds, else
its words. How we read them is not in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from pasquino.figures import records, shown
from pasquino.figures.models import Figure, Series
from pasquino.figures.records import Standing
from pasquino.figures.stated import PERCENT, plain
from pasquino.sources.models import Party, Work
from pasquino.sources.shown import name_of

if TYPE_CHECKING:
    from decimal import Decimal

    from pasquino.figures.series_shown import LineShown

SCHEMA = "https://schema.org"
Node = dict[str, Any]  # a JSON-LD object: its values are texts, numbers, lists and nodes


@dataclass(frozen=True)
class Known:
    """What is asked once for all figures of a page: which works have one, and how they stand."""

    with_page: set[int]
    standings: dict[int, Standing]


def known_of(figures: Sequence[Figure]) -> Known:
    """What is to be known of prepared figures."""
    works = shown.works_with_page([one.work for one in figures])
    return Known(works, records.standings_of(figures))


def figure(figure: Figure, known: Known | None = None) -> Node:
    """A prepared figure as an Observation."""
    return {"@context": SCHEMA, **_observation(figure, known or known_of([figure]))}


def series(series: Series, lines: Sequence[LineShown]) -> Node:
    """A series as a Dataset with a variable for each line, and its observations."""
    address = absolute(series.get_absolute_url())
    known = known_of([one for line in lines for one in line.figures])
    return {
        "@context": SCHEMA,
        **_said(
            {
                "@type": "Dataset",
                "@id": f"{address}#series",
                "url": address,
                "name": series.title,
                "description": series.note,
                "variableMeasured": [_variable(line.label) for line in lines if line.label],
                "distribution": list(_files(series)),
                "hasPart": [_observation(one, known) for line in lines for one in line.figures],
            }
        ),
    }


def _observation(figure: Figure, known: Known) -> Node:
    """A figure without the context, to stand in another node."""
    address = absolute(figure.get_absolute_url())
    return _said(
        {
            "@type": "Observation",
            "@id": f"{address}#figure",
            "url": address,
            "name": figure.words,
            "description": figure.population,
            "inLanguage": figure.language,
            "variableMeasured": _variable(figure.population),
            "observationAbout": {"@type": "Place", "name": figure.place} if figure.place else None,
            "observationDate": figure.as_of,
            **_value(figure),
            "unitText": figure.unit,
            "unitCode": "P1" if figure.unit == PERCENT else "",
            "additionalProperty": list(_properties(figure, known.standings[figure.pk])),
            "subjectOf": _work(figure.work, figure.producer, known.with_page),
        }
    )


def absolute(path: str) -> str:
    """The full address of a path of ours."""
    return f"{settings.BASE_URL}{path}"


def _value(figure: Figure) -> Node:
    stated = figure.stated
    low, high = _number(stated.amount), _number(stated.amount_to)
    if figure.qualifier == Figure.Qualifier.EXACTLY:
        return {"value": low}
    if figure.qualifier == Figure.Qualifier.BETWEEN:
        return {"minValue": low, "maxValue": high}
    if figure.qualifier == Figure.Qualifier.AT_LEAST:
        return {"minValue": low}
    if figure.qualifier == Figure.Qualifier.UP_TO:
        return {"maxValue": low}
    return {"value": figure.words}


def _number(amount: Decimal | None) -> int | float | None:
    if amount is None:
        return None
    return int(amount) if amount == int(amount) else float(amount)


def _properties(figure: Figure, standing: Standing) -> Iterable[Node]:
    """What schema.org has no word for: the qualifier, its number, and how the figure stands."""
    stated = figure.stated
    amounts = {"amount": stated.amount, "amountTo": stated.amount_to, "per": stated.per}
    yield _property("qualifier", figure.qualifier)
    for name, amount in amounts.items():
        if amount is not None:
            yield _property(name, plain(amount))
    for name, words in (("reservation", figure.modal), ("notCounted", figure.leaves_out)):
        if words:
            yield _property(name, words)
    yield _property("state", standing.state)
    if standing.newest != figure:
        yield _property("newest", absolute(standing.newest.get_absolute_url()))


def _property(name: str, value: str) -> Node:
    return {"@type": "PropertyValue", "name": name, "value": value}


def _variable(name: str) -> Node | None:
    return {"@type": "StatisticalVariable", "name": name} if name else None


def _work(work: Work | None, producer: Party | None, with_page: set[int]) -> Node | None:
    """Its source, as far as it is known; who counted stands as the organisation behind it."""
    node = {
        "name": work.title if work else "",
        "url": absolute(work.get_absolute_url()) if work and work.pk in with_page else "",
        "datePublished": work.published if work else "",
        "sourceOrganization": {"@type": _TYPES[producer.kind], "name": name_of(producer)}
        if producer
        else None,
    }
    return {"@type": "CreativeWork", **_said(node)} if any(node.values()) else None


_TYPES: dict[str, str] = {
    Party.Kind.PERSON: "Person",
    Party.Kind.ORGANISATION: "Organization",
}


def _files(series: Series) -> Iterable[Node]:
    for form, kind in (("csv", "text/csv"), ("json", "application/json")):
        address = absolute(reverse("figure-series-download", args=[series.pk, form]))
        yield {"@type": "DataDownload", "contentUrl": address, "encodingFormat": kind}


def _said(node: Node) -> Node:
    """The node without the fields that say nothing; zero says something."""
    return {name: value for name, value in node.items() if value not in (None, "", [], {})}
