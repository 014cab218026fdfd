"""The lock files pin everything by hash, and say nothing of where they were made."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCK_FILES = ["requirements/run.txt", "requirements/dev.txt"]
NPM_LOCK_FILES = ["package-lock.json", "scripts/lighthouse/package-lock.json"]


def requirements(name: str) -> list[str]:
    """The requirements of a lock file, each on one line with its hashes."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line.strip() for line in text.splitlines()]
    return [line for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("name", LOCK_FILES)
def test_every_requirement_is_pinned_and_hashed(name: str) -> None:
    pinned = re.compile(r"[a-z0-9-]+==\S+ (; [^-]+)?( *--hash=sha256:[0-9a-f]{64})+\s*")

    loose = [line[:60] for line in requirements(name) if not pinned.fullmatch(line)]

    assert requirements(name)
    assert loose == []


@pytest.mark.parametrize("name", LOCK_FILES)
def test_a_lock_file_names_no_host_and_no_folder(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")

    assert "://" not in text
    assert not re.search(r"--(extra-)?index-url|--find-links|(^|\s)-[if]\s", text)
    assert not re.search(r"(^|\s)(file:|[.~]*/)", text)


def test_what_runs_is_also_what_is_tested() -> None:
    run, dev = (set(map(pin, requirements(name))) for name in LOCK_FILES)

    assert run <= dev


def pin(requirement: str) -> str:
    """A requirement without its hashes."""
    return " ".join(requirement.partition("--hash")[0].split())


@pytest.mark.parametrize("name", NPM_LOCK_FILES)
def test_an_npm_lock_file_pins_by_integrity_and_names_no_host(name: str) -> None:
    packages = json.loads((ROOT / name).read_text(encoding="utf-8"))["packages"]

    installed = {path: package for path, package in packages.items() if path}

    assert installed
    assert [path for path, package in installed.items() if "resolved" in package] == []
    assert [path for path, package in installed.items() if "integrity" not in package] == []
