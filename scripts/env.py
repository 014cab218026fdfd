"""Prepare `.venv`: the pinned packages, Pasquino itself, and its template database.

Needs only Python 3.11 or newer with pip: no python3-venv, no compiler, no root. Called again when
nothing changed it does nothing, in a few hundredths of a second. `--dev` adds the tools for
tests and checks. Why it is made like this: docs/decisions/0004-lock-file.md.
"""

import sys

if sys.version_info < (3, 11):  # before all else, and readable by any Python 3
    sys.exit(
        "Pasquino needs Python 3.11 or newer; this is {}.{} ({}). "
        "Name another one like this: make run PYTHON=python3.12".format(
            sys.version_info[0], sys.version_info[1], sys.executable
        )
    )

import contextlib
import hashlib
import importlib.util
import json
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "pasquino.json"
RUN_LOCK = ROOT / "requirements" / "run.txt"
DEV_LOCK = ROOT / "requirements" / "dev.txt"

Stamp = dict[str, str]


class Failed(Exception):
    """A step did not succeed; the text tells the person what happened and what to do."""


def main() -> int:
    """Bring `.venv` up to date and say so; 0 when it is, 1 when it could not be."""
    unknown = [word for word in sys.argv[1:] if word != "--dev"]
    if unknown:
        print(f"Unknown: {' '.join(unknown)}. The only option is --dev.", file=sys.stderr)
        return 2
    wanted = wanted_stamp(dev="--dev" in sys.argv[1:])
    try:
        if not covers(read_stamp(), wanted):
            leave_own_environment()
            with one_at_a_time():
                prepare(wanted)
    except (Failed, OSError) as failure:
        print(f"\n{failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nInterrupted. The next call takes it up again.", file=sys.stderr)
        return 130
    return 0


def wanted_stamp(*, dev: bool) -> Stamp:
    """What a finished environment of this checkout and this Python is known by."""
    stamp = {
        "python": f"{sys.version} in {sys.base_prefix}",
        "place": str(ROOT),  # the programs in .venv/bin name their folder in the first line
        "run": digest(RUN_LOCK),
        "project": digest(ROOT / "pyproject.toml"),
        "template": "built",
    }
    return {**stamp, "dev": digest(DEV_LOCK)} if dev else stamp


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_stamp() -> Stamp:
    """What `.venv` says of itself; nothing if it is missing, unfinished or broken."""
    try:
        stamp = json.loads(STAMP.read_text())
        (VENV / "bin" / "python").stat()  # the Python it was made with may be gone
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def write_stamp(stamp: Stamp) -> None:
    """Note how far we are, whole or not at all."""
    fresh = STAMP.with_suffix(".new")
    fresh.write_text(json.dumps(stamp, indent=2))
    fresh.replace(STAMP)


def covers(found: Stamp, wanted: Stamp) -> bool:
    """Whether everything wanted is already there."""
    return all(found.get(key) == value for key, value in wanted.items())


