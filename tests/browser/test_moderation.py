"""The pages of moderation as a browser shows them: access for all, width, policy, no script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Site, barriers, window

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.once]

PAGES = (
    "/moderation/",
    "/moderation/held/",
    "/moderation/suspended/",
    "/moderation/holding/",
    "/moderation/comment/2/",
    "/moderation/thread/1/",
    "/moderation/account/riverrat/",
)


def sign_in(page: Page, site: Site) -> None:
    page.goto(site.sign_in_link("Ada Editor"))
    page.get_by_role("button", name="Sign in").click()


def test_the_room_has_no_barrier_and_never_scrolls_sideways(chromium: Browser, site: Site) -> None:
    with window(chromium, site, viewport={"width": 1280, "height": 900}) as seen:
        sign_in(seen.page, site)
        seen.complaints.clear()  # the desk, where signing in leads, is not what this is about
        for address in PAGES:
            answer = seen.page.goto(address)
            assert answer is not None
            assert answer.status == 200, address
            assert barriers(seen.page) == []
            for width in (390, 320, 1280):
                seen.page.set_viewport_size({"width": width, "height": 800})
                wide = seen.page.evaluate("document.documentElement.scrollWidth")
                assert wide <= width, f"{address} at {width}"

        assert seen.complaints == []


def test_a_deed_is_done_and_undone_without_script(chromium: Browser, site: Site) -> None:
    with window(chromium, site, java_script_enabled=False) as seen:
        page = seen.page
        sign_in(page, site)
        page.goto("/moderation/comment/2/")
        page.locator("#remove-title + p + form textarea").first.fill("Only for this test.")
        page.get_by_role("button", name="Remove the comment").click()
        removed = page.locator(".words__state").last.inner_text()
        page.get_by_role("button", name="Undo").first.click()

        assert removed == "removed by a moderator"
        assert page.locator(".words__state").last.inner_text() == "visible"
        assert "?done=" in page.url
