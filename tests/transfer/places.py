"""Magazines in folders and databases of their own, used as operators do: by the command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
from pytest_django import DjangoDbBlocker

from pasquino.config import template_database
from tests.cli.process import clean_environment
from tests.cli.standing import Standing

SERVER = os.environ.get("PASQUINO_DATABASE_URL", "")
HERE = "postgresql" if SERVER else "sqlite"

# What every address shows, beginning at the front page and following all links; of the many
# addresses of single comments, displays and sorts one in ten, the same each time.
PAGES = """
import hashlib, re, zlib
from django.test import Client
reader, seen, found = Client(HTTP_HOST="localhost:8000"), {"/", "/sitemap.xml"}, {}
waiting = sorted(seen)
while waiting:
    address = waiting.pop()
    answer = reader.get(address)
    content = answer.getvalue()
    found[address] = f"{answer.status_code} {hashlib.sha256(content).hexdigest()}"
    said = content.decode(errors="ignore").replace("http://localhost:8000", "")
    for link in re.findall(r'(?:href="|<loc>|"url": ?")(/[^"<#]*)', said):
        link = link.replace("&amp;", "&")
        ours = not link.startswith(("/static", "/media", "/desk", "//", "/account"))
        one_of_many = "/comments/" in link or "display=" in link or "sort=" in link
        if ours and link not in seen:
            seen.add(link)
            if not one_of_many or zlib.crc32(link.encode()) % 10 == 0:
                waiting.append(link)
tell(found)
"""


@dataclass
class Place:
    """Where a magazine is or may come to be."""

    folder: Path
    database: str = ""
    more: dict[str, str] = field(default_factory=dict)
    standing: Standing | None = None  # for a magazine that many commands are given to

    @property
    def environment(self) -> dict[str, str]:
        settings = {"PASQUINO_DATA": str(self.folder), "DJANGO_SETTINGS_MODULE": SETTINGS}
        if self.database:
            settings["PASQUINO_DATABASE_URL"] = self.database
        return clean_environment() | settings | self.more

    def pasquino(self, *words: object, **more: Any) -> subprocess.CompletedProcess[str]:
        """The command in a process of its own, ended as it may have."""
        return subprocess.run(
            [sys.executable, "-m", "pasquino.cli", *map(str, words)],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            **more,
        )

    def does(self, *words: object) -> str:
        """The command's output; it must succeed."""
        said = self._ended(*words)
        assert said.returncode == 0, said.stderr
        return said.stdout

    def refuses(self, *words: object) -> str:
        """The one sentence with which the command refuses."""
        said = self._ended(*words)
        assert said.returncode == 1, said.stdout
        assert "Traceback" not in said.stderr, said.stderr
        return said.stderr.splitlines()[-1]

    def _ended(self, *words: object) -> subprocess.CompletedProcess[str]:
        return (self.standing.command if self.standing else self.pasquino)(*words)

    def asks(self, program: str) -> Any:
        """What a program in this magazine tells."""
        return self.standing.asks(program) if self.standing else self.asks_anew(program)

    def asks_anew(self, program: str) -> Any:
        """The same, of a process that knows nothing of what was before."""
        begin = "import django, json; django.setup()\ndef tell(what): print(json.dumps(what))\n"
        said = subprocess.run(
            [sys.executable, "-c", begin + program],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert said.returncode == 0, said.stderr
        return json.loads(said.stdout)

    def pages(self) -> dict[str, str]:
        """Status and digest of every public page."""
        found: dict[str, str] = self.asks_anew(PAGES)
        return found

    def media(self) -> dict[str, bytes]:
        """All uploaded files."""
        folder = self.folder / "media"
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file()
        }

    def what_is_there(self) -> list[str]:
        """Files in the folder and tables in the database, but for locks."""
        there = [path.name for path in self.folder.iterdir()] if self.folder.exists() else []
        if self.database:
            with psycopg.connect(self.database) as server:
                query = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
                there += [name for (name,) in server.execute(query)]
        return sorted(set(there) - {"prepare.lock"})

    def integrity(self) -> str:
        """What SQLite says of its file; PostgreSQL needs no asking."""
        if self.database:
            return "ok"
        program = (
            "from django.db import connection\n"
            "with connection.cursor() as cursor:\n"
            "    tell(cursor.execute('PRAGMA integrity_check').fetchone()[0])"
        )
        return str(self.asks(program))


SETTINGS = "pasquino.config.settings"


class Make(Protocol):
    """Makes a place of a kind of database: an empty one, or with `is_ready` a migrated one."""

    def __call__(self, name: str, kind: str = HERE, *, is_ready: bool = False) -> Place: ...


def making(folder: Path, blocker: DjangoDbBlocker) -> Iterator[Make]:
    """Makes places below a folder; their databases are gone afterwards."""
    names: list[str] = []

    def make(name: str, kind: str = HERE, *, is_ready: bool = False) -> Place:
        if kind == "sqlite":
            return Place(folder / name)
        names.append(f"place_{uuid4().hex[:12]}")
        if is_ready:
            with blocker.unblock():
                template_database.postgresql(names[-1])
        else:
            on_server(f'CREATE DATABASE "{names[-1]}"')
        return Place(folder / name, address(names[-1]))

    yield make
    for name in names:
        on_server(f'DROP DATABASE "{name}" WITH (FORCE)')


def address(name: str) -> str:
    """The address of another database on the tests' server."""
    return urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}"))


def on_server(statement: str) -> None:
    """One statement outside of any transaction."""
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(statement)
