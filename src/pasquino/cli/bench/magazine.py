"""A magazine in a process of its own and a folder of its own, for measuring it from outside."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from pasquino.cli.refusals import Refused

PATIENCE = 120.0  # seconds until the first byte


class Running:
    """A magazine that `pasquino run` serves; the seconds are wall-clock."""

    def __init__(
        self, data: Path, *options: str, environment: Mapping[str, str] | None = None
    ) -> None:
        """`environment` holds settings besides the folder."""
        self.port = free_port()
        self.log = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the process
        variables = {n: v for n, v in os.environ.items() if not n.startswith("PASQUINO_")}
        began = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 - ourselves
            [sys.executable, "-m", "pasquino.cli", "run", "--port", str(self.port), *options],
            env=variables | {"PASQUINO_DATA": str(data)} | dict(environment or {}),
            stdout=self.log,
            stderr=self.log,
        )
        try:
            self._wait()
        except BaseException:
            self.stop()
            raise
        self.seconds_to_first_byte = time.monotonic() - began

    def get(self, path: str) -> int:
        """The status of one request."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path, headers={"Host": f"localhost:{self.port}"})
            answer = connection.getresponse()
            answer.read()
            return answer.status
        finally:
            connection.close()

    def stop(self) -> float:
        """Stop it as Ctrl-C does; the seconds it took."""
        began = time.monotonic()
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=30)
        self.log.close()
        return time.monotonic() - began

    def _wait(self) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self.process.poll() is None:
            with contextlib.suppress(OSError, http.client.HTTPException):
                if self.get("/healthz") == http.client.OK:
                    return
            time.sleep(0.02)
        self.log.seek(0)
        words = self.log.read().decode(errors="replace").strip().splitlines()
        raise Refused(f"The magazine did not start: {words[-1] if words else 'it said nothing'}")


@contextlib.contextmanager
def running(
    data: Path, *options: str, environment: Mapping[str, str] | None = None
) -> Iterator[Running]:
    """A running magazine that is stopped at the end."""
    magazine = Running(data, *options, environment=environment)
    try:
        yield magazine
    finally:
        magazine.stop()


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
