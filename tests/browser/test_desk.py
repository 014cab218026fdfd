"""An editor's day at the desk, in a browser: what only a browser can show of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Site, Watched, window

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.once]

TOMORROW = (datetime.now(UTC) + timedelta(days=1)).strftime("%Y-%m-%d 09:00")

PAGES = [
    "stories/",
    "images/multiple/add/",
    "users/",
    "users/new/",
    "account/",
    "settings/magazine/magazine/",
    "settings/stories/frontpage/",
    "settings/funding/contributepage/",
    "workflows/list/",
    "reports/site-history/",
]


@pytest.fixture
def desk(chromium: Browser, site: Site) -> Iterator[Watched]:
    """The administrator at the desk, let in by a one-time link."""
    with window(chromium, site, viewport={"width": 1280, "height": 900}) as seen:
        seen.page.goto(site.sign_in_link("Ada Editor"))
        seen.page.click("main form button")
        expect(seen.page.get_by_role("heading", name="Schedule")).to_be_visible()
        yield seen


def add_block(page: Page, kind: str) -> None:
    page.locator(".c-sf-add-button").last.click()
    page.get_by_role("option", name=kind).click()


def write(page: Page, name: str, words: str) -> None:
    """Type into Draftail and wait until the field that is sent holds the words.

    A press of Publish before that sends what stood there earlier: Draftail fills its hidden
    field a moment after the last key.
    """
    sent = page.locator(f"input[name={name}]")
    editor = page.locator(
        f"input[name={name}] ~ [data-draftail-editor-wrapper] [contenteditable=true]"
    )
    editor.click()
    expect(editor).to_be_focused()
    editor.press_sequentially(words)
    expect(sent).to_have_value(re.compile(re.escape(words)), timeout=30_000)


def open_status(page: Page) -> None:
    toggle = page.get_by_role("button", name="Toggle status")
    if toggle.get_attribute("aria-expanded") != "true":
        toggle.click()


def fill_schedule(page: Page, moment: str) -> None:
    page.locator("#id_go_live_at").fill(moment)
    page.get_by_role("button", name="Save schedule").press("Enter")  # a calendar covers it
    expect(page.get_by_role("button", name="Save schedule")).to_be_hidden()


def do(page: Page, what: str, said: str) -> None:
    """One of the deeds at the foot of the form, until the desk says that it is done."""
    page.locator("footer").get_by_role("button", name="More actions").click()
    page.get_by_role("button", name=what, exact=True).click()
    expect(page.locator(".messages")).to_contain_text(said)


def test_an_editor_writes_schedules_publishes_and_corrects_a_story(desk: Watched) -> None:
    page = desk.page

    page.get_by_role("link", name="Write a story").click()
    page.locator("[name=title]").fill("The ferry is late")
    page.locator("[name=section]").select_option(index=1)
    page.get_by_role("button", name="Add byline").click()
    page.locator("[name=bylines-0-writer]").select_option(index=1)
    add_block(page, "Quotation")
    page.locator("[name=body-0-value-words]").fill("It will be late again.")
    page.locator("[name=body-0-value-speaker]").fill("The ferryman")
    expect(page.locator("desk-quotation")).to_contain_text("no source named")
    add_block(page, "Update")
    page.locator("[name=body-1-value-at]").fill("2026-11-22 10:00")
    page.keyboard.press("Escape")
    write(page, "body-1-value-text", "It was.")

    open_status(page)
    page.get_by_role("button", name="Set schedule").click()
    fill_schedule(page, TOMORROW)
    do(page, "Schedule to publish", "Not published yet")
    page.get_by_label("I have looked at it").check()
    do(page, "Schedule to publish", "has been scheduled")
    page.goto("/desk/")
    page.get_by_role("region", name="Schedule").get_by_role(
        "link", name="The ferry is late"
    ).click()

    page.get_by_role("button", name="Toggle preview").click()
    address = page.url
    expect(page.frame_locator("#w-preview-iframe").locator("h1")).to_have_text("The ferry is late")
    page.get_by_role("button", name="Cancel scheduled publish").click()
    expect(page.locator(".messages")).to_contain_text("unscheduled")
    open_status(page)
    page.get_by_role("button", name="Edit schedule").click()
    fill_schedule(page, "")
    do(page, "Publish", "has been published")

    page.goto(address)
    page.get_by_role("tab", name="Corrections").click()
    page.get_by_role("button", name="Add correction").click()
    write(page, "corrections-0-text", "The ferry was on time.")
    page.get_by_role("tab", name="Story", exact=True).click()
    page.locator("[name=edition_note]").fill("A correction was added.")
    do(page, "Publish", "has been published")

    public = page.get_by_role("link", name="View live").first.get_attribute("href")
    page.goto(address)
    expect(page.locator("[name=edition_note]")).to_have_value("")
    page.goto(public or "")
    expect(page.locator("h1")).to_have_text("The ferry is late")
    expect(page.locator("figure.quotation")).to_contain_text("It will be late again.")
    expect(page.locator("article.story")).to_contain_text("The ferry was on time.")
    page.goto(f"{public}history/")
    expect(page.locator("body")).to_contain_text("A correction was added.")
    page.goto(address.replace("/edit/", "/unpublish/"))
    page.get_by_role("button", name="Yes, unpublish it").click()
    assert desk.complaints == []


def test_no_page_of_the_desk_needs_more_than_its_policy_allows(desk: Watched) -> None:
    for path in PAGES:
        desk.page.goto(f"/desk/{path}", wait_until="networkidle")
        assert desk.complaints == [], path


def test_choosers_start_without_inline_scripts(desk: Watched) -> None:
    page = desk.page
    page.goto("/desk/settings/stories/frontpage/")

    page.get_by_role("button", name="Choose a page").click()

    expect(page.locator(".modal-body")).to_be_visible()
    assert desk.complaints == []
