"""Writers of a process take turns on SQLite, and never wait for themselves."""

from __future__ import annotations

import threading
import time

import pytest
from django.db import connection, transaction

from pasquino.delivery.turns import my_turn


def test_two_writers_are_never_inside_at_once() -> None:
    inside, most = 0, 0

    def write() -> None:
        nonlocal inside, most
        with my_turn():
            inside += 1
            most = max(most, inside)
            time.sleep(0.01)
            inside -= 1

    writers = [threading.Thread(target=write) for _ in range(5)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert most == 1 or connection.vendor == "postgresql"
    assert inside == 0


@pytest.mark.django_db
def test_who_is_in_a_transaction_does_not_wait_for_a_turn() -> None:
    with transaction.atomic(), my_turn(), my_turn():
        assert connection.in_atomic_block


def test_a_turn_ends_also_when_the_write_fails() -> None:
    with pytest.raises(ZeroDivisionError), my_turn():
        _nothing = 1 / 0

    with my_turn():
        pass
