"""How often somebody may do something: counted in windows, with a lock that doubles.

Counted in the database, so that all processes and hosts count together. Who is counted is kept
as a keyed hash only, and forgotten soon (specs/discussion.md a9; decision 0013).
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from pasquino.accounts.limit import Limit
from pasquino.accounts.models import LimitWindow

FORGOTTEN_AFTER = timedelta(days=1)


class TooOften(Exception):
    """The limit is reached; `until` says when it may be tried again."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until

    def minutes(self, now: datetime | None = None) -> int:
        """How many minutes are left, at least 1."""
        return max(1, -(-int((self.until - (now or timezone.now())).total_seconds()) // 60))


def take(scope: str, key: object, *, limit: Limit | None = None) -> None:
    """Count one more; raises TooOften when that is more than the limit, which counts as well.

    The limit is the setting of the scope's name (PASQUINO_LIMITS) unless one is given. Commits by
    itself where no transaction is open; to be called before the deed, so that a refusal stays.
    """
    limit = limit or settings.LIMITS[scope]
    until = _counted(scope, digest(scope, key), limit, timezone.now())
    if until is not None:
        raise TooOften(until)


def count_each(*counted: tuple[str, object]) -> datetime | None:
    """Count one more for each (scope, key), in order, up to the first that is shut.

    Gives until when that is so, or None. For a deed that counts in its own transaction: one
    commit instead of four. Whoever calls it commits also when it is refused, so that it stays.
    """
    digests = [(scope, digest(scope, key)) for scope, key in counted]
    now = timezone.now()
    if _counted_open(digests, now):
        return None
    ends = (_counted(scope, key, settings.LIMITS[scope], now) for scope, key in digests)
    return next((until for until in ends if until is not None), None)


def _counted_open(digests: list[tuple[str, str]], now: datetime) -> bool:
    """Count where all windows run and have room, as nearly always; else nothing is counted.

    Plain SQL, since it stands in the way of each comment: the ORM takes 1 ms for it. The rows are
    locked in one order, so that no two wait for each other.
    """
    room, values = _room_for(digests, now)
    lock = "FOR UPDATE" if connection.features.has_select_for_update else ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {_TABLE} WHERE {room} ORDER BY id {lock}", values)  # noqa: S608 - names of ours
        found = [row[0] for row in cursor.fetchall()]
        if len(found) < len(digests):
            return False
        marks = ", ".join(["%s"] * len(found))
        cursor.execute(f"UPDATE {_TABLE} SET count = count + 1 WHERE id IN ({marks})", found)  # noqa: S608 - names of ours
    return True


def _room_for(digests: list[tuple[str, str]], now: datetime) -> tuple[str, list[str | int | None]]:
    """The condition that a window runs, is not locked and has room, and its values."""
    values: list[str | int | None] = []
    for scope, key in digests:
        limit: Limit = settings.LIMITS[scope]
        since = connection.ops.adapt_datetimefield_value(now - timedelta(seconds=limit.seconds))
        values += [scope, key, limit.count, since]
    one = "(scope = %s AND key = %s AND count < %s AND began_at > %s)"
    return f"locked_until IS NULL AND ({' OR '.join([one] * len(digests))})", values


_TABLE = LimitWindow._meta.db_table


def check(scope: str, key: object) -> None:
    """Raise TooOften when the limit is reached already; counts nothing."""
    limit, now = settings.LIMITS[scope], timezone.now()
    window = LimitWindow.objects.filter(scope=scope, key=digest(scope, key)).first()
    if window is None:
        return
    if window.locked_until is not None and window.locked_until > now:
        raise TooOften(window.locked_until)
    ends = window.began_at + timedelta(seconds=limit.seconds)
    if window.count >= limit.count and ends > now and not limit.first_lock:
        raise TooOften(ends)


def give_back(scope: str, key: object) -> None:
    """Take one count back, where what was counted turned out well: a right password."""
    window = LimitWindow.objects.filter(scope=scope, key=digest(scope, key), count__gt=0)
    window.update(count=F("count") - 1)


def forget() -> int:
    """Delete the windows that no longer limit anybody; gives how many."""
    return LimitWindow.objects.filter(began_at__lt=timezone.now() - FORGOTTEN_AFTER).delete()[0]


def digest(scope: str, key: object) -> str:
    """What is kept of whom is counted: nobody without the magazine's key can undo or guess it."""
    text = f"{scope}:{key}".encode("utf-8", "replace")
    return hmac.new(settings.SECRET_KEY.encode(), text, hashlib.sha256).hexdigest()


@transaction.atomic
def _counted(scope: str, key: str, limit: Limit, now: datetime) -> datetime | None:
    """Count once more in a window of its own row; gives until when the door is shut, if it is."""
    window, is_new = LimitWindow.objects.select_for_update().get_or_create(
        scope=scope, key=key, defaults={"began_at": now, "count": 1}
    )
    if is_new:
        return None
    until = _count(window, limit, now)
    window.save(update_fields=["began_at", "count", "locked_until", "lock_seconds"])
    return until


def _count(window: LimitWindow, limit: Limit, now: datetime) -> datetime | None:
    ends = window.began_at + timedelta(seconds=limit.seconds)
    is_locked = window.locked_until is not None and window.locked_until > now
    if ends <= now and not is_locked:
        window.began_at, window.count = now, 1
        window.locked_until, window.lock_seconds = None, 0
        return None
    window.count += 1
    if not is_locked and window.count <= limit.count:
        return None
    if not limit.first_lock:
        return ends
    window.lock_seconds = min(window.lock_seconds * 2 or limit.first_lock, limit.longest_lock)
    window.locked_until = now + timedelta(seconds=window.lock_seconds)
    return window.locked_until
