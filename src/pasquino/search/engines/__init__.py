"""The index of words, asked the same way: FTS5 on SQLite, tsvector on PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from django.db import connection

from pasquino.search.queries import Phrase

LOWEST, HIGHEST = -(2**63), 2**63 - 1
RANKED = 20_000  # of more matches than that, the newest so many are ranked
DEEPEST = 500  # results by relevance; further ones by date only
STORY_WEIGHT = 3.0  # a long text scores low for each of its words; stories are long


@dataclass(frozen=True)
class Entry:
    """What the index is given of one story or comment; title, body and keys are words."""

    id: int
    story: int
    comment: int | None
    section: int
    indexed_at: int
    title: list[str]
    body: list[str]
    keys: list[str]


@dataclass(frozen=True)
class Asked:
    """A query with its names looked up; ids from `first` to before `end`.

    Of each list in `keys` one has to be there. A key says what a text is, by whom, and where;
    keys and words never meet: see `key_of`.
    """

    wanted: Sequence[Phrase] = ()
    unwanted: Sequence[Phrase] = ()
    keys: Sequence[Sequence[str]] = ()
    unwanted_keys: Sequence[str] = ()
    first: int = LOWEST
    end: int = HIGHEST


@dataclass(frozen=True)
class Best:
    """Ids, best first, at most `DEEPEST`; whether older matches were left out of the ranking."""

    ids: list[int] = field(default_factory=list)
    is_capped: bool = False


class TookTooLong(Exception):
    """The database gave a query up, so that nobody keeps it busy with a few such queries."""


class Engine(Protocol):
    """What each database does in its own way; asking may raise TookTooLong."""

    def put(self, entries: Sequence[Entry]) -> None:
        """Add entries, or set their words anew."""

    def newest(self, asked: Asked, limit: int) -> list[int]:
        """The ids of the newest matches, newest first."""

    def best(self, asked: Asked) -> Best:
        """The ids of the matches that rank highest; at equal rank the newer."""

    def tidy(self) -> None:
        """Put the index in order after a great many entries."""


ALL = "all"
STORY = "story"
COMMENT = "comment"


def key_of(kind: str, pk: int) -> str:
    """The key of an author or a section: `user12`, `writer3`, `section4`."""
    return f"{kind}{pk}"


def engine() -> Engine:
    """The engine of the configured database."""
    if connection.vendor == "postgresql":
        from pasquino.search.engines.tsvector import Tsvector  # noqa: PLC0415 - only one is needed

        return Tsvector()
    from pasquino.search.engines.fts5 import Fts5  # noqa: PLC0415 - only one is needed

    return Fts5()
