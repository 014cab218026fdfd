"""Whether an acknowledged comment survives `kill -9` in the middle of posting."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.db import connection

from pasquino.cli.bench import crowd
from pasquino.cli.bench.kill_http import OverHttp
from pasquino.cli.report import Row
from pasquino.discussion import actions
from pasquino.discussion.models import Comment, CommentText, Thread
from pasquino.stories.models import PublishedStory

KILLS = 200
TOLD_EACH = 100  # acknowledgements before a kill, on average: 20,000 in all
WRITERS = 4  # at once
HTTP_KILLS, HTTP_TOLD_EACH = 40, 500  # each takes a start of the magazine: 20,000 as well
LONGEST_RESTART = 5  # seconds

Told = tuple[int, str]  # the number that a writer was given, and the text it posted


class Writers(Protocol):
    """Whoever posts: processes of their own, or clients over HTTP."""

    def begin(self, name: str) -> int:
        """Have a new group post, each text beginning with `name`; the process group to kill."""

    def told(self) -> Told | None:
        """The next acknowledgement; None when the group is dead and has no more."""


@dataclass(frozen=True)
class Outcome:
    """What became of the comments; all but the first two are to be nothing."""

    acknowledged: int
    stored: int
    lost: Sequence[str]
    doubled: Sequence[str]
    gaps: Sequence[int]
    unfit: Sequence[str]


def measure() -> Iterator[Row]:
    """Some 20,000 comments under 200 kills, on the database of this process's settings.

    Then as many over HTTP, where the whole magazine is killed and started again.
    """
    thread = a_thread()
    with Processes(thread.pk) as writers:
        told = under_fire(writers, kills=KILLS, told_each=TOLD_EACH)
    yield from _rows("kill", compare(thread, told), KILLS)
    thread = a_thread()
    with OverHttp(thread, WRITERS) as posters:
        told = under_fire(posters, kills=HTTP_KILLS, told_each=HTTP_TOLD_EACH)
    yield from _rows("kill.http", compare(thread, told), HTTP_KILLS)
    slowest = round(max(posters.starts[1:]), 2)
    note = f"slowest of {HTTP_KILLS - 1}; load {os.getloadavg()[0]:.1f}"
    yield Row(id="kill.http.restart", what="seconds until it answers again", value=slowest,
              unit="s", bar=LONGEST_RESTART, ok=slowest <= LONGEST_RESTART, note=note)  # fmt: skip


def _rows(what: str, found: Outcome, kills: int) -> Iterator[Row]:
    note = f"{kills} kills, {WRITERS} writers, {connection.vendor}; {found.stored} stored"
    yield Row(id=f"{what}.acknowledged", what="comments acknowledged", value=found.acknowledged,
              unit="comments", note=note)  # fmt: skip
    for name in ("lost", "doubled", "gaps", "unfit"):
        there = getattr(found, name)
        yield Row(id=f"{what}.{name}", what=WHAT[name], value=len(there), bar=0, ok=not there,
                  note=", ".join(map(str, there[:5])))  # fmt: skip


WHAT = {
    "lost": "acknowledged and not there",
    "doubled": "texts or numbers that are there twice",
    "gaps": "numbers that were skipped",
    "unfit": "findings of the database and of its counts",
}


def a_thread() -> Thread:
    """A thread under a story of its own."""
    crowd.stories(1)
    return actions.open_thread(PublishedStory.objects.latest("pk"))


def under_fire(writers: Writers, *, kills: int, told_each: int) -> list[Told]:
    """Kill a posting group again and again; gives all that was acknowledged."""
    chance = random.Random(9)  # noqa: S311 - when to shoot is no secret
    told: list[Told] = []
    for number in range(kills):
        group = writers.begin(f"Round {number}")
        for _ in range(chance.randint(1, 2 * told_each)):
            acknowledged = writers.told()
            if acknowledged is None:
                raise RuntimeError("The writers died by themselves.")
            told.append(acknowledged)
        os.killpg(group, signal.SIGKILL)
        while last := writers.told():
            told.append(last)
    return told


def compare(thread: Thread, told: Sequence[Told]) -> Outcome:
    """Hold what was acknowledged against what is stored."""
    rows = CommentText.objects.filter(comment__thread=thread, subject="Under fire")
    stored = list(rows.values_list("comment__number", "source"))
    numbers, texts = Counter(number for number, _ in stored), Counter(text for _, text in stored)
    twice = [str(what) for count in (numbers, texts) for what, times in count.items() if times > 1]
    every = set(Comment.objects.filter(thread=thread).values_list("number", flat=True))
    return Outcome(
        acknowledged=len(told),
        stored=len(stored),
        lost=[f"{number} {text}" for number, text in set(told) - set(stored)],
        doubled=twice + [f"told twice: {text}" for text in _more_than_once(told)],
        gaps=sorted(set(range(1, max(every, default=0) + 1)) - every),
        unfit=list(_unfit(thread, len(every))),
    )


def _more_than_once(told: Sequence[Told]) -> list[str]:
    return [text for text, times in Counter(text for _, text in told).items() if times > 1]


def _unfit(thread: Thread, count: int) -> Iterator[str]:
    thread.refresh_from_db()
    if (thread.visible_count, thread.last_number) != (count, count):
        yield f"{thread.visible_count} visible, last number {thread.last_number}, {count} there"
    without = Comment.objects.filter(thread=thread, text__isnull=True).count()
    if without:
        yield f"{without} comments without a text"
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            said = cursor.execute("PRAGMA integrity_check").fetchone()[0]
        if said != "ok":
            yield said


class Processes:
    """Writers who post by the deed itself, each in a process, started from one that is warm."""

    def __init__(self, thread: int, writers: int = WRITERS) -> None:
        command = [sys.executable, "-m", "pasquino.cli.bench.posting", str(thread), str(writers)]
        self.process = subprocess.Popen(  # noqa: S603 - ourselves
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> Processes:
        return self

    def __exit__(self, *_problem: object) -> None:
        self.process.communicate()

    def begin(self, name: str) -> int:
        """Raises RuntimeError when the warm process is dead."""
        assert self.process.stdin is not None  # noqa: S101 - for the type checker
        self.process.stdin.write(name + "\n")
        self.process.stdin.flush()
        self.early: list[Told] = []
        while (line := self._line())[0] != "group":
            self.early.append((int(line[0]), line[1]))
        return int(line[1])

    def told(self) -> Told | None:
        """Those that were told before the group's own line come first."""
        if self.early:
            return self.early.pop(0)
        number, text = self._line()
        return None if number == "gone" else (int(number), text)

    def _line(self) -> tuple[str, str]:
        assert self.process.stdout is not None  # noqa: S101 - for the type checker
        first, _, rest = self.process.stdout.readline().rstrip("\n").partition(" ")
        if not rest:
            raise RuntimeError("The process that starts the writers has ended.")
        return first, rest
