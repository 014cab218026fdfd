"""Sends one form twenty times at once; prints what became of it. Run by test_posting.py."""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

TIMES = 20


def main() -> None:
    """Print: answers, different comments among them, comments kept, the thread's last number."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "pasquino.config.settings"
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    import django

    django.setup()
    from pasquino.config import data_folder

    data_folder.prepare()
    from django.db import connections

    from pasquino.discussion import actions
    from pasquino.discussion.models import Comment
    from tests import make

    thread, author = make.thread(), make.reader()

    def submit(_time: int) -> int:
        try:
            made = actions.submit_comment(
                author=author, thread=thread, network="n", key="k", subject="Once", source="Once."
            )
            return made.pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(TIMES) as pool:
        made = list(pool.map(submit, range(TIMES)))
    thread.refresh_from_db()
    print(len(made), len(set(made)), Comment.objects.count(), thread.last_number)  # noqa: T201 - the test that starts it reads this


main()
