"""Every room has its place in the order of rooms, and every module says what it is for."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "pasquino"
DRAWERS = {"base", "common", "core", "helpers", "misc", "utils"}


def rooms() -> set[str]:
    """The packages directly inside `pasquino`."""
    return {path.parent.name for path in PACKAGE.glob("*/__init__.py")}


def layers() -> list[str]:
    """The order of rooms as import-linter knows it, highest first."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (contract,) = settings["tool"]["importlinter"]["contracts"]
    assert contract["exhaustive"]
    found: list[str] = contract["layers"]
    return found


def test_every_room_has_its_place_in_the_order() -> None:
    placed = {name for layer in layers() for name in re.findall(r"\w+", layer)}

    assert rooms() - placed == set()


def test_a_room_that_is_built_is_no_longer_optional() -> None:
    optional = {name for layer in layers() for name in re.findall(r"\((\w+)\)", layer)}

    assert rooms() & optional == set()


def test_code_lives_in_rooms() -> None:
    loose = {path.name for path in PACKAGE.glob("*.py")} - {"__init__.py", "__main__.py"}
    without_init = {path.parent.name for path in PACKAGE.glob("*/*.py")} - rooms()

    assert loose == set()
    assert without_init == set()


def test_there_are_no_drawers() -> None:
    drawers = [path for path in PACKAGE.rglob("*") if path.stem in DRAWERS and is_code(path)]

    assert set(drawers) == {PACKAGE / "config" / "postgresql" / "base.py"}  # Django's own name


def test_every_module_opens_with_a_sentence() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in sorted(PACKAGE.rglob("*.py"))
        if "migrations" not in path.parts and not opens_with_a_sentence(path)
    ]

    assert silent == []


def is_code(path: Path) -> bool:
    """A Python module, or a folder of them."""
    return path.suffix == ".py" or (path / "__init__.py").exists()


def opens_with_a_sentence(path: Path) -> bool:
    """The docstring's first line is there and ends like a sentence."""
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return docstring.partition("\n")[0].endswith((".", "?", "!"))
