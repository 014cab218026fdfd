"""The source's words around a quotation are kept as pieces, and no more of them than is shown."""

from __future__ import annotations

from typing import Any

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from pasquino.quotations.context import AROUND, pieces


def take_apart(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make pieces of what was kept as one text from the first quoted word to the last."""
    checks = apps.get_model("quotations", "QuoteCheck").objects.exclude(context_words="")
    for check in checks.iterator(chunk_size=100):
        check.context = _pieces(check)
        check.save(update_fields=["context"])


def _pieces(check: Any) -> list[list[str]]:  # Any: a model as it was then
    first = min((start for start, _end in check.spans), default=0)
    spans = [(start - first, end - first) for start, end in check.spans]
    found = [
        (AROUND, check.context_before),
        *pieces(check.context_words, spans),
        (AROUND, check.context_after),
    ]
    return [[kind, text] for kind, text in found if text]


class Migration(migrations.Migration):
    """Three columns become one."""

    dependencies = [("quotations", "0001_initial")]

    operations = [
        migrations.AddField("quotecheck", "context", models.JSONField(default=list)),
        migrations.RunPython(take_apart, migrations.RunPython.noop),
        migrations.RemoveField("quotecheck", "context_before"),
        migrations.RemoveField("quotecheck", "context_words"),
        migrations.RemoveField("quotecheck", "context_after"),
    ]
