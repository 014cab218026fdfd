"""The skeletons of the discussions read last, kept in memory."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from threading import Lock

from pasquino.discussion.threads import Skeleton


class SkeletonCache:
    """The skeletons used last, up to about ``limit`` bytes in all; one per process, any threads.

    A skeleton grows by the orders readers ask for, so it is weighed anew each time it is used.
    """

    def __init__(self, limit: int = 64 * 2**20) -> None:
        self._limit = limit
        self._kept: OrderedDict[int, tuple[Skeleton, int]] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    @property
    def nbytes(self) -> int:
        """The bytes of all skeletons, as last weighed."""
        return self._bytes

    def __len__(self) -> int:
        return len(self._kept)

    def get(
        self,
        thread_id: int,
        revision: int,
        load: Callable[[], Iterable[tuple[int, ...]]],
        load_delta: Callable[[int], Iterable[tuple[int, ...]]],
    ) -> Skeleton:
        """The thread's skeleton at ``revision`` or later.

        ``load()`` gives all rows, ``load_delta(since)`` those changed after a revision. Both are
        called outside the lock: two threads may load the same rows, none waits for another's
        query. Rows newer than ``revision`` do no harm: the next delta brings them again.
        """
        with self._lock:
            skeleton = self._kept.get(thread_id, (None, 0))[0]
        if skeleton is None:
            skeleton = Skeleton(load(), revision)
        elif skeleton.revision < revision:
            skeleton = skeleton.patched(load_delta(skeleton.revision), revision)
        self._keep(thread_id, skeleton)
        return skeleton

    def _keep(self, thread_id: int, skeleton: Skeleton) -> None:
        """Put it last in line, unless a newer one came meanwhile, and let the first ones go."""
        size = skeleton.nbytes
        with self._lock:
            there, old_size = self._kept.get(thread_id, (skeleton, 0))
            if there.revision > skeleton.revision:
                return
            self._kept[thread_id] = skeleton, size
            self._kept.move_to_end(thread_id)
            self._bytes += size - old_size
            while self._bytes > self._limit and len(self._kept) > 1:
                self._bytes -= self._kept.popitem(last=False)[1][1]
