"""Reads an archive that nobody vouches for: everything is checked before anything is made."""

from __future__ import annotations

import contextlib
import hashlib
import json
import tarfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from pasquino.transfer.backup import manifest
from pasquino.transfer.backup.manifest import Manifest, Member
from pasquino.transfer.backup.refusals import BackupDamaged, NotABackup

Say = Callable[[int, int, str], None]
LARGEST_MANIFEST = 256 * 2**20  # a million pictures
LARGEST_PART = 256 * 2**20  # a part is closed at 8 MiB; the last row may be long
CHUNK = 2**20
PLAIN = (tarfile.REGTYPE, tarfile.AREGTYPE)  # isreg() would let sparse files through
GZIP = 31  # zlib: with the header and checksum of gzip
INCOMPLETE = "The archive is incomplete: its end is missing. Nothing was restored."


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """The archive at a path. Raises NotABackup, BackupDamaged or BackupDoesNotFit."""
    with path.open("rb") as file:
        try:
            tar = tarfile.TarFile(fileobj=file)
        except tarfile.TarError as problem:
            raise NotABackup(
                f"{path} is no archive that `pasquino backup` made. Nothing was restored."
            ) from problem
        with tar:
            yield Archive(path, tar)


class Archive:
    """An open archive; `check` it before anything else is believed."""

    def __init__(self, path: Path, tar: tarfile.TarFile) -> None:
        self.tar = tar
        try:
            self.entries = {entry.name: entry for entry in self._plain_entries()}
        except (tarfile.TarError, EOFError) as problem:
            raise BackupDamaged(INCOMPLETE) from problem
        if manifest.NAME in self.entries:
            self.manifest = self._manifest()
        elif any(name.startswith("tables/") for name in self.entries):
            raise BackupDamaged(INCOMPLETE)
        else:
            raise NotABackup(
                f"{path} is an archive, but not one that `pasquino backup` made. Nothing was "
                "restored."
            )

    def check(self, say: Say) -> None:
        """Compare every member with the manifest; raises BackupDamaged at the first difference."""
        held = self.manifest.members
        strange = sorted(set(held) ^ (set(self.entries) - {manifest.NAME}))
        if strange:
            raise BackupDamaged(f"The archive and its manifest differ about {strange[0][:80]!r}.")
        if (manifest.KEY in held) != self.manifest.with_key:
            raise BackupDamaged("The archive and its manifest differ about the secret key.")
        for done, (name, member) in enumerate(held.items()):
            say(done, len(held), f"checking {PurePosixPath(name).name}")
            self._check_member(name, member)
        self._check_rows()
        say(len(held), len(held), "checked")

    def rows(self, table: str) -> Iterator[list[object]]:
        """The rows of a table, each with a value a column."""
        width = len(self.manifest.tables[table].columns)
        for text in self._parts(table):
            for line in text.split(b"\n"):
                if line:
                    yield _row(line, width, table)

    def media(self) -> Iterator[tuple[PurePosixPath, IO[bytes]]]:
        """The uploaded files, each with its path below the media folder."""
        for name in self.manifest.members:
            if name.startswith(manifest.MEDIA):
                yield PurePosixPath(name).relative_to(manifest.MEDIA), self._file(name)

    def secret_key(self) -> bytes | None:
        """The key, if the archive holds it."""
        return self._file(manifest.KEY).read() if self.manifest.with_key else None

    def unpacked(self) -> int:
        """The bytes of all that is in it."""
        return sum(member.unpacked for member in self.manifest.members.values())

    def _plain_entries(self) -> Iterator[tarfile.TarInfo]:
        """Each member, if it is a plain file of a name that backups have, and comes once."""
        seen = set()
        for entry in self.tar:
            if entry.type not in PLAIN or entry.issparse():
                raise BackupDamaged(
                    f"The archive has a member {entry.name[:80]!r} that is no plain file."
                )
            manifest.check_name(entry.name)
            if entry.name in seen:
                raise BackupDamaged(f"The archive has {entry.name[:80]!r} twice.")
            seen.add(entry.name)
            yield entry

    def _manifest(self) -> Manifest:
        entry = self.entries[manifest.NAME]
        if entry.size > LARGEST_MANIFEST:
            raise BackupDamaged("The archive's manifest is too large to be one.")
        return manifest.read(self._file(manifest.NAME).read())

    def _file(self, name: str) -> IO[bytes]:
        file = self.tar.extractfile(self.entries[name])
        assert file is not None  # noqa: S101 - it is a plain file
        return file

    def _check_member(self, name: str, member: Member) -> None:
        digest = hashlib.sha256()
        try:
            with self._file(name) as file:
                while chunk := file.read(CHUNK):
                    digest.update(chunk)
        except tarfile.TarError as problem:
            raise BackupDamaged(INCOMPLETE) from problem
        if self.entries[name].size != member.size or digest.hexdigest() != member.sha256:
            raise BackupDamaged(
                f"{name[:80]!r} is not what the manifest says. Use another backup."
            )

    def _check_rows(self) -> None:
        """Each table has the rows that the manifest says, in parts of the sizes it says."""
        parts = 0
        for name, table in self.manifest.tables.items():
            count = sum(text.count(b"\n") for text in self._parts(name))
            parts += table.parts
            if count != table.rows:
                raise BackupDamaged(f"The table {name[:80]!r} has not the rows it should have.")
        if parts != sum(name.startswith("tables/") for name in self.manifest.members):
            raise BackupDamaged("The archive has rows of tables that its manifest does not name.")

    def _parts(self, table: str) -> Iterator[bytes]:
        for number in range(1, self.manifest.tables[table].parts + 1):
            name = manifest.part_name(table, number)
            member = self.manifest.members.get(name)
            if member is None:
                raise BackupDamaged(f"The archive lacks {name[:80]!r}.")
            yield unpack(self._file(name).read(), member.unpacked, name)


def unpack(packed: bytes, size: int, name: str) -> bytes:
    """The content of a packed part, never more of it than the manifest says."""
    reading = zlib.decompressobj(GZIP)
    try:
        content = reading.decompress(packed, min(size, LARGEST_PART) + 1)
    except zlib.error as problem:
        raise BackupDamaged(f"{name[:80]!r} cannot be unpacked.") from problem
    if len(content) != size or not reading.eof or reading.unused_data:
        raise BackupDamaged(f"{name[:80]!r} is larger or smaller than the manifest says.")
    return content


def _row(line: bytes, width: int, table: str) -> list[object]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as problem:
        raise BackupDamaged(f"The table {table!r} has a row that cannot be read.") from problem
    if not isinstance(row, list) or len(row) != width:
        raise BackupDamaged(f"The table {table!r} has a row of another width.")
    return row
