"""Wrong sign-ins, a hundred a second: what the other readers notice of them (P5)."""

from __future__ import annotations

import http.client
import multiprocessing
import re
import statistics
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from pasquino.cli.bench import held, length
from pasquino.cli.bench.magazine import Running, running
from pasquino.cli.report import Row

SECONDS = 60.0
GUESSERS = 10
GUESSES_A_SECOND = 100
READS_A_SECOND = 10
READ = ("/", "/archive/", "/2026/11/wall-with-a-gap/")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
BAR = 2.0


def measure() -> Iterator[Row]:
    """The 95th percentile of readers' waiting: alone, and while a network guesses passwords."""
    seconds = length.seconds or SECONDS
    with tempfile.TemporaryDirectory(prefix="pasquino-bench-") as folder:
        with running(Path(folder) / "data", "--demo"):
            pass  # loads the demo
        with running(Path(folder) / "data") as magazine:
            readers = Readers(magazine)
            readers.read(min(seconds, 5.0))  # not counted: everything is loaded and open
            idle = readers.read(seconds)
            # In a process of their own: their work must not delay the readers' clock.
            fork = multiprocessing.get_context("fork")
            told: multiprocessing.SimpleQueue[Counter[int]] = fork.SimpleQueue()
            guessing = fork.Process(target=_guess, args=(magazine.port, seconds, told))
            guessing.start()
            busy = readers.read(seconds)
            answers = told.get()
            guessing.join()
    rate = sum(answers.values()) / seconds
    note = ", ".join(f"{count} × {status}" for status, count in sorted(answers.items()))
    yield Row(id="P5.idle", what="readers' p95, nobody guessing", value=_ms(idle), unit="ms")
    yield Row(id="P5.busy", what="readers' p95, guessed at", value=_ms(busy), unit="ms")
    yield Row(
        id="P5.rate", what="wrong sign-ins", value=round(rate, 1), unit="/s",
        bar=GUESSES_A_SECOND * 0.95, ok=rate >= GUESSES_A_SECOND * 0.95, note=note,
    )  # fmt: skip
    yield held("P5", "readers' p95 against idle", _p95(busy) / _p95(idle), "×", BAR)


@dataclass
class Readers:
    """One reader after the other, ten a second, on pages that nobody stores."""

    magazine: Running
    pages: tuple[str, ...] = field(default=READ)

    def read(self, seconds: float) -> list[float]:
        """How long each page took, in seconds."""
        took: list[float] = []

        def one(number: int) -> None:
            began = time.perf_counter()
            status = self.magazine.get(self.pages[number % len(self.pages)])
            took.append(time.perf_counter() - began)
            if status != http.client.OK:
                raise RuntimeError(f"A reader was answered {status}.")

        _paced(seconds, READS_A_SECOND, one)
        return took


def _guess(port: int, seconds: float, told: multiprocessing.SimpleQueue[Counter[int]]) -> None:
    """All guessers at once; tells how often each status was answered."""
    answers: Counter[int] = Counter()
    threads = [_guesser(port, seconds, answers, number) for number in range(GUESSERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told.put(answers)


def _guesser(port: int, seconds: float, answers: Counter[int], number: int) -> threading.Thread:
    """One browser that tries another name and password ten times a second."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    host = f"localhost:{port}"
    connection.request("GET", "/account/login/", headers={"Host": host})
    door = connection.getresponse()
    cookie = (door.headers["Set-Cookie"] or "").partition(";")[0]
    token = TOKEN.search(door.read().decode())
    headers = {
        "Host": host,
        "Cookie": cookie,
        "Origin": f"http://{host}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    fields = {"csrfmiddlewaretoken": token[1] if token else "", "password": "a wrong one"}

    def one(at: int) -> None:
        body = urlencode(fields | {"login": f"guessed {number} {at}"})
        try:
            connection.request("POST", "/account/login/", body, headers)
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            connection.close()  # the next attempt opens it again
            answers[0] += 1
        else:
            answers[answer.status] += 1

    return threading.Thread(target=_paced, args=(seconds, GUESSES_A_SECOND / GUESSERS, one))


def _paced(seconds: float, rate: float, deed: Callable[[int], None]) -> None:
    """Do it `rate` times a second; who is late makes up for it."""
    began = time.monotonic()
    for number in range(int(seconds * rate)):
        time.sleep(max(0.0, began + number / rate - time.monotonic()))
        deed(number)


def _p95(took: list[float]) -> float:
    return statistics.quantiles(took, n=20)[-1]


def _ms(took: list[float]) -> float:
    return round(_p95(took) * 1000, 1)
