"""SQLite is refused without the options that keep what was acknowledged."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db.utils import ConnectionHandler

from pasquino.config.database_checks import UnsafeDatabase, check_databases
from pasquino.config.environment import sqlite

Connect = Callable[..., Any]


@pytest.fixture
def connect(tmp_path: Path, django_db_blocker: Any) -> Any:
    """Opens a database of its own with some of our options changed."""
    opened = []

    def connected(**changes: object) -> Any:
        settings = sqlite(tmp_path / "magazine.sqlite3")
        settings["OPTIONS"] = {**settings["OPTIONS"], **changes}  # type: ignore[dict-item]  # a dict
        connection = ConnectionHandler({"default": settings})["default"]
        opened.append(connection)
        connection.ensure_connection()
        return connection

    with django_db_blocker.unblock():
        yield connected
        for connection in opened:
            connection.close()


def test_our_own_options_are_safe(connect: Connect) -> None:
    connection = connect()

    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert cursor.execute("PRAGMA synchronous").fetchone() == (2,)
    assert connection.transaction_mode == "IMMEDIATE"


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"init_command": "PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL"}, "journal"),
        ({"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL"}, "synchronous"),
        ({"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF"}, "synchronous"),
        ({"transaction_mode": "DEFERRED"}, "transaction_mode"),
        ({"transaction_mode": None}, "transaction_mode"),
        ({"timeout": 0.1}, "waits"),
    ],
)
def test_unsafe_options_are_refused(
    connect: Connect, changes: dict[str, object], named: str
) -> None:
    with pytest.raises(UnsafeDatabase) as refusal:
        connect(**changes)

    assert named in str(refusal.value)


@pytest.mark.django_db
def test_the_magazine_runs_on_a_safe_database() -> None:
    assert check_databases(databases=["default"]) == []
