"""A migrated, empty database that new magazines and tests copy, since migrating takes seconds."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pasquino.config import installation

FAST = "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF;"


def key() -> str:
    """Changes with any migration of any app, with Django, Wagtail, and what the desk is given."""
    return installation.key_of(_made_from())


def path() -> Path:
    """The SQLite template, built now (some seconds) if there is none of the current key."""
    return installation.made("template", key(), build, ending=".sqlite3")


def new_database(target: Path) -> None:
    """Put a migrated SQLite database where there is none; whole or not at all."""
    fresh = target.with_name(f".{target.name}-{os.getpid()}")
    try:
        shutil.copyfile(path(), fresh)
        fresh.chmod(0o600)
        with fresh.open("rb") as file:
            os.fsync(file.fileno())
        os.link(fresh, target)  # unlike a rename, never over a database somebody made meanwhile
    finally:
        fresh.unlink(missing_ok=True)


def postgresql(name: str) -> None:
    """Create the PostgreSQL database `name` from a template on the configured server.

    The template `pasquino_template_<key>` is built once; a database `name` is replaced.
    """
    template = f"pasquino_template_{key()}"
    with _server() as cursor:
        if not _exists(cursor, template):
            _build_postgresql(cursor, template)
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def for_tests(name: str) -> str:
    """A fresh database for tests on the configured kind of server; its NAME for the settings."""
    from django.conf import settings
    from django.db import connection

    if connection.vendor == "postgresql":
        postgresql(name)
        return name
    target: Path = settings.DATA / f"{name}.sqlite3"
    target.parent.mkdir(parents=True, exist_ok=True)
    drop(str(target))
    new_database(target)
    return str(target)


def drop(name: str) -> None:
    """Remove a database that `for_tests` made."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with _server() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        return
    for ending in ("", "-wal", "-shm"):
        Path(name + ending).unlink(missing_ok=True)


def migration_files() -> Iterator[tuple[str, Path]]:
    """The label of each app with each of its migration files, in a fixed order."""
    from django.apps import apps

    for app in apps.get_app_configs():
        for file in sorted(Path(app.path, "migrations").glob("[0-9a-z]*.py")):
            yield app.label, file


def _made_from() -> Iterator[bytes]:
    import django
    import wagtail

    from pasquino.accounts import models as accounts
    from pasquino.stories import desk_setup

    yield f"django {django.__version__} wagtail {wagtail.__version__}".encode()
    for label, file in migration_files():
        yield f"{label}/{file.name}".encode()
        yield file.read_bytes()
    yield Path(desk_setup.__file__).read_bytes()
    yield ",".join(accounts.Role.values).encode()


def build(target: Path) -> None:
    installation.call_apart(
        "pasquino.config.template_database",
        data=target.parent,
        database_url=f"sqlite://{quote(str(target))}",
    )


@contextlib.contextmanager
def _server() -> Iterator[Any]:  # a cursor of psycopg, through Django
    """A cursor upon the server itself, outside of any transaction."""
    from django.db import connection

    with connection._nodb_cursor() as cursor:  # as Django's tests do it
        yield cursor


def _exists(cursor: Any, name: str) -> bool:
    cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
    return cursor.fetchone() is not None


def _build_postgresql(cursor: Any, template: str) -> None:
    """Build under another name first, so that nobody copies a half migrated one."""
    lock = int(key()[:7], 16)
    cursor.execute("SELECT pg_advisory_lock(%s)", [lock])
    try:
        if _exists(cursor, template):
            return
        building = f"{template}_building"
        cursor.execute(f'DROP DATABASE IF EXISTS "{building}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{building}"')
        installation.call_apart(
            "pasquino.config.template_database",
            data=installation.places()[0],
            database_url=_address_of(building),
        )
        cursor.execute(f'ALTER DATABASE "{building}" RENAME TO "{template}"')
    finally:
        cursor.execute("SELECT pg_advisory_unlock(%s)", [lock])


def _address_of(name: str) -> str:
    from django.db import connection

    given = connection.settings_dict
    user, password, host = (
        quote(str(given[part] or ""), "") for part in ("USER", "PASSWORD", "HOST")
    )
    port = f":{given['PORT']}" if given["PORT"] else ""
    sign_in = f"{user}:{password}@" if password else f"{user}@" if user else ""
    return f"postgres://{sign_in}{host}{port}/{name}"


def _migrate() -> None:
    """Migrate the configured database, fast and without care for power cuts."""
    import django
    from django.core.management import call_command
    from django.db import connection
    from django.db.backends.signals import connection_created

    from pasquino.config.database_checks import refuse_unsafe_sqlite

    os.environ["DJANGO_SETTINGS_MODULE"] = "pasquino.config.settings"
    django.setup()
    if connection.vendor == "sqlite":
        connection_created.disconnect(refuse_unsafe_sqlite)  # if it fails, it is built anew
        connection.settings_dict["OPTIONS"]["init_command"] = FAST
    call_command("migrate", verbosity=0, interactive=False)


if __name__ == "__main__":
    _migrate()
