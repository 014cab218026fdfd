"""What this room announces; higher rooms listen (`listeners.py`)."""

from django.dispatch import Signal

figure_changed = Signal()
"""What is known of a figure is different now (new, put right, marked, related, read otherwise):
`figure`. Of a relation both figures are told, one after the other. Sent inside the transaction."""

figures_imported = Signal()
"""A document brought new figures: `reported`, a list of `transfer_report.Reported` (figure, the
address of the story that reports it, the number of the comment that does or None). So that they
can be tied to the story where it exists; sent inside the transaction."""
