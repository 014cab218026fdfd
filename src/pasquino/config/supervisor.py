"""Keeps the parts of the magazine running: forks them, restarts the dead, stops them all."""

from __future__ import annotations

import contextlib
import ctypes
import logging
import os
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from types import FrameType
from typing import NoReturn

STOPPED_BY = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PATIENCE = 4.0  # seconds for the parts to stop by themselves
SAME_WISH = 0.5  # seconds; programs such as `timeout` tell us twice at once
LONGEST_PAUSE = 30.0
HEALTHY_AFTER = 60.0  # seconds; who lived so long starts again after one second
TICK = 1.0
LOOKING_TICK = 0.05
SET_PARENT_DEATH_SIGNAL = 1  # prctl(2)

logger = logging.getLogger(__name__)


@dataclass
class Part:
    """One process: what it is called and what it does until it is told to stop."""

    name: str
    run: Callable[[], None]
    process: int | None = None
    started_at: float = 0.0
    due_at: float = 0.0
    failures: int = 0


class Supervisor:
    """Runs parts as children of this process, which must hold no threads or connections.

    `is_awaited` is asked twenty times a second until it answers no: for looking whether
    the web process answers yet.
    """

    def __init__(
        self,
        parts: Sequence[Part],
        say: Callable[[str], None],
        is_awaited: Callable[[], bool] = lambda: False,
    ) -> None:
        self.parts = parts
        self.say = say
        self.is_awaited = is_awaited
        self.stops = 0
        self.stopped_at = float("-inf")

    def run(self) -> None:
        """Start all parts, keep them running, and return when told to stop and all have."""
        awaiting = True
        with self._woken_by_signals() as woken:
            for part in self.parts:
                self._start(part)
            while not self.stops:
                _wait(woken, LOOKING_TICK if awaiting else self._until_next())
                self._look_after(woken)
                awaiting = awaiting and self.is_awaited()
            self._stop_all(woken)

    @contextlib.contextmanager
    def _woken_by_signals(self) -> Iterator[int]:
        """A descriptor that becomes readable with each signal."""
        reading, writing = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        handlers = dict.fromkeys(STOPPED_BY, self._note_stop) | {signal.SIGCHLD: _be_woken}
        before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
        signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
        try:
            yield reading
        finally:
            signal.set_wakeup_fd(-1)
            for number, handler in before.items():
                signal.signal(number, handler)
            os.close(reading)
            os.close(writing)

    def _note_stop(self, number: int, frame: FrameType | None) -> None:
        if time.monotonic() - self.stopped_at > SAME_WISH:
            self.stops += 1
            self.stopped_at = time.monotonic()

    def _until_next(self) -> float:
        waiting = [part.due_at for part in self.parts if part.process is None]
        return max(0.0, min([TICK, *(due - time.monotonic() for due in waiting)]))

    def _look_after(self, woken: int) -> None:
        for part in self.parts:
            if part.process is not None:
                self._notice_death(part)
            elif time.monotonic() >= part.due_at and not self.stops:
                self._start(part)

    def _notice_death(self, part: Part) -> None:
        how = _ended(part)
        if how is None or self.stops:
            return
        lived = time.monotonic() - part.started_at
        part.failures = 1 if lived > HEALTHY_AFTER else part.failures + 1
        pause = min(2.0 ** (part.failures - 1), LONGEST_PAUSE)
        part.due_at = time.monotonic() + pause
        self.say(f"{part.name} stopped ({how}); it starts again in {pause:.0f} s.")

    def _start(self, part: Part) -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        parent = os.getpid()
        part.started_at = time.monotonic()
        process = os.fork()
        if process == 0:
            _become(part, parent)
        part.process = process
        if part.failures:
            self.say(f"{part.name} runs again.")

    def _stop_all(self, woken: int) -> None:
        """Ask, wait, and then insist; a second Ctrl-C insists at once."""
        self._send(signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE
        while self._running() and time.monotonic() < deadline and self.stops < 2:  # noqa: PLR2004 - the second
            _wait(woken, 0.1)
        if self._running():
            names = ", ".join(part.name for part in self._running())
            self.say(f"Not stopped in time, ended by force: {names}.")
            self._send(signal.SIGKILL)
            while self._running():
                time.sleep(0.01)

    def _running(self) -> list[Part]:
        return [part for part in self.parts if part.process is not None and _ended(part) is None]

    def _send(self, number: signal.Signals) -> None:
        for part in self._running():
            if part.process is not None:
                os.kill(part.process, number)


def die_with(parent: int, number: signal.Signals = signal.SIGTERM) -> None:
    """Have the kernel send this process a signal when its parent is gone (Linux only)."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, number, 0, 0, 0)
    if os.getppid() != parent:
        os.kill(os.getpid(), number)  # it was gone already


def _become(part: Part, parent: int) -> NoReturn:
    """Be this part from now on; ends the process."""
    code = 1
    try:
        signal.set_wakeup_fd(-1)
        for number in (*STOPPED_BY, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        # Ctrl-C reaches the group, but it is the parent that tells us. Granian would handle it.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        die_with(parent)
        part.run()
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1
    except BaseException:
        logger.exception("%s failed", part.name)
    finally:
        logging.shutdown()
        with contextlib.suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def _ended(part: Part) -> str | None:
    """How the part's process ended, in words; None while it runs."""
    if part.process is None:
        return "ended"
    found, status = os.waitpid(part.process, os.WNOHANG)
    if not found:
        return None
    part.process = None
    code = os.waitstatus_to_exitcode(status)
    return f"killed by signal {-code}" if code < 0 else f"exit code {code}"


def _wait(woken: int, seconds: float) -> None:
    """Sleep, but no longer than until the next signal."""
    ready, _, _ = select.select([woken], [], [], seconds)
    if ready:
        with contextlib.suppress(BlockingIOError):
            os.read(woken, 4096)


def _be_woken(number: int, frame: FrameType | None) -> None:
    """A handler, so that Python notes the signal; `set_wakeup_fd` does the rest."""
