"""The folder that holds a magazine: made by `init`, and brought up to date before it runs."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import DatabaseError, connection

from pasquino.config import collected_assets, installation, template_database

Say = Callable[[str], None]


class NotPrepared(Exception):
    """There is no magazine here that could be used; the text says why and what to do."""


class KeyUnreadable(NotPrepared):
    """The secret key file holds nothing."""


def prepare(say: Say = lambda what: None) -> None:
    """Make what is missing and bring the rest up to date, saying each thing that is done.

    Called again it changes nothing. What it found is noted in `prepared.json`, so that a second
    start spends a few hundredths of a second here.
    """
    folder: Path = settings.DATA
    if not folder.exists():
        folder.mkdir(mode=0o700, parents=True)
        say(f"Made the data folder {folder}.")
    with installation.one_at_a_time(folder / "prepare.lock"):
        _keep_secret_key(folder, say)
        _prepare_database(folder, say)
        if collected_assets.link(settings.STATIC_ROOT):
            read_asset_names()
            say("Put style sheets, scripts and pictures of the pages in place.")
        _have_a_magazine(say)


def read_asset_names() -> None:
    """Read the files' hashed names: this process may have looked before there were any."""
    storage: Any = staticfiles_storage
    storage.hashed_files, storage.manifest_hash = storage.load_manifest()


def is_prepared() -> bool:
    """Whether `prepare` would find nothing to do, found without changing anything."""
    folder: Path = settings.DATA
    static: Path = settings.STATIC_ROOT
    return (
        _noted(folder) == template_database.key()
        and not missing_database()
        and not pending()
        and static.exists()
        and static.resolve().name == f"static-{collected_assets.key()}"
        and _has_a_magazine()
    )


def require_database() -> None:
    """Raise NotPrepared, saying what to do, unless the database is there and up to date."""
    if missing_database():
        raise NotPrepared(
            f"There is no magazine in {settings.DATA}. Make one with `pasquino init`, or name "
            "another folder in PASQUINO_DATA."
        )
    count = len(pending())
    if count:
        raise NotPrepared(
            f"The database lacks {count} migrations. `pasquino init` brings it up to date."
        )


def missing_database() -> bool:
    """There is no file where SQLite's database should be."""
    if connection.vendor != "sqlite" or connection.is_in_memory_db():  # type: ignore[attr-defined]  # SQLite's
        return False
    return not Path(connection.settings_dict["NAME"]).exists()


def pending() -> list[str]:
    """The migrations that the database lacks, by comparing names: two milliseconds, no imports."""
    wanted = {(label, file.stem) for label, file in template_database.migration_files()}
    return sorted(f"{label}.{name}" for label, name in wanted - _applied())


def _applied() -> set[tuple[str, str]]:
    with connection.cursor() as cursor:
        if "django_migrations" not in connection.introspection.table_names(cursor):
            return set()
        cursor.execute("SELECT app, name FROM django_migrations")
        return set(cursor.fetchall())


def _keep_secret_key(folder: Path, say: Say) -> None:
    if settings.ENVIRONMENT.secret_key:
        return
    kept = folder / "secret-key"
    if kept.exists():
        if not kept.read_text(encoding="ascii").strip():
            raise KeyUnreadable(f"{kept} is empty. Remove it; sessions and links end with it.")
        return
    file = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(file, "w", encoding="ascii") as writing:
        writing.write(settings.SECRET_KEY + "\n")
    say("Made the key that signs sessions and links.")


def _prepare_database(folder: Path, say: Say) -> None:
    wanted = template_database.key()
    if missing_database():
        database = Path(connection.settings_dict["NAME"])
        template_database.new_database(database)
        say(f"Made the database {database}.")
    elif _noted(folder) != wanted or pending():
        _migrate(say)
    _note(folder, wanted)


def _migrate(say: Say) -> None:
    from django.core.management import call_command

    lacking = pending()
    if lacking:
        say(f"Bringing the database up to date: {len(lacking)} migrations. This takes seconds.")
    call_command("migrate", verbosity=0, interactive=False)
    if lacking:
        say("The database is up to date.")
        look_back()


def look_back() -> None:
    """Have the worker do for what was there before what is done at once for anything new."""
    from pasquino.discussion.jobs import record_before as record_comments
    from pasquino.stories.jobs import record_before as record_stories

    record_stories.enqueue()
    record_comments.enqueue()


def _noted(folder: Path) -> str:
    with contextlib.suppress(OSError, ValueError):
        return str(json.loads((folder / "prepared.json").read_text())["database"])
    return ""


def _note(folder: Path, key: str) -> None:
    if _noted(folder) != key:
        fresh = folder / ".prepared.json"
        fresh.write_text(json.dumps({"database": key}))
        fresh.replace(folder / "prepared.json")


def _has_a_magazine() -> bool:
    from pasquino.magazine.models import Magazine

    with contextlib.suppress(DatabaseError):
        return Magazine.objects.exists()
    return False


def _have_a_magazine(say: Say) -> None:
    from pasquino.magazine.models import Magazine

    if not Magazine.objects.exists():
        Magazine.load()
        say("Made an empty magazine.")
