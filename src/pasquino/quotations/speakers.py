"""Tells the room of sources whose words stand in which work: two spellings may be one person."""

from __future__ import annotations

from collections.abc import Iterable

from pasquino.quotations.models import Quotation
from pasquino.sources.models import Party


def in_works() -> Iterable[tuple[int, int]]:
    """The numbers of works and of the people quoted from them."""
    people = Quotation.objects.filter(
        work__isnull=False, let_go_at=None, speaker__kind=Party.Kind.PERSON
    )
    return people.order_by().values_list("work_id", "speaker_id").distinct()
