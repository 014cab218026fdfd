"""A restoration is all or nothing, and believes nothing that it has not checked."""

from __future__ import annotations

import gzip
import random
import tarfile
from pathlib import Path
from typing import Any

import pytest
from django.db.migrations.loader import MigrationLoader

from pasquino.transfer.backup import archive as reading
from pasquino.transfer.backup.loading import is_of_this_version
from pasquino.transfer.backup.refusals import BackupRefused
from pasquino.transfer.backup.tables import tables
from tests.transfer.archives import Manifest, Members, add, contents, put_rows, rewritten, rows
from tests.transfer.places import Make, Place

pytestmark = pytest.mark.xdist_group("backup")

PART = "tables/discussion_comment/0001.jsonl.gz"


def read_all(file: Path) -> None:
    """What a restoration does before it makes anything."""
    with reading.opened(file) as found:
        is_of_this_version(found.manifest)
        found.check(lambda *_: None)


def why_not(file: Path) -> str:
    """The sentence with which an archive is refused."""
    with pytest.raises(BackupRefused) as refused:
        read_all(file)
    return str(refused.value)


def test_a_whole_archive_is_accepted(archive: Path, tmp_path: Path) -> None:
    read_all(archive)
    read_all(rewritten(archive, tmp_path / "same.tar", lambda *_: None))


@pytest.mark.parametrize("held", [b"", b"Dear reader,\n" * 400, bytes(20_000)])
def test_what_is_no_archive_is_called_so(held: bytes, tmp_path: Path) -> None:
    (tmp_path / "letter.tar").write_bytes(held)

    assert "not one that" in why_not(tmp_path / "letter.tar") or "no archive that" in why_not(
        tmp_path / "letter.tar"
    )


def test_an_archive_of_something_else_is_refused(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "else.tar", "w") as tar:
        add(tar, "media/holiday.webp", b"sea")

    assert "not one that `pasquino backup` made" in why_not(tmp_path / "else.tar")


@pytest.mark.parametrize("share", [0.01, 0.3, 0.7, 0.985])
def test_an_archive_that_was_cut_off_is_called_incomplete(
    share: float, archive: Path, tmp_path: Path
) -> None:
    whole = archive.read_bytes()
    (tmp_path / "cut.tar").write_bytes(whole[: int(len(whole) * share)])

    assert "incomplete" in why_not(tmp_path / "cut.tar")


def test_an_archive_in_which_a_byte_changed_is_refused(archive: Path, tmp_path: Path) -> None:
    whole = archive.read_bytes()
    manifest, members = contents(archive)
    end = sum(512 + -len(held) % 512 + len(held) for held in members.values())
    chance = random.Random(17)  # noqa: S311 - the same each time
    for _ in range(60):
        place = chance.randrange(end)
        changed = bytearray(whole)
        changed[place] ^= 1 << chance.randrange(8)
        (tmp_path / "changed.tar").write_bytes(changed)
        if _only_in_what_nobody_reads(tmp_path / "changed.tar", manifest, members):
            continue
        assert why_not(tmp_path / "changed.tar")


def _only_in_what_nobody_reads(file: Path, manifest: Manifest, members: Members) -> bool:
    """Whether all members are as they were: it hit the padding between two."""
    try:
        return contents(file) == (manifest, members)
    except (tarfile.TarError, KeyError, ValueError):
        return False


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("../../etc/cron.d/evil", tarfile.REGTYPE, "which no backup has"),
        ("media/../../evil", tarfile.REGTYPE, "which no backup has"),
        ("media/./evil", tarfile.REGTYPE, "which no backup has"),
        ("media//etc/evil", tarfile.REGTYPE, "which no backup has"),
        ("/etc/cron.d/evil", tarfile.REGTYPE, "which no backup has"),
        ("evil.py", tarfile.REGTYPE, "which no backup has"),
        ("media/evil", tarfile.SYMTYPE, "no plain file"),
        ("media/evil", tarfile.LNKTYPE, "no plain file"),
        ("media/evil", tarfile.CHRTYPE, "no plain file"),
        ("media/evil", tarfile.FIFOTYPE, "no plain file"),
        ("media/evil", tarfile.DIRTYPE, "no plain file"),
        ("media/evil", tarfile.CONTTYPE, "no plain file"),
        ("media/evil.webp", tarfile.REGTYPE, "differ about 'media/evil.webp'"),
        (PART, tarfile.REGTYPE, "twice"),
    ],
)
def test_a_member_that_no_backup_has_is_refused(
    name: str, kind: bytes, said: str, archive: Path, tmp_path: Path
) -> None:
    evil = tmp_path / "evil.tar"
    evil.write_bytes(archive.read_bytes())
    with tarfile.open(evil, "a") as tar:
        add(tar, name, kind=kind)

    assert said in why_not(evil)


