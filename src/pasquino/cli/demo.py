"""`pasquino demo`: puts the demo magazine into an empty one."""

from __future__ import annotations

import argparse
import sys


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to say."""


def execute(options: argparse.Namespace) -> int:
    """Load what is missing of the demo magazine; an interrupted run is taken up again."""
    from pasquino.cli import beginning
    from pasquino.cli.loading import load

    load()
    beginning.prepare(demo=False)
    new = beginning.load_demo()
    said = f"{new} stories of the demo magazine are new." if new else "It was there already."
    print(said, file=sys.stderr)
    return 0
