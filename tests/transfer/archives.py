"""Archives as nobody should make them: rewritten, broken, hostile."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

Manifest = dict[str, Any]
Members = dict[str, bytes]


def contents(archive: Path) -> tuple[Manifest, Members]:
    """The manifest and all other members."""
    with tarfile.open(archive) as tar:
        members = {entry.name: tar.extractfile(entry).read() for entry in tar}
    return json.loads(members.pop("manifest.json")), members


def rewritten(
    archive: Path, to: Path, change: Callable[[Manifest, Members], None], *, honest: bool = True
) -> Path:
    """The archive with a change; where `honest`, with sizes and checksums that are right."""
    manifest, members = contents(archive)
    change(manifest, members)
    if honest:
        manifest["members"] = {name: _member(name, held) for name, held in members.items()}
    with tarfile.open(to, "w") as tar:
        for name, held in (members | {"manifest.json": json.dumps(manifest).encode()}).items():
            add(tar, name, held)
    return to


def add(tar: tarfile.TarFile, name: str, held: bytes = b"", kind: bytes = tarfile.REGTYPE) -> None:
    """A member of any name and kind."""
    header = tarfile.TarInfo(name)
    header.size, header.type = len(held), kind
    header.linkname = "/etc/passwd" if kind in (tarfile.SYMTYPE, tarfile.LNKTYPE) else ""
    tar.addfile(header, io.BytesIO(held))


def rows(manifest: Manifest, members: Members, table: str) -> list[dict[str, Any]]:
    """The rows of a table as they are in an archive."""
    columns = [name for name, _ in manifest["tables"][table]["columns"]]
    texts = [held for name, held in members.items() if name.startswith(f"tables/{table}/")]
    lines = [line for text in texts for line in gzip.decompress(text).splitlines()]
    return [dict(zip(columns, json.loads(line), strict=True)) for line in lines]


def put_rows(
    manifest: Manifest, members: Members, table: str, found: list[dict[str, Any]]
) -> None:
    """Replace the rows of a table; its columns are those of the first row."""
    for name in [name for name in members if name.startswith(f"tables/{table}/")]:
        del members[name]
    lines = [json.dumps(list(row.values())) + "\n" for row in found]
    held = manifest["tables"][table]
    held["rows"], held["parts"] = len(found), int(bool(found))
    if found:
        members[f"tables/{table}/0001.jsonl.gz"] = gzip.compress("".join(lines).encode())
        held["columns"] = [pair for pair in held["columns"] if pair[0] in found[0]]


def _member(name: str, held: bytes) -> dict[str, Any]:
    unpacked = len(gzip.decompress(held)) if name.endswith(".gz") else len(held)
    return {
        "size": len(held),
        "sha256": hashlib.sha256(held).hexdigest(),
        "unpacked": unpacked,
    }
