"""The same over HTTP: kills, a full disk and impatient fingers before a real `pasquino run`."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker

from tests.cli.test_durability import REAL, Disk, on_small_disk
from tests.transfer.places import HERE, Place, making

KILLS = """
import dataclasses, statistics
from pasquino.cli.bench import kill
thread = kill.a_thread()
with kill.OverHttp(thread, writers=4) as writers:
    told = kill.under_fire(writers, kills=10, told_each=10)
again = writers.starts[1:]
tell(dataclasses.asdict(kill.compare(thread, told)) | {
    "retried": writers.retried, "restart": statistics.median(again), "restarts": len(again)})
"""

# One form, sent by twenty connections at the same moment, three times.
AT_ONCE = """
import threading
from pasquino.accounts.actions import make_account
from pasquino.cli.bench import kill
from pasquino.cli.bench.kill_http import Poster, Served, session_of

thread = kill.a_thread()
address = f"{thread.story.get_absolute_url()}comments/new/"
served, session, rounds = Served(), session_of(make_account(name="Ada")), []

def send(poster, text, together, answers):
    together.wait()
    answers.append(poster.send(text, key=text))

try:
    served.start()
    first = Poster(served.port, session, address)
    first.send("the first", key="the first")
    for number in range(3):
        together, answers, text = threading.Barrier(20), [], f"round {number}"
        posters = [Poster(served.port, session, address, first.token) for _ in range(20)]
        hands = [threading.Thread(target=send, args=(poster, text, together, answers))
                 for poster in posters]
        [hand.start() for hand in hands]
        [hand.join() for hand in hands]
        rounds.append(answers)
finally:
    served.stop()
found = kill.compare(thread, [(numbers[0], f"round {at}") for at, numbers in enumerate(rounds)])
tell({"rounds": rounds, "stored": found.stored, "lost": found.lost, "doubled": found.doubled,
      "unfit": found.unfit})
"""

# Where nothing can be mounted: no file of the running magazine may grow any more.
PRETENDED = """
import resource, pathlib
def limit_files(size):
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdecimal() and os.getpgid(int(entry.name)) == served.process.pid:
            _, hard = resource.prlimit(int(entry.name), resource.RLIMIT_FSIZE)
            resource.prlimit(int(entry.name), resource.RLIMIT_FSIZE, (size, hard))
def fill():
    files = pathlib.Path(os.environ["PASQUINO_DATA"]).glob("*sqlite3*")
    limit_files(max(file.stat().st_size for file in files) + 300_000)
def free(): limit_files(resource.RLIM_INFINITY)
"""

# Long posts by several members until the disk is full; then there is room again.
FULL_DISK = """
import http.client, os
from pasquino.accounts.actions import make_account
from pasquino.cli.bench import kill
from pasquino.cli.bench.kill_http import NotTaken, Poster, Served, session_of

thread = kill.a_thread()
story = thread.story.get_absolute_url()
served, told = Served(), []
poster = Poster(served.port, session_of(make_account(name="Ada")), f"{story}comments/new/")

def post(count):
    for _ in range(count):
        text = f"{len(told)} " + "The river rose. " * 3_800
        told.append((poster.send(text, key=text), text))

def read(path, headers):
    asked = http.client.HTTPConnection("127.0.0.1", served.port, timeout=30)
    asked.request("GET", path, headers={"Host": f"localhost:{served.port}"} | headers)
    return asked.getresponse().status

def reads():
    paths = ("/", story, f"{story}comments/1/")
    signed_in = {"Cookie": f"session={poster.session}"}
    return [read(path, who) for who in ({}, signed_in) for path in paths]

try:
    served.start()
    post(5)
    fill()
    refused = []
    for attempt in range(3):
        try:
            post(1_000)
        except NotTaken as answer:
            status, page = answer.args
            refused.append([status, "The river rose. " * 3_800 in page, "Traceback" in page])
    before, while_full = len(told), reads()
    free()
    post(5)
    afterwards = reads()
finally:
    served.stop()
found = kill.compare(thread, told)
tell({"refused": refused, "before": before, "after": len(told), "while_full": while_full,
      "afterwards": afterwards, "lost": found.lost, "doubled": found.doubled, "gaps": found.gaps,
      "unfit": found.unfit})
"""


@pytest.fixture
def place(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Place]:
    """An empty magazine on the database of this run."""
    for make in making(tmp_path, django_db_blocker):
        found = make("magazine", HERE, is_ready=True)
        found.does("init")
        yield found


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Disk]:
    """A real disk of 20 MiB where mounting is allowed, else files that may not grow."""
    folder = tmp_path / "disk"
    mounted = on_small_disk(folder)
    try:
        yield Disk(Place(folder), REAL if mounted else PRETENDED)
    finally:
        if mounted:
            subprocess.run(["umount", str(folder)], check=True)


def test_ten_kills_of_the_whole_magazine_lose_and_double_nothing(place: Place) -> None:
    found = place.asks(KILLS)

    assert found["acknowledged"] > 50
    assert found["stored"] >= found["acknowledged"]
    assert found["retried"] > 0
    for what in ("lost", "doubled", "gaps", "unfit"):
        assert found[what] == [], what
    assert found["restarts"] == 9
    assert found["restart"] <= 30  # the median; `pasquino bench kill` has the figure


def test_a_form_sent_twenty_times_at_once_is_one_comment(place: Place) -> None:
    found = place.asks(AT_ONCE)

    assert [len(answers) for answers in found["rounds"]] == [20, 20, 20]
    assert [set(answers) for answers in found["rounds"]] == [{2}, {3}, {4}]
    assert found["stored"] == 4
    assert found["lost"] == found["doubled"] == found["unfit"] == []


def held(found: dict[str, Any]) -> None:
    """What a full disk must not break."""
    assert found["refused"] == [[503, True, False]] * 3
    assert found["before"] >= 5
    assert found["after"] == found["before"] + 5
    assert found["while_full"] == found["afterwards"] == [200] * 6
    for what in ("lost", "doubled", "gaps", "unfit"):
        assert found[what] == [], what


@pytest.mark.once  # its magazine is on SQLite in any case
def test_a_full_disk_gives_the_words_back_and_needs_no_restart(small_disk: Disk) -> None:
    small_disk.place.does("init")

    held(small_disk.place.asks(small_disk.filling + FULL_DISK))


@pytest.mark.once  # its magazine is on SQLite in any case
def test_files_that_may_not_grow_give_the_words_back_and_need_no_restart(tmp_path: Path) -> None:
    place = Place(tmp_path / "data")
    place.does("init")

    held(place.asks(PRETENDED + FULL_DISK))
