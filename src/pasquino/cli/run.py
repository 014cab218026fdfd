"""`pasquino run`: web, worker and scheduler as one supervised group of processes."""

from __future__ import annotations

import argparse
import contextlib
import errno
import fcntl
import gc
import os
import socket
import sys
from collections.abc import Iterator
from functools import partial

from pasquino.cli.refusals import Refused

LOOPBACK = ("localhost", "127.0.0.1", "::1")
HIGHEST_PORT = 65535


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen, and whether to begin with the demo magazine."""
    parser.add_argument(
        "--demo", action="store_true", help="begin with the demo magazine when the site is empty"
    )
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        help="the address to listen at (default: this machine alone)",
    )
    parser.add_argument("--port", type=_port, default=8000, help="the port (default: 8000)")


def execute(options: argparse.Namespace) -> int:
    """Prepare what is missing, start all parts, and run until told to stop."""
    _choose_base_url(options)
    _refuse_taken_port(options.host, options.port)
    from pasquino.cli import loading

    loading.load()
    from pasquino.cli import beginning

    beginning.prepare(demo=options.demo)
    beginning.note_address()
    with _alone():
        at_home = options.host in LOOPBACK
        _supervise(options, beginning.first_link() if options.demo and at_home else "")
    return 0


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= HIGHEST_PORT:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a port; allowed are 1 to {HIGHEST_PORT}"
        )
    return int(text)


def _choose_base_url(options: argparse.Namespace) -> None:
    """Settings read the environment when Django loads: what --port implies must be there."""
    if os.environ.get("PASQUINO_BASE_URL") or os.environ.get("PASQUINO_BASE_URL_FILE"):
        return
    if options.host not in LOOPBACK:
        raise Refused(
            f"With --host {options.host} others can reach the magazine, so it must know its "
            "address: set PASQUINO_BASE_URL, such as https://magazine.example."
        )
    os.environ["PASQUINO_BASE_URL"] = f"http://localhost:{options.port}"


def _refuse_taken_port(host: str, port: int) -> None:
    """Find out before anything is started whether we may listen there."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as problem:
        raise Refused(_why_not(problem, host, port)) from problem


def _why_not(problem: OSError, host: str, port: int) -> str:
    if problem.errno == errno.EADDRINUSE:
        return f"Port {port} is in use. Choose another one: pasquino run --port {port + 1}"
    if problem.errno == errno.EACCES:
        return f"Port {port} is only for the administrator. Choose one above 1023, such as 8000."
    return f"Cannot listen at {host}, port {port}: {problem.strerror}. Choose another --host."


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Hold the data folder; two schedulers would do everything twice. The lock ends with us."""
    from django.conf import settings

    lock = os.open(settings.DATA / "run.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as taken:
        raise Refused(
            f"Another `pasquino run` is at work in {settings.DATA}. Stop it, or name another "
            "folder in PASQUINO_DATA."
        ) from taken
    try:
        yield
    finally:
        os.close(lock)


def _supervise(options: argparse.Namespace, link: str) -> None:
    from django.core.wsgi import get_wsgi_application
    from django.db import connections

    from pasquino.cli import beginning, loading
    from pasquino.config import parts
    from pasquino.config.supervisor import Part, Supervisor

    host = socket.getaddrinfo(options.host, options.port)[0][4][0]
    application = get_wsgi_application()
    loading.warm_up()
    connections.close_all()
    gc.collect()
    gc.freeze()  # what is loaded now stays shared between all processes
    Supervisor(
        [
            Part("web", partial(parts.web, application, str(host), options.port)),
            Part("worker", parts.worker),
            Part("scheduler", parts.scheduler),
        ],
        say=lambda what: print(what, file=sys.stderr, flush=True),
        is_awaited=beginning.Greeting(str(host), options.port, link).is_awaited,
    ).run()
