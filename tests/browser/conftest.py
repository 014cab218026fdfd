"""A real magazine in a process of its own, with the demo, and a real Chromium."""

from __future__ import annotations

import contextlib
import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django.plugin import DjangoDbBlocker

from tests.cli.process import clean_environment
from tests.cli.standing import Standing

PATIENCE = 60.0
# Our styles change nothing but colours by night.
ABOUT_COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}
expect.set_options(timeout=PATIENCE * 1000)
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Site:
    """A running magazine: its address, and the commands an operator has."""

    address: str
    environment: dict[str, str] = field(repr=False)
    standing: Standing = field(repr=False)

    def command(self, *words: str) -> str:
        """Run `pasquino …` against it and give what it prints."""
        done = self.standing.command(*words)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def sign_in_link(self, name: str) -> str:
        """A one-time link for somebody, at this site's address."""
        printed = self.command("user", "link", name)
        path = "/account/link/" + printed.split("/account/link/")[1].split()[0]
        return self.address + path


@pytest.fixture(scope="session")
def site(
    tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> Iterator[Site]:
    """The magazine that all browser tests look at; they leave its demo stories as they are."""
    folder = tmp_path_factory.mktemp("site")
    port = _free_port()
    with django_db_blocker.unblock():
        database = _database()
    environment = clean_environment() | {"PASQUINO_DATA": str(folder / "data"), **database}
    made = Site(f"http://localhost:{port}", environment, Standing(environment))
    made.command("init")
    made.command("demo")
    made.command("user", "add", "Ada Editor", "--role", "admin")
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "pasquino.cli", "run", "--port", str(port)],
            env=environment,
            stdout=log,
            stderr=log,
        )
    try:
        _wait_until_ready(made.address, process, folder / "log")
        yield made
    finally:
        made.standing.end()
        process.terminate()
        process.wait(PATIENCE)


def _database() -> dict[str, str]:
    """On PostgreSQL, a database of its own beside that of the other tests."""
    given = os.environ.get("PASQUINO_DATABASE_URL")
    if not given:
        return {}
    from pasquino.config import template_database

    name = f"test_pasquino_site_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    template_database.postgresql(name)
    return {"PASQUINO_DATABASE_URL": urlunsplit(urlsplit(given)._replace(path=f"/{name}"))}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _connection(address: str) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(urlsplit(address).netloc, timeout=5)


def _wait_until_ready(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert process.poll() is None, log.read_text()
        with contextlib.suppress(OSError), contextlib.closing(_connection(address)) as asked:
            asked.request("GET", "/healthz")
            if asked.getresponse().status == 200:
                return
        time.sleep(0.1)
    raise AssertionError(log.read_text())


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    program = shutil.which("chromium")
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is missing.")
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_OPTIONS)
        yield browser
        browser.close()


def barriers(page: Page) -> list[str]:
    """What axe finds on a page: all its rules by day, those about colours once more by night."""
    page.emulate_media(color_scheme="light")
    found = {"light": Axe().run(page)}
    page.emulate_media(color_scheme="dark")
    found["dark"] = Axe().run(page, options=ABOUT_COLOURS)
    return [
        f"{page.url} {scheme}: {result.generate_report()}"
        for scheme, result in found.items()
        if result.violations_count
    ]


@dataclass
class Watched:
    """A browser window that notes what must not happen in it."""

    page: Page
    context: BrowserContext
    complaints: list[str]


@contextlib.contextmanager
def window(chromium: Browser, site: Site, **options: object) -> Iterator[Watched]:
    """A window; script errors, policy violations and foreign requests are noted."""
    context = chromium.new_context(base_url=site.address, **options)  # type: ignore[arg-type]  # playwright's own
    context.set_default_timeout(PATIENCE * 1000)
    page = context.new_page()
    watched = Watched(page, context, [])

    def asked(url: str) -> None:
        if not url.startswith((site.address, "data:", "blob:", "about:")):
            watched.complaints.append(f"foreign request {url}")

    page.on("request", lambda request: asked(request.url))
    page.on("pageerror", lambda error: watched.complaints.append(f"script error {error}"))
    page.on("dialog", lambda dialog: watched.complaints.append(f"dialog {dialog.message}"))
    page.on(
        "console",
        lambda said: (
            watched.complaints.append(said.text) if "Security Policy" in said.text else None
        ),
    )
    try:
        yield watched
    finally:
        context.close()
