"""Tells the room of sources whose outlooks stand in which work, as spellings may be one person."""

from __future__ import annotations

from collections.abc import Iterable

from pasquino.outlooks.models import OutlookPerson
from pasquino.sources.models import Party


def in_works() -> Iterable[tuple[int, int]]:
    """The numbers of works and of the people whose outlook is stated in them."""
    people = OutlookPerson.objects.filter(
        outlook__work__isnull=False, is_author=True, party__kind=Party.Kind.PERSON
    )
    return people.order_by().values_list("outlook__work_id", "party_id").distinct()
