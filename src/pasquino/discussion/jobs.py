"""What the worker does for this room."""

from __future__ import annotations

from django_tasks import task

from pasquino.discussion import recording


@task(priority=-40)  # nobody waits for it
def record_before() -> None:
    """Write down what comments quote that were posted before that was done."""
    recording.record_before()
