"""Run the test suite on SQLite, then on a throw-away PostgreSQL, and say what was skipped.

Words given go to pytest: `make test ARGS="tests/discussion -x"`. Environment:
`PASQUINO_TEST_FIXTURES` names the folder of real-world inputs (default `../shared`),
`PASQUINO_TEST_WORKERS` how many processes pytest uses (default: 3 for the whole suite, as many
tests wait for a browser or a server; 0, that is this one, when words are given),
`PASQUINO_TEST_DATABASES` which databases (default `sqlite,postgresql`).
Under `CI=true` nothing may be skipped.
"""

import contextlib
import getpass
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
IN_CI = os.environ.get("CI") == "true"


def main() -> int:
    """Test on every database there is; 0 when all passed and nothing was wrongly skipped."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the cluster is stopped too
    packages = subprocess.run(
        ["sh", "scripts/system_packages.sh"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    notes = [packages.stdout.strip()] if packages.stdout.strip() else []
    failed = packages.returncode != 0
    skips: Counter[str] = Counter()
    databases = os.environ.get("PASQUINO_TEST_DATABASES", "sqlite,postgresql").split(",")
    for database in databases:
        if database == "postgresql" and find_postgresql() is None:
            continue  # system_packages.sh has said so
        with tempfile.TemporaryDirectory(prefix="pasquino-test-") as folder:
            failed |= not run_suite(database, Path(folder) / "report.xml", skips)
    notes += [f"{count} skipped: {reason}" for reason, count in skips.most_common()]
    if IN_CI and notes:
        failed = True
        notes.append("under CI=true nothing may be skipped")
    print("; ".join(notes) if notes else "Nothing was skipped.")
    return 1 if failed else 0


def run_suite(database: str, report: Path, skips: Counter[str]) -> bool:
    """Run pytest on one database, adding what it skipped; whether it passed."""
    with contextlib.ExitStack() as cleanup:
        environment = test_environment()
        if database == "postgresql":
            environment["PASQUINO_DATABASE_URL"] = cleanup.enter_context(postgresql())
        elif database != "sqlite":
            sys.exit(f"PASQUINO_TEST_DATABASES: {database!r}; allowed are sqlite and postgresql.")
        print(f"Testing on {database}:", flush=True)
        workers = os.environ.get("PASQUINO_TEST_WORKERS", "0" if sys.argv[1:] else "3")
        command = [sys.executable, "-m", "pytest", f"--junitxml={report}", "-n", workers]
        command += ["--dist", "loadgroup"] if workers != "0" else []
        command += ["-m", "not once"] if database == "postgresql" and not sys.argv[1:] else []
        code = subprocess.run([*command, *sys.argv[1:]], cwd=ROOT, env=environment).returncode
    if report.exists():
        for skipped in ElementTree.parse(report).iter("skipped"):  # noqa: S314 - our own file
            if skipped.get("type") == "pytest.skip":
                skips[f"{skipped.get('message')} ({database})"] += 1
    return code == 0


def test_environment() -> dict[str, str]:
    """Our environment without the operator's settings, and with the fixtures if they are there."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("PASQUINO_") or name.startswith("PASQUINO_TEST_")
    }
    fixtures = Path(environment.pop("PASQUINO_TEST_FIXTURES", "../shared"))
    if (ROOT / fixtures).is_dir():
        environment["PASQUINO_TEST_FIXTURES"] = str((ROOT / fixtures).resolve())
    return environment


def find_postgresql() -> Path | None:
    """The folder of PostgreSQL's server programs; Debian keeps the newest outside PATH."""
    inside = shutil.which("postgres")
    if inside:
        return Path(inside).resolve().parent
    outside = Path("/usr/lib/postgresql").glob("*/bin/postgres")
    versions = {int(path.parts[4]): path.parent for path in outside}
    return versions[max(versions)] if versions else None


@contextlib.contextmanager
def postgresql() -> Iterator[str]:
    """The address of an empty PostgreSQL database that is gone afterwards, cluster and all."""
    programs = find_postgresql()
    assert programs is not None  # noqa: S101 - run_suite is called only where there is one
    user = server_user()
    folder = Path(tempfile.mkdtemp(prefix="pasquino-pg-"))
    shutil.chown(folder, user)
    try:
        password = make_cluster(programs, folder, user)
        port = free_port()
        settings = {"listen_addresses": "127.0.0.1", "port": str(port)}
        settings |= {"unix_socket_directories": str(folder), "max_connections": "60"}
        # Safety against power cuts is not what the tests are about.
        settings |= dict.fromkeys(("fsync", "synchronous_commit", "full_page_writes"), "off")
        with (folder / "log").open("wb") as log:
            options = [f"--{name}={value}" for name, value in settings.items()]
            server = subprocess.Popen(
                [str(programs / "postgres"), "-D", str(folder / "data"), *options],
                user=user if os.geteuid() == 0 else None,
                cwd=folder,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for pytest; we stop the server after it
            )
        try:
            wait_until_ready(server, port, folder)
            yield f"postgres://pasquino:{password}@127.0.0.1:{port}/pasquino"
        finally:
            stop(server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def server_user() -> str:
    """Who runs the server: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return getpass.getuser()
    import pwd

    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def make_cluster(programs: Path, folder: Path, user: str) -> str:
    """Make a cluster with an empty database `pasquino`, and return its owner's password."""
    password = secrets.token_hex(16)
    (folder / "password").write_text(password)
    shutil.chown(folder / "password", user)
    data = str(folder / "data")
    options = ["--username=pasquino", f"--pwfile={folder / 'password'}", "--auth=scram-sha-256"]
    options += ["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    run_quietly([str(programs / "initdb"), "-D", data, *options], folder=folder, user=user)
    create = [str(programs / "postgres"), "--single", "-F", "-D", data, "postgres"]
    run_quietly(create, folder=folder, user=user, text="CREATE DATABASE pasquino\n")
    return password


def run_quietly(command: list[str], *, folder: Path, user: str, text: str = "") -> None:
    """Run a program as the server's user; stop everything with its words when it fails."""
    done = subprocess.run(
        command,
        user=user if os.geteuid() == 0 else None,
        cwd=folder,
        input=text,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        sys.exit(f"{command[0]} failed; so PostgreSQL cannot be tested on:\n{done.stdout}")


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def wait_until_ready(server: subprocess.Popen[bytes], port: int, folder: Path) -> None:
    """Wait until the server takes connections, at most half a minute."""
    note = folder / "data" / "postmaster.pid"
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and server.poll() is None:
        if note.exists() and note.read_text().rstrip().endswith("ready"):
            return
        time.sleep(0.05)
    sys.exit(f"PostgreSQL did not start on port {port}:\n{(folder / 'log').read_text()}")


def stop(server: subprocess.Popen[bytes]) -> None:
    """Stop the server, firmly if it does not want to."""
    for urgency in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        with contextlib.suppress(subprocess.TimeoutExpired, ProcessLookupError):
            server.send_signal(urgency)
            server.wait(timeout=10)
            return


if __name__ == "__main__":
    sys.exit(main())
