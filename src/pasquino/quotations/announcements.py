"""What this room announces; higher rooms listen (`listeners.py`)."""

from django.dispatch import Signal

verdict_changed = Signal()
"""A quotation has another verdict than before: `quotation`, `check` (None: none counts now)."""
