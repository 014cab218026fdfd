"""Numbers and revisions, each from one statement on the thread's row."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from pasquino.delivery.prepared import key_ahead, planning_cursor
from pasquino.discussion.actions.refusals import DiscussionClosed
from pasquino.discussion.models import Comment, Thread


def take_number(
    thread: Thread, number: int | None, shown_at: datetime | None = None, *, counts: bool = True
) -> tuple[int, int, int | None]:
    """The comment's number and revision from one statement, so that neither is skipped or reused.

    With them comes the key of its row, where the database gives it before the row is written.

    The row lock orders the writers of a thread: nobody sees revision k+1 before k is committed.
    A comment that `counts` is one more that all can see; `shown_at` is when it was posted.
    """
    table = connection.ops.quote_name(Thread._meta.db_table)
    greater = "GREATEST" if connection.vendor == "postgresql" else "MAX"
    taken = "last_number + 1" if number is None else f"{greater}(last_number, %s)"
    moment = connection.ops.adapt_datetimefield_value(shown_at)
    parameters = [*([] if number is None else [number]), int(counts), moment, thread.pk]
    with planning_cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET last_number = {taken}, revision = revision + 1, "  # noqa: S608 - no input
            "visible_count = visible_count + %s, last_at = COALESCE(%s, last_at) "
            f"WHERE id = %s RETURNING last_number, revision, state, {key_ahead(Comment)}",
            parameters,
        )
        last, revision, state, key = cursor.fetchone()
    if state != Thread.State.OPEN and number is None:
        raise DiscussionClosed  # it was closed meanwhile; the transaction takes the number back
    return number or last, revision, key


def next_revision(thread: int) -> int:
    """The next revision of a thread, for a change to any of its comments; locks its row."""
    table = connection.ops.quote_name(Thread._meta.db_table)
    with planning_cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET revision = revision + 1 WHERE id = %s RETURNING revision",  # noqa: S608 - no input
            [thread],
        )
        revision: int = cursor.fetchone()[0]
    return revision
