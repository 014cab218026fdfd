"""Reads the whole database as it was at one moment, without keeping any writer waiting."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any, Protocol

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from pasquino.transfer.backup.refusals import DatabaseDamaged
from pasquino.transfer.backup.tables import Table
from pasquino.transfer.backup.values import to_archive

AT_ONCE = 2_000  # rows
Row = list[Any]  # what JSON can say


class Snapshot(Protocol):
    """The database at one moment; what is written meanwhile is not seen."""

    connection: BaseDatabaseWrapper

    def begin(self) -> None:
        """Hold this moment. Raises DatabaseDamaged when the database fails its own check."""

    def size(self) -> int:
        """The bytes the database takes."""

    def last_key(self, table: Table) -> int | None:
        """The highest key the table ever gave, so that none is given twice."""

    def values(self, query: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, few at a time."""


@contextlib.contextmanager
def snapshot() -> Iterator[Snapshot]:
    """The database as it is now, through a connection of its own."""
    connection = connections.create_connection("default")
    try:
        found: Snapshot = (Postgresql if connection.vendor == "postgresql" else Sqlite)(connection)
        found.begin()
        yield found
    finally:
        connection.close()


def count(moment: Snapshot, table: Table) -> int:
    """How many rows the table has."""
    quote = moment.connection.ops.quote_name
    return int(next(moment.values(f"SELECT count(*) FROM {quote(table.name)}"))[0])  # noqa: S608 - a model's own table


def rows(moment: Snapshot, table: Table) -> Iterator[Row]:
    """All rows in the order of their keys, as an archive keeps them."""
    quote = moment.connection.ops.quote_name
    columns = ", ".join(map(quote, table.names))
    query = f"SELECT {columns} FROM {quote(table.name)} ORDER BY {quote(table.key)}"  # noqa: S608 - a model's own
    converters = [
        (place, convert)
        for place, (_, kind) in enumerate(table.columns)
        if (convert := to_archive(kind))
    ]
    for values in moment.values(query):
        row = list(values)
        for place, convert in converters:
            if row[place] is not None:
                row[place] = convert(row[place])
        yield row


def migrations(moment: Snapshot) -> list[tuple[str, str]]:
    """The migrations the database has."""
    return list(moment.values("SELECT app, name FROM django_migrations ORDER BY app, name"))


class Sqlite:
    """A read transaction: with a write-ahead log it holds nobody up, and nobody holds it up.

    Copying the file first (SQLite's online backup, VACUUM INTO) does not either, but takes the
    database's size again on disk and says nothing that this does not.
    """

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection

    def begin(self) -> None:
        """The moment is that of the first look; all pages are looked through."""
        with self.connection.cursor() as cursor:
            cursor.execute("PRAGMA query_only=ON")
            cursor.execute("BEGIN")  # not `atomic`, which would begin IMMEDIATE: as a writer
            cursor.execute("PRAGMA integrity_check(1)")
            (said,) = cursor.fetchone()
        if said != "ok":
            raise DatabaseDamaged(
                f"SQLite finds the database damaged: {said}. Nothing was backed up; keep the last "
                "backup, and see docs/operating/backup.md."
            )

    def size(self) -> int:
        """Pages times their size."""
        with self.connection.cursor() as cursor:
            pages = cursor.execute("PRAGMA page_count").fetchone()[0]
            return int(pages * cursor.execute("PRAGMA page_size").fetchone()[0])

    def last_key(self, table: Table) -> int | None:
        """SQLite notes it for AUTOINCREMENT keys."""
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table.name])
            found = cursor.fetchone()
        return found[0] if found else None

    def values(self, query: str) -> Iterator[tuple[Any, ...]]:
        """SQLite reads as far as it is asked to."""
        with self.connection.cursor() as cursor:
            cursor.execute(query)
            while several := cursor.fetchmany(AT_ONCE):
                yield from several


class Postgresql:
    """A REPEATABLE READ transaction, as pg_dump uses it."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection

    def begin(self) -> None:
        """The moment is that of the first look."""
        self.connection.set_autocommit(False)
        with self.connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT 1")

    def size(self) -> int:
        """As the server counts it."""
        return int(next(self.values("SELECT pg_database_size(current_database())"))[0])

    def last_key(self, table: Table) -> int | None:
        """Its sequence's last value; it may run ahead of the moment, never behind."""
        quote = self.connection.ops.quote_name
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [quote(table.name), table.key])
            (sequence,) = cursor.fetchone()
            if sequence is None:
                return None
            cursor.execute(f"SELECT last_value, is_called FROM {sequence}")  # noqa: S608 - the server quoted it
            last, is_called = cursor.fetchone()
        return last if is_called else None

    def values(self, query: str) -> Iterator[tuple[Any, ...]]:
        """By a cursor of the server, so that a large table does not come all at once."""
        with self.connection.chunked_cursor() as cursor:
            cursor.execute(query)
            while several := cursor.fetchmany(AT_ONCE):
                yield from several
