"""Writers over HTTP for the bench of kills: members with sessions before a real `pasquino run`."""

from __future__ import annotations

import contextlib
import http.client
import os
import queue
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from pasquino.accounts.actions import make_account
from pasquino.accounts.models import User
from pasquino.cli.refusals import Refused
from pasquino.discussion.models import Thread

PATIENCE = 60.0  # seconds for a start
PAUSE = 0.02  # seconds between two attempts while nobody answers

Told = tuple[int, str]


def session_of(member: User) -> str:
    """The key of a new session in which this member is signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(member.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = member.get_session_auth_hash()
    session.create()
    return str(session.session_key)


class NotTaken(Exception):
    """The magazine answered a post with something else than that it is posted."""


@dataclass
class Poster:
    """A member with a session who sends forms; each has a key of its own."""

    port: int
    session: str
    address: str  # of the form: "/2026/03/the-weir/comments/new/"
    token: str = ""

    def send(self, text: str, key: str) -> int:
        """Post a text; gives the comment's number. Raises OSError, HTTPException or NotTaken."""
        with contextlib.closing(self._connection()) as asked:
            self.token = self.token or self._token(asked)
            asked.request("POST", self.address, self._form(text, key), self._headers())
            answer = asked.getresponse()
            page = answer.read()
            if answer.status != http.client.SEE_OTHER:
                raise NotTaken(answer.status, page.decode())
            return int(answer.headers["Location"].rpartition("#c")[2])

    def _form(self, text: str, key: str) -> str:
        return urlencode({
            "csrfmiddlewaretoken": self.token, "key": key, "subject": "Under fire",
            "source": text, "previewed": "on", "act": "post",
        })  # fmt: skip

    def _connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)

    def _token(self, asked: http.client.HTTPConnection) -> str:
        asked.request("GET", self.address, headers=self._headers())
        answer = asked.getresponse()
        page = answer.read().decode()
        if answer.status != http.client.OK:
            raise NotTaken(answer.status, page)
        return page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]

    def _headers(self) -> dict[str, str]:
        return {
            "Cookie": f"session={self.session}",
            "Host": f"localhost:{self.port}",
            "Content-Type": "application/x-www-form-urlencoded",
        }


class Served:
    """`pasquino run` in a process group of its own, started again and again on one port."""

    def __init__(self) -> None:
        self.port = _calm_port()
        self.log = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `stop`
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> float:
        """Start it; the seconds until it answers. Raises Refused when it does not."""
        began = time.monotonic()
        environment = os.environ | {"PASQUINO_LIMITS": "test"}
        environment.pop("PASQUINO_BASE_URL", None)
        self.process = subprocess.Popen(  # noqa: S603 - ourselves
            [sys.executable, "-m", "pasquino.cli", "run", "--port", str(self.port)],
            env=environment, stdout=self.log, stderr=self.log, start_new_session=True,
        )  # fmt: skip
        while time.monotonic() < began + PATIENCE and self.process.poll() is None:
            if self.answers():
                return time.monotonic() - began
            time.sleep(PAUSE)
        self.log.seek(0)
        raise Refused(f"The magazine did not start: {self.log.read().decode(errors='replace')}")

    def await_death(self) -> None:
        """Wait until all that was killed is gone: the parent first, then who held the port."""
        if self.process is None:
            return
        self.process.wait()
        until = time.monotonic() + PATIENCE
        while not _is_free(self.port) and time.monotonic() < until:
            time.sleep(PAUSE)

    def answers(self) -> bool:
        """Whether it is there."""
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        with contextlib.closing(asked), contextlib.suppress(OSError, http.client.HTTPException):
            asked.request("GET", "/healthz", headers={"Host": f"localhost:{self.port}"})
            return asked.getresponse().status == http.client.OK
        return False

    def stop(self) -> None:
        """End all of it, however it stands."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.log.close()


@dataclass
class OverHttp:
    """Writers who go on through every kill, sending what was not acknowledged with the same key.

    `begin` starts the magazine; the group it gives is the magazine's, not the writers'.
    """

    thread: Thread
    writers: int
    served: Served = field(default_factory=Served)
    starts: list[float] = field(default_factory=list)  # seconds until it answered
    retried: int = 0

    def __post_init__(self) -> None:
        self.said: queue.Queue[Told | Exception] = queue.Queue()
        self.is_up, self.is_over = threading.Event(), threading.Event()
        address = f"{self.thread.story.get_absolute_url()}comments/new/"
        self.threads = [
            threading.Thread(target=self._write, args=(number, Poster(
                self.served.port, session_of(make_account(name=f"Writer under fire {number}")),
                address,
            )), daemon=True)
            for number in range(self.writers)
        ]  # fmt: skip

    def __enter__(self) -> OverHttp:
        return self

    def __exit__(self, *_problem: object) -> None:
        self.is_over.set()
        self.is_up.set()
        self.served.stop()
        for writer in self.threads:
            if writer.ident:
                writer.join()

    def begin(self, name: str) -> int:
        """Start the magazine; the process group to kill. Raises Refused when it does not start."""
        self.served.await_death()
        self.starts.append(self.served.start())
        self.is_up.set()
        for writer in self.threads:
            if not writer.ident:
                writer.start()
        assert self.served.process is not None  # noqa: S101 - for the type checker
        return self.served.process.pid

    def told(self) -> Told | None:
        """The next acknowledgement; None when the magazine is dead and nobody has more to say."""
        while True:
            try:
                said = self.said.get(timeout=PAUSE)
            except queue.Empty:
                if self.served.process is None or self.served.process.poll() is not None:
                    self.is_up.clear()
                    return None
                continue
            if isinstance(said, Exception):
                raise RuntimeError("A post was not taken.") from said
            return said

    def _write(self, number: int, poster: Poster) -> None:
        for turn in count(1):
            text = f"writer {number} text {turn}"
            acknowledged = self._sent(poster, text)
            if acknowledged is None:
                return
            self.said.put((acknowledged, text))

    def _sent(self, poster: Poster, text: str) -> int | None:
        """Send until it is acknowledged; None when all is over."""
        attempts = 0
        while not self.is_over.is_set():
            self.is_up.wait()
            attempts += 1
            try:
                return poster.send(text, key=text)
            except (OSError, http.client.HTTPException):
                self.retried += 1
                time.sleep(PAUSE)
            except NotTaken as refusal:
                self.said.put(refusal)
                return None
        return None


def _calm_port() -> int:
    """A free port below those that outgoing connections take.

    Among these, who asks again and again where nobody listens ends up connected to themselves.
    """
    ports = random.SystemRandom().sample(range(20_000, 32_000), 100)
    return next(port for port in ports if _is_free(port))


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return True
    return False
