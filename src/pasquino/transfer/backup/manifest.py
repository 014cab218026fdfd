"""An archive's table of contents: what it was made from, and what each member must be."""

from __future__ import annotations

import dataclasses
import json
import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from pasquino.transfer.backup.refusals import BackupDamaged, BackupDoesNotFit

FORMAT = 1
NAME = "manifest.json"
KEY = "secret-key"
MEDIA = "media/"
PART_NAME = re.compile(r"tables/[A-Za-z0-9_]+/\d{4,}\.jsonl\.gz")
LONGEST_NAME = 1024


@dataclass(frozen=True)
class Member:
    """A file in the archive; sizes in bytes, `unpacked` that of a packed one's content."""

    size: int
    sha256: str
    unpacked: int


@dataclass(frozen=True)
class Contents:
    """A table as it was: its columns with their kinds, its rows, its highest key ever given."""

    columns: list[tuple[str, str]]
    rows: int
    last_key: int | None
    parts: int


@dataclass
class Manifest:
    """All that is known of an archive before it is read."""

    pasquino: str
    made_at: str
    database: str
    with_key: bool
    migrations: list[tuple[str, str]]
    format: int = FORMAT
    tables: dict[str, Contents] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)

    def written(self) -> bytes:
        """As JSON; names of files that are not UTF-8 stand in escapes."""
        return json.dumps(dataclasses.asdict(self), indent=1).encode("ascii")


def read(text: bytes) -> Manifest:
    """The manifest of an archive; raises BackupDamaged or BackupDoesNotFit."""
    try:
        found = json.loads(text)
        version = int(found["format"])
        if version != FORMAT:
            raise BackupDoesNotFit(
                f"The archive has format {version}; this Pasquino reads format {FORMAT}. Restore "
                f"it with Pasquino {found.get('pasquino', '')!s:.20} or a later one."
            )
        manifest = _read(found)
    except (KeyError, TypeError, ValueError, RecursionError) as problem:
        raise BackupDamaged("The archive's manifest cannot be read.") from problem
    for name in manifest.members:
        check_name(name)
    return manifest


def check_name(name: str) -> None:
    """Raise BackupDamaged unless a member may be called so: no way leads out of the archive."""
    path = PurePosixPath(name)
    straight = ".." not in path.parts and str(path) == name and "\x00" not in name
    picture = name.startswith(MEDIA) and name != MEDIA
    allowed = picture or PART_NAME.fullmatch(name) or name in (KEY, NAME)
    if not (straight and allowed and len(name) <= LONGEST_NAME):
        raise BackupDamaged(f"The archive has a member {name[:80]!r}, which no backup has.")


def part_name(table: str, number: int) -> str:
    """The member that holds the `number`th part of a table's rows, counted from 1."""
    return f"tables/{table}/{number:04}.jsonl.gz"


def _read(found: dict[str, object]) -> Manifest:
    """Raises KeyError, TypeError, ValueError or AttributeError where it is no manifest."""
    tables, members, migrations = found["tables"], found["members"], found["migrations"]
    if not (isinstance(tables, dict) and isinstance(members, dict)):
        raise TypeError
    if not isinstance(migrations, list):
        raise TypeError
    return Manifest(
        pasquino=str(found["pasquino"]),
        made_at=str(found["made_at"]),
        database=str(found["database"]),
        with_key=found["with_key"] is True,
        migrations=[(str(app), str(name)) for app, name in migrations],
        tables={
            str(name): Contents(
                columns=[(str(column), str(kind)) for column, kind in table["columns"]],
                rows=_count(table["rows"]),
                last_key=None if table["last_key"] is None else _count(table["last_key"]),
                parts=_count(table["parts"]),
            )
            for name, table in tables.items()
        },
        members={
            str(name): Member(
                size=_count(member["size"]),
                sha256=str(member["sha256"]),
                unpacked=_count(member["unpacked"]),
            )
            for name, member in members.items()
        },
    )


def _count(value: object) -> int:
    if not isinstance(value, int) or value < 0:
        raise ValueError
    return value
