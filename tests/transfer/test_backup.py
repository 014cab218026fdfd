"""A backup holds the whole magazine, and a magazine made from it is the same."""

from __future__ import annotations

import json
import resource
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.transfer.archives import contents, rows
from tests.transfer.places import HERE, Make, Place

pytestmark = pytest.mark.xdist_group("backup")

POSTING = """
import sys
from pasquino.accounts.actions import make_account
from pasquino.discussion import actions
from pasquino.discussion.models import Thread
thread, author = Thread.objects.order_by("pk").first(), make_account(name=sys.argv[1])
while True:
    comment = actions.post_comment(
        thread=thread, author=author, subject="Meanwhile", source=f"{sys.argv[1]} goes on."
    )
    print(comment.number, flush=True)
"""


def test_a_magazine_made_from_a_backup_shows_the_same_pages(
    demo: Place, make_place: Make, tmp_path: Path
) -> None:
    before = demo.pages()
    assert len(before) > 100
    assert {page.split()[0] for page in before.values()} <= {"200", "302"}

    source = demo
    for kind in [HERE] if HERE == "sqlite" else ["sqlite", HERE]:  # there and back again
        file = tmp_path / f"to-{kind}.tar"
        source.does("backup", file)
        source = make_place(f"on-{kind}", kind)
        source.does("restore", file)

        assert source.pages() == before
        assert source.media() == demo.media() != {}
        assert source.integrity() == "ok"
        findings = json.loads(source.does("doctor", "--json"))["rows"]
        assert [row["id"] for row in findings if row["ok"] is False] == ["scheduler"]


def test_what_was_acknowledged_before_the_backup_began_is_in_it(
    demo: Place, tmp_path: Path
) -> None:
    writers = [posting(demo, f"Writer {number}") for number in range(3)]
    try:
        acknowledged = [numbers(writer, 20) for writer in writers]
        began = time.monotonic()
        demo.does("backup", tmp_path / "busy.tar")
        seconds = time.monotonic() - began
        meanwhile = [numbers(writer, 1) for writer in writers]
    finally:
        for writer in writers:
            writer.kill()
            writer.communicate()

    manifest, members = contents(tmp_path / "busy.tar")
    comments = rows(manifest, members, "discussion_comment")
    first = min(comment["thread_id"] for comment in comments)
    there = {comment["number"] for comment in comments if comment["thread_id"] == first}
    threads = {row["id"]: row for row in rows(manifest, members, "discussion_thread")}
    assert {number for told in acknowledged for number in told} <= there
    assert threads[first]["last_number"] == max(there) == len(there)
    assert len(rows(manifest, members, "discussion_commenttext")) == len(comments)
    assert all(meanwhile), f"nobody could post in {seconds:.1f} s"


def posting(place: Place, name: str) -> subprocess.Popen[str]:
    """Somebody who posts until stopped, telling each number once it is acknowledged."""
    return subprocess.Popen(
        [sys.executable, "-c", "import django; django.setup()\n" + POSTING, name],
        env=place.environment,
        stdout=subprocess.PIPE,
        text=True,
    )


def numbers(writer: subprocess.Popen[str], count: int) -> list[int]:
    """The next numbers that somebody was told."""
    assert writer.stdout is not None
    return [int(writer.stdout.readline()) for _ in range(count)]


def names(folder: Path) -> list[str]:
    """What lies in a folder."""
    return [path.name for path in folder.iterdir()]


def test_neither_the_key_nor_who_is_signed_in_leaves_the_magazine_unasked(
    demo: Place, archive: Path
) -> None:
    manifest, members = contents(archive)

    assert manifest["with_key"] is False
    assert "secret-key" not in members
    assert "django_session" not in manifest["tables"]
    key = (demo.folder / "secret-key").read_bytes().strip()
    assert not any(key in held for held in members.values())


