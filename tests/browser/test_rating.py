"""Rating in a browser: for all senses, with the keyboard, and quiet until something is chosen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Site, Watched, barriers, window

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.once]

STORY = "/2026/11/bus-on-demand/"


@pytest.fixture
def ida(chromium: Browser, site: Site, request: pytest.FixtureRequest) -> Iterator[Watched]:
    """A reader who came by a one-time link."""
    name = f"Ida {request.node.name.replace('_', ' ')}"[:60]
    site.command("user", "add", name)
    with window(chromium, site, viewport={"width": 1280, "height": 900}) as seen:
        seen.page.goto(site.sign_in_link(name))
        seen.page.click("main form button")
        seen.page.goto(STORY)
        yield seen


def test_a_signed_in_story_page_can_be_used_by_everybody(ida: Watched) -> None:
    page = ida.page
    assert page.locator("select.rate__value").count() > 10
    assert barriers(page) == []
    assert ida.complaints == []


def test_a_select_says_whose_comment_it_rates_and_the_keyboard_rates_it(ida: Watched) -> None:
    page = ida.page
    select, rate = page.get_by_label("Your rating of #3", exact=True), page.locator("#c3 button")
    expect(rate).to_be_hidden()

    select.focus()
    page.keyboard.press("4")
    expect(rate).to_be_visible()
    page.keyboard.press("Tab")
    expect(rate).to_be_focused()
    page.keyboard.press("Enter")

    page.wait_for_url("**#c3")
    expect(page.get_by_label("Your rating of #3", exact=True)).to_have_value("4")
    assert ida.complaints == []


def test_nothing_of_it_is_wider_than_a_phone(ida: Watched) -> None:
    ida.page.set_viewport_size({"width": 320, "height": 800})
    for path in (STORY, f"{STORY}comments/3/", f"{STORY}comments/3/ratings/"):
        ida.page.goto(path)

        assert ida.page.evaluate("document.documentElement.scrollWidth") <= 320, path
