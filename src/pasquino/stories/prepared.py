"""Queries whose SQL is put together once a process, for pages that are made anew all the time.

Building a query over several joins takes Django longer than the database takes to answer it
(2 ms against 0.1 ms measured); only the number asked for changes from page to page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import QuerySet

_PROBE = -271_828_183  # stands for the number while the SQL is made; nothing has it


class Prepared:
    """The rows of `build(number)`, a queryset of `values_list`, as tuples of Python's values."""

    def __init__(self, build: Callable[[int], QuerySet[Any, Any]]) -> None:
        self._build = build
        self._made: dict[str, tuple[str, tuple[Any, ...], dict[int, Any]]] = {}

    def __call__(self, number: int) -> list[tuple[Any, ...]]:
        """Ask the database; one query."""
        sql, params, converters = self._made.get(connection.vendor) or self._make()
        with connection.cursor() as cursor:
            cursor.execute(sql, [number if param == _PROBE else param for param in params])
            rows = cursor.fetchall()
        return [_converted(row, converters) for row in rows]

    def _make(self) -> tuple[str, tuple[Any, ...], dict[int, Any]]:
        compiler = self._build(_PROBE).query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        converters = compiler.get_converters([column for column, _sql, _name in compiler.select])
        made = self._made[connection.vendor] = (sql, tuple(params), converters)
        return made


def _converted(row: tuple[Any, ...], converters: dict[int, Any]) -> tuple[Any, ...]:
    """The row with those columns converted that the database gives in a form of its own."""
    values = list(row)
    for at, (steps, column) in converters.items():
        for step in steps:
            values[at] = step(values[at], column, connection)
    return tuple(values)
