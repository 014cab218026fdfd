"""What every test stands on: a copy of the migrated template database, and a folder of its own."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections

SLOW = ("/browser/", "/transfer/test_backup", "/cli/test_durability", "/cli/test_run")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest goes first, after the shuffling: nobody waits at the end for one test."""
    items.sort(key=lambda item: not any(part in str(item.path) for part in SLOW))


def pytest_collection_finish() -> None:
    """Django and Wagtail stay: looking through them for rubbish is a tenth of all work."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: object
) -> Iterator[None]:
    """Give each worker its copy of the template database: migrating costs nine seconds."""
    from pasquino.config import template_database

    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    with django_db_blocker.unblock():  # type: ignore[attr-defined]  # pytest-django has no type for it
        name = template_database.for_tests(f"test_pasquino_{worker}")
        connection = connections["default"]
        connection.close()
        settings.DATABASES["default"]["NAME"] = name
        connection.settings_dict["NAME"] = name
    yield
    with django_db_blocker.unblock():  # type: ignore[attr-defined]  # pytest-django has no type for it
        connections["default"].close()
        template_database.drop(name)


@pytest.fixture(scope="session", autouse=True)
def _collected_assets() -> None:
    """Pages name style sheets by their hash, so the files are collected once for all tests."""
    from pasquino.config import collected_assets

    collected_assets.link(Path(settings.STATIC_ROOT))


@pytest.fixture(autouse=True)
def _own_media(tmp_path: Path, settings: object) -> None:
    """Pictures of a test go into its own folder."""
    settings.MEDIA_ROOT = tmp_path / "media"  # type: ignore[attr-defined]  # pytest-django's wrapper


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """Databases reuse ids from test to test; skeletons, policies and texts must not survive."""
    from pasquino.discussion import skeletons
    from pasquino.magazine import kept
    from pasquino.quotations import kept_texts

    skeletons.forget()
    kept_texts.forget()
    kept.forget_all()
    kept.SECONDS = 3600.0  # queries are counted; a slow machine must not change how many there are