def test_with_the_key_everybody_stays_signed_in(
    demo: Place, make_place: Make, tmp_path: Path
) -> None:
    signed_in = demo.asks(
        "from django.contrib.sessions.backends.db import SessionStore\n"
        "s = SessionStore(); s['who'] = 'Ada'; s.create(); tell(s.session_key)"
    )

    demo.does("backup", tmp_path / "all.tar", "--with-key")
    moved = make_place("moved", "sqlite")
    moved.does("restore", tmp_path / "all.tar")

    asking = "from django.contrib.sessions.backends.db import SessionStore\n"
    assert moved.asks(f"{asking}tell(SessionStore({signed_in!r}).get('who'))") == "Ada"
    key = moved.folder / "secret-key"
    assert key.read_bytes() == (demo.folder / "secret-key").read_bytes()
    assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_an_archive_is_for_our_eyes_only(archive: Path) -> None:
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600


def test_a_file_that_is_there_is_only_replaced_when_asked_for(demo: Place, tmp_path: Path) -> None:
    file = tmp_path / "backup.tar"
    file.write_text("last week's")

    said = demo.refuses("backup", file)

    assert said == (
        f"{file} is there already. Choose another name, or replace it with --overwrite."
    )
    assert file.read_text() == "last week's"
    demo.does("backup", file, "--overwrite")
    assert contents(file)[0]["format"] == 1
    assert names(tmp_path) == ["backup.tar"]


def test_a_disk_that_becomes_full_leaves_nothing(demo: Place, tmp_path: Path) -> None:
    file = tmp_path / "backup.tar"
    file.write_text("last week's")

    said = demo.pasquino(
        "backup",
        file,
        "--overwrite",
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000)),
    )

    assert said.returncode == 1
    assert said.stderr.splitlines()[-1].startswith(f"The disk under {tmp_path} became full.")
    assert file.read_text() == "last week's"
    assert names(tmp_path) == ["backup.tar"]


def test_a_killed_backup_has_not_got_the_name(demo: Place, tmp_path: Path) -> None:
    unfinished = tmp_path / ".backup.tar.unfinished"
    process = subprocess.Popen(
        [sys.executable, "-m", "pasquino.cli", "backup", str(tmp_path / "backup.tar")],
        env=demo.environment,
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    while not unfinished.exists() and process.poll() is None:
        time.sleep(0.001)
    process.send_signal(signal.SIGKILL)
    process.wait()

    assert process.returncode == -signal.SIGKILL
    assert not (tmp_path / "backup.tar").exists()
    demo.does("backup", tmp_path / "backup.tar")
    assert names(tmp_path) == ["backup.tar"]


@pytest.mark.django_db
def test_a_magazine_that_lacks_room_for_its_backup_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from pasquino.transfer.backup import writing
    from pasquino.transfer.backup.refusals import NoRoom

    monkeypatch.setattr(writing, "SPARE", 2**60)

    with pytest.raises(NoRoom, match=r"MiB free\. Make room, or choose"):
        writing.back_up(
            tmp_path / "backup.tar", overwrite=False, with_key=False, say=lambda *_: None
        )

    assert names(tmp_path) == []


def test_a_damaged_database_is_not_backed_up(make_place: Make, tmp_path: Path) -> None:
    place = make_place("damaged", "sqlite")
    place.does("init")
    with (place.folder / "pasquino.sqlite3").open("r+b") as file:
        file.seek(40 * 4096)
        file.write(b"\xff" * 40 * 4096)

    said = place.refuses("backup", tmp_path / "backup.tar")

    assert "damaged" in said
    assert names(tmp_path) == []


def test_the_report_is_for_programs_too(demo: Place, tmp_path: Path) -> None:
    made = json.loads(demo.does("backup", tmp_path / "backup.tar", "--json"))["rows"]

    found = {row["id"]: row["value"] for row in made}
    manifest, members = contents(tmp_path / "backup.tar")
    assert found["size"] == (tmp_path / "backup.tar").stat().st_size
    assert found["tables"] == len(manifest["tables"])
    assert found["files"] == sum(name.startswith("media/") for name in members)
