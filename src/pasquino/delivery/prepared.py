"""Queries and rows that stand in the way of every page: their SQL is worked out once a process.

Django takes about 0.2 ms to turn a query set into SQL, which SQLite answers in 0.03. Here it does
that once, from the same models and query sets, and is given other values each time.
Decision 0019.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from functools import cache
from typing import Any, Generic, TypeVar  # Any: what the database holds

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models.expressions import Value
from django.db.models.query import get_related_populators
from django.db.models.sql.compiler import SQLCompiler

M = TypeVar("M")


def planning_cursor() -> AbstractContextManager[Any]:
    """A cursor for statements that are the same each time: PostgreSQL plans them once.

    Their values travel beside them, so it must see from the statement of what type each is.
    """
    return _cursor(connections[DEFAULT_DB_ALIAS])


def _cursor(database: Any) -> AbstractContextManager[Any]:
    """A connection's planning cursor, if it has such.

    Takes the connection itself: `django.db.connection` looks it up anew for every attribute.
    """
    plans = getattr(database, "planning_cursor", None)
    cursor: AbstractContextManager[Any] = plans() if plans else database.cursor()
    return cursor


class Given(Value):
    """Stands in a prepared query for a value that each call gives by name."""

    def __init__(self, name: str, kind: models.Field) -> None:
        """`kind` is the field whose values these are: `models.BigIntegerField()`."""
        super().__init__(name, output_field=kind)

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:
        """A mark, and this itself in the place of the value."""
        return "%s", [self]

    def value_of(self, values: dict[str, Any], database: Any) -> Any:
        """What this call gives, as the database takes it."""
        return self.output_field.get_db_prep_value(values[self.value], database, prepared=False)


class GivenList(Given):
    """Stands for a list of whole numbers, of any length; see `Among`."""

    def __init__(self, name: str) -> None:
        super().__init__(name, models.BigIntegerField())

    def value_of(self, values: dict[str, Any], database: Any) -> Any:
        """An array; SQLite, which has none, is given JSON."""
        numbers = list(values[self.value])
        return json.dumps(numbers) if database.vendor == "sqlite" else numbers


class Among(models.Func):
    """Whether a field is among given numbers: `Among("number", GivenList("numbers"))`."""

    arity = 2
    arg_joiner = " = ANY("
    template = "%(expressions)s)"
    output_field = models.BooleanField()

    def as_sqlite(self, compiler: SQLCompiler, connection: Any, **_extra: Any) -> tuple[str, Any]:
        """SQLite reads a list from JSON."""
        between, whole = " IN (SELECT value FROM json_each(", "%(expressions)s))"
        return self.as_sql(compiler, connection, arg_joiner=between, template=whole)


class Prepared(Generic[M]):
    """A query for whole objects, without annotations or prefetching; `select_related` is fine.

    `build` gives the query set, with a `Given` for each value; it is called once, when first
    asked. What a value decides beside itself (whether it is None) cannot be given.
    """

    def __init__(self, build: Callable[[], models.QuerySet[Any, M]]) -> None:
        self._build = build
        self._query: _Query | None = None

    def __call__(self, **values: Any) -> list[M]:
        """All objects that the query finds with these values."""
        query = self._compiled()
        return [query.object_of(row) for row in query.rows(values)]

    def first(self, **values: Any) -> M | None:
        """The first of them, or None."""
        return next(iter(self(**values)), None)

    def rows(self, **values: Any) -> list[list[Any]]:
        """What a query set of `values_list` gives."""
        return self._compiled().rows(values)

    def _compiled(self) -> _Query:
        if self._query is None:
            self._query = _Query(self._build())
        return self._query


class _Query:
    """A query set as Django compiled it for the configured database."""

    def __init__(self, asked: models.QuerySet) -> None:
        self.alias = asked.db
        compiler = asked.query.get_compiler(using=self.alias)
        self.sql, self.values = compiler.as_sql()
        self.converters = [
            (at, *found)
            for at, found in compiler.get_converters(part[0] for part in compiler.select).items()
        ]
        self.kinds = compiler.klass_info
        if self.kinds:  # otherwise rows are asked for, not objects
            chosen = self.kinds["select_fields"]
            self.columns = slice(chosen[0], chosen[-1] + 1)
            self.names = [compiler.select[at][0].target.attname for at in chosen]
            self.related = get_related_populators(self.kinds, compiler.select, self.alias)  # type: ignore[call-arg]  # the types are a later Django's

    def rows(self, values: dict[str, Any]) -> list[list[Any]]:
        database = connections[DEFAULT_DB_ALIAS]
        given = [
            one.value_of(values, database) if isinstance(one, Given) else one
            for one in self.values
        ]
        with _cursor(database) as cursor:
            cursor.execute(self.sql, given)
            rows = [list(row) for row in cursor.fetchall()]
        for at, converters, expression in self.converters:
            for convert in converters:
                for row in rows:
                    row[at] = convert(row[at], expression, database)
        return rows

    def object_of(self, row: list[Any]) -> Any:
        made = self.kinds["model"].from_db(self.alias, self.names, row[self.columns])
        for related in self.related:
            related.populate(row, made)
        return made


def key_ahead(kind: type[models.Model]) -> str:
    """SQL for the key of a row that is written next, where the database gives it before; or NULL.

    For a statement that is waited for anyway: nobody waits for the row's own then (`together`).
    SQLite answers in our own process.
    """
    if connections[DEFAULT_DB_ALIAS].vendor != "postgresql":
        return "NULL"
    options = kind._meta
    return f"nextval(pg_get_serial_sequence('{options.db_table}', '{options.pk.column}'))"


def insert(new: models.Model, *, needs_key: bool = True) -> None:
    """Write a new object's row; no signal is sent, for nobody listens to these.

    The key that the database makes is read unless the object has one (`key_ahead`) or nobody
    needs it, so that nobody waits for it (`together`). Raises IntegrityError as
    `save(force_insert=True)` does.
    """
    database = connections[DEFAULT_DB_ALIAS]
    has_key = new.pk is not None
    statement, fields, takes_key = _insertion(type(new), database.vendor, has_key, needs_key)
    values = [field.get_db_prep_save(field.pre_save(new, True), database) for field in fields]
    with _cursor(database) as cursor:
        cursor.execute(statement, values)
        if takes_key:
            new.pk = cursor.fetchone()[0]
    new._state.adding, new._state.db = False, database.alias


@cache
def _insertion(
    kind: type[models.Model], _vendor: str, has_key: bool, needs_key: bool
) -> tuple[str, Sequence[models.Field], bool]:
    """The statement, the fields it is given, and whether it answers with a key."""
    options, quoted = kind._meta, connections[DEFAULT_DB_ALIAS].ops.quote_name
    made = None if has_key else options.auto_field  # the key, where the database makes it
    fields = [field for field in options.concrete_fields if field is not made]
    columns = ", ".join(quoted(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    takes_key = made is not None and needs_key
    returning = f" RETURNING {quoted(str(options.pk.column))}" if takes_key else ""
    into = quoted(options.db_table)
    return f"INSERT INTO {into} ({columns}) VALUES ({marks}){returning}", fields, takes_key  # noqa: S608 - names of ours
