"""What the worker does for this room."""

from __future__ import annotations

from django_tasks import task

from pasquino.quotations import records
from pasquino.sources.models import Work


@task()
def check_work(*, work_id: int) -> None:
    """Check the quotations of a work again, of which another copy is kept now."""
    work = Work.objects.filter(pk=work_id).first()
    if work is not None:
        records.check_work_again(work)
