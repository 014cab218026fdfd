"""Remembers what was imported, so that the same document brings nothing twice."""

from __future__ import annotations

from django.db import models

from pasquino.transfer.models import ImportedItem


def find(document: str, local_id: str) -> str | None:
    """The key here of something imported before, or None."""
    return (
        ImportedItem.objects.filter(document=document, local_id=local_id)
        .values_list("key", flat=True)
        .first()
    )


def remember(document: str, local_id: str, thing: models.Model) -> None:
    """Note that this thing of the document stands here now."""
    ImportedItem.objects.create(
        document=document,
        local_id=local_id,
        kind=str(thing._meta.model_name),
        key=str(thing.pk),
    )
