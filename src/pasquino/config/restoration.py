"""Makes a magazine from an archive: beside its place, then put there whole."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from pasquino.config import data_folder, installation, template_database
from pasquino.stories.announcements import everything_replaced
from pasquino.transfer.backup import archive, loading, manifest
from pasquino.transfer.backup.archive import Archive
from pasquino.transfer.backup.manifest import Manifest
from pasquino.transfer.backup.refusals import AlreadyThere, NoRoom

Progress = Callable[[int, int, str], None]
LOCK = "prepare.lock"
STAGE = ".restoring"  # in the data folder; what a killed restoration left is replaced
NOT_A_MAGAZINE = (LOCK, "run.lock")
INDEXES = 2  # a database takes about as much again for its indexes as its rows do


def restore(path: Path, progress: Progress, say: data_folder.Say) -> Manifest:
    """Restore the archive at `path` into the configured place, which must be empty.

    All or nothing. Raises BackupRefused, and OSError for what cannot be read or written.
    """
    with (
        archive.opened(path) as found,
        _data_folder() as folder,
        installation.one_at_a_time(folder / LOCK),
    ):
        _refuse_what_is_there(folder)
        is_current = loading.is_of_this_version(found.manifest)
        found.check(progress)
        _refuse_without_room(found, folder)
        with _out_of_room(folder), _stage(folder) as stage:
            _unpack(found, stage)
            into = _into_postgresql if connection.vendor == "postgresql" else _into_sqlite
            into(found, stage, progress, is_current=is_current)
    data_folder.prepare(say)
    return found.manifest


@contextlib.contextmanager
def _data_folder() -> Iterator[Path]:
    """The data folder, made now if it is missing, and gone again if nothing comes of it."""
    folder: Path = settings.DATA
    if folder.exists():
        yield folder
        return
    folder.mkdir(mode=0o700, parents=True)
    try:
        yield folder
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _refuse_what_is_there(folder: Path) -> None:
    names = sorted(path.name for path in folder.iterdir())
    there = [name for name in names if not name.endswith((*NOT_A_MAGAZINE, STAGE))]
    if there:
        more = f" and {len(there) - 3} more" if len(there) > 3 else ""  # noqa: PLR2004 - a few names
        raise AlreadyThere(
            f"{folder} is not empty: it has {', '.join(there[:3])}{more}. A backup is restored "
            "only where nothing is; name another folder in PASQUINO_DATA."
        )
    if connection.vendor == "sqlite":
        name = Path(connection.settings_dict["NAME"])
        for ending in ("", "-wal", "-journal"):
            if (left := name.with_name(name.name + ending)).exists():
                raise AlreadyThere(f"{left} is there already. Name another PASQUINO_DATABASE_URL.")
        return
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
    if tables:
        raise AlreadyThere(
            f"The database {connection.settings_dict['NAME']} is not empty: it has {len(tables)} "
            f"tables, such as {tables[0]}. Make an empty one and name it in PASQUINO_DATABASE_URL."
        )


def _refuse_without_room(found: Archive, folder: Path) -> None:
    need, free = found.unpacked() * INDEXES, shutil.disk_usage(folder).free
    if free < need:
        raise NoRoom(
            f"The magazine needs about {need / 2**20:,.0f} MiB, and {folder} has "
            f"{free / 2**20:,.0f} MiB free. Make room, or name another folder in PASQUINO_DATA."
        )


@contextlib.contextmanager
def _out_of_room(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        if problem.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise NoRoom(f"The disk under {folder} became full. Nothing was restored.") from problem


@contextlib.contextmanager
def _stage(folder: Path) -> Iterator[Path]:
    """An empty folder on the same disk that is gone afterwards."""
    stage = folder / STAGE
    shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir(mode=0o700)
    try:
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _unpack(found: Archive, stage: Path) -> None:
    """Lay down pictures and key as they will stand."""
    for name, content in found.media():
        path = stage / "media" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            shutil.copyfileobj(content, file)
            _sync(file.fileno())
        path.chmod(settings.FILE_UPLOAD_PERMISSIONS)
    key = found.secret_key()
    if key is not None:
        descriptor = os.open(stage / manifest.KEY, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(key)
            file.flush()
            _sync(descriptor)


def _into_sqlite(found: Archive, stage: Path, progress: Progress, *, is_current: bool) -> None:
    target = Path(connection.settings_dict["NAME"])
    fresh = target.with_name(f".{target.name}{STAGE}")
    template_database.drop(str(fresh))
    try:
        if is_current:
            template_database.new_database(fresh)
        with _pointed_at(fresh):
            with connection.cursor() as cursor:  # if it fails, the file is thrown away
                cursor.execute("PRAGMA journal_mode=MEMORY")
                cursor.execute("PRAGMA synchronous=OFF")
            apps = None if is_current else loading.migrate_as_then(found.manifest, connection)
            with transaction.atomic():
                loading.fill(found, connection, progress, apps)
            _bring_up_to_date(is_current=is_current)
        fresh.chmod(0o600)
        _sync(fresh)
        with _moved(stage):
            os.link(fresh, target)  # never over a database somebody made meanwhile
            _sync(target.parent)
    finally:
        template_database.drop(str(fresh))


def _into_postgresql(found: Archive, stage: Path, progress: Progress, *, is_current: bool) -> None:
    """Tables, rows and what came after them in one transaction, so that a cut leaves nothing."""
    with contextlib.ExitStack() as undone, transaction.atomic():
        with connection.cursor() as cursor:  # else PostgreSQL alters no table with rows to check
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        apps = loading.migrate_as_then(found.manifest, connection)
        loading.fill(found, connection, progress, None if is_current else apps)
        _bring_up_to_date(is_current=is_current)
        undone.enter_context(_moved(stage))


def _bring_up_to_date(*, is_current: bool) -> None:
    """Migrate what is older, and have rooms make anew what they derive from stories."""
    if not is_current:
        call_command("migrate", verbosity=0, interactive=False)
        data_folder.look_back()
    everything_replaced.send(sender=Manifest)


@contextlib.contextmanager
def _pointed_at(database: Path) -> Iterator[None]:
    """Have Django work in another SQLite file: migrations use the connection named `default`."""
    name = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = database
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = name


@contextlib.contextmanager
def _moved(stage: Path) -> Iterator[None]:
    """What was unpacked, in its place; back on the stage if what follows fails."""
    folder = stage.parent
    moved: list[str] = []
    try:
        for path in stage.iterdir():
            path.rename(folder / path.name)
            moved.append(path.name)
        _sync(folder)
        yield
    except BaseException:
        for name in moved:
            (folder / name).rename(stage / name)
        raise


def _sync(what: Path | int) -> None:
    """Have the disk keep it, be it a file, a folder or an open one."""
    if isinstance(what, int):
        os.fsync(what)
        return
    descriptor = os.open(what, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
