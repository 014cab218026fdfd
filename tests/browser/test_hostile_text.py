"""Script-injection strings in a real browser: nothing runs, is fetched, or breaks the policy."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Site, Watched, window
from tests.journeys.hostile import payloads, subject_of
from tests.journeys.test_hostile_text import one_line, scoop_page

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.once]
STORY = "/2026/11/bus-on-demand/"
EVERY = 13  # makes 300 of all
ATOM = "{http://www.w3.org/2005/Atom}"

# Posts what a file says under a new story; tells the story's address, somebody's page, and a mail.
POSTING = """
import json, sys
import django; django.setup()
from pathlib import Path
from django.template.loader import render_to_string
from pasquino.accounts import letters
from pasquino.accounts.models import Role
from pasquino.moderation import actions as moderation
from pasquino.moderation.records import Grounds
from tests import make
from tests.journeys.hostile import namesakes
words = json.loads(Path(sys.argv[1]).read_text())
people = namesakes([payload for _, payload in words][::2])
thread = make.thread(make.story("Hostile words"))
for number, (subject, payload) in enumerate(words):
    author = people[number % len(people)] if number % 2 else people[0]
    comment = make.comment(thread, by=author, subject=subject, source=payload)
    if number % 10 == 0:
        make.discussion.add_to_comment(
            comment=comment, author=author, network="", source=payload)
    if number % 15 == 0:
        make.discussion.edit_comment(
            comment=comment, author=author, version=1, subject=subject, source=payload + "!")
    if number % 25 == 1:
        by = make.person(role=Role.MODERATOR)
        moderation.remove_comment(comment=comment, grounds=Grounds(by, payload, payload))
letter = letters.Letter("Hm", tuple(person.name for person in people))
context = {"letter": letter, "magazine": make.magazine()}
mail = render_to_string("accounts/mail/letter.html", context)
print(json.dumps([thread.story.get_absolute_url(), people[0].get_absolute_url(), mail]))
"""


def chosen() -> list[str]:
    return payloads()[::EVERY]


def look(seen: Watched, *addresses: str) -> None:
    for address in addresses:
        answer = seen.page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        seen.page.wait_for_timeout(100)


def test_imported_payloads_neither_run_nor_fetch(chromium: Browser, site: Site, tmp_path) -> None:
    lines = [line for payload in chosen() if (line := one_line(payload))]
    file = tmp_path / "page.txt"
    file.write_text(scoop_page(lines), encoding="utf-8")
    address = site.command("import", "scoop", str(file), "--section", "Hostile").split()[-1]

    with window(chromium, site) as seen:
        for query in ("", "?page=2", "?page=3", "?display=minimal", "?display=flat&sort=newest"):
            seen.page.goto(address + query)
            seen.page.wait_for_timeout(150)
        seen.page.goto(address + "comments/3/")
        seen.page.goto("/")

        assert seen.complaints == []


def test_posted_payloads_neither_run_nor_fetch(chromium: Browser, site: Site, tmp_path) -> None:
    story, person, mail = posted(site, tmp_path)
    feed = f"/feeds{story.rstrip('/')}/comments"

    with window(chromium, site) as seen:
        look(seen, *(f"{story}?page={page}" for page in (1, 2, 3)))
        look(seen, f"{story}?display=flat&sort=newest", f"{story}?display=minimal", person)
        look(seen, *(f"{story}comments/{number}/" for number in range(1, 300, 20)))
        look(seen, f"{story}comments/1/history/", f"{story}comments/31/history/")
        for word in ("alert", "svg", "onerror", chosen()[7], chosen()[70]):
            seen.page.goto("/search/")
            seen.page.fill("main input[name=q]", word)
            seen.page.press("main input[name=q]", "Enter")
            seen.page.wait_for_timeout(100)
        look(seen, f"{feed}.json")
        for unguarded in (*feed_pages(seen, feed), mail):
            seen.page.goto("about:blank")
            seen.page.set_content(unguarded)  # no policy protects who reads these elsewhere
            seen.page.wait_for_timeout(300)

        assert seen.complaints == []


def feed_pages(seen: Watched, feed: str) -> list[str]:
    """Both feeds as a careless program would show them: all bodies on one page."""
    atom = ElementTree.fromstring(seen.context.request.get(f"{feed}.atom").body())  # noqa: S314 - ours
    told = seen.context.request.get(f"{feed}.json").json()["items"]
    bodies = [str(content.text) for content in atom.iter(f"{ATOM}content")]
    assert len(bodies) == len(told) > 40
    return ["".join(bodies), "".join(item["content_html"] for item in told)]


def test_a_hostile_preview_and_comment_from_the_form_run_nothing(
    chromium: Browser, site: Site
) -> None:
    site.command("user", "add", "Hostile Hand")
    with window(chromium, site) as seen:
        page = seen.page
        page.goto(site.sign_in_link("Hostile Hand"))
        page.click("main button")
        for payload in chosen()[5::60]:
            page.goto(f"{STORY}comments/new/")
            page.fill("#subject", subject_of(payload))
            page.fill("#source", payload)
            page.click("button[value=preview]")
            assert page.locator(".writing__preview").count() == 1
            page.click("button[value=post]")
            assert "#c" in page.url
        page.goto(f"{STORY}comments/new/")
        page.fill("#subject", "s" * 201)
        page.fill("#source", "\n\n".join(chosen()[::3]))
        page.click("button[value=preview]")
        assert "201 characters" in page.inner_text("main")

        assert seen.complaints == []


def posted(site: Site, folder: Path) -> list[str]:
    """Post the sample by the deed; gives the story's address, somebody's page, and a mail."""
    file = folder / "words.json"
    file.write_text(json.dumps([[subject_of(payload), payload] for payload in chosen()]))
    fast = {"PASQUINO_LIMITS": "test", "DJANGO_SETTINGS_MODULE": "pasquino.config.settings"}
    said = subprocess.run(
        [sys.executable, "-c", POSTING, str(file)],
        env=site.environment | fast,
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 0, said.stderr
    addresses: list[str] = json.loads(said.stdout.splitlines()[-1])
    return addresses
