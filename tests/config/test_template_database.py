"""New magazines and tests copy one migrated database, which is built once for all of them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from django.db import connection

from pasquino.config import collected_assets, data_folder, installation, template_database


def test_a_new_database_is_migrated_and_nobodys_but_ours(tmp_path: Path) -> None:
    target = tmp_path / "magazine.sqlite3"

    template_database.new_database(target)

    with sqlite3.connect(target) as database:
        (count,) = database.execute("SELECT count(*) FROM django_migrations").fetchone()
    database.close()
    assert count > 100
    assert target.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [target]


def test_a_database_that_is_there_is_never_replaced(tmp_path: Path) -> None:
    target = tmp_path / "magazine.sqlite3"
    target.write_text("somebody's work")

    with pytest.raises(FileExistsError):
        template_database.new_database(target)

    assert target.read_text() == "somebody's work"


def test_a_second_call_builds_nothing() -> None:
    first = template_database.path()

    assert template_database.path() == first
    assert template_database.key() in first.name


@pytest.mark.django_db
def test_a_copied_database_lacks_no_migration() -> None:
    assert data_folder.pending() == []


@pytest.mark.django_db
def test_a_missing_migration_is_found_by_name() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'stories'")

    assert "stories.0001_initial" in data_folder.pending()


def test_an_interrupted_making_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installation, "places", lambda: [tmp_path])

    def interrupted(target: Path) -> None:
        target.write_text("half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        installation.made("thing", "1", interrupted)

    assert [path.name for path in tmp_path.iterdir()] == ["thing.lock"]


def test_old_versions_are_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installation, "places", lambda: [tmp_path])

    for number in range(installation.KEPT + 2):
        installation.made("thing", str(number), lambda target: target.mkdir())

    assert len(list(tmp_path.glob("thing-*"))) == installation.KEPT


def test_static_files_are_linked_once(tmp_path: Path) -> None:
    target = tmp_path / "static"

    assert collected_assets.link(target)
    assert not collected_assets.link(target)
    assert (target / "staticfiles.json").exists()
    assert list(target.glob("pasquino.*.css"))


def test_a_folder_of_somebody_else_is_not_replaced(tmp_path: Path) -> None:
    target = tmp_path / "static"
    target.mkdir()
    (target / "mine.txt").write_text("mine")

    with pytest.raises(installation.NotMade):
        collected_assets.link(target)

    assert (target / "mine.txt").exists()
