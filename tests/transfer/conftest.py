"""A magazine and its backup, which the tests of backups share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from tests.cli.standing import Standing
from tests.transfer.places import HERE, Make, Place, making


@pytest.fixture(scope="session")
def make_place(
    tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> Iterator[Make]:
    """Makes empty places for tests."""
    yield from making(tmp_path_factory.mktemp("places"), django_db_blocker)


@pytest.fixture(scope="session")
def demo(make_place: Make) -> Iterator[Place]:
    """A magazine with the demo's content and an administrator; tests only add to it."""
    place = make_place("demo", HERE, is_ready=True)
    place.standing = Standing(place.environment)
    place.does("init")
    place.does("demo")
    place.does("user", "add", "Ada Quill", "--role", "admin")
    yield place
    place.standing.end()


@pytest.fixture(scope="session")
def archive(demo: Place, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of the demo magazine."""
    file = tmp_path_factory.mktemp("archives") / "demo.tar"
    demo.does("backup", file)
    return file
