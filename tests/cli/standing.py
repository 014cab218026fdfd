"""A process that does one command after the other: starting Django anew costs two seconds each."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

# Standard output is kept for the answers; what a command prints goes into them.
DOING = """
import contextlib, io, json, os, sys
answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)

def done(kind, given):
    if kind == "command":
        from pasquino.cli import main
        return main(given)
    import django
    django.setup()
    told = []
    exec(given, {"tell": told.append})
    return told[0]

for line in sys.stdin:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            result = done(*json.loads(line))
        except SystemExit as end:
            result = end.code
    if "django" in sys.modules:
        from django.db import connections
        connections.close_all()
    print(json.dumps([result, out.getvalue(), err.getvalue()]), file=answers, flush=True)
"""


class Standing:
    """Does commands and programs in one magazine, whose settings are those of its environment."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", DOING],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def command(self, *words: object) -> subprocess.CompletedProcess[str]:
        """`pasquino …`, ended as it may have."""
        given = [str(word) for word in words]
        code, out, err = self._ask("command", given)
        return subprocess.CompletedProcess(given, code, out, err)

    def asks(self, program: str) -> Any:
        """What a program tells."""
        told, _, _ = self._ask("program", program)
        return told

    def end(self) -> None:
        """No more commands."""
        self.process.communicate()

    def _ask(self, kind: str, given: object) -> tuple[Any, str, str]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps([kind, given]) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        assert answer, f"{given} ended the process; what it said is above."
        result, out, err = json.loads(answer)
        return result, out, err
