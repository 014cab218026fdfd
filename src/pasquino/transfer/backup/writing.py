"""Makes the archive of a magazine, beside its final name until it is whole."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import gzip
import hashlib
import io
import json
import os
import shutil
import stat
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from django.apps import apps
from django.conf import settings

from pasquino import __version__
from pasquino.transfer.backup import manifest, snapshot
from pasquino.transfer.backup.manifest import Contents, Manifest, Member
from pasquino.transfer.backup.refusals import AlreadyThere, BackupRefused, NoRoom
from pasquino.transfer.backup.snapshot import Snapshot
from pasquino.transfer.backup.tables import tables

Say = Callable[[int, int, str], None]
PART = 8 * 2**20  # bytes of rows that are packed together: what a restoration holds at once
LEVEL = 6
SPARE = 8 * 2**20  # bytes that stay free


@dataclass(frozen=True, kw_only=True)
class Report:
    """What went into an archive."""

    size: int
    tables: int
    rows: int
    files: int
    left_out: list[str]


def back_up(target: Path, *, overwrite: bool, with_key: bool, say: Say) -> Report:
    """Write the archive of the magazine as it is now to `target`, for our eyes only.

    Raises AlreadyThere, NoRoom, DatabaseDamaged or BackupRefused; then `target` is as it was.
    """
    if target.exists() and not overwrite:
        raise AlreadyThere(
            f"{target} is there already. Choose another name, or replace it with --overwrite."
        )
    if with_key and settings.ENVIRONMENT.secret_key:
        raise BackupRefused(
            "The key is set by PASQUINO_SECRET_KEY, not kept in the data folder. Leave --with-key "
            "out, and keep the key where it is."
        )
    with _out_of_room(target), _unfinished(target) as (path, file):
        report = _Writing(file, with_key=with_key, say=say).write(target)
        file.flush()
        os.fsync(file.fileno())
        _put_in_place(path, target, overwrite=overwrite)
    return report


@contextlib.contextmanager
def _out_of_room(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        if problem.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise
        raise NoRoom(
            f"The disk under {target.parent} became full. Nothing was kept; make room, or "
            "choose a file on another disk."
        ) from problem


@contextlib.contextmanager
def _unfinished(target: Path) -> Iterator[tuple[Path, IO[bytes]]]:
    """A file beside the target that is gone afterwards; one left by a killed backup is reused."""
    path = target.with_name(f".{target.name}.unfinished")
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            raise AlreadyThere(f"Another backup is writing {target} just now.") from taken
        try:
            os.fchmod(descriptor, 0o600)
            file.truncate()
            yield path, file
        finally:
            path.unlink(missing_ok=True)


def _put_in_place(path: Path, target: Path, *, overwrite: bool) -> None:
    """Give the finished file its name, never over one that somebody made meanwhile."""
    if overwrite:
        path.replace(target)
    else:
        try:
            os.link(path, target)
        except FileExistsError as there:
            raise AlreadyThere(f"{target} was made by somebody else meanwhile.") from there
        except OSError:  # a disk that knows no second names
            path.rename(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


class _Writing:
    """One archive being written: database first, since a picture is there before its row."""

    def __init__(self, file: IO[bytes], *, with_key: bool, say: Say) -> None:
        self.file = file
        self.with_key = with_key
        self.say = say
        self.done = 0
        self.total = 0
        self.left_out: list[str] = []

    def write(self, target: Path) -> Report:
        self.say(0, 1, "looking the database through")
        with (
            snapshot.snapshot() as moment,
            tarfile.open(fileobj=self.file, mode="w", format=tarfile.PAX_FORMAT) as self.archive,
        ):
            self.manifest = self._begun(moment)
            files = list(_media_files(self.left_out))
            self._refuse_without_room(target, moment, files)
            self._write_tables(moment, len(files))
            self._write_media(files)
            if self.with_key:
                self._add(manifest.KEY, (settings.DATA / manifest.KEY).read_bytes())
            self._add(manifest.NAME, self.manifest.written())
        return self._report()

    def _begun(self, moment: Snapshot) -> Manifest:
        return Manifest(
            pasquino=__version__,
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            database=moment.connection.vendor,
            with_key=self.with_key,
            migrations=snapshot.migrations(moment),
        )

    def _refuse_without_room(self, target: Path, moment: Snapshot, files: list[Path]) -> None:
        """Pictures as they are, rows packed to less than half of what the database takes."""
        need = sum(file.stat().st_size for file in files) + moment.size() // 2 + SPARE
        free = shutil.disk_usage(target.parent).free
        if free < need:
            raise NoRoom(
                f"The backup needs about {_mebibytes(need)}, and {target.parent} has "
                f"{_mebibytes(free)} free. Make room, or choose a file on another disk."
            )

    def _write_tables(self, moment: Snapshot, files: int) -> None:
        found = tables(apps, with_sessions=self.with_key)
        counts = {table.name: snapshot.count(moment, table) for table in found}
        self.total = sum(counts.values()) + files
        for table in found:
            rows = 0
            parts = 0
            for count, text in _parts(snapshot.rows(moment, table)):
                parts += 1
                rows += count
                packed = gzip.compress(text, LEVEL, mtime=0)
                self._add(manifest.part_name(table.name, parts), packed, unpacked=len(text))
                self._tell(count, table.name)
            last = moment.last_key(table) if table.counts_up else None
            columns = list(table.columns)
            self.manifest.tables[table.name] = Contents(columns, rows, last, parts)

    def _write_media(self, files: list[Path]) -> None:
        for path in files:
            name = manifest.MEDIA + path.relative_to(settings.MEDIA_ROOT).as_posix()
            try:
                content = path.read_bytes()
            except FileNotFoundError:
                self.left_out.append(f"{path}: removed meanwhile")
            else:
                self._add(name, content)
            self._tell(1, path.name)

    def _add(self, name: str, content: bytes, *, unpacked: int | None = None) -> None:
        header = tarfile.TarInfo(name)
        header.size = len(content)
        header.mode = 0o600
        header.mtime = int(datetime.now(UTC).timestamp())
        self.archive.addfile(header, io.BytesIO(content))
        if name != manifest.NAME:
            self.manifest.members[name] = Member(
                size=len(content),
                sha256=hashlib.sha256(content).hexdigest(),
                unpacked=len(content) if unpacked is None else unpacked,
            )

    def _tell(self, count: int, what: str) -> None:
        self.done += count
        self.say(self.done, self.total, what)

    def _report(self) -> Report:
        held = self.manifest
        return Report(
            size=self.file.tell(),
            tables=len(held.tables),
            rows=sum(table.rows for table in held.tables.values()),
            files=sum(name.startswith(manifest.MEDIA) for name in held.members),
            left_out=self.left_out,
        )


def _parts(rows: Iterator[snapshot.Row]) -> Iterator[tuple[int, bytes]]:
    """The rows as lines of JSON, several megabytes at a time; each time how many and which."""
    lines: list[bytes] = []
    size = 0
    for row in rows:
        line = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        lines.append(line)
        size += len(line)
        if size >= PART:
            yield len(lines), b"".join(lines)
            lines, size = [], 0
    if lines:
        yield len(lines), b"".join(lines)


def _media_files(left_out: list[str]) -> Iterator[Path]:
    """All uploaded files; what is no plain file is named and left out."""
    for folder, _, names in os.walk(settings.MEDIA_ROOT):
        for path in sorted(Path(folder, name) for name in names):
            if stat.S_ISREG(path.lstat().st_mode):
                yield path
            else:
                left_out.append(f"{path}: no plain file")


def _mebibytes(count: int) -> str:
    return f"{count / 2**20:,.0f} MiB"
