"""Quotations that no edition prints any more are known as such."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column more."""

    dependencies = [("quotations", "0002_context_in_pieces")]

    operations = [
        migrations.AddField(
            "quotation", "let_go_at", models.DateTimeField(blank=True, null=True)
        ),
    ]
