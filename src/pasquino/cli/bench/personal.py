"""The story's page for somebody signed in: rendered for them, kept by nobody."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.test import Client

from pasquino.accounts.models import User
from pasquino.cli.bench import crowd
from pasquino.cli.bench.pages import BenchFailed, cpu_ms
from pasquino.cli.bench.rows import Row
from pasquino.discussion import actions
from pasquino.discussion.models import Thread

COMMENTS = 1_000
BAR = 12.0


def measure() -> Iterator[Row]:
    """A page of 100 comments of 1,000, thirty of which its reader has rated."""
    crowd.stories(20)
    thread = Thread.objects.order_by("pk")[1]
    crowd.comments(thread, COMMENTS)
    reader = User.objects.create_user("A member")
    thread.refresh_from_db()
    values = {number: number % 5 + 1 for number in range(1, 31)}
    actions.rate_many(thread=thread, rater=reader, values=values)
    browser = Client(SERVER_NAME=settings.ALLOWED_HOSTS[0])
    browser.force_login(reader)
    address = thread.story.get_absolute_url()

    def read() -> None:
        answer = browser.get(address)
        if answer.status_code != 200 or b"rating-" not in answer.content:  # noqa: PLR2004 - HTTP's own number
            raise BenchFailed(f"{address} is not the page of somebody signed in")

    what = "story page for a signed-in reader, 100 comments shown"
    yield Row("P4", what, cpu_ms(read, 41), "ms CPU", BAR)
