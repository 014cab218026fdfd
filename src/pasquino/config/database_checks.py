"""Refuses to run on SQLite without the options that keep what was acknowledged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from django.db.backends.signals import connection_created
from django.dispatch import receiver

FULL = 2
WAL_ADVICE = "Put the data folder on a local disk; network disks cannot keep SQLite's log."


class UnsafeDatabase(Exception):
    """The database would acknowledge what a power cut could still take away."""


def shortcomings(connection: Any) -> list[str]:
    """What is wrong with the options of an open SQLite connection, a sentence each."""
    with connection.cursor() as cursor:
        journal = cursor.execute("PRAGMA journal_mode").fetchone()[0]
        synchronous = cursor.execute("PRAGMA synchronous").fetchone()[0]
        timeout = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
    found = []
    in_memory = connection.settings_dict["NAME"] == ":memory:" or connection.is_in_memory_db()
    if journal != "wal" and not in_memory:
        found.append(f"SQLite's journal is {journal!r}, not 'wal'. {WAL_ADVICE}")
    if synchronous < FULL:
        found.append(f"SQLite's synchronous is {synchronous}, not FULL ({FULL}).")
    if connection.transaction_mode != "IMMEDIATE":
        found.append(f"SQLite's transaction_mode is {connection.transaction_mode}, not IMMEDIATE.")
    if timeout < 1000:  # noqa: PLR2004 - one second
        found.append(f"SQLite waits {timeout} ms for a lock; it should be at least 1000.")
    return found


@receiver(connection_created)
def refuse_unsafe_sqlite(connection: Any, **_rest: Any) -> None:
    """Every new connection is looked at once; it costs four PRAGMAs."""
    if connection.vendor == "sqlite":
        found = shortcomings(connection)
        if found:
            raise UnsafeDatabase(" ".join(found))


@register(Tags.database)
def check_databases(*, databases: Sequence[str] | None = None, **_rest: Any) -> list[CheckMessage]:
    """`manage check --database default` says it too."""
    found: list[CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        if connection.vendor == "sqlite":
            with connection.cursor():
                found += [Error(text, id="pasquino.E001") for text in shortcomings(connection)]
    return found