def leave_own_environment() -> None:
    """Go on with the Python `.venv` was made from, when called by the one in `.venv`."""
    if Path(sys.prefix).resolve() == VENV.resolve():
        base = getattr(sys, "_base_executable", "") or "python3"
        os.execv(base, [base, __file__, *sys.argv[1:]])


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Hold the checkout while we work, so that two calls do not install over each other.

    The programs we start inherit the hold: if we are killed, the next call waits for them.
    """
    import fcntl

    folder = os.open(ROOT, os.O_RDONLY)
    os.set_inheritable(folder, True)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another call is preparing .venv; waiting for it.", file=sys.stderr)
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def prepare(wanted: Stamp) -> None:
    """Do what is missing, step by step, noting each finished step."""
    done = read_stamp()
    if covers(done, wanted):
        return
    if importlib.util.find_spec("pip") is None:
        raise Failed(
            f"This Python has no pip: {sys.executable}\n"
            "Install it (Debian, Ubuntu: apt-get install python3-pip; elsewhere: "
            "python3 -m ensurepip), or name another Python: make run PYTHON=..."
        )
    packages = {key: wanted[key] for key in ("python", "place", "run")}
    if not covers(done, packages) or done.get("dev", "") != wanted.get("dev", done.get("dev", "")):
        done = install_packages(packages, done, wanted.get("dev"))
    if done.get("project") != wanted["project"]:
        install_pasquino()
        done = {**done, "project": wanted["project"]}
        write_stamp(done)
    if done.get("template") != wanted["template"]:
        build_template()
        write_stamp({**done, "template": wanted["template"]})


def install_packages(packages: Stamp, done: Stamp, dev: str | None) -> Stamp:
    """Install what the lock files name, and return what is there now.

    Only adding the tools to a good environment builds on what is there. Anything else (another
    lock file, another Python, an interruption) starts from nothing: 15 seconds for certainty.
    """
    if covers(done, packages) and dev is not None and "dev" not in done:
        STAMP.unlink()
    else:
        done = {}
        with step("Making .venv"):
            make_environment()
    lock = DEV_LOCK if dev is not None else RUN_LOCK
    count = sum("==" in line for line in lock.read_text().splitlines())
    with step(f"Installing {count} packages, hashes checked") as say:
        hashed = ("--require-hashes", "--only-binary", ":all:", "--no-deps", "--requirement")
        pip("install", *hashed, str(lock), say=say)
    done = {**done, **packages}
    if dev is not None:
        done["dev"] = dev
    write_stamp(done)
    return done


def make_environment() -> None:
    """Make an empty `.venv` from the calling Python, with or without the venv module."""
    mark = VENV / "made-by-pasquino"
    if VENV.is_symlink() or (VENV.exists() and not mark.exists()):
        before = VENV.with_name(f".venv-before-{time.strftime('%Y%m%d-%H%M%S')}")
        VENV.rename(before)
        print(f"\nThe .venv here was not ours: it is kept as {before.name}.", file=sys.stderr)
    if VENV.exists():
        shutil.rmtree(VENV)
    VENV.mkdir()
    mark.touch()
    try:
        import venv
    except ImportError:  # Debian without python3-venv may lack all of it
        make_environment_by_hand()
    else:
        venv.EnvBuilder(symlinks=True, with_pip=False).create(VENV)


def make_environment_by_hand() -> None:
    """Write the three things that make a folder an environment (PEP 405)."""
    base = Path(getattr(sys, "_base_executable", "") or sys.executable)
    version = ".".join(map(str, sys.version_info[:3]))
    (VENV / "lib" / f"python{version.rpartition('.')[0]}" / "site-packages").mkdir(parents=True)
    (VENV / "bin").mkdir()
    for name in ("python", "python3"):
        (VENV / "bin" / name).symlink_to(base)
    settings = (f"home = {base.parent}", "include-system-site-packages = false", version)
    (VENV / "pyvenv.cfg").write_text("{}\n{}\nversion = {}\n".format(*settings))


def install_pasquino() -> None:
    """Install this checkout as editable, with the build tool the lock file brought."""
    with step("Installing Pasquino from this folder") as say:
        local = ("--no-deps", "--no-build-isolation", "--no-index", "--editable")
        pip("install", *local, str(ROOT), say=say)


def build_template() -> None:
    """Have Pasquino build the migrated database that first runs and tests copy."""
    program = VENV / "bin" / "pasquino"
    with step("Building the template database") as say:
        call([str(program), "init", "--template-only"], say=say)


class Progress:
    """One line on standard error: what is being done, and at the end how long it took."""

    def __init__(self, what: str) -> None:
        """Begin the line."""
        self.what = what
        self.alive = sys.stderr.isatty()
        self.started = time.monotonic()
        sys.stderr.write(f"{what} ...")
        sys.stderr.flush()

    def __call__(self, detail: str) -> None:
        """Show a detail behind the line, on a terminal only."""
        if self.alive:
            sys.stderr.write(f"\r\033[K{self.what} ... {detail[:50]}")
            sys.stderr.flush()

    def finish(self) -> None:
        """End the line with the seconds it took."""
        start = f"\r\033[K{self.what} ..." if self.alive else ""
        sys.stderr.write(f"{start} {time.monotonic() - self.started:.1f} s\n")


@contextlib.contextmanager
def step(what: str) -> Iterator[Progress]:
    """Show a step while it runs, and its time when it has succeeded."""
    progress = Progress(what)
    yield progress
    progress.finish()


def pip(*arguments: str, say: Progress) -> None:
    """Run the calling Python's pip upon `.venv`.

    pip keeps its own settings (mirrors, proxies, certificates), except those that would install
    somewhere else. `--python` also makes Debian's mark of an externally managed Python (PEP 668)
    no concern of ours.
    """
    elsewhere = ("TARGET", "PREFIX", "ROOT", "USER", "REQUIRE_VIRTUALENV", "REQUIRE_HASHES")
    environment = {k: v for k, v in os.environ.items() if k not in {f"PIP_{e}" for e in elsewhere}}
    environment |= {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}
    environment.pop("PYTHONPATH", None)
    program = [sys.executable, "-m", "pip", "--python", str(VENV / "bin" / "python")]
    call([*program, *arguments], say=say, environment=environment)


def call(command: list[str], *, say: Progress, environment: dict[str, str] | None = None) -> None:
    """Run a program quietly; raise Failed with its last lines when it does not succeed."""
    import subprocess

    lines: list[str] = []
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        close_fds=False,  # see one_at_a_time
    ) as process:
        assert process.stdout is not None  # noqa: S101 - for the type checker
        for line in process.stdout:
            lines.append(line.rstrip())
            say(lines[-1].strip())
    if process.returncode:
        tail = "\n".join(f"    {line}" for line in lines[-15:])
        raise Failed(
            f"{say.what}: this did not succeed (exit code {process.returncode}). Its last words:\n"
            f"{tail}\nOnce the cause is gone, repeat the command; it takes up where it stopped."
        )


if __name__ == "__main__":
    sys.exit(main())
