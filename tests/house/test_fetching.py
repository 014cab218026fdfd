"""Only the worker reaches the network: no page, however it is made, asks another server."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "pasquino"
REACHES_OUT = (
    "aiohttp", "ftplib", "http.client", "httpx", "requests", "requests_hardened", "socket",
    "telnetlib", "urllib.request", "urllib3", "xmlrpc",
)  # fmt: skip
DOOR = "pasquino.sources.fetching"
THROUGH_THE_DOOR = {
    "sources/outside.py": "the door of this process",
    "sources/jobs.py": "fetches copies, as tasks",
    "sources/link_jobs.py": "looks at links, as tasks",
    "sources/askable.py": "reads addresses, and asks nobody where they lead",
    "sources/keeping.py": "reads what was fetched; it calls no fetcher",
    "sources/records.py": "writes down what was fetched",
}


def modules() -> Iterator[tuple[str, ast.Module]]:
    """All modules of the house but the command line's, which serves, measures and mails."""
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if not name.startswith(("cli/", "sources/fetching/")):
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def begins(name: str, *roots: str) -> bool:
    return any(name == root or name.startswith(f"{root}.") for root in roots)


def test_nobody_but_the_fetcher_imports_what_reaches_the_network() -> None:
    found = {
        name: sorted({one for one in imported(tree) if begins(one, *REACHES_OUT)})
        for name, tree in modules()
    }

    assert {name: reached for name, reached in found.items() if reached} == {}


def test_only_the_workers_modules_go_through_the_door() -> None:
    doors = (DOOR, "pasquino.sources.outside")

    found = {
        name for name, tree in modules() if any(begins(one, *doors) for one in imported(tree))
    }

    assert found <= set(THROUGH_THE_DOOR)


@pytest.mark.parametrize("name", ["sources/jobs.py", "sources/link_jobs.py"])
def test_what_fetches_is_called_by_tasks_alone(name: str) -> None:
    """`fetcher()` is called in functions that no other module asks for."""
    trees = dict(modules())
    fetching = {
        node.name
        for node in ast.walk(trees[name])
        if isinstance(node, ast.FunctionDef) and "outside.fetcher(" in ast.unparse(node)
    }
    module = f"pasquino.{name.removesuffix('.py').replace('/', '.')}"

    asked_for = {
        one for other, tree in trees.items() if other != name for one in imported(tree)
    } & {f"{module}.{function}" for function in fetching}

    assert fetching
    assert asked_for == set()
