"""Reading what strangers made in a process of its own, which may not take much time or memory.

Whatever a hostile document does, it does there: the worker goes on, and never grows.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from dataclasses import asdict
from typing import Any

from pasquino.sources.reading.shapes import Block, Kind, Reading

SECONDS = 40.0  # by the clock; a busy machine is slow
CPU_SECONDS = 30
MEMORY = 700 * 1024 * 1024  # bytes of address space, of which a usual page uses 150 MB


def read_apart(
    data: bytes, *, content_type: str = "", url: str = "", kind: Kind = "other"
) -> Reading:
    """Read a document as `read` does, in a process of its own; never raises.

    What cannot be read within the limits is `unreadable`: `too_slow`, `too_large` or `broken`.
    `kind` is what it is thought to be, for the answer when reading fails.
    """
    told = json.dumps({"content_type": content_type, "url": url}).encode() + b"\n"
    variables = {name: value for name, value in os.environ.items() if "PASQUINO" not in name}
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "pasquino.sources.reading"],
            input=told + data,
            capture_output=True,
            timeout=SECONDS,
            env=variables,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Reading(text="", state="unreadable", reasons=("too_slow",), kind=kind)
    except (OSError, ValueError):
        return Reading(text="", state="unreadable", reasons=("broken",), kind=kind)
    try:
        return _reading(json.loads(done.stdout))
    except (ValueError, TypeError, KeyError):
        if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
            return Reading(text="", state="unreadable", reasons=("too_slow",), kind=kind)
        return Reading(text="", state="unreadable", reasons=("broken",), kind=kind)


def answer() -> None:
    """What the process does: read standard input, write the reading to standard output."""
    _limit()
    told = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    # What libraries print or warn must not stand in the answer.
    with contextlib.redirect_stdout(sys.stderr):
        reading = _read_within(data, **told)
    json.dump(asdict(reading), sys.stdout)


def _read_within(data: bytes, content_type: str, url: str) -> Reading:
    from pasquino.sources.reading import kind_of, read
    from pasquino.sources.reading.pdf import read_pdf

    kind = kind_of(data, content_type)
    try:
        return read_pdf(data) if kind == "pdf" else read(data, content_type=content_type, url=url)
    except MemoryError:
        return Reading(text="", state="unreadable", reasons=("too_large",), kind=kind)


def _limit() -> None:
    """Give this process its limits, where the system knows them."""
    try:
        import resource
    except ImportError:
        return
    for limit, value in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, CPU_SECONDS)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (value, value))


def _reading(told: dict[str, Any]) -> Reading:  # Any: JSON
    for name in ("reasons", "authors"):
        told[name] = tuple(told[name])
    told["blocks"] = tuple(Block(**block) for block in told["blocks"])
    return Reading(**told)
