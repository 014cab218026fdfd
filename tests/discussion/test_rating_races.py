"""Readers who rate at the same moment, each over a connection of their own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from threading import Thread as Race

import pytest
from django.conf import settings
from django.db import connection, connections

from pasquino.accounts.models import User
from pasquino.config import template_database
from pasquino.discussion import actions
from pasquino.discussion.models import Comment, Rating
from tests import make


@pytest.fixture
def own_database(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """A database for this test alone, in which what is done is committed."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    with django_db_blocker.unblock():
        shared = connection.settings_dict["NAME"]
        connection.close()
        own = template_database.for_tests(f"test_pasquino_races_{worker}")
        _use(own)
        yield
        connections.close_all()
        _use(shared)
        template_database.drop(own)


def _use(name: str) -> None:
    settings.DATABASES["default"]["NAME"] = name
    connections["default"].settings_dict["NAME"] = name


def test_twenty_equal_submits_at_once_leave_one_rating_and_right_sums(own_database: None) -> None:
    comment, rater, other = make.comment(make.thread()), make.reader(), make.reader()
    failures: list[BaseException] = []

    def submit(by: User, value: int) -> None:
        try:
            actions.rate_comment(comment=comment, rater=by, value=value)
        except Exception as failure:  # noqa: BLE001 - any is shown below
            failures.append(failure)
        finally:
            connection.close()

    races = [Race(target=submit, args=(rater, 4)) for _ in range(20)]
    races += [Race(target=submit, args=(other, 2 + turn % 2)) for turn in range(6)]
    for race in races:
        race.start()
    for race in races:
        race.join()

    assert failures == []
    values = list(Rating.objects.filter(comment=comment).values_list("value", flat=True))
    sums = Comment.objects.values_list("rating_sum", "rating_count").get(pk=comment.pk)
    assert len(values) == 2
    assert sums == (sum(values), 2)
