"""Benchmarks of public pages and of publishing, in one process on a scratch SQLite site."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterator
from functools import cache, partial

from django.conf import settings
from django.test import Client
from django.utils import timezone

from pasquino.cli.bench import crowd
from pasquino.cli.bench.rows import Row
from pasquino.discussion import skeletons
from pasquino.discussion.models import Thread
from pasquino.stories.models import PublishedStory, Section
from pasquino.stories.publishing import Block, Draft, publish

MANY_STORIES = 20_000
LISTS_BAR = 10.0


def story() -> Iterator[Row]:
    """The story's page, rendered anew, with 100, 1,000 and 10,000 comments under it."""
    crowd.stories(20)
    for number in (100, 1_000, 10_000):
        thread = Thread.objects.order_by("pk")[_place(number)]
        crowd.comments(thread, number)
        address = thread.story.get_absolute_url()
        yield Row(
            f"story-{number}",
            f"story page, {number:,} comments",
            cpu_ms(partial(get, address)),
            "ms CPU",
        )
        size = len(get(address, compressed=True))
        yield Row(
            f"story-{number}-bytes",
            f"its bytes, gzip, {number:,} comments",
            size / 1000,
            "KB",
            45.0,
        )
    yield _cold(thread, address)


def _place(number: int) -> int:
    return {100: 0, 1_000: 1, 10_000: 2}[number]


def _cold(thread: Thread, address: str) -> Row:
    """The same when this process has not seen the thread before."""

    def cold() -> None:
        skeletons.forget()
        get(address)

    return Row(
        "story-10000-cold",
        "story page, 10,000 comments, first in its process",
        cpu_ms(cold, 7),
        "ms CPU",
    )


def front() -> Iterator[Row]:
    """Front page and every list with 20,000 stories, 300 comments on the newest."""
    crowd.stories(MANY_STORIES)
    newest = PublishedStory.objects.newest()[0]
    crowd.comments(newest.thread, 300)
    middle = PublishedStory.objects.newest()[MANY_STORIES // 2]
    for name, path in {
        "front": "/",
        "front-deep": f"/?before={middle.published_at:%Y%m%dT%H%M%S.%f}-{middle.pk}",
        "section": "/section/section-0/",
        "topic": "/topic/topic-0/",
        "writer": "/writer/writer-0/",
        "month": f"/archive/{middle.year:04}/{middle.month:02}/",
        "archive": "/archive/",
    }.items():
        what = f"{name} page, {MANY_STORIES:,} stories"
        yield Row(name, what, cpu_ms(partial(get, path)), "ms CPU", LISTS_BAR)


def publishing() -> Iterator[Row]:
    """Publishing a story of 15 blocks, as the desk's request does."""
    crowd.stories(200)
    section = Section.objects.get(slug="section-0")
    blocks = [Block("text", f"<p>{'word ' * 90}</p>") for _ in range(12)]
    quotation = {"words": "Words. " * 20, "speaker": "A", "work": "B", "publisher": "", "link": ""}
    blocks += [Block("quotation", quotation) for _ in range(3)]
    drafts = iter(range(10_000))

    def once() -> None:
        draft = Draft(headline=f"Bench {next(drafts)}", section=section, blocks=blocks)
        publish(draft, at=timezone.now())

    yield Row("publish", "publish a new story of 15 blocks", wall_ms(once), "ms", 40.0)


def get(path: str, *, compressed: bool = False) -> bytes:
    """The body of a page, as an anonymous reader gets it."""
    headers = {"Accept-Encoding": "gzip"} if compressed else {}
    answer = _reader().get(path, headers=headers)
    if answer.status_code != 200:  # noqa: PLR2004 - HTTP's own number
        raise BenchFailed(f"{path} answered {answer.status_code}")
    return answer.content


@cache
def _reader() -> Client:
    """One client for all: each new one would put the middleware together anew."""
    return Client(SERVER_NAME=settings.ALLOWED_HOSTS[0])


class BenchFailed(Exception):
    """What was to be measured did not work."""


def cpu_ms(do: Callable[[], object], runs: int = 25) -> float:
    """Median CPU time of one call, in milliseconds, after three calls that are not counted."""
    return _median(do, runs, time.process_time_ns)


def wall_ms(do: Callable[[], object], runs: int = 25) -> float:
    """Median wall time of one call, in milliseconds."""
    return _median(do, runs, time.perf_counter_ns)


def _median(do: Callable[[], object], runs: int, clock: Callable[[], int]) -> float:
    for _ in range(min(3, runs)):
        do()
    gc.collect()
    took = []
    for _ in range(runs):
        start = clock()
        do()
        took.append(clock() - start)
    return statistics.median(took) / 1e6
