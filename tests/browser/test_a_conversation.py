"""A reader's whole stay, and two people who talk: one with script, one without."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Site, Watched, window
from tests.fixtures import fixture

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.once]
LONG_THREAD = "/2026/11/wall-with-a-gap/"
PASSWORD = "seven wet bridges"


@pytest.fixture(scope="module")
def seed(site: Site) -> str:
    """The address of the seed page, imported into the running magazine."""
    imported = site.command(
        "import", "scoop", str(fixture("seed/page.txt")), "--section", "Dispatches"
    )
    return imported.split()[-1]


@pytest.fixture
def ada(chromium: Browser, site: Site) -> Iterator[Watched]:
    """Somebody at a desk."""
    with window(chromium, site, viewport={"width": 1280, "height": 900}) as watched:
        yield watched
    assert watched.complaints == []


@pytest.fixture
def ben(chromium: Browser, site: Site) -> Iterator[Watched]:
    """Somebody with a telephone, and script switched off."""
    with window(
        chromium, site, viewport={"width": 390, "height": 844}, java_script_enabled=False
    ) as watched:
        yield watched
    assert watched.complaints == []


def letters(site: Site, to: str) -> list[str]:
    """The plain text of the mails to an address, the oldest first."""
    folder = Path(site.environment["PASQUINO_DATA"]) / "mail"
    found = []
    for file in sorted(folder.glob("*"), key=lambda path: path.stat().st_mtime_ns):
        for text in file.read_bytes().split(b"-" * 79):
            letter = message_from_bytes(text.strip(), policy=policy.default)
            if to in str(letter["To"]):
                body = letter.get_body(("plain",))
                found.append(body.get_content() if body else "")
    return found


def sign_up(site: Site, page: Page, name: str) -> None:
    """By the masthead, the form and the link in the mail."""
    mail = f"{name.lower()}@post.example"
    page.goto("/")
    page.click("text=Sign up")
    page.fill("[name=username]", name)
    page.fill("[name=email]", mail)
    page.fill("[name=password1]", PASSWORD)
    page.click("main form .button--first")
    for _try in range(100):
        if sent := letters(site, mail):
            break
        page.wait_for_timeout(100)
    path = re.search(r"/account/confirm-email/\S+", sent[0])
    assert path is not None, sent[0]
    page.goto(path[0])
    page.click("main form .button--first")


def post(page: Page, source: str) -> int:
    """Write into the form that is open, through the preview; gives the comment's number."""
    page.fill("#source", source)
    page.click("button[value=preview]")
    page.click("button[value=post]")
    return int(page.url.split("#c")[1])


def test_a_reader_comes_in_stays_a_while_and_leaves(site: Site, seed: str, ben: Watched) -> None:
    page = ben.page
    sign_up(site, page, "Benno")

    page.goto(f"{seed}comments/4/reply/")
    number = post(page, "Nobody has *counted* the marzipan bridges.")
    mine = page.locator(f"#c{number}")
    assert mine.get_attribute("data-parent") == "4"
    assert mine.locator(".comment__author").inner_text() == "Benno"

    page.goto(f"{seed}comments/{number}/edit/")
    page.fill("#source", "Nobody has *weighed* the marzipan bridges.")
    page.click("button[value=save]")
    assert "weighed" in page.locator(f"#c{number} .comment__body").inner_text()

    page.goto(seed)
    page.locator("#c3 select").select_option("4")
    page.locator("#c3").get_by_role("button", name="Rate").click()
    assert page.locator("#c3 .comment__rating").inner_text() == "(4.00 / 1)"

    page.select_option("#display", "flat")
    page.select_option("#sort", "newest")
    page.click(".reading button")
    page.get_by_role("button", name=re.compile("Remember")).click()
    page.goto(seed)
    assert page.input_value("#display") == "flat"
    assert page.input_value("#sort") == "newest"

    page.goto("/search/")
    page.fill("main [name=q]", "author:Benno marzipan")
    page.press("main [name=q]", "Enter")
    assert page.locator("main mark").first.inner_text() == "marzipan"

    page.goto("/account/data/")
    with page.expect_download() as download:
        page.click("main form .button--first")
    kept = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert kept["comments"][0]["text"] == "Nobody has *weighed* the marzipan bridges."

    page.goto("/account/close/")
    page.check("[name=comments][value=keep]")
    page.fill("main [type=password]", PASSWORD)
    page.check("[name=is_certain]")
    page.locator("main form .button--first").click()
    assert page.locator("h1").inner_text() == "Your account is closed"
    page.goto(f"{seed}comments/{number}/")
    assert "Benno" not in page.locator("main").inner_text()
    assert "weighed" in page.locator("main").inner_text()


@pytest.mark.parametrize("where", ["seed", "demo"])
def test_two_people_talk_one_of_them_without_script(
    site: Site, seed: str, ada: Watched, ben: Watched, where: str
) -> None:
    story = seed if where == "seed" else LONG_THREAD
    for watched, name in ((ada, f"Ada of the {where}"), (ben, f"Ben of the {where}")):
        site.command("user", "add", name)
        watched.page.goto(site.sign_in_link(name))
        watched.page.click("main button")

    ada.page.goto(f"{story}comments/new/")
    ada.page.fill("#subject", "Who counted?")
    first = post(ada.page, "Who counted, and when?")
    ben.page.goto(f"{story}comments/{first}/")
    ben.page.locator(f"#c{first}").get_by_role("link", name="Reply", exact=True).click()
    ben.page.click("button[value=quote]")
    second = post(ben.page, ben.page.input_value("#source") + "\n\nThe harbour office, in May.")
    ada.page.goto(f"{story}?at={second}")
    answer = ada.page.locator(f"#c{second}")
    assert answer.locator("blockquote").inner_text().strip() == "Who counted, and when?"
    answer.get_by_role("link", name="Reply", exact=True).click()
    third = post(ada.page, "Thank you.")
    ben.page.goto(f"{story}comments/{first}/")

    thread = [ben.page.locator(f"#c{number}").get_attribute("data-depth") for number in
              (first, second, third)]  # fmt: skip
    assert thread == ["0", "1", "2"]
