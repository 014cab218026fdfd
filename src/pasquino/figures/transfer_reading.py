"""Reads our format, `pasquino-figures/1`, from what JSON or CSV gave."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from pasquino.figures.documents import (
    ORGANISATION,
    PERSON,
    ChangeEntry,
    Document,
    FigureEntry,
    LineEntry,
    MarkEntry,
    PartyEntry,
    RelationEntry,
    SeriesEntry,
    SourceEntry,
)
from pasquino.figures.models import FigureMark, FigureRelation
from pasquino.figures.stated import QUALIFIERS, Reading, Stated
from pasquino.figures.texts import one_line
from pasquino.figures.transfer_given import Given
from pasquino.sources.models import Party, Work

TEXTS = (
    "language", "population", "place", "leaves_out", "as_of", "as_of_note", "via", "reported_on",
    "note",
)  # fmt: skip
ORIGIN = ("id", "uuid", "document", "document_id", "created_at")
FIGURE = (
    *ORIGIN, "words", "stated", "unit", "reading", *TEXTS, "comment", "is_rhetorical",
    "counted_by", "source", "reported_in", "relations", "marks", "changes",
)  # fmt: skip
SOURCE = (
    "uuid", "kind", "title", "publisher", "authors", "language", "published", "access", "licence",
    "url", "other_urls", "note",
)  # fmt: skip
SERIES, LINE = (*ORIGIN, "title", "note", "lines"), (
    "measure", "definition", "counted_by", "unit", "points",
)  # fmt: skip
STATED = ("qualifier", "amount", "amount_to", "per", "unit", "modal", "word")
READING = ("low", "high", "high_open", "basis")
RELATION, MARK = (
    ("kind", "to", "basis", "reason", "note", "at"), ("kind", "reason", "at", "lifted_at"),
)  # fmt: skip
CHANGE = ("before", "reason", "at")

Where = Callable[[str, int, str], str]


def a_place(kind: str, number: int, name: str) -> str:
    """Where a thing stands in a JSON document: its kind, its place counted from 1, its id."""
    return f"{kind} {number} ({name})" if name else f"{kind} {number}"


def read(raw: dict[str, Any], name: str, where: Where = a_place) -> Document:
    """The document in what was given; `name` stands for documents that name none.

    Raises NotUnderstood.
    """
    given = Given(raw, "", ("format", "document", "sources", "figures", "series"))
    name = _line_of(given, "document") or one_line(name)
    sources = {
        key: source(key, value, where("source", number, key))
        for number, (key, value) in enumerate(given.object("sources").items(), 1)
    }
    figures = [
        _figure(value, name, where("figure", number, _id_of(value)))
        for number, value in enumerate(given.items("figures"), 1)
    ]
    series = [
        _series(value, name, where("series", number, _id_of(value)))
        for number, value in enumerate(given.items("series"), 1)
    ]
    return Document(sources, tuple(figures), tuple(series))


def source(key: str, value: object, where: str) -> SourceEntry:
    """One work of the document."""
    given = Given(value, where, SOURCE)
    return SourceEntry(
        key,
        kind=given.choice("kind", Work.Kind.values, Work.Kind.ARTICLE),
        title=given.text("title"),
        publisher=_party(given.fields.get("publisher"), where, ORGANISATION),
        authors=tuple(_parties(given.items("authors"), where)),
        language=given.text("language"),
        published=given.text("published"),
        access=given.choice("access", Work.Access.values, Work.Access.OPEN),
        licence=given.text("licence"),
        note=given.text("note"),
        url=given.text("url"),
        other_urls=tuple(_texts(given, "other_urls")),
        uuid=_uuid(given),
        where=where,
    )


def _figure(value: object, name: str, where: str) -> FigureEntry:
    given = Given(value, where, FIGURE)
    noted: dict[str, Any] = {text: given.text(text) for text in TEXTS}
    noted |= {
        "comment_number": given.whole("comment"),
        "is_rhetorical": given.flag("is_rhetorical"),
    }
    return FigureEntry(
        **_origin(given, name),
        words=given.text("words"),
        stated=_stated(given) if given.has("stated") else None,
        unit=_line_of(given, "unit"),
        reading=_reading(given) if given.has("reading") else None,
        noted=noted,
        counted_by=_party(given.fields.get("counted_by"), where, ORGANISATION),
        source=given.text("source"),
        reported_in=given.text("reported_in"),
        relations=tuple(_relation(one, where) for one in given.items("relations")),
        marks=tuple(_mark(one, where) for one in given.items("marks")),
        changes=tuple(_change(one, where) for one in given.items("changes")),
        where=where,
    )


def _origin(given: Given, name: str) -> dict[str, Any]:
    """Who it is: its number everywhere, else its id in its document."""
    uuid, local = _uuid(given), _line_of(given, "id")
    if not local:
        given.refuse(_("“id” is missing: others in the document lead to it by its id."))
    document, document_id = _line_of(given, "document"), _line_of(given, "document_id")
    if not uuid and not document:
        document, document_id = name, local
    return {
        "id": local, "uuid": uuid, "document": document, "document_id": document_id,
        "created_at": given.moment("created_at"),
    }  # fmt: skip


def _stated(given: Given) -> Stated:
    stated = Given(given.fields["stated"], given.where, STATED)
    return Stated(
        stated.choice("qualifier", QUALIFIERS),  # type: ignore[arg-type]  # one of the literal's
        stated.number("amount"),
        stated.number("amount_to"),
        stated.number("per"),
        _line_of(stated, "unit"),
        _line_of(stated, "modal"),
        _line_of(stated, "word"),
    )


def _reading(given: Given) -> Reading:
    reading = Given(given.fields["reading"], given.where, READING)
    return Reading(
        reading.number("low"), reading.number("high"), _line_of(reading, "basis"),
        reading.flag("high_open"),
    )  # fmt: skip


def _relation(value: object, where: str) -> RelationEntry:
    given = Given(value, where, RELATION)
    reasons = ("", *FigureRelation.Reason.values)
    return RelationEntry(
        kind=given.choice("kind", FigureRelation.Kind.values),
        to=_line_of(given, "to"),
        basis=given.choice("basis", FigureRelation.Basis.values, FigureRelation.Basis.EDITOR),
        reason=given.choice("reason", reasons),
        note=given.text("note"),
        at=given.moment("at"),
    )


def _mark(value: object, where: str) -> MarkEntry:
    given = Given(value, where, MARK)
    at = given.moment("at")
    if at is None:
        given.refuse(_("A mark needs “at”, the moment it was made."))
    kind = given.choice("kind", FigureMark.Kind.values)
    return MarkEntry(kind, given.text("reason"), at, given.moment("lifted_at"))


def _change(value: object, where: str) -> ChangeEntry:
    given = Given(value, where, CHANGE)
    at = given.moment("at")
    if at is None:
        given.refuse(_("A change needs “at”, the moment it was made."))
    before = {name: _plainly(value) for name, value in given.object("before").items()}
    return ChangeEntry(before, given.text("reason"), at)


def _plainly(value: object) -> object:
    """What a field was before: a text, a flag, a whole number or nothing."""
    if isinstance(value, Decimal):
        return (
            int(value) if value == value.to_integral_value() and abs(value) < 2**31 else str(value)
        )
    return value if value is None or isinstance(value, (str, bool)) else str(value)


def _series(value: object, name: str, where: str) -> SeriesEntry:
    given = Given(value, where, SERIES)
    return SeriesEntry(
        **_origin(given, name),
        title=_line_of(given, "title"),
        note=given.text("note").strip(),
        lines=tuple(_line(one, where) for one in given.items("lines")),
        where=where,
    )


def _line(value: object, where: str) -> LineEntry:
    given = Given(value, where, LINE)
    return LineEntry(
        measure=_line_of(given, "measure"),
        definition=_line_of(given, "definition"),
        counted_by=_party(given.fields.get("counted_by"), where, ORGANISATION),
        unit=_line_of(given, "unit"),
        points=tuple(one_line(text) for text in _texts(given, "points")),
    )


def _party(value: object, where: str, kind: str) -> PartyEntry | None:
    """A name alone, or an object where it is the other kind."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return PartyEntry(value, kind)
    given = Given(value, where, ("name", "kind"))
    return PartyEntry(given.text("name"), given.choice("kind", Party.Kind.values, kind))


def _parties(values: list[object], where: str) -> list[PartyEntry]:
    found = [_party(value, where, PERSON) for value in values]
    return [party for party in found if party]


def _texts(given: Given, name: str) -> list[str]:
    values = given.items(name)
    if not all(isinstance(value, str) for value in values):
        given.refuse(_("“{name}” is a list of texts.").format(name=name))
    return values


def _line_of(given: Given, name: str) -> str:
    """A text as it is kept in one line, so that it is found again."""
    return one_line(given.text(name))


def _uuid(given: Given) -> UUID | None:
    text = given.text("uuid")
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError:
        given.refuse(_("“{text}” is no uuid.").format(text=text[:60]))


def _id_of(value: object) -> str:
    found = value.get("id") if isinstance(value, dict) else ""
    return found[:60] if isinstance(found, str) else ""