def test_a_part_larger_than_the_manifest_says_is_not_unpacked(
    archive: Path, tmp_path: Path
) -> None:
    def bomb(manifest: Manifest, members: Members) -> None:
        members[PART] = gzip.compress(bytes(500_000_000), 1)

    file = rewritten(archive, tmp_path / "bomb.tar", bomb)
    manifest, _ = contents(file)
    manifest["members"][PART]["unpacked"] = 4_000

    def lie(held: Manifest, members: Members) -> None:
        held["members"] = manifest["members"]

    said = why_not(rewritten(file, tmp_path / "lie.tar", lie, honest=False))

    assert "larger or smaller than the manifest says" in said
    assert "larger or smaller" in why_not(file)  # an honest bomb is one too


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"format": 2}, "The archive has format 2; this Pasquino reads format 1."),
        ({"format": "new"}, "manifest cannot be read"),
        ({"members": []}, "manifest cannot be read"),
        ({"migrations": [["stories"]]}, "manifest cannot be read"),
        ({"tables": {"a": {}}}, "manifest cannot be read"),
        ({"with_key": True}, "differ about the secret key"),
    ],
)
def test_a_manifest_of_another_kind_is_refused(
    change: dict[str, Any], said: str, archive: Path, tmp_path: Path
) -> None:
    file = rewritten(
        archive, tmp_path / "other.tar", lambda held, _: held.update(change), honest=False
    )

    assert said in why_not(file)


def test_an_archive_of_a_later_version_is_refused(archive: Path, tmp_path: Path) -> None:
    def later(manifest: Manifest, members: Members) -> None:
        manifest["pasquino"] = "7.0"
        manifest["migrations"].append(["stories", "0999_time_travel"])

    said = why_not(rewritten(archive, tmp_path / "later.tar", later))

    assert said.startswith("The archive was made by Pasquino 7.0 and has 1 migrations that this")
    assert "stories.0999_time_travel" in said


def test_rows_that_are_missing_are_missed(archive: Path, tmp_path: Path) -> None:
    def fewer(manifest: Manifest, members: Members) -> None:
        kept = rows(manifest, members, "discussion_comment")[1:]
        put_rows(manifest, members, "discussion_comment", kept)
        manifest["tables"]["discussion_comment"]["rows"] += 1

    said = why_not(rewritten(archive, tmp_path / "fewer.tar", fewer))

    assert "'discussion_comment' has not the rows it should have" in said


def test_nothing_is_restored_over_something(
    demo: Place, make_place: Make, archive: Path, tmp_path: Path
) -> None:
    before = demo.what_is_there()
    other = make_place("something")
    other.folder.mkdir()
    (other.folder / "diary.txt").write_text("mine")
    same_database = Place(
        tmp_path / "new", demo.database or f"sqlite://{demo.folder}/pasquino.sqlite3"
    )

    assert demo.refuses("restore", archive).startswith(f"{demo.folder} is not empty: it has ")
    assert f"{other.folder} is not empty: it has diary.txt." in other.refuses("restore", archive)
    assert "PASQUINO_DATABASE_URL" in same_database.refuses("restore", archive)

    assert demo.what_is_there() == before
    assert (other.folder / "diary.txt").read_text() == "mine"
    assert not same_database.folder.exists()


