"""`pasquino bench`: measures what is promised, each bench in a process of its own."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator

from pasquino.cli import report
from pasquino.cli.refusals import Refused
from pasquino.cli.report import Row

# Each is a function that takes nothing and yields rows. Add yours here.
BENCHES = {
    "start": "pasquino.cli.bench.start:measure",
    "memory": "pasquino.cli.bench.memory:measure",
    "story": "pasquino.cli.bench.pages:story",
    "personal": "pasquino.cli.bench.personal:measure",
    "front": "pasquino.cli.bench.pages:front",
    "publish": "pasquino.cli.bench.pages:publishing",
    "post": "pasquino.cli.bench.post:measure",
    "kill": "pasquino.cli.bench.kill:measure",
    "quotations_page": "pasquino.cli.bench.quotations_page:measure",
    "figures_page": "pasquino.cli.bench.figures_page:measure",
    "search": "pasquino.cli.bench.search:measure",
    "quotations": "pasquino.cli.bench.quotations:measure",
    "fetching": "pasquino.cli.bench.fetching:measure",
    "sign_in": "pasquino.cli.bench.sign_in:measure",
    "scripts": "pasquino.cli.bench.scripts:measure",
    "lighthouse": "pasquino.cli.bench.lighthouse:measure",
}
# Benches whose rows belong to the table of another: P4 and P5 to that of posting.
BELONGING = {"post": ("personal", "sign_in")}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which benches; all when none is named."""
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"among: {', '.join(BENCHES)}")
    parser.add_argument(
        "--seconds", type=float, help="how long a bench under load takes (default: its own)"
    )
    parser.set_defaults(refuse=parser.error)
    report.add_arguments(parser, strict=True)


def execute(options: argparse.Namespace) -> int:
    """Measure and print rows; each is on standard error as soon as it is known."""
    unknown = [name for name in options.names if name not in BENCHES]
    if unknown:
        options.refuse(f"no bench is called {', '.join(unknown)}; there are {', '.join(BENCHES)}")
    names = with_belonging(options.names or BENCHES)
    rows = [row for name in names for row in _measured(name, options.seconds)]
    return report.show(rows, options, ("id", "what", "value", "unit", "bar", "ok", "note"))


def with_belonging(names: Iterable[str]) -> list[str]:
    """The benches asked for, each followed by those that belong to it; each once."""
    return list(dict.fromkeys(each for name in names for each in (name, *BELONGING.get(name, ()))))


def _measured(name: str, seconds: float | None) -> Iterator[Row]:
    print(f"Measuring: {name}", file=sys.stderr, flush=True)
    variables = {n: v for n, v in os.environ.items() if not n.startswith("PASQUINO_")}
    with (
        tempfile.TemporaryDirectory(prefix="pasquino-bench-") as data,
        _own_process(name, seconds, variables | {"PASQUINO_DATA": data}) as measuring,
    ):
        assert measuring.stdout is not None  # noqa: S101 - for the type checker
        for line in measuring.stdout:
            row = Row(**json.loads(line))
            print(f"  {row.what}: {row.value} {row.unit}", file=sys.stderr, flush=True)
            yield row
    if measuring.returncode:
        raise Refused(f"The bench {name!r} did not end well (exit code {measuring.returncode}).")


@contextlib.contextmanager
def _own_process(
    name: str, seconds: float | None, variables: dict[str, str]
) -> Iterator[subprocess.Popen[str]]:
    length = [] if seconds is None else [str(seconds)]
    command = [sys.executable, "-m", "pasquino.cli.bench", BENCHES[name], *length]
    with subprocess.Popen(command, env=variables, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - ourselves
        try:
            yield process
        finally:
            if sys.exc_info()[0] is not None:
                process.terminate()


def held(row_id: str, what: str, value: float, unit: str, bar: float, note: str = "") -> Row:
    """A measured row whose bar is the most it may be."""
    return Row(
        id=row_id, what=what, value=round(value, 3), unit=unit, bar=bar, ok=value <= bar, note=note
    )
