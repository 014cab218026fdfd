"""What the worker does for this room."""

from __future__ import annotations

from django_tasks import task

from pasquino.stories import recording


@task(priority=-40)  # nobody waits for it
def record_before() -> None:
    """Write down what stories quote that were published before that was done."""
    recording.record_before()
