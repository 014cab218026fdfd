"""`pasquino doctor`: looks at the installation and says what is wrong and what to do."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable

from pasquino.cli import report
from pasquino.cli.report import Row
from pasquino.config.environment import WrongSetting

Check = Callable[[], Iterable[Row]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """As a table, or as JSON."""
    report.add_arguments(parser, strict=True)


def execute(options: argparse.Namespace) -> int:
    """Print one row a finding; the note says what to do."""
    return report.show(examine(), options, ("id", "ok", "value", "note"))


def examine() -> list[Row]:
    """All findings; with a wrong setting that alone, for nothing else can be known."""
    from pasquino.cli.loading import load

    try:
        load()
    except WrongSetting as wrong:
        return [Row(id="settings", what="settings", value="wrong", ok=False, note=str(wrong))]
    from pasquino.cli import checkup, checkup_database

    checks: list[Check] = [*checkup.CHECKS, *checkup_database.CHECKS]
    return [row for check in checks for row in _rows(check)]


def _rows(check: Check) -> list[Row]:
    """The check's findings; a check that cannot be done is a finding too."""
    from django.db import Error as DatabaseProblem

    name = check.__name__.removeprefix("check_")
    try:
        return list(check())
    except (OSError, DatabaseProblem) as problem:
        words = " ".join(str(problem).split())
        note = f"This could not be looked at: {words}."
        return [Row(id=name, what=name.replace("_", " "), ok=False, note=note)]
