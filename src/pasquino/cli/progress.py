"""How far long work is, on standard error: a bar on a terminal, lines otherwise."""

from __future__ import annotations

import shutil
import sys
import time

WIDTH = 24
BETWEEN_LINES = 2.0  # seconds


class Progress:
    """Told `done, total, what` again and again; shows it as often as makes sense."""

    def __init__(self) -> None:
        self.is_terminal = sys.stderr.isatty()
        self.said_at = 0.0

    def __call__(self, done: int, total: int, what: str) -> None:
        """Show that `done` of `total` are done and `what` is at hand."""
        if self.is_terminal:
            self._draw(done, total, what)
        elif done == total or time.monotonic() - self.said_at > BETWEEN_LINES:
            self.said_at = time.monotonic()
            print(f"{done} of {total}: {what}", file=sys.stderr, flush=True)

    def _draw(self, done: int, total: int, what: str) -> None:
        filled = WIDTH * done // max(total, 1)
        line = f"[{'#' * filled}{'.' * (WIDTH - filled)}] {done} of {total}: {what}"
        room = shutil.get_terminal_size().columns - 1
        end = "\n" if done == total else ""
        print(f"\r\033[K{line[:room]}", end=end, file=sys.stderr, flush=True)
