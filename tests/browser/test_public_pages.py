"""What only a browser can show of the public pages: access for all, width, keyboard, policy."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Site, barriers, window

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.once]

STORY = "/2026/11/wall-with-a-gap/"
PAGES = {
    "front": "/",
    "older": "/?before=20260901T000000.000000-1",
    "section": "/section/budget/",
    "topic": "/topic/flood-wall/",
    "writer": "/writer/maud-ellery/",
    "archive": "/archive/",
    "month": "/archive/2026/11/",
    "corrections": "/corrections/",
    "contribute": "/contribute/",
    "story": STORY,
    "sources": "/sources/",
    "differing": "/2026/07/up-to-503-cars/",
    "second page": STORY + "?page=2",
    "threaded": STORY + "?display=threaded",
    "minimal": STORY + "?display=minimal",
    "flat": STORY + "?display=flat",
    "unthreaded": STORY + "?display=flat_unthread&sort=newest",
    "comment": STORY + "comments/21/",
    "history": STORY + "history/",
    "reader": "/reader/riverrat/",
    "search": "/search/",
    "results": "/search/?q=flood+wall",
    "nothing found": "/search/?q=zzz+before:yesterday",
    "not found": "/no/such/page/",
    "link": "/account/link/spent/",
}


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_has_no_barrier_and_never_scrolls_sideways(
    chromium: Browser, site: Site, kind: str
) -> None:
    with window(chromium, site, viewport={"width": 1280, "height": 900}) as seen:
        page = seen.page
        page.goto(PAGES[kind])
        assert barriers(page) == []
        for width in (390, 320):
            page.set_viewport_size({"width": width, "height": 800})
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, too_wide(page, width)

        assert seen.complaints == []


def too_wide(page: Page, width: int) -> list[str]:
    """What sticks out, for the message."""
    found: list[str] = page.evaluate(
        """width => [...document.querySelectorAll("body *")]
            .filter(e => e.getBoundingClientRect().right > width + 1)
            .slice(0, 5).map(e => e.outerHTML.slice(0, 160))""",
        width,
    )
    return found


def test_the_discussion_is_read_without_script(chromium: Browser, site: Site) -> None:
    with window(chromium, site, java_script_enabled=False) as seen:
        page = seen.page
        page.goto(STORY)
        page.select_option("select[name=display]", "flat_unthread")
        page.select_option("select[name=sort]", "newest")
        page.get_by_role("button", name="Show").click()

        shown = page.locator(".thread article.comment")
        numbers = [int(n) for n in shown.evaluate_all("all => all.map(c => c.dataset.number)")]
        assert numbers == sorted(numbers, reverse=True)
        assert numbers[0] >= 141  # other tests post here too
        page.locator("a[rel=next]:visible").last.click()
        assert "display=flat_unthread" in page.url
        assert "sort=newest" in page.url
        assert seen.complaints == []


@pytest.mark.parametrize("width", [1280, 390])
def test_the_proof_opens_without_script_and_covers_no_words(
    chromium: Browser, site: Site, width: int
) -> None:
    size = {"width": width, "height": 900}
    with window(chromium, site, viewport=size, java_script_enabled=False) as seen:
        page = seen.page
        page.goto("/2026/07/up-to-503-cars/")
        quotation = page.locator("figure.quotation").first

        quotation.get_by_text("What differs").click()

        said, proof = quotation.locator("blockquote"), quotation.locator(".clause")
        assert "yet" in proof.locator("del").inner_text()
        words, shown = said.bounding_box(), proof.bounding_box()
        assert words is not None
        assert shown is not None
        assert words["y"] + words["height"] <= shown["y"]


def test_a_choice_takes_effect_at_once_with_script(chromium: Browser, site: Site) -> None:
    with window(chromium, site) as seen:
        page = seen.page
        page.goto(STORY)

        with page.expect_navigation():
            page.select_option("select[name=sort]", "newest")

        assert "sort=newest" in page.url
        assert seen.complaints == []


REACHABLE = 'a:visible:not([tabindex="-1"]), button:visible, select:visible, summary:visible'


def test_everything_on_the_front_page_is_reached_by_keyboard(
    chromium: Browser, site: Site
) -> None:
    with window(chromium, site) as seen:
        page = seen.page
        page.goto("/")
        wanted = page.locator(REACHABLE).count()
        reached = set()

        for _ in range(wanted + 20):
            page.keyboard.press("Tab")
            here = page.evaluate(
                """() => { const e = document.activeElement;
                    const all = [...document.querySelectorAll("*")];
                    const seen = getComputedStyle(e).outlineStyle !== "none"
                        || getComputedStyle(e).boxShadow !== "none";
                    return [e.tagName, all.indexOf(e), seen]; }"""
            )
            if here[0] != "BODY":
                assert here[2], f"no visible focus on {here}"
                reached.add(here[1])

        assert len(reached) >= wanted


def test_the_skip_link_comes_first_and_leads_to_the_text(chromium: Browser, site: Site) -> None:
    with window(chromium, site) as seen:
        page = seen.page
        page.goto(STORY)

        page.keyboard.press("Tab")
        target = page.evaluate("document.activeElement.getAttribute('href')")
        page.keyboard.press("Enter")

        assert target.startswith("#")
        assert page.locator(target).count() == 1


def test_answers_are_set_in_at_390_pixels(chromium: Browser, site: Site) -> None:
    with window(chromium, site, viewport={"width": 390, "height": 800}) as seen:
        page = seen.page
        page.goto(STORY)
        answer = page.locator("article.comment[data-depth='1']").first
        number = answer.get_attribute("data-parent")

        above, below = page.locator(f"#c{number}").bounding_box(), answer.bounding_box()

        assert above is not None
        assert below is not None
        assert below["x"] > above["x"]
        assert below["width"] > 250


def test_the_page_in_print_shows_no_controls(chromium: Browser, site: Site) -> None:
    with window(chromium, site) as seen:
        seen.page.goto(STORY)
        seen.page.emulate_media(media="print")

        assert not seen.page.locator("form").first.is_visible()
        assert seen.page.locator(".story__body").is_visible()
