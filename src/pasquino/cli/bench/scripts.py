"""Script-injection strings in Chromium: all of them posted, all pages of them opened."""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pasquino.accounts.actions import make_account
from pasquino.cli.bench import crowd
from pasquino.cli.bench.lighthouse_program import CHROMIUM, HOME
from pasquino.cli.bench.magazine import running
from pasquino.cli.bench.rows import Row
from pasquino.discussion import actions
from pasquino.discussion.actions.posting import LONGEST_SUBJECT
from pasquino.stories.models import PublishedStory

# Beside a checkout, where the tests find their fixtures as well.
PAYLOADS = HOME.parents[1].parent / "shared" / "fixtures" / "xss" / "payloads.jsonl"
A_PAGE = 100  # comments
SETTLING = 300  # milliseconds that a page is given to misbehave
WORDS = ("alert", "script", "onerror", "svg", "href", "javascript")
CHROMIUM_OPTIONS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


def measure() -> Iterator[Row]:
    """X1: how many were shown, how many ran, and how often the policy had to step in."""
    if note := _missing():
        yield Row("X1", "script-injection strings", 0, "", note=note)
        return
    payloads = [json.loads(line)["payload"] for line in PAYLOADS.read_text().splitlines()]
    story = _posted(payloads)
    with running(Path(os.environ["PASQUINO_DATA"])) as magazine:
        shown, ran, violations = _looked_at(
            f"http://localhost:{magazine.port}", list(_paths(story, len(payloads)))
        )
    note = f"of {len(payloads)} posted, on {shown} pages"
    yield Row("X1.shown", "strings shown in Chromium", len(payloads), "", note=note)
    yield Row("X1.executions", "dialogs, script errors and foreign requests", len(ran), "", 0,
              "; ".join(ran[:3]))  # fmt: skip
    yield Row("X1.violations", "violations of the policy", len(violations), "", 0,
              "; ".join(violations[:3]))  # fmt: skip


def _missing() -> str:
    """What is needed and not here, in a sentence."""
    if importlib.util.find_spec("playwright") is None:
        return "Playwright is not installed: `make dev` does."
    if not CHROMIUM.exists():
        return f"Chromium is not installed ({CHROMIUM})."
    if not PAYLOADS.exists():
        return f"The strings are not there ({PAYLOADS.name} of the fixtures beside the checkout)."
    return ""


def _posted(payloads: list[str]) -> PublishedStory:
    crowd.stories(1)
    story = PublishedStory.objects.latest("pk")
    thread, author = actions.open_thread(story), make_account(name="<img src=x onerror=alert(1)>")
    for payload in payloads:
        subject = " ".join(payload.splitlines())[:LONGEST_SUBJECT]
        actions.post_comment(thread=thread, author=author, subject=subject, source=payload)
    return story


def _paths(story: PublishedStory, count: int) -> Iterator[str]:
    """Every page of the discussion twice, as a tree and flat; outlines, results, feeds."""
    address = story.get_absolute_url()
    for page in range(1, -(-count // A_PAGE) + 1):
        yield f"{address}?page={page}"
        yield f"{address}?display=flat&page={page}"
    yield from (f"{address}?display={display}" for display in ("minimal", "threaded"))
    yield from (f"{address}comments/{number}/" for number in range(1, count, A_PAGE))
    yield from (f"/search/?q={word}" for word in WORDS)
    yield from ("/", "/reader/img-srcx-onerroralert1/", "/feeds/comments.json")


def _looked_at(site: str, paths: list[str]) -> tuple[int, list[str], list[str]]:
    """How many pages were opened; what ran or was fetched on them; what the policy stopped."""
    ran: list[str] = []
    violations: list[str] = []
    sync_api: Any = importlib.import_module("playwright.sync_api")  # only in development

    def asked(url: str) -> None:
        if not url.startswith((site, "data:", "blob:", "about:")):
            ran.append(f"request of {url}")

    def dismissed(dialog: Any) -> None:  # Playwright's, which is not there to be named
        ran.append(f"dialog {dialog.message}")
        dialog.dismiss()

    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=list(CHROMIUM_OPTIONS)
        )
        page = browser.new_page()
        page.on("request", lambda request: asked(request.url))
        page.on("pageerror", lambda error: ran.append(f"error {error}"))
        page.on("dialog", dismissed)
        page.on("console", lambda said: (
            violations.append(said.text) if "Security Policy" in said.text else None
        ))  # fmt: skip
        for path in paths:
            answer = page.goto(site + path)
            if answer.status != 200:  # noqa: PLR2004 - HTTP's own
                ran.append(f"{answer.status} of {path}")
            page.wait_for_timeout(SETTLING)
        browser.close()
    return len(paths), ran, violations
