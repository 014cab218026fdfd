"""Passkeys in a real browser with a pretended authenticator; the doors as a browser sees them."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.conftest import Site, Watched, barriers, window

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.once]

DOORS = {
    "sign in": "/account/login/",
    "sign up": "/account/signup/",
    "forgotten": "/account/password/reset/",
    "sent": "/account/confirm-email/",
    "spent": "/account/confirm-email/spent/",
    "spent reset": "/account/password/reset/key/1-x-y/",
}
OWN = {
    "account": "/account/",
    "mail": "/account/email/",
    "password": "/account/password/set/",
    "factors": "/account/2fa/",
    "app": "/account/2fa/totp/activate/",
    "passkeys": "/account/2fa/webauthn/",
    "add": "/account/2fa/webauthn/add/",
    "sessions": "/account/sessions/",
    "sign out": "/account/logout/",
}


def enter(seen: Watched, site: Site, name: str) -> None:
    seen.page.goto(site.sign_in_link(name))
    seen.page.locator("main button").click()
    seen.page.wait_for_url("**/account/")


def pretend_authenticator(seen: Watched) -> None:
    session = seen.context.new_cdp_session(seen.page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def examine(seen: Watched, path: str) -> None:
    page = seen.page
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(path)
    assert barriers(page) == []
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
    assert seen.complaints == []


def test_the_doors_have_no_barrier(chromium: Browser, site: Site) -> None:
    with window(chromium, site) as seen:
        for path in DOORS.values():
            examine(seen, path)
        seen.page.goto("/account/login/")
        seen.page.fill("[name=login]", "nobody")
        seen.page.fill("[name=password]", "a wrong one")
        seen.page.locator("main button.button--first").click()
        assert seen.page.get_by_role("alert").first.inner_text().startswith("The name or mail")
        assert Axe().run(seen.page).violations_count == 0


def test_a_members_own_pages_have_no_barrier(chromium: Browser, site: Site) -> None:
    site.command("user", "add", "Nora Barrier")
    with window(chromium, site) as seen:
        enter(seen, site, "Nora Barrier")
        for path in OWN.values():
            examine(seen, path)


def test_a_member_adds_a_passkey_and_signs_in_with_it(chromium: Browser, site: Site) -> None:
    site.command("user", "add", "Nora Key")
    with window(chromium, site) as seen:
        page = seen.page
        enter(seen, site, "Nora Key")
        pretend_authenticator(seen)

        page.goto("/account/2fa/webauthn/add/")
        page.fill("[name=name]", "my telephone")
        page.get_by_role("button", name="Add a passkey").click()
        page.wait_for_url("**/account/2fa/recovery-codes/")
        page.goto("/account/2fa/webauthn/")
        assert "my telephone" in page.locator("main").inner_text()

        page.get_by_role("button", name="Sign out").first.click()
        page.goto("/account/login/?next=/archive/")
        page.get_by_role("button", name="Sign in with a passkey").click()
        page.wait_for_url(f"{site.address}/archive/")
        assert page.locator(".masthead__visitor").inner_text().startswith("Nora Key")

        page.goto("/account/2fa/webauthn/add/")
        page.get_by_role("button", name="Use a passkey").click()
        page.wait_for_url("**/account/2fa/webauthn/add/**")
        assert seen.complaints == []


def test_a_passkey_is_the_second_factor_after_a_link(chromium: Browser, site: Site) -> None:
    site.command("user", "add", "Nora Factor")
    with window(chromium, site) as seen:
        page = seen.page
        enter(seen, site, "Nora Factor")
        pretend_authenticator(seen)
        page.goto("/account/2fa/webauthn/add/")
        page.get_by_role("button", name="Add a passkey").click()
        page.wait_for_url("**/account/2fa/recovery-codes/")
        page.get_by_role("button", name="Sign out").first.click()

        page.goto(site.sign_in_link("Nora Factor"))
        page.locator("main button").click()
        page.wait_for_url("**/account/2fa/authenticate/")
        page.get_by_role("button", name="Use a passkey").click()
        page.wait_for_url("**/account/")
        assert seen.complaints == []


def test_without_script_the_door_says_what_a_passkey_needs(chromium: Browser, site: Site) -> None:
    with window(chromium, site, java_script_enabled=False) as seen:
        seen.page.goto("/account/login/")

        assert seen.page.get_by_text("A passkey needs JavaScript").is_visible()
        assert not seen.page.get_by_role("button", name="Sign in with a passkey").is_visible()
        assert seen.page.get_by_role("button", name="Sign in", exact=True).is_visible()
