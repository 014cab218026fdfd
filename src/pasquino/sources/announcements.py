"""What this room announces; higher rooms listen (`listeners.py`)."""

from django.dispatch import Signal

capture_kept = Signal()
"""A copy was kept: `capture`. Sent inside the transaction that keeps it."""

evidence_changed = Signal()
"""Copies of `work` no longer count as evidence, or do so again; sent inside the transaction."""

link_changed = Signal()
"""An address stands otherwise than before: `address`, `state`, `before`."""

work_changed = Signal()
"""What the public sees of a work is different now: `work` (title, takedown, link, merge)."""

masks_changed = Signal()
"""Names are masked or shown again: everything public has to be made anew. `masks` are they; sent
inside the transaction that changes them."""
