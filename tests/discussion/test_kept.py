from threading import Thread

import pytest

from pasquino.discussion.kept import SkeletonCache
from pasquino.discussion.threads import Row, Skeleton
from tests.discussion.threads_made import a_comment, numbers

pytestmark = pytest.mark.once


class Shelf:
    """A thread in a database that counts how often it is read."""

    def __init__(self, size: int = 8) -> None:
        self.rows = [a_comment(number) for number in range(1, size + 1)]
        self.reads: list[str] = []

    def load(self) -> list[Row]:
        self.reads.append("all")
        return self.rows

    def load_delta(self, since: int) -> list[Row]:
        self.reads.append(f"since {since}")
        return self.rows[-1:]


def test_a_thread_is_read_once_and_then_only_what_changed() -> None:
    cache, shelf = SkeletonCache(), Shelf()

    first = cache.get(1, 3, shelf.load, shelf.load_delta)
    again = cache.get(1, 3, shelf.load, shelf.load_delta)
    shelf.rows.append(a_comment(9, 8))
    later = cache.get(1, 4, shelf.load, shelf.load_delta)

    assert again is first
    assert (len(first), len(later), later.revision) == (8, 9, 4)
    assert shelf.reads == ["all", "since 3"]


def test_a_reader_who_is_behind_gets_the_newer_skeleton() -> None:
    cache, shelf = SkeletonCache(), Shelf()
    newer = cache.get(1, 5, shelf.load, shelf.load_delta)

    assert cache.get(1, 4, shelf.load, shelf.load_delta) is newer


def test_the_threads_not_read_for_longest_leave_first() -> None:
    shelf = Shelf()
    size = Skeleton(shelf.rows, 1).nbytes
    cache = SkeletonCache(limit=2 * size)

    for thread_id in (1, 2, 1, 3, 1):
        cache.get(thread_id, 1, shelf.load, shelf.load_delta)

    assert len(cache) == 2
    assert cache.nbytes == 2 * size
    assert len(shelf.reads) == 3


def test_orders_count_for_the_memory_a_thread_takes() -> None:
    cache, shelf = SkeletonCache(), Shelf(1_000)
    skeleton = cache.get(1, 1, shelf.load, shelf.load_delta)
    before = cache.nbytes
    numbers(skeleton)

    cache.get(1, 1, shelf.load, shelf.load_delta)

    order = folds = 4 * 1_000
    assert cache.nbytes == before + order + folds


def test_many_readers_at_once_leave_the_count_of_bytes_right() -> None:
    cache, shelf = SkeletonCache(limit=30_000), Shelf(100)

    def read() -> None:
        for turn in range(200):
            cache.get(turn % 7, turn, shelf.load, shelf.load_delta)

    readers = [Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()

    assert cache.nbytes == sum(size for _, size in cache._kept.values()) <= 30_000
