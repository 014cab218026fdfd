"""A member writes in a real browser, with and without script, wide and narrow."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.conftest import Site, window

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.once]
STORY = "/2026/11/bus-on-demand/"


@pytest.mark.parametrize(
    ("width", "script", "name"), [(1280, False, "Wide Reader"), (390, True, "Narrow Reader")]
)
def test_a_member_answers_edits_and_adds(
    chromium: Browser, site: Site, width: int, script: bool, name: str
) -> None:
    site.command("user", "add", name)
    with window(
        chromium, site, viewport={"width": width, "height": 900}, java_script_enabled=script
    ) as watched:
        page = watched.page
        page.goto(site.sign_in_link(name))
        page.click("main button")
        page.goto(f"{STORY}comments/2/reply/")
        page.click("button[value=quote]")
        assert page.input_value("#source").startswith("> ")
        page.fill("#source", "\nI counted *twelve*.")
        page.click("button[value=preview]")
        assert page.locator(".writing__preview em").inner_text() == "twelve"
        assert page.input_value("#source") == "\nI counted *twelve*."
        if script:
            assert not Axe().run(page).response["violations"]
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.click("button[value=post]")
        number = page.url.split("#c")[1]
        page.goto(f"{STORY}comments/{number}/edit/")
        page.fill("#source", "I counted thirteen.")
        page.click("button[value=save]")
        assert "edited" in page.locator(f"#c{number} .comment__edited").inner_text()
        page.goto(f"{STORY}comments/{number}/add/")
        page.fill("#source", "Fourteen by now.")
        page.click("button[value=add]")
        assert "Fourteen" in page.locator(f"#c{number} .comment__addition").inner_text()
        page.goto(f"{STORY}comments/{number}/remove/")
        page.click("main form .button--first")
        assert "Removed by its author." in page.locator(f"#c{number}").inner_text()

    assert watched.complaints == []


def test_signing_in_again_in_the_middle_of_a_thought_loses_nothing(
    chromium: Browser, site: Site
) -> None:
    site.command("user", "add", "Slow Thinker")
    with window(chromium, site, java_script_enabled=False) as watched:
        page = watched.page
        page.goto(site.sign_in_link("Slow Thinker"))
        page.click("main button")
        page.goto(f"{STORY}comments/new/")
        page.fill("#subject", "A long thought")
        page.fill("#source", "It took me an hour.")
        watched.context.clear_cookies()
        page.click("button[value=preview]")
        assert page.input_value("#source") == "It took me an hour."
        page.click("button[value=sign-in]")
        page.goto(site.sign_in_link("Slow Thinker"))
        page.click("main button")
        page.goto(f"{STORY}comments/new/")
        assert page.input_value("#subject") == "A long thought"
        assert page.input_value("#source") == "It took me an hour."
