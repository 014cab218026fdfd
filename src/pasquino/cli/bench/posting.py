"""Groups of writers who post until they are killed, telling each number once it is acknowledged.

`python -m pasquino.cli.bench.posting THREAD WRITERS` loads Django once. Each line on standard
input is a name: so many writers begin under it, in a process group of their own. On standard
output come `group ID`; then `NUMBER TEXT` for each comment, in one piece after its commit; and
`gone ID` when all of the group are dead. What was begun and not told may be there or not; what
was told must be.
"""

from __future__ import annotations

import os
import sys

from pasquino.cli.loading import load


def main(thread: int, count: int) -> None:
    """Start a group a line, and wait until somebody has killed it."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "pasquino.config.settings"
    load()
    from pasquino.discussion import actions  # noqa: F401 - loaded once, shared by all that follow

    for line in sys.stdin:
        group = 0
        writers = []
        for number in range(count):
            writer = _forked(thread, f"{line.strip()}-{number}", group)
            group = group or writer
            writers.append(writer)
        _tell(f"group {group}")
        for writer in writers:
            os.waitpid(writer, 0)
        _tell(f"gone {group}")


def _forked(thread: int, name: str, group: int) -> int:
    """A writer in a process of its own, within the group (0: the first of a new one)."""
    process = os.fork()
    if process == 0:
        os.setpgid(0, group)
        try:
            _write(thread, name)
        finally:
            os._exit(1)
    os.setpgid(process, group or process)  # in both, for either may come first
    return process


def _write(thread_id: int, name: str) -> None:
    from pasquino.accounts.actions import make_account
    from pasquino.discussion import actions
    from pasquino.discussion.models import Thread

    thread, author = Thread.objects.get(pk=thread_id), make_account(name=name)
    count = 0
    while True:
        count += 1
        text = f"{name}-{count}"
        comment = actions.post_comment(
            thread=thread, author=author, subject="Under fire", source=text
        )
        _tell(f"{comment.number} {text}")


def _tell(line: str) -> None:
    os.write(sys.stdout.fileno(), f"{line}\n".encode())  # not printed: nothing waits in a buffer


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
