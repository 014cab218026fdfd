"""An archive holds all tables there are, and any value comes back as it was."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection, models

from pasquino.transfer.backup.tables import DERIVED, SESSIONS, stored, tables
from pasquino.transfer.backup.values import KINDS, UnknownKind, kind_of, to_archive, to_database

MOMENT = datetime(2026, 3, 7, 12, 0, 0, 1, tzinfo=UTC)
VALUES: list[tuple[models.Field[Any, Any], Any, Any]] = [
    (models.BigIntegerField(), 2**63 - 1, 2**63 - 1),
    (models.TextField(), "Wer “da”? \u202e\U0001f5ff\n", "Wer “da”? \u202e\U0001f5ff\n"),
    (models.BooleanField(), True, True),
    (models.FloatField(), 0.1, 0.1),
    (models.DateTimeField(), MOMENT, "2026-03-07T12:00:00.000001+00:00"),
    (models.DateField(), date(2026, 3, 7), "2026-03-07"),
    (models.TimeField(), time(23, 59, 1), "23:59:01"),
    (models.DurationField(), timedelta(days=-1, microseconds=1), -86_399_999_999),
    (models.DecimalField(max_digits=12, decimal_places=2), Decimal("2300.10"), None),
    (models.UUIDField(), UUID(int=7), "00000000-0000-0000-0000-000000000007"),
    (models.JSONField(), {"ä": [1, None]}, None),
    (models.BinaryField(), b"\x00\xff", "AP8="),
    (models.GenericIPAddressField(), "2001:db8::1", "2001:db8::1"),
]


@pytest.mark.django_db
def test_every_table_is_in_an_archive_or_made_anew() -> None:
    archived = {table.name for table in tables(apps, with_sessions=True)}
    derived = {model._meta.db_table for model in stored(apps)} - archived
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))

    forgotten = {
        name
        for name in there - archived - derived - {"django_migrations"}
        if not name.startswith(tuple(f"{label}_" for label in DERIVED))
    }

    assert forgotten == set(), "DERIVED in transfer/backup/tables.py names what is made anew"
    assert SESSIONS in archived
    assert {"discussion_comment", "accounts_user_groups", "wagtailcore_page"} <= archived


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value", "in_archive"),
    VALUES,
    ids=lambda given: type(given).__name__ if isinstance(given, models.Field) else "",
)
def test_a_value_comes_back_as_it_was(
    field: models.Field[Any, Any], value: object, in_archive: object
) -> None:
    out, into = to_archive(kind_of(field)), to_database(kind_of(field), connection)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE kept (it {field.db_type(connection)})")
        cursor.execute("INSERT INTO kept VALUES (%s)", [field.get_db_prep_save(value, connection)])
        cursor.execute("SELECT it FROM kept")
        (before,) = cursor.fetchone()
        kept = out(before) if out else before

        cursor.execute("UPDATE kept SET it = NULL")
        cursor.execute("UPDATE kept SET it = %s", [into(kept) if into else kept])

        cursor.execute("SELECT it FROM kept")
        assert cursor.fetchone() == (before,)
        cursor.execute("DROP TABLE kept")
    assert json.loads(json.dumps(kept)) == kept
    if in_archive is not None:
        assert kept == in_archive


def test_a_field_of_a_new_kind_is_noticed() -> None:
    class Tensor(models.Field[Any, Any]):
        def get_internal_type(self) -> str:
            return "TensorField"

    with pytest.raises(UnknownKind):
        kind_of(Tensor())
    assert kind_of(models.SlugField()) == KINDS["SlugField"] == "text"
