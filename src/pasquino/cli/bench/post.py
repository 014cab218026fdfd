"""Posting: real forms from real sessions to a magazine that `pasquino run` serves, durable."""

from __future__ import annotations

import contextlib
import http.client
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from pasquino.cli.bench.magazine import free_port, running
from pasquino.cli.bench.rows import Row

ALONE, WRITERS, SECONDS = 200, 8, 8.0
SMALL, LARGE = 100, 10_000
TEXT = "Somebody should count the sandbags again. " * 8


def measure() -> Iterator[Row]:
    """P1, P2 and P3 on SQLite, then on a PostgreSQL cluster of its own."""
    yield from _on("sqlite", {})
    programs = _postgresql_programs()
    if programs is None:
        note = "PostgreSQL's server programs are not installed."
        yield Row("post.postgresql", "posting on PostgreSQL", 0, "", note=note)
        return
    with _cluster(programs) as url:
        yield from _on("postgresql", {"PASQUINO_DATABASE_URL": url})


def _on(database: str, variables: dict[str, str]) -> Iterator[Row]:
    with tempfile.TemporaryDirectory(prefix="pasquino-bench-") as folder:
        data = Path(folder) / "data"
        variables = variables | {"PASQUINO_DATA": str(data), "PASQUINO_LIMITS": "test"}
        given = subprocess.run(
            [sys.executable, "-m", "pasquino.cli.bench.post_site"],
            env=_clean() | variables,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout.split()
        small, large, *sessions = given
        with running(data, environment=variables) as magazine:
            writers = [Writer(magazine.port, session) for session in sessions]
            yield from _rows(database, writers, small, large)


def _rows(database: str, writers: list[Writer], small: str, large: str) -> Iterator[Row]:
    in_small = _alone(writers[0], small, ALONE)
    load = f"load {os.getloadavg()[0]:.1f}"
    note = f"request to answer on loopback, keep-alive, {ALONE} posts; {load}"
    p50 = statistics.median(in_small)
    yield Row(f"P1.{database}", f"post, durable, alone, p50, {database}", p50, "ms", 6, note)
    rate = _together(writers, small)
    what = f"posts with {WRITERS} writers, {database}"
    yield Row(f"P2.{database}", what, rate, "/s", 200, load, at_least=True)
    _alone(writers[0], large, 20)
    ratio = statistics.median(_alone(writers[0], large, ALONE)) / p50
    what = f"post into {LARGE:,} comments against {SMALL}, {database}"
    yield Row(f"P3.{database}", what, round(ratio, 2), "x", 1.5)


def _alone(writer: Writer, address: str, times: int) -> list[float]:
    """Milliseconds of each post, after twenty that do not count."""
    for _ in range(20):
        writer.post(address)
    return [writer.post(address) for _ in range(times)]


def _together(writers: list[Writer], address: str) -> float:
    """Posts a second of all writers at once."""
    ends, counts = time.monotonic() + SECONDS, [0] * len(writers)

    def write(at: int) -> None:
        while time.monotonic() < ends:
            writers[at].post(address)
            counts[at] += 1

    threads = [threading.Thread(target=write, args=(at,)) for at in range(len(writers))]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return round(sum(counts) / (time.monotonic() - began), 1)


@dataclass
class Writer:
    """A member with a session and one connection, who finds the form's token and posts."""

    port: int
    session: str
    token: str = ""
    posted: int = 0

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def post(self, address: str) -> float:
        """Post a comment; gives the milliseconds from request to answer."""
        if not self.token:
            self.token = self._token(address)
        self.posted += 1
        form = {
            "csrfmiddlewaretoken": self.token, "key": f"{self.session}-{self.posted}",
            "subject": f"Comment {self.posted}", "source": f"{TEXT}{self.posted}",
            "previewed": "on", "act": "post",
        }  # fmt: skip
        headers = self._headers() | {"Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode(form)
        began = time.perf_counter()
        self.connection.request("POST", address, body, headers)
        answer = self.connection.getresponse()
        page = answer.read()
        took = (time.perf_counter() - began) * 1000
        if answer.status != http.client.SEE_OTHER:
            raise NotPosted(f"{answer.status}: {page[:200]!r}")
        return took

    def _token(self, address: str) -> str:
        self.connection.request("GET", address, headers=self._headers())
        page = self.connection.getresponse().read().decode()
        return page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]

    def _headers(self) -> dict[str, str]:
        return {"Cookie": f"session={self.session}", "Host": f"localhost:{self.port}"}


class NotPosted(Exception):
    """A post of the bench was not taken."""


def _postgresql_programs() -> Path | None:
    inside = shutil.which("postgres")
    if inside:
        return Path(inside).resolve().parent
    outside = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    return outside[-1].parent if outside else None


@contextlib.contextmanager
def _cluster(programs: Path) -> Iterator[str]:
    """The address of a PostgreSQL of our own with its usual, durable settings."""
    user = "postgres" if os.geteuid() == 0 else None  # it refuses to run as root
    folder = Path(tempfile.mkdtemp(prefix="pasquino-bench-pg-"))
    port = free_port()
    try:
        if user:
            shutil.chown(folder, user)
        make = [
            str(programs / "initdb"),
            "-D",
            str(folder / "data"),
            "-U",
            "bench",
            "--auth=trust",
        ]
        subprocess.run(make, user=user, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - Debian's
        settings = {
            "port": port,
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": folder,
        }
        options = [f"--{name}={value}" for name, value in settings.items()]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(  # noqa: S603 - Debian's
                [programs / "postgres", "-D", folder / "data", *options],
                user=user, stdout=log, stderr=log,
            )  # fmt: skip
        try:
            _wait(port)
            yield f"postgres://bench@127.0.0.1:{port}/postgres"
        finally:
            server.terminate()
            server.wait(30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait(port: int) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            time.sleep(1)  # it takes connections a moment before it can serve them
            return
        time.sleep(0.1)
    raise NotPosted("PostgreSQL did not start.")


def _clean() -> dict[str, str]:
    kept = {n: v for n, v in os.environ.items() if not n.startswith("PASQUINO_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return kept
