"""What is made once for an installation and serves all its magazines, kept by key."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

KEPT = 5  # longer unused ones of a kind are removed; a running server may still use an older one
KEY_LENGTH = 16


class NotMade(Exception):
    """Something that every magazine needs could not be made; the text says what and why."""


def made(kind: str, key: str, make: Callable[[Path], None], *, ending: str = "") -> Path:
    """The file or folder of this kind and key, made now if it is missing.

    `make` is given a path at which nothing stands yet. Whoever comes while it works waits; an
    interrupted making leaves nothing that could be taken for a finished one.
    """
    name = f"{kind}-{key}{ending}"
    found = _find(name)
    if found:
        return found
    place = _writable_place()
    with one_at_a_time(place / f"{kind}.lock"):
        found = _find(name)
        return found or _make(place, name, kind, make)


def places() -> list[Path]:
    """Where to look: inside the environment; outside of one, in the user's cache."""
    user = Path.home() / ".cache" / "pasquino"
    if sys.prefix == sys.base_prefix:
        return [user]
    return [Path(sys.prefix) / "var" / "pasquino", user]


def key_of(parts: Iterator[bytes]) -> str:
    """A short key that changes with any of these parts."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(b"%d:" % len(part))
        digest.update(part)
    return digest.hexdigest()[:KEY_LENGTH]


@contextlib.contextmanager
def one_at_a_time(lock: Path) -> Iterator[None]:
    """Hold a lock file while we work; others of this machine wait for it."""
    held = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)


def call_apart(module: str, *, data: Path, database_url: str = "") -> None:
    """Run a module of ours in a process of its own, with its own data folder and database.

    Raises NotMade with its last words when it does not succeed.
    """
    variables = {name: value for name, value in os.environ.items() if not _is_setting(name)}
    unused_key = "used for nothing, since nothing is signed here"
    variables |= {"PASQUINO_DATA": str(data), "PASQUINO_SECRET_KEY": unused_key}
    if database_url:
        variables["PASQUINO_DATABASE_URL"] = database_url
    variables["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    done = subprocess.run(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-m", module],
        env=variables,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        words = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
        raise NotMade(f"{module} did not succeed: {words[-1]}")


def _is_setting(name: str) -> bool:
    return name.startswith(("PASQUINO_", "DJANGO_SETTINGS_MODULE"))


def _find(name: str) -> Path | None:
    """Where it stands, noting that it is still in use."""
    found = next((place / name for place in places() if (place / name).exists()), None)
    if found:
        with contextlib.suppress(OSError):  # it may belong to somebody else
            os.utime(found)
    return found


def _writable_place() -> Path:
    for place in places():
        with contextlib.suppress(OSError):
            place.mkdir(parents=True, exist_ok=True)
            if os.access(place, os.W_OK):
                return place
    raise NotMade(f"None of these folders can be written: {', '.join(map(str, places()))}.")


def _make(place: Path, name: str, kind: str, make: Callable[[Path], None]) -> Path:
    with tempfile.TemporaryDirectory(prefix=".making-", dir=place) as unfinished:
        result = Path(unfinished) / name
        make(result)
        result.rename(place / name)
    _remove_older(place, kind)
    return place / name


def _remove_older(place: Path, kind: str) -> None:
    found = [path for path in place.glob(f"{kind}-*") if not path.is_symlink()]
    for path in sorted(found, key=lambda path: path.stat().st_mtime)[:-KEPT]:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
