"""What was imported from where, so that importing again changes nothing."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportedItem(models.Model):
    """One thing an import made: (document, local id) there, kind and key here."""

    document = models.CharField(max_length=200)
    local_id = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=40)
    imported_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("imported item")
        constraints = [
            models.UniqueConstraint(
                name="imported_item_is_made_once", fields=["document", "local_id"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.local_id} → {self.kind} {self.key}"
