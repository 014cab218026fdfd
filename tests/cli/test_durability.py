"""What was acknowledged stays, whatever happens to the process or to the disk."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker

from tests.transfer.places import HERE, Place, making

KILLS = """
import dataclasses
from pasquino.cli.bench import kill
thread = kill.a_thread()
with kill.Processes(thread.pk) as writers:
    told = kill.under_fire(writers, kills=10, told_each=30)
tell(dataclasses.asdict(kill.compare(thread, told)))
"""

# Posts until the disk is full, makes room, posts again; all in one process, as a server would.
FULL_DISK = """
import os
from django.db import DatabaseError, connection
from django.test import Client
from pasquino.accounts.actions import make_account
from pasquino.cli.bench import kill
from pasquino.discussion import actions

thread, author, told = kill.a_thread(), make_account(name="Ada"), []

def post(count):
    for number in range(count):
        text = f"{len(told)} " + "The river rose. " * 800
        comment = actions.post_comment(
            thread=thread, author=author, subject="Under fire", source=text)
        told.append((comment.number, text))

def read():
    return Client(HTTP_HOST="localhost:8000").get(thread.story.get_absolute_url()).status_code

post(5)
fill()
refused = []
for attempt in range(3):
    try:
        post(10_000)
    except DatabaseError as problem:
        refused.append(f"{type(problem).__name__}: {problem}")
before, while_full = len(told), read()
free()
post(5)
found = kill.compare(thread, told)
tell({"refused": refused, "before": before, "after": len(told), "while_full": while_full,
      "afterwards": read(), "lost": found.lost, "doubled": found.doubled, "gaps": found.gaps,
      "unfit": found.unfit})
"""
# A file that takes all that is left of the disk but a little, then goes away.
REAL = """
def fill():
    with open(os.environ["PASQUINO_DATA"] + "/ballast", "wb", buffering=0) as file:
        free = os.statvfs(file.fileno())
        file.write(bytes(free.f_bavail * free.f_frsize - 300_000))
def free():
    os.remove(os.environ["PASQUINO_DATA"] + "/ballast")
"""
# The same where nothing can be mounted: SQLite itself says that there are no more pages.
PRETENDED = """
def pages(more):
    with connection.cursor() as cursor:
        count = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count={count + more}")
def fill(): pages(80)
def free(): pages(1_000_000)
"""


@dataclass
class Disk:
    """A magazine's folder on a disk of 20 MiB, or one whose database is given a limit."""

    place: Place
    filling: str


def on_small_disk(folder: Path) -> bool:
    """Whether a disk of 20 MiB could be mounted there: as root, outside of most containers."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=20m,mode=700", "none", str(folder)]
    mount = shutil.which("mount")
    if mount is None:
        return False
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Disk]:
    """A real small disk where mounting is allowed, else the pretended one."""
    folder = tmp_path / "disk"
    if not on_small_disk(folder):
        yield Disk(Place(folder), PRETENDED)
        return
    try:
        yield Disk(Place(folder), REAL)
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture
def place(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Place]:
    """An empty magazine on the database of this run."""
    for make in making(tmp_path, django_db_blocker):
        found = make("magazine", HERE, is_ready=True)
        found.does("init")
        yield found


def test_ten_kills_in_the_middle_of_posting_lose_and_double_nothing(place: Place) -> None:
    found = place.asks(KILLS)

    assert found["acknowledged"] > 100
    assert found["stored"] >= found["acknowledged"]
    for what in ("lost", "doubled", "gaps", "unfit"):
        assert found[what] == [], what


def held(found: dict[str, Any]) -> None:
    """What a full disk must not break."""
    assert len(found["refused"]) == 3
    assert {"OperationalError: database or disk is full"} == set(found["refused"])
    assert found["before"] >= 5
    assert found["after"] == found["before"] + 5
    assert found["while_full"] == found["afterwards"] == 200
    for what in ("lost", "doubled", "gaps", "unfit"):
        assert found[what] == [], what


@pytest.mark.once  # its magazine is on SQLite in any case
def test_a_full_disk_refuses_posts_and_loses_none(small_disk: Disk) -> None:
    small_disk.place.does("init")

    held(small_disk.place.asks(small_disk.filling + FULL_DISK))


@pytest.mark.once  # its magazine is on SQLite in any case
def test_a_database_that_may_not_grow_refuses_posts_and_loses_none(tmp_path: Path) -> None:
    place = Place(tmp_path / "data")
    place.does("init")

    held(place.asks(PRETENDED + FULL_DISK))
