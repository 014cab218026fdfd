"""Lets the writers of one process take turns where the database takes only one at a time.

SQLite's own waiting sleeps between its tries, 100 ms at the end; who waits here goes on at once.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

PATIENCE = 20.0  # seconds, as long as SQLite itself waits (config/environment.py)
_turn = threading.Lock()


@contextmanager
def my_turn() -> Iterator[None]:
    """Hold the turn for a short write; stands around its transaction.

    Inside a transaction the database's own lock is held already, and on PostgreSQL writers need
    not wait for each other. Who has waited too long goes on and meets the database's own refusal.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    has_turn = _turn.acquire(timeout=PATIENCE)
    try:
        yield
    finally:
        if has_turn:
            _turn.release()
