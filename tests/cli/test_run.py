"""`pasquino run`: one supervised group of processes, seen from outside."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.process import clean_environment

pytestmark = pytest.mark.once

PATIENCE = 30.0


class Magazine:
    """A magazine that runs in a process of its own; what it says is collected in a file."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.port = free_port()
        self.said_in = folder / "said.txt"
        with self.said_in.open("ab") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "pasquino.cli", "run", "--port", str(self.port), *options],
                env=clean_environment() | {"PASQUINO_DATA": str(folder / "data")},
                stdout=said,
                stderr=said,
                start_new_session=True,
            )

    def said(self) -> str:
        return self.said_in.read_text()

    def answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        with (
            contextlib.closing(connection),
            contextlib.suppress(OSError, http.client.HTTPException),
        ):
            connection.request("GET", "/healthz", headers={"Host": "localhost"})
            with contextlib.closing(connection.getresponse()) as answer:
                return answer.status == 200
        return False

    def get(self, path: str) -> bytes:
        """What stands at a path; the answer must be 200."""
        connection = http.client.HTTPConnection("localhost", self.port, timeout=5)
        with contextlib.closing(connection):
            connection.request("GET", path)
            answer = connection.getresponse()
            assert answer.status == 200, f"{path}: {answer.status}"
            return answer.read()

    def parts(self) -> list[int]:
        """The process ids of web, worker and scheduler."""
        return children(self.process.pid)

    def group(self) -> list[int]:
        """All processes of its session, itself included."""
        return [
            int(entry.name)
            for entry in Path("/proc").iterdir()
            if entry.name.isdecimal() and session_of(entry) == self.process.pid
        ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One data folder for all, since the first run takes longer."""
    return tmp_path_factory.mktemp("magazine")


@pytest.fixture
def magazine(folder: Path) -> Iterator[Magazine]:
    """A running magazine; afterwards none of its processes is left."""
    found = Magazine(folder)
    try:
        until(lambda: "Ctrl-C stops it." in found.said().rpartition("=====")[2])
        yield found
    finally:
        for process in found.group():
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        found.process.wait()
        found.said_in.write_text(found.said() + "\n=====\n")


def children(process: int) -> list[int]:
    return [
        int(pid) for pid in Path(f"/proc/{process}/task/{process}/children").read_text().split()
    ]


def session_of(entry: Path) -> int | None:
    """The session a living process belongs to."""
    with contextlib.suppress(OSError, ValueError):
        state, _, _, session = (entry / "stat").read_text().rpartition(")")[2].split()[:4]
        return None if state == "Z" else int(session)
    return None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(it_is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not it_is_so():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def test_it_says_where_it_is_and_starts_dead_parts_again(magazine: Magazine) -> None:
    assert magazine.answers()
    assert f"http://localhost:{magazine.port}/desk/" in magazine.said()
    assert "pasquino user link NAME" in magazine.said()
    assert "/account/link/" not in magazine.said()
    killed = magazine.parts()
    assert len(killed) == 3

    for process in killed:
        os.kill(process, signal.SIGKILL)

    for part in ("web", "worker", "scheduler"):
        until(lambda part=part: f"{part} runs again." in magazine.said())  # type: ignore[misc]  # mypy: part is str
        assert f"{part} stopped (killed by signal 9)" in magazine.said()
    until(magazine.answers)
    assert len(magazine.parts()) == 3
    assert not set(killed) & set(magazine.parts())


def test_the_very_first_page_of_a_new_magazine_has_its_style_sheet(tmp_path: Path) -> None:
    new = Magazine(tmp_path)
    try:
        until(new.answers)
        page = new.get("/").decode()
        sheet = re.search(r'href="(/static/pasquino\.[0-9a-f]+\.css)"', page)
        assert sheet is not None
        assert b"@layer" in new.get(sheet[1])
    finally:
        new.process.terminate()
        new.process.wait()


def test_a_sign_in_link_leads_to_the_port_that_runs(magazine: Magazine, folder: Path) -> None:
    environment = clean_environment() | {"PASQUINO_DATA": str(folder / "data")}
    name = f"Ada {magazine.port}"

    said = subprocess.run(
        [sys.executable, "-m", "pasquino.cli", "user", "add", name],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert f"http://localhost:{magazine.port}/account/link/" in said


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_cleanly_and_leaves_no_process(magazine: Magazine, number: int) -> None:
    os.killpg(magazine.process.pid, number)  # as a terminal does

    assert magazine.process.wait(timeout=PATIENCE) == 0
    assert magazine.group() == []
    said = magazine.said().rpartition("Ctrl-C stops it.")[2]
    assert said.strip() == ""


def test_what_is_taken_is_refused_and_a_killed_parent_leaves_no_process(
    magazine: Magazine, folder: Path
) -> None:
    same_port = refused(folder / "other", magazine.port)
    same_folder = refused(folder / "data", free_port())
    magazine.process.kill()

    assert same_port.startswith(f"Port {magazine.port} is in use.")
    assert not (folder / "other").exists()
    assert same_folder.startswith("Another `pasquino run` is at work")
    until(lambda: magazine.group() == [])


def refused(data: Path, port: int) -> str:
    """The sentence with which a second magazine is refused."""
    said = subprocess.run(
        [sys.executable, "-m", "pasquino.cli", "run", "--port", str(port)],
        env=clean_environment() | {"PASQUINO_DATA": str(data)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 1
    assert said.stderr.count("\n") == 1
    return said.stderr
