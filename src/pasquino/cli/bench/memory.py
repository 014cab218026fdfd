"""How much memory everything under `pasquino run` takes: PSS, which counts shared pages once."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from pasquino.cli.bench import held
from pasquino.cli.bench.magazine import running
from pasquino.cli.report import Row

SETTLED = 5.0  # seconds
REQUESTS = 100


def measure() -> Iterator[Row]:
    """All processes idle, and again after some requests."""
    if not Path("/proc/self/smaps_rollup").exists():
        note = "Only Linux tells (smaps_rollup)."
        yield Row(id="memory.idle", what="memory, all processes idle", unit="MiB", note=note)
        return
    with tempfile.TemporaryDirectory(prefix="pasquino-bench-") as folder:
        with running(Path(folder) / "data", "--demo"):
            pass  # the first run loads the demo; the second is what operators have
        with running(Path(folder) / "data") as magazine:
            time.sleep(SETTLED)
            group = [magazine.process.pid, *descendants(magazine.process.pid)]
            note = f"{len(group)} processes"
            yield held("memory.idle", "memory, all processes idle", total(group), "MiB", 260, note)
            for number in range(REQUESTS):
                magazine.get("/" if number % 2 else "/account/login/")
            time.sleep(1)
            note = f"after {REQUESTS} requests"
            yield held("memory.used", "memory after requests", total(group), "MiB", 260, note)


def descendants(process: int) -> list[int]:
    """The children of a process, and theirs."""
    found = []
    for task in Path(f"/proc/{process}/task").iterdir():
        for child in map(int, (task / "children").read_text().split()):
            found += [child, *descendants(child)]
    return found


def total(processes: list[int]) -> float:
    """Their proportional set size together, in MiB."""
    return sum(_pss(process) for process in processes) / 1024


def _pss(process: int) -> int:
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
