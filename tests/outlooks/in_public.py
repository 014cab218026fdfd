"""A room above that shows outlooks in public, as stories do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from django.test import Client

from pasquino.outlooks import citing
from pasquino.outlooks.citing import Citation, OutlookCiters
from pasquino.outlooks.models import Outlook

Show = Callable[[Outlook], Outlook]
STORY = "/2026/03/the-wall/"


@contextmanager
def a_room_that_shows(*, claims: bool = False) -> Iterator[Show]:
    """Gives what has an outlook shown; with `claims` the story cites its first claim only."""
    numbers: list[int] = []

    def citations(outlook: Outlook) -> Iterator[Citation]:
        first = outlook.claims.order_by("order").values_list("pk", flat=True)[:1]
        if outlook.pk in numbers:
            yield Citation(
                title="The wall",
                address=STORY,
                at=datetime(2026, 3, 7, tzinfo=UTC),
                shows_all=not claims,
                claims=frozenset(first if claims else ()),
            )

    def show(outlook: Outlook) -> Outlook:
        numbers.append(outlook.pk)
        return outlook

    citing.register(
        OutlookCiters(
            order=99,
            name="test stories",
            outlooks=lambda: Outlook.objects.filter(pk__in=numbers).values("pk"),
            citations=citations,
        )
    )
    yield show
    citing.withdraw("test stories")


def page(client: Client, address: str) -> str:
    """What stands on a page, white space put together."""
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def words(html: str) -> str:
    """The words of a page, without its tags and what it tells machines."""
    text = re.sub(r"<script.*?</script>|</?(?:bdi|q|strong|cite|span|time)[^>]*>", "", html)
    text = " ".join(re.sub(r"<[^>]+>", " ", text).split())
    return re.sub(r" (?=[,.:)])", "", text)
