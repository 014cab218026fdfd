"""Which tables an archive holds, and what their columns are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.apps.registry import Apps
from django.db.models import AutoField, Field, Model

from pasquino.transfer.backup.values import kind_of

DERIVED = ("modelsearch", "search")  # apps whose tables are made anew from the others
SESSIONS = "django_session"  # goes only with the key that signs them


@dataclass(frozen=True)
class Table:
    """A table: its columns with their kinds in the archive, and the one that counts up if any."""

    name: str
    columns: tuple[tuple[str, str], ...]
    key: str
    counts_up: bool

    @property
    def names(self) -> list[str]:
        """The columns' names, in the order in which rows are written."""
        return [name for name, _ in self.columns]


def tables(apps: Apps, *, with_sessions: bool) -> list[Table]:
    """All tables that an archive holds, in the order of their names."""
    found = {
        model._meta.db_table: _table(model)
        for model in stored(apps)
        if model._meta.app_label not in DERIVED
    }
    if not with_sessions:
        found.pop(SESSIONS, None)
    return [found[name] for name in sorted(found)]


def stored(apps: Apps) -> Sequence[type[Model]]:
    """The models that have tables of their own, links between many and many included."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if not model._meta.proxy and model._meta.managed and not model._meta.swapped
    ]


def _table(model: type[Model]) -> Table:
    columns = [
        (field.column, kind_of(field))
        for field in model._meta.local_concrete_fields
        if not getattr(field, "generated", False)
    ]
    key: Field[Any, Any] = model._meta.pk
    return Table(
        name=model._meta.db_table,
        columns=tuple((name, kind) for name, kind in columns if name is not None),
        key=str(key.column),
        counts_up=isinstance(key, AutoField) or "AutoField" in key.get_internal_type(),
    )
