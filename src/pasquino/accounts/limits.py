"""How often somebody may do something: counted in windows, with a lock that doubles.

Counted in the database, so that all processes and hosts count together. Who is counted is kept
as a keyed hash only, and forgotten once nothing depends on it (specs/discussion.md a9; decision
0013).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from pasquino.accounts.keyed import digest
from pasquino.accounts.limit import Limit
from pasquino.accounts.models import LimitWindow
from pasquino.delivery.prepared import planning_cursor

LONGEST_FIXED = timedelta(days=1)  # of the limits that stand beside their deeds, not in settings


class TooOften(Exception):
    """The limit is reached; `until` says when it may be tried again.

    `lengthens`: each try before then makes the wait longer.
    """

    def __init__(self, until: datetime, *, lengthens: bool = False) -> None:
        super().__init__(until)
        self.until, self.lengthens = until, lengthens

    def minutes(self, now: datetime | None = None) -> int:
        """How many minutes are left, at least 1."""
        return max(1, -(-int((self.until - (now or timezone.now())).total_seconds()) // 60))


def take(scope: str, key: object, *, limit: Limit | None = None) -> None:
    """Count one more; raises TooOften when that is more than the limit, which counts as well.

    The limit is the setting of the scope's name (PASQUINO_LIMITS) unless one is given. Commits by
    itself where no transaction is open; to be called before the deed, so that a refusal stays.
    """
    limit = limit or settings.LIMITS[scope]
    if refusal := _counted([(scope, digest(scope, key))], [limit], timezone.now()):
        raise refusal


def count_each(*counted: tuple[str, object]) -> TooOften | None:
    """Count one more for each (scope, key); where one is shut, in the first such alone.

    Gives what to raise then, or None. For a deed that counts in its own transaction: one
    commit instead of four. Whoever calls it commits also when it is refused, so that it stays.
    """
    if count_where_open(*counted):
        return None
    digests = [(scope, digest(scope, key)) for scope, key in counted]
    return _counted(digests, [settings.LIMITS[scope] for scope, _key in counted], timezone.now())


def count_where_open(*counted: tuple[str, object]) -> bool:
    """Count one more for each if all windows run and have room, as nearly always; else nothing.

    Whoever is told that nothing was counted asks `count_each`, which begins windows, too. Plain
    SQL, since it stands in the way of each comment: the ORM takes 1 ms for it. Where others may
    write meanwhile the rows are locked first, in one order, so that no two wait for each other.
    """
    digests = [(scope, digest(scope, key)) for scope, key in counted]
    room, values = _room_for(digests, timezone.now())
    lock = " ORDER BY id FOR UPDATE" if connection.features.has_select_for_update else ""
    with planning_cursor() as cursor:
        cursor.execute(
            f"WITH open AS (SELECT id FROM {_TABLE} WHERE {room}{lock}) "  # noqa: S608 - names of ours
            f"UPDATE {_TABLE} SET count = count + 1 WHERE id IN (SELECT id FROM open) "
            "AND (SELECT count(*) FROM open) = %s RETURNING id",
            [*values, len(digests)],
        )
        return len(cursor.fetchall()) == len(digests)


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
        raise TooOften(window.locked_until, lengthens=True)
    ends = window.began_at + timedelta(seconds=limit.seconds)
    if window.count >= limit.count and ends > now and not limit.first_lock:
        raise TooOften(ends)


def give_back(scope: str, key: object) -> None:
    """Take one count back, where what was counted turned out well: a right password."""
    window = LimitWindow.objects.filter(scope=scope, key=digest(scope, key), count__gt=0)
    window.update(count=F("count") - 1)


def forget() -> int:
    """Delete the windows that no longer limit anybody; gives how many.

    A window's length after the last lock belongs to it: until then the next lock is twice as long.
    """
    now = timezone.now()
    others = _over(LimitWindow.objects.exclude(scope__in=settings.LIMITS), now - LONGEST_FIXED)
    found = [others]
    for scope, limit in settings.LIMITS.items():
        since = now - timedelta(seconds=limit.seconds)
        found.append(_over(LimitWindow.objects.filter(scope=scope), since))
    return sum(windows.delete()[0] for windows in found)


def _over(windows: QuerySet[LimitWindow], since: datetime) -> QuerySet[LimitWindow]:
    is_unlocked = Q(locked_until=None) | Q(locked_until__lte=since)
    return windows.filter(is_unlocked, began_at__lte=since)


@transaction.atomic
def _counted(
    digests: list[tuple[str, str]], allowed: list[Limit], now: datetime
) -> TooOften | None:
    """Count once more in each window, or only in the first that is shut; gives what that means.

    Who is refused by a crowded network has not used up what is theirs.
    """
    windows = _locked(digests, now)
    refusal = None
    for window, limit in zip(windows, allowed, strict=True):
        _renew(window, limit, now)
        if _is_shut(window, limit):
            refusal = _refuse(window, limit, now)
            windows = [window]
            break
        window.count += 1
    for window in windows:
        window.save(update_fields=["began_at", "count", "locked_until", "lock_seconds"])
    return refusal


def _locked(digests: list[tuple[str, str]], now: datetime) -> list[LimitWindow]:
    """The windows in the order asked for, new ones where there are none; the rows are locked."""
    new = [LimitWindow(scope=scope, key=key, began_at=now, count=0) for scope, key in digests]
    LimitWindow.objects.bulk_create(new, ignore_conflicts=True)
    keys = [key for _scope, key in digests]  # each is of its scope already: see keyed.digest
    found = LimitWindow.objects.select_for_update().filter(key__in=keys).order_by("pk")
    windows = {(window.scope, window.key): window for window in found}
    return [windows[asked] for asked in digests]


def _renew(window: LimitWindow, limit: Limit, now: datetime) -> None:
    """Begin a new window where the old one, or the lock that ended it, is over.

    The lock's length is kept through the window that follows it: who fills that one as well is
    locked out for twice as long. A window's length of rest, and it is forgotten.
    """
    length, unlocked_at = timedelta(seconds=limit.seconds), window.locked_until
    is_over = window.began_at + length <= now if unlocked_at is None else unlocked_at <= now
    if not is_over:
        return
    if unlocked_at is None or unlocked_at + length <= now:
        window.lock_seconds = 0
    window.began_at, window.count, window.locked_until = now, 0, None


def _is_shut(window: LimitWindow, limit: Limit) -> bool:
    return window.locked_until is not None or window.count >= limit.count


def _refuse(window: LimitWindow, limit: Limit, now: datetime) -> TooOften:
    """Count a try at a shut door; gives until when it stays shut."""
    window.count += 1
    if not limit.first_lock:
        return TooOften(window.began_at + timedelta(seconds=limit.seconds))
    window.lock_seconds = min(window.lock_seconds * 2 or limit.first_lock, limit.longest_lock)
    window.locked_until = now + timedelta(seconds=window.lock_seconds)
    return TooOften(window.locked_until, lengthens=True)
