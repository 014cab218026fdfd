"""Benchmark of a story page with 12 quotations against the same page without any."""

from __future__ import annotations

import gc
import hashlib
import random
import re
import statistics
import time
from collections.abc import Iterator
from datetime import timedelta
from unittest import mock

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pasquino.cli.bench import crowd
from pasquino.cli.bench.pages import get
from pasquino.cli.bench.rows import Row
from pasquino.discussion import actions as discussion
from pasquino.quotations import records
from pasquino.quotations.models import Quotation
from pasquino.sources.models import Capture
from pasquino.stories import cited
from pasquino.stories.models import Section
from pasquino.stories.publishing import Block, Draft, publish

QUOTATIONS = 12
RUNS = 60


def measure() -> Iterator[Row]:
    """Questions, processor time, scripts, connections of a story with 12 quotations."""
    crowd.stories(20)
    without, with_them = _story(0), _story(QUOTATIONS)
    keep_copies()
    warm = milliseconds_more(without, with_them)
    what = f"story page, {QUOTATIONS} quotations"
    yield Row("QP1", f"{what}: questions to the database", questions(with_them), "queries", 12)
    yield Row("QP2", f"{what}: more than the same without", warm, "ms CPU", 3.0)
    cold = milliseconds_more(without, with_them, is_cold=True)
    yield Row("QP3", f"{what}: the same, first in its process", cold, "ms CPU")
    yield Row("QP4", f"{what}: scripts among them", scripts(without, with_them), "scripts", 0)
    yield Row("QP5", f"{what}: network connections", _connections(with_them), "connections", 0)


def _story(quotations: int) -> str:
    """The address of a story of 12 texts with so many quotations between them."""
    source = random.Random(11)  # noqa: S311 - nothing secret
    blocks = []
    for number in range(QUOTATIONS):
        blocks.append(Block("text", f"<p>{crowd.prose(source, 60)}</p>"))
        if number < quotations:
            blocks.append(Block("quotation", quotation(source, number)))
    section = Section.objects.get(slug="section-0")
    draft = Draft(headline=f"Bench of {quotations}", section=section, blocks=blocks)
    public = publish(draft, at=timezone.now())
    discussion.open_thread(public)
    return public.get_absolute_url()


def quotation(source: random.Random, number: int) -> dict[str, str]:
    """The fields of a quotation's block, one in three with a cut."""
    words = crowd.prose(source, 45)
    return {
        "words": words if number % 3 else f"{words[:90]} … {words[140:]}",
        "speaker": f"Speaker {number}",
        "work": f"Report {number}",
        "publisher": "The Bench",
        "link": f"https://example.org/bench/{number}",
    }


def keep_copies() -> None:
    """A copy for each work that holds the words, one of them altered in four."""
    source = random.Random(13)  # noqa: S311 - nothing secret
    for number, quotation in enumerate(Quotation.objects.select_related("work")):
        assert quotation.work is not None  # noqa: S101 - each was given an address
        words = quotation.text if number % 4 else quotation.text.replace(" the ", " not the ", 1)
        text = f"{crowd.prose(source, 400)} {words} {crowd.prose(source, 400)}"
        Capture.objects.create(
            work=quotation.work,
            at=timezone.now() - timedelta(days=1),
            state=Capture.State.COMPLETE,
            text=text,
            text_hash=hashlib.sha256(text.encode()).hexdigest(),
        )
        records.check_again(quotation)


def milliseconds_more(without: str, with_them: str, *, is_cold: bool = False) -> float:
    """The median difference of CPU time, both pages in turn, so that a busy machine is fair."""
    took: dict[str, list[int]] = {without: [], with_them: []}
    gc.collect()
    for run in range(RUNS + 3):
        for address, times in took.items():
            if is_cold:
                cited.forget()
            began = time.process_time_ns()
            get(address)
            if run >= 3:  # noqa: PLR2004 - the first three warm up
                times.append(time.process_time_ns() - began)
    return (statistics.median(took[with_them]) - statistics.median(took[without])) / 1e6


def questions(address: str) -> int:
    """How often the database is asked for a page that was made before."""
    get(address)
    with CaptureQueriesContext(connection) as asked:
        get(address)
    return len(asked)


def scripts(without: str, with_them: str) -> int:
    """How many scripts that can run the quotations bring; data blocks cannot."""
    runs = re.compile(rb"<script(?![^>]*ld\+json)")
    return len(runs.findall(get(with_them))) - len(runs.findall(get(without)))


def _connections(address: str) -> int:
    """How many connections are opened while the page is made, its figures rendered anew."""
    cited.forget()
    with mock.patch("socket.socket.connect") as connect:
        get(address)
    return connect.call_count
