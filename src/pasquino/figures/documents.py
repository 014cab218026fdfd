"""What a document of figures holds, whatever format it came in. No database.

`docs/reference/figures.md` describes the format for those who write such documents.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from pasquino.figures.stated import Reading, Stated

FORMAT, DRAFT = "pasquino-figures/1", "pasquino-figures/0-draft"
PERSON, ORGANISATION = "person", "organisation"


@dataclass(frozen=True)
class PartyEntry:
    """Somebody by name."""

    name: str
    kind: str = ORGANISATION


@dataclass(frozen=True)
class SourceEntry:
    """A work that figures are from or are reported in; `url` is where it stands by rights."""

    key: str
    kind: str = "article"
    title: str = ""
    publisher: PartyEntry | None = None
    authors: tuple[PartyEntry, ...] = ()
    language: str = ""
    published: str = ""
    access: str = "open"
    licence: str = ""
    note: str = ""
    url: str = ""
    other_urls: tuple[str, ...] = ()
    uuid: UUID | None = None
    where: str = ""


@dataclass(frozen=True)
class RelationEntry:
    """How a figure stands to another one of the document, `to`."""

    kind: str
    to: str
    basis: str = "editor"
    reason: str = ""
    note: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class MarkEntry:
    """Somebody disputed a figure or took it back."""

    kind: str
    reason: str
    at: datetime
    lifted_at: datetime | None = None


@dataclass(frozen=True)
class ChangeEntry:
    """What was noted of a figure before it was put right."""

    before: dict[str, Any]
    reason: str
    at: datetime


@dataclass(frozen=True)
class FigureEntry:
    """A figure; `noted` holds the fields of `recording.NOTED` that are texts or flags."""

    id: str
    words: str
    stated: Stated | None = None
    unit: str = ""
    reading: Reading | None = None
    noted: dict[str, Any] = field(default_factory=dict)
    counted_by: PartyEntry | None = None
    source: str = ""
    reported_in: str = ""
    relations: tuple[RelationEntry, ...] = ()
    marks: tuple[MarkEntry, ...] = ()
    changes: tuple[ChangeEntry, ...] = ()
    document: str = ""
    document_id: str = ""
    uuid: UUID | None = None
    created_at: datetime | None = None
    where: str = ""


@dataclass(frozen=True)
class LineEntry:
    """A line of a series and the ids of its figures, in order."""

    measure: str = ""
    definition: str = ""
    counted_by: PartyEntry | None = None
    unit: str = ""
    points: tuple[str, ...] = ()


@dataclass(frozen=True)
class SeriesEntry:
    """A series with its lines."""

    id: str
    title: str
    note: str = ""
    lines: tuple[LineEntry, ...] = ()
    document: str = ""
    document_id: str = ""
    uuid: UUID | None = None
    created_at: datetime | None = None
    where: str = ""


@dataclass(frozen=True)
class Document:
    """All of it; `left_out` names what the file holds and we do not take over."""

    sources: dict[str, SourceEntry]
    figures: tuple[FigureEntry, ...]
    series: tuple[SeriesEntry, ...] = ()
    left_out: tuple[str, ...] = ()
