"""Script-injection strings in a real browser: nothing runs, nothing is fetched."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Site, window
from tests.fixtures import fixture
from tests.journeys.test_hostile_text import one_line, scoop_page

pytestmark = pytest.mark.xdist_group("browser")


def test_imported_payloads_neither_run_nor_fetch(chromium: Browser, site: Site, tmp_path) -> None:
    lines = fixture("fixtures/xss/payloads.jsonl").read_text(encoding="utf-8").splitlines()
    payloads = [one_line(json.loads(line)["payload"]) for line in lines[::13]]
    file = tmp_path / "page.txt"
    file.write_text(scoop_page([payload for payload in payloads if payload]), encoding="utf-8")
    address = site.command("import", "scoop", str(file), "--section", "Hostile").split()[-1]

    with window(chromium, site) as seen:
        for query in ("", "?page=2", "?page=3", "?display=minimal", "?display=flat&sort=newest"):
            seen.page.goto(address + query)
            seen.page.wait_for_timeout(150)
        seen.page.goto(address + "comments/3/")
        seen.page.goto("/")

        assert seen.complaints == []
