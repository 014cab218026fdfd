"""How long a magazine takes to start: the first time, and every time after."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from pasquino.cli.bench import held
from pasquino.cli.bench.magazine import Running
from pasquino.cli.report import Row


def measure() -> Iterator[Row]:
    """The template database, the first run with the demo, the second start, and stopping."""
    from pasquino.config import collected_assets, template_database

    with tempfile.TemporaryDirectory(prefix="pasquino-bench-") as folder:
        building = _seconds(lambda: template_database.build(Path(folder) / "template.sqlite3"))
        yield held("start.template", "building the template database", building, "s", 30,
                   "once, in `make env`")  # fmt: skip
        template_database.path()
        collected_assets.path()
        data = Path(folder) / "data"
        first = Running(data, "--demo")
        first.stop()
        yield held("start.first", "first run with the demo, to the first byte",
                   first.seconds_to_first_byte, "s", 60, "after `make env`")  # fmt: skip
        second = Running(data)
        yield held("start.second", "second start, to the first byte",
                   second.seconds_to_first_byte, "s", 4)  # fmt: skip
        yield held("start.stop", "Ctrl-C until all have stopped", second.stop(), "s", 5)


def _seconds(deed: object) -> float:
    assert callable(deed)  # noqa: S101 - for the type checker
    began = time.monotonic()
    deed()
    return time.monotonic() - began