@pytest.mark.parametrize(
    ("table", "column", "value", "said"),
    [
        ("discussion_comment", "thread_id", 987654, "that is not there"),
        ("discussion_comment", "posted_at", "yesterday", "does not take the rows"),
        ("discussion_comment", "number", None, "does not take the rows"),
    ],
)
def test_a_restoration_that_fails_half_way_leaves_nothing(  # noqa: PLR0913, PLR0917 - a table of cases
    table: str,
    column: str,
    value: object,
    said: str,
    make_place: Make,
    archive: Path,
    tmp_path: Path,
) -> None:
    def spoil(manifest: Manifest, members: Members) -> None:
        found = rows(manifest, members, table)
        found[-1][column] = value
        put_rows(manifest, members, table, found)

    place = make_place(f"half-{column}")
    sentence = place.refuses("restore", rewritten(archive, tmp_path / "spoilt.tar", spoil))

    assert said in sentence
    assert place.what_is_there() == []
    assert not place.folder.exists()


def test_what_a_killed_restoration_left_is_no_hindrance(
    make_place: Make, archive: Path, demo: Place
) -> None:
    place = make_place("killed", "sqlite")
    (place.folder / ".restoring" / "media").mkdir(parents=True)
    (place.folder / ".pasquino.sqlite3.restoring").write_bytes(b"half")

    place.does("restore", archive)

    assert [name for name in place.what_is_there() if "restoring" in name] == []
    assert place.media() == demo.media()


def test_an_archive_of_an_older_version_is_restored_and_brought_up_to_date(
    make_place: Make, archive: Path, demo: Place, tmp_path: Path
) -> None:
    loader = MigrationLoader(None)
    later = set(loader.graph.backwards_plan(("stories", "0002_what_an_edition_says")))
    later |= set(loader.graph.backwards_plan(("magazine", "0002_alter_magazine_language")))

    def older(manifest: Manifest, members: Members) -> None:
        _take_back(loader, later, manifest, members)

    place = make_place("older")
    place.does("restore", rewritten(archive, tmp_path / "older.tar", older))

    assert "section" not in _columns(tmp_path / "older.tar", "stories_edition")
    here, there = demo.asks(WHAT_A_VERSION_CHANGES), place.asks(WHAT_A_VERSION_CHANGES)
    assert there["counts"] == here["counts"]
    assert there["sections"] > 0
    assert there["pending"] == []
    assert there["waiting"] == 2  # what was published before is looked at by the worker


WHAT_A_VERSION_CHANGES = """
from django_tasks_db.models import DBTaskResult as Task
from pasquino.config import data_folder
from pasquino.stories.models import Edition, PublishedStory
tell({"counts": [PublishedStory.objects.count(), Edition.objects.count()],
      "sections": Edition.objects.values_list("section").distinct().count(),
      "pending": data_folder.pending(),
      "waiting": Task.objects.filter(task_path__endswith=".record_before").count()})
"""


def _take_back(
    loader: MigrationLoader,
    later: set[tuple[str, str]],
    manifest: Manifest,
    members: Members,
) -> None:
    """Make of an archive what the version without these migrations would have made."""
    nodes = [node for node in loader.graph.nodes if node not in later]
    then = tables(loader.project_state(nodes).apps, with_sessions=False)
    manifest["migrations"] = [node for node in manifest["migrations"] if tuple(node) not in later]
    for name in set(manifest["tables"]) - {table.name for table in then}:
        put_rows(manifest, members, name, [])
        del manifest["tables"][name]
    for table in then:
        held = rows(manifest, members, table.name)
        shorter = [{name: row[name] for name in table.names} for row in held]
        put_rows(manifest, members, table.name, shorter)
        manifest["tables"][table.name]["columns"] = table.columns


def _columns(file: Path, table: str) -> list[str]:
    return [name for name, _ in contents(file)[0]["tables"][table]["columns"]]
