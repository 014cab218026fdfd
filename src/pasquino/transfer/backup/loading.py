"""Fills a database from an archive: one transaction, checked at its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.apps import apps as current_apps
from django.apps.registry import Apps
from django.db import DatabaseError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from pasquino.transfer.backup.archive import Archive
from pasquino.transfer.backup.manifest import Manifest
from pasquino.transfer.backup.refusals import BackupDamaged, BackupDoesNotFit
from pasquino.transfer.backup.tables import Table, stored, tables
from pasquino.transfer.backup.values import to_database

Say = Callable[[int, int, str], None]
Node = tuple[str, str]


def is_of_this_version(manifest: Manifest) -> bool:
    """Whether the archive was made with exactly the migrations that this version has.

    Raises BackupDoesNotFit when it has some that this version does not know.
    """
    loader = MigrationLoader(None)
    replaced = {node for squashed in loader.replacements.values() for node in squashed.replaces}
    theirs = set(manifest.migrations)
    unknown = sorted(theirs - set(loader.disk_migrations) - replaced)
    if unknown:
        raise BackupDoesNotFit(
            f"The archive was made by Pasquino {manifest.pasquino:.20} and has {len(unknown)} "
            f"migrations that this version does not know, such as {'.'.join(unknown[0]):.80}. "
            "Restore it with that version or a later one."
        )
    return not set(loader.graph.nodes) - theirs


def migrate_as_then(manifest: Manifest, connection: BaseDatabaseWrapper) -> Apps:
    """Bring an empty database to the state the archive was made in; gives the models of then."""
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    theirs = {node for node in manifest.migrations if node in graph.nodes}
    # Only the last ones: Django takes a target that is reached already as a wish to go back.
    last = sorted(
        node
        for node in theirs
        if not any(child.key in theirs for child in graph.node_map[node].children)
    )
    executor.migrate(last)
    return executor.loader.project_state(last).apps


def fill(
    archive: Archive,
    connection: BaseDatabaseWrapper,
    say: Say,
    apps: Apps | None = None,
) -> None:
    """Put the archive's rows in place of all that the database holds, and check the whole.

    `apps` are the models as they were when the archive was made, by default those of today.
    The caller has begun a transaction. Raises BackupDoesNotFit or BackupDamaged.
    """
    apps = apps or current_apps
    fitting = _fitting(archive, apps)
    database = (_Postgresql if connection.vendor == "postgresql" else _Sqlite)(connection)
    database.empty(sorted({model._meta.db_table for model in stored(apps)}))
    total = sum(archive.manifest.tables[table.name].rows for table in fitting)
    done = 0
    for table in fitting:
        contents = archive.manifest.tables[table.name]
        if contents.rows:
            say(done, total, table.name)
        try:
            database.insert(table, _converted(archive, table, connection))
            if table.counts_up:
                database.count_from(table, contents.last_key or 0)
        except (DatabaseError, *database.refuses, ValueError, TypeError) as problem:
            words = " ".join(str(problem).split())[:200]
            raise BackupDamaged(
                f"The database does not take the rows of {table.name}: {words}"
            ) from problem
        done += contents.rows
    database.check()
    say(total, total, "all rows are in")


def _fitting(archive: Archive, apps: Apps) -> list[Table]:
    """The tables, with the columns in the archive's order; all must be the archive's."""
    expected = {
        table.name: table for table in tables(apps, with_sessions=archive.manifest.with_key)
    }
    theirs = archive.manifest.tables
    strange = sorted(set(expected) ^ set(theirs))
    strange += [
        name
        for name in expected
        if name in theirs and sorted(expected[name].columns) != sorted(theirs[name].columns)
    ]
    if strange:
        raise BackupDoesNotFit(
            f"The table {strange[0]:.80} in the archive is not as its migrations say."
        )
    return [
        Table(
            name=name,
            columns=tuple(theirs[name].columns),
            key=table.key,
            counts_up=table.counts_up,
        )
        for name, table in expected.items()
    ]


def _converted(
    archive: Archive, table: Table, connection: BaseDatabaseWrapper
) -> Iterator[Sequence[Any]]:
    converters = [
        (place, convert)
        for place, (_, kind) in enumerate(table.columns)
        if (convert := to_database(kind, connection))
    ]
    for row in archive.rows(table.name):
        for place, convert in converters:
            if row[place] is not None:
                row[place] = convert(row[place])
        yield row


class _Sqlite:
    """Rows go straight to SQLite's driver, which takes them as they come."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection
        self.quote = connection.ops.quote_name
        self.refuses = (connection.Database.Error,)  # type: ignore[attr-defined]  # the driver

    def empty(self, names: Sequence[str]) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute("PRAGMA defer_foreign_keys=ON")
            for name in names:
                cursor.execute(f"DELETE FROM {self.quote(name)}")  # noqa: S608 - a model's own table

    def insert(self, table: Table, rows: Iterator[Sequence[Any]]) -> None:
        columns = ", ".join(map(self.quote, table.names))
        places = ", ".join("?" * len(table.names))
        self.connection.connection.executemany(
            f"INSERT INTO {self.quote(table.name)} ({columns}) VALUES ({places})",  # noqa: S608 - a model's own
            rows,
        )

    def count_from(self, table: Table, last: int) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table.name])
            highest = max(last, *(row[0] for row in cursor.fetchall()), 0)
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table.name])
            cursor.execute("INSERT INTO sqlite_sequence VALUES (%s, %s)", [table.name, highest])

    def check(self) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute("PRAGMA foreign_key_check")
            astray = cursor.fetchone()
            if astray:
                raise BackupDamaged(
                    f"A row of {astray[0]} points to one of {astray[2]} that is not there."
                )
            cursor.execute("PRAGMA integrity_check(1)")
            (said,) = cursor.fetchone()
        if said != "ok":
            raise BackupDamaged(f"SQLite does not accept the whole: {said}")


class _Postgresql:
    """Rows go in by COPY."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection
        self.quote = connection.ops.quote_name
        self.refuses = (connection.Database.Error,)  # type: ignore[attr-defined]  # the driver

    def empty(self, names: Sequence[str]) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"TRUNCATE {', '.join(map(self.quote, names))}")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")

    def insert(self, table: Table, rows: Iterator[Sequence[Any]]) -> None:
        columns = ", ".join(map(self.quote, table.names))
        statement = f"COPY {self.quote(table.name)} ({columns}) FROM STDIN"
        with self.connection.cursor() as cursor, cursor.copy(statement) as copying:
            for row in rows:
                copying.write_row(row)

    def count_from(self, table: Table, last: int) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(f"SELECT max({self.quote(table.key)}) FROM {self.quote(table.name)}")  # noqa: S608 - a model's own
            highest = max(last, cursor.fetchone()[0] or 0)
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, %s), %s, %s)",
                [self.quote(table.name), table.key, max(highest, 1), highest > 0],
            )

    def check(self) -> None:
        try:
            with self.connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        except DatabaseError as problem:
            words = " ".join(str(problem).split())[:200]
            raise BackupDamaged(f"A row points to one that is not there: {words}") from problem
