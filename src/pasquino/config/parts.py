"""The three parts of a running magazine, each the whole life of one process."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.core.management import call_command
from django.db import close_old_connections

from pasquino.config.supervisor import die_with

THREADS = 4  # Python runs one at a time; more would only wait for SQLite's one writer
SCHEDULER_INTERVAL = 10.0  # seconds; DESIGN.md promises publication within 30
WORKER_INTERVAL = 1.0
TIDYING_INTERVAL = 3600.0
RESULTS_KEPT = 14  # days

logger = logging.getLogger(__name__)


def web(application: Callable[..., Any], host: str, port: int) -> None:
    """Serve the application, loaded already, until told to stop. Decision 0003."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    multiprocessing.set_start_method("fork", force=True)  # the application is in memory already
    parent = os.getpid()

    def loaded(_target: str) -> Callable[..., Any]:
        """What granian's own child serves; it must not outlive granian."""
        die_with(parent, signal.SIGKILL)
        return application

    Granian(
        "pasquino",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=THREADS,
        blocking_threads_idle_timeout=300,  # a thread that ends takes its connection with it
        runtime_threads=1,
        runtime_blocking_threads=4,
        backpressure=256,
        workers_kill_timeout=3,
        websockets=False,
        log_level=LogLevels.warning,
    ).serve(target_loader=loaded)


def worker() -> None:
    """Do background tasks as they come; when told to stop, finish the one at hand."""
    from django_tasks_db.management.commands.db_worker import Worker

    logging.getLogger("django_tasks").addFilter(_is_worth_telling)
    tasks = Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=WORKER_INTERVAL,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"{os.uname().nodename[:40]}-{os.getpid()}",
    )

    def stop(number: int, frame: FrameType | None) -> None:
        tasks.running = False
        if not tasks.running_task:
            raise SystemExit(0)

    signal.signal(signal.SIGTERM, stop)
    tasks.run()


def scheduler() -> None:
    """Publish what is due, every ten seconds; when told to stop, finish the story at hand.

    Has copies of sources that were left behind fetched by the worker, and links looked at.
    """
    from pasquino.sources import jobs, link_jobs
    from pasquino.stories import scheduling

    told = threading.Event()
    signal.signal(signal.SIGTERM, lambda number, frame: told.set())
    tidy_at = time.monotonic() + SCHEDULER_INTERVAL
    while not told.is_set():
        close_old_connections()
        scheduling.publish_due()
        _attempt("requests for copies", jobs.take_up_left)
        _attempt("links to be looked at", link_jobs.hand_on_due)
        if time.monotonic() >= tidy_at:
            tidy()
            tidy_at = time.monotonic() + TIDYING_INTERVAL
        close_old_connections()
        told.wait(SCHEDULER_INTERVAL)


def tidy() -> None:
    """Forget what nobody asks for: old tasks, sessions, counts, letters, sign-ups, form keys.

    Seals the second factors that an earlier version kept in the clear. A step that fails is told
    in the log and tried again in an hour; the others go on.
    """
    for what, forget in _tidying():
        _attempt(what, forget)


def _attempt(what: str, deed: Callable[[], object]) -> None:
    """Do it; where it fails, tell so in the log, and go on with the rest."""
    try:
        deed()
    except Exception:
        logger.exception("This failed, and is tried again: %s", what)


def _tidying() -> tuple[tuple[str, Callable[[], object]], ...]:
    from pasquino.accounts import limits, post, sealing, unconfirmed
    from pasquino.discussion.actions import forget_keys

    return (
        ("task results", _prune_task_results),
        ("sessions", lambda: call_command("clearsessions", verbosity=0)),
        ("counts of limits", limits.forget),
        ("form keys", forget_keys),
        ("unconfirmed sign-ups", unconfirmed.forget_unconfirmed),
        ("sent letters", post.forget_sent),
        ("second factors in the clear", sealing.seal_older),
    )


def _prune_task_results() -> None:
    call_command("prune_db_task_results", queue_name="*", min_age_days=RESULTS_KEPT, verbosity=0)


def _is_worth_telling(record: logging.LogRecord) -> bool:
    """Whether a task's failure is one: Wagtail indexes references of parts replaced meanwhile."""
    kind = record.exc_info[0] if record.exc_info else None
    gone = kind is not None and issubclass(kind, ObjectDoesNotExist)
    return not (gone and "update_reference_index" in record.getMessage())
