"""What hostile servers can make the worker do: its peak of memory, and how long it waits."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pasquino.cli.bench import held, length
from pasquino.cli.bench.hostile_web import LARGE, SLOW, connector_to, resolver, servers
from pasquino.cli.report import Row
from pasquino.sources.fetching import Fetcher, Limits
from pasquino.sources.reading import read_apart
from pasquino.sources.reading.apart import SECONDS

TOLERANCE = 1.0  # seconds
PEAK = 300  # MiB


def measure() -> Iterator[Row]:
    """Every attack once, with the limits that the worker has (`--seconds`: a shorter one)."""
    limits = Limits() if length.seconds is None else Limits(seconds=length.seconds)
    most = limits.seconds + TOLERANCE
    with servers() as port, ThreadPoolExecutor(len(SLOW)) as together:
        took = list(together.map(lambda name: _took(port, name, limits), SLOW))
        note = f"{len(SLOW)} ways to be slow"
        yield held("F1", "longest fetch from a slow server", max(took), "s", most, note)
        took = [_took(port, name, limits) for name in LARGE]
        note = f"{len(LARGE)} ways to send too much"
        yield held("F2", "longest fetch of too much", max(took), "s", most, note)
    yield _peak()
    start = time.perf_counter()
    read_apart(b"<html><body>" + b"<div>" * 10_000 + b"<p>deep")
    what = "reading a hostile page in a process of its own"
    yield held("F4", what, time.perf_counter() - start, "s", SECONDS)


def _peak() -> Row:
    """The most memory that this process ever had (`ru_maxrss` can be its parent's, by fork)."""
    what = "peak memory of the fetching process"
    status = Path("/proc/self/status")
    if not status.exists():
        return Row(id="F3", what=what, unit="MiB", note="Only Linux tells (VmHWM).")
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
    return held("F3", what, int(line.split()[1]) / 1024, "MiB", PEAK)


def _took(port: int, name: str, limits: Limits) -> float:
    fetcher = Fetcher(resolver=resolver, connector=connector_to(port, name), limits=limits)
    start = time.perf_counter()
    fetched = fetcher.fetch("http://hostile.example/")
    took = time.perf_counter() - start
    if fetched.state == "complete":
        raise AssertionError(f"The page of a hostile server was taken: {name}.")
    return took
