"""What only a browser can show of the search: its key, and that script may be off."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Site, window

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.once]


def focused(page: Page) -> str:
    """The id of what has the focus."""
    found: str = page.evaluate("document.activeElement?.id ?? ''")
    return found


def test_the_slash_leads_to_the_field_and_is_not_typed_into_it(
    chromium: Browser, site: Site
) -> None:
    with window(chromium, site) as seen:
        page = seen.page
        page.goto("/")
        page.keyboard.press("/")
        assert focused(page) == "seek"

        page.keyboard.type("flood/wall")
        assert page.locator("#seek").input_value() == "flood/wall"
        page.keyboard.press("Enter")
        page.wait_for_url("**/search/?q=flood%2Fwall")
        assert page.locator("#results mark").count() > 0
        assert seen.complaints == []


def test_the_slash_is_left_to_whoever_is_typing_and_to_other_keys(
    chromium: Browser, site: Site
) -> None:
    with window(chromium, site) as seen:
        page = seen.page
        page.goto("/search/")
        page.focus("#sort")
        page.keyboard.press("/")
        assert focused(page) == "sort"

        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("Control+/")
        assert focused(page) == ""


def test_the_slash_can_be_switched_off(chromium: Browser, site: Site) -> None:
    with window(chromium, site) as seen:
        page = seen.page
        page.goto("/search/")
        page.get_by_label("The key / leads to the search field.").uncheck()
        page.goto("/")
        page.keyboard.press("/")

        assert focused(page) == ""
        page.goto("/search/")
        assert not page.get_by_label("The key / leads to the search field.").is_checked()


def test_one_searches_without_script(chromium: Browser, site: Site) -> None:
    with window(chromium, site, java_script_enabled=False) as seen:
        page = seen.page
        page.goto("/")
        page.fill("#seek", "flood wall")
        page.locator(".masthead").get_by_role("button", name="Search").click()
        assert page.locator("#results article").count() > 1
        assert not page.locator("#search-key").is_visible()

        page.select_option("#in", "comments")
        page.select_option("#sort", "date")
        page.locator("main").get_by_role("button", name="Search").click()
        kinds = page.locator("#results .byline").all_inner_texts()
        assert all(text.startswith("Comment #") for text in kinds)
        page.locator("#results h2 a").first.click()
        assert "/comments/" in page.url


def test_on_a_phone_no_choice_is_cut(chromium: Browser, site: Site) -> None:
    with window(chromium, site, viewport={"width": 390, "height": 800}) as seen:
        seen.page.goto("/search/")
        for name in ("in", "sort"):
            shown, needed = seen.page.locator(f"select#{name}").evaluate(
                "e => { const w = e.offsetWidth; e.style.inlineSize = 'max-content';"
                " return [w, e.offsetWidth] }"
            )
            assert shown >= needed
