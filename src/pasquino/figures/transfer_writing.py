"""Writes all figures of the magazine down in our format, so that nothing of them is lost.

Who did something is not in it: accounts stay in the magazine (a backup has them), as do readers'
proposals. The order is the one in which figures were recorded, so that an export, its import
into an empty magazine and the export of that are the same bytes.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, QuerySet

from pasquino.figures.documents import FORMAT, ORGANISATION, PERSON
from pasquino.figures.models import (
    Figure,
    FigureChange,
    FigureMark,
    FigureRelation,
    Series,
    SeriesLine,
    SeriesPoint,
)
from pasquino.figures.stated import Stated
from pasquino.figures.transfer_reading import TEXTS
from pasquino.sources.models import Party, Work, WorkAddress, WorkAuthor

Raw = dict[str, Any]  # what JSON can hold


def raw_document() -> Raw:
    """All figures and series of the magazine, as JSON holds them."""
    writing = _Writing(list(_figures()))
    figures = [writing.figure(figure) for figure in writing.figures]
    series = [writing.series(one, number) for number, one in enumerate(_series(), 1)]
    return {
        "format": FORMAT,
        "sources": {key: _source(work) for key, work in writing.works.values()},
        "figures": figures,
        "series": series,
    }


def as_json(raw: Raw) -> str:
    """The document as text, numbers as they are, a line end at its end."""
    return json.dumps(raw, ensure_ascii=False, indent=1, default=_number) + "\n"


class _Writing:
    """The ids of figures and the keys of sources in one document."""

    def __init__(self, figures: list[Figure]) -> None:
        self.figures = figures
        self.ids = {figure.pk: f"F{number}" for number, figure in enumerate(figures, 1)}
        self.works: dict[int, tuple[str, Work]] = {}

    def figure(self, figure: Figure) -> Raw:
        """One figure with all that hangs on it."""
        return _said(
            {
                "id": self.ids[figure.pk],
                **_origin(figure),
                "words": figure.words,
                "stated": _stated(figure.stated),
                "reading": _reading(figure),
                **{name: getattr(figure, name) for name in TEXTS},
                "comment": figure.comment_number,
                "is_rhetorical": figure.is_rhetorical,
                "counted_by": _party(figure.producer, ORGANISATION),
                "source": self._key(figure.work),
                "reported_in": self._key(figure.reported_in),
                "relations": [self._relation(one) for one in figure.relations.all()],
                "marks": [_mark(one) for one in figure.marks.all()],
                "changes": [_change(one) for one in figure.changes.all()],
            }
        )

    def series(self, series: Series, number: int) -> Raw:
        """One series with its lines and their points."""
        lines = [self._line(line) for line in series.lines.all()]
        said = {"id": f"series-{number}", **_origin(series), "title": series.title}
        return _said({**said, "note": series.note, "lines": lines})

    def _key(self, work: Work | None) -> str:
        if work is None:
            return ""
        return self.works.setdefault(work.pk, (f"S{len(self.works) + 1}", work))[0]

    def _relation(self, relation: FigureRelation) -> Raw:
        return _said(
            {
                "kind": relation.kind,
                "to": self.ids[relation.other_id],
                "basis": relation.basis,
                "reason": relation.reason,
                "note": relation.note,
                "at": _moment(relation.at),
            }
        )

    def _line(self, line: SeriesLine) -> Raw:
        return _said(
            {
                "measure": line.measure,
                "definition": line.definition,
                "counted_by": _party(line.producer, ORGANISATION),
                "unit": line.unit,
                "points": [self.ids[point.figure_id] for point in line.points.all()],
            }
        )


def _figures() -> QuerySet[Figure]:
    addresses = WorkAddress.objects.order_by("-is_canonical", "pk")
    authors = WorkAuthor.objects.select_related("party")
    with_works = [
        Prefetch(f"{work}__{name}", rows)
        for work in ("work", "reported_in")
        for name, rows in (("addresses", addresses), ("author_rows", authors))
    ]
    beside = [
        Prefetch("relations", FigureRelation.objects.order_by("pk")),
        Prefetch("marks", FigureMark.objects.order_by("pk")),
        Prefetch("changes", FigureChange.objects.order_by("pk")),
    ]
    rows = Figure.objects.select_related("producer", "work__publisher", "reported_in__publisher")
    return rows.prefetch_related(*with_works, *beside).order_by("pk")


def _series() -> QuerySet[Series]:
    points = Prefetch("points", SeriesPoint.objects.order_by("order", "pk"))
    lines = SeriesLine.objects.select_related("producer").prefetch_related(points)
    return Series.objects.prefetch_related(Prefetch("lines", lines)).order_by("pk")


def _source(work: Work) -> Raw:
    addresses = list(work.addresses.all())
    canonical = [row.url for row in addresses if row.is_canonical][:1]
    others = [row.url for row in addresses if row.url not in canonical]
    authors = [_party(row.party, PERSON) for row in work.author_rows.all()]
    return _said(
        {
            "uuid": str(work.uuid),
            "kind": work.kind,
            "title": work.title,
            "publisher": _party(work.publisher, ORGANISATION),
            "authors": authors,
            "language": work.language,
            "published": work.published,
            "access": work.access,
            "licence": work.licence,
            "url": canonical[0] if canonical else "",
            "other_urls": others,
            "note": work.note,
        }
    )


def _origin(of: Figure | Series) -> Raw:
    return {
        "uuid": str(of.uuid),
        "document": of.document,
        "document_id": of.local_id,
        "created_at": _moment(of.created_at),
    }


def _stated(stated: Stated) -> Raw:
    names = ("qualifier", "amount", "amount_to", "per", "unit", "modal", "word")
    return _said({name: getattr(stated, name) for name in names})


def _reading(figure: Figure) -> Raw | None:
    reading = figure.edited_reading
    if reading is None:
        return None
    names = ("low", "high", "high_open", "basis")
    return _said({name: getattr(reading, name) for name in names})


def _mark(mark: FigureMark) -> Raw:
    said = {"kind": mark.kind, "reason": mark.reason, "at": _moment(mark.at)}
    return _said({**said, "lifted_at": _moment(mark.lifted_at)})


def _change(change: FigureChange) -> Raw:
    before = dict(sorted(change.before.items()))  # PostgreSQL keeps no order of keys
    return {"before": before, "reason": change.reason, "at": _moment(change.at)}


def _party(party: Party | None, usual: str) -> str | Raw:
    """The name alone where the kind is the usual one there."""
    if party is None:
        return ""
    return party.name if party.kind == usual else {"name": party.name, "kind": party.kind}


def _moment(at: datetime | None) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z") if at else ""


def _said(fields: Raw) -> Raw:
    """Without what is not known; a zero is known."""
    empty: tuple[object, ...] = (None, "", [], {})
    return {name: one for name, one in fields.items() if one is not False and one not in empty}


def _number(value: object) -> int | float:
    """A decimal of up to 15 digits, which a float of JSON gives back exactly."""
    if not isinstance(value, Decimal):
        raise TypeError(value)
    return int(value) if value == value.to_integral_value() else float(value)
