"""What this room announces; higher rooms listen (`listeners.py`)."""

from django.dispatch import Signal

claim_assessed = Signal()
"""A claim was assessed, or an assessment withdrawn: `claim`, `assessment`; sent inside the
transaction."""

outlook_changed = Signal()
"""What the public sees of an outlook is different now: `outlook`; sent inside the transaction."""
