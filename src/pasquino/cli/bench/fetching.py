"""What hostile servers can make the worker do: its peak of memory, and how long it waits."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from pasquino.cli.bench import held, length
from pasquino.cli.bench.hostile_web import LARGE, SLOW, Attack, connector, prepare, resolver
from pasquino.cli.report import Row
from pasquino.sources.fetching import Fetched, Fetcher, Limits
from pasquino.sources.reading import read_apart
from pasquino.sources.reading.apart import SECONDS

TOLERANCE = 1.0  # seconds
PEAK = 300  # MiB
_RSS_PER_MIB = 1024 * 1024 if sys.platform == "darwin" else 1024


def measure() -> Iterator[Row]:
    """Every attack once, with the limits that the worker has (`--seconds`: a shorter one)."""
    limits = Limits() if length.seconds is None else Limits(seconds=length.seconds)
    most = limits.seconds + TOLERANCE
    prepare()
    with ThreadPoolExecutor(len(SLOW)) as together:
        took = list(together.map(lambda attack: _took(attack, limits), SLOW.values()))
    note = f"{len(SLOW)} ways to be slow"
    yield held("F1", "longest fetch from a slow server", max(took), "s", most, note)
    took = [_took(attack, limits) for attack in LARGE.values()]
    note = f"{len(LARGE)} ways to send too much"
    yield held("F2", "longest fetch of too much", max(took), "s", most, note)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _RSS_PER_MIB
    note = "with the servers, which run in it"
    yield held("F3", "peak memory of the fetching process", peak, "MiB", PEAK, note)
    start = time.perf_counter()
    read_apart(b"<html><body>" + b"<div>" * 10_000 + b"<p>deep")
    what = "reading a hostile page in a process of its own"
    yield held("F4", what, time.perf_counter() - start, "s", SECONDS)


def _took(attack: Attack, limits: Limits) -> float:
    start = time.perf_counter()
    fetched = attacked(attack, limits)
    took = time.perf_counter() - start
    if fetched.state == "complete":
        raise AssertionError("A hostile server's page was taken.")
    return took


def attacked(attack: Attack, limits: Limits) -> Fetched:
    """What becomes of fetching from this server."""
    fetcher = Fetcher(resolver=resolver, connector=connector(attack), limits=limits)
    return fetcher.fetch("http://hostile.example/")
