"""What a site's robots.txt forbids is not fetched (RFC 9309)."""

from __future__ import annotations

import time

import pytest

from pasquino.sources.fetching.robots import rules
from tests.sources.web import Web, page, to

pytestmark = pytest.mark.once  # no database

URL = "http://news.example/story"


def with_robots(robots: bytes) -> Web:
    return Web({"/robots.txt": robots, "/story": page()})


def test_a_forbidden_page_is_not_asked_for() -> None:
    web = with_robots(page(b"User-agent: *\nDisallow: /story\n"))

    fetched = web.fetcher().fetch(URL)

    assert (fetched.state, fetched.reasons) == ("blocked", ("robots",))
    assert [head.split(" ")[1] for head in web.asked] == ["/robots.txt"]


@pytest.mark.parametrize(
    "status", ["400 Bad", "401 No", "403 No", "404 Not", "410 Gone", "429 Slow"]
)
def test_a_host_without_rules_allows_everything(status: str) -> None:
    web = with_robots(page(b"User-agent: *\nDisallow: /", status=status))

    assert web.fetcher().fetch(URL).state == "complete"


@pytest.mark.parametrize("status", ["500 Oops", "503 Later"])
def test_a_host_whose_rules_cannot_be_had_allows_nothing_for_now(status: str) -> None:
    web = with_robots(page(status=status))
    fetcher = web.fetcher()

    assert fetcher.fetch(URL).reasons == ("robots_unreachable",)

    web.answers["/robots.txt"] = page(b"")
    assert fetcher.fetch(URL).state == "complete"


def test_rules_are_asked_for_once() -> None:
    web = with_robots(page(b"User-agent: *\nDisallow: /other"))
    fetcher = web.fetcher()

    fetcher.fetch(URL)
    fetcher.fetch(URL)

    assert [head.split(" ")[1] for head in web.asked] == ["/robots.txt", "/story", "/story"]


def test_the_rules_of_a_host_that_is_redirected_to_hold_too() -> None:
    web = Web(
        {
            "/story": to("http://other.example/story"),
            "other.example/robots.txt": page(b"User-agent: Pasquino\nDisallow: /"),
        }
    )

    assert web.fetcher().fetch(URL).reasons == ("robots",)


def test_rules_may_stand_elsewhere_but_not_on_a_private_machine() -> None:
    web = with_robots(to("http://127.0.0.1/robots.txt"))
    assert web.fetcher().fetch(URL).reasons == ("private_address",)

    web = with_robots(to("/rules"))
    web.answers["/rules"] = page(b"User-agent: *\nDisallow: /")
    assert web.fetcher().fetch(URL).reasons == ("robots",)


def test_endless_rules_are_read_to_their_limit() -> None:
    web = with_robots(page(b"User-agent: *\nDisallow: /story\n" + b"# words\n" * 1_000_000))

    assert web.fetcher().fetch(URL).reasons == ("robots",)


def test_a_pause_that_the_rules_ask_for_is_kept_up_to_a_limit() -> None:
    web = with_robots(page(b"User-agent: *\nCrawl-delay: 10\n"))
    fetcher = web.fetcher()
    fetcher.fetch(URL)
    assert 9 < fetcher.pause_needed(URL) <= 10

    web = with_robots(page(b"User-agent: *\nCrawl-delay: 86400\n"))
    fetcher = web.fetcher()
    fetcher.fetch(URL)
    assert 29 < fetcher.pause_needed(URL) <= 30


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/", True),
        ("User-agent: *\nDisallow:", "/", True),
        ("User-agent: *\nDisallow: /", "/robots.txt", True),
        ("User-agent: other\nDisallow: /", "/", True),
        ("User-agent: PASQUINO/1.0\nDisallow: /", "/", False),
        ("User-agent: pasquino\nAllow: /\n\nUser-agent: *\nDisallow: /", "/", True),
        ("User-agent: *\nAllow: /\n\nUser-agent: Pasquino\nDisallow: /a", "/a", False),
        ("User-agent: a\nUser-agent: pasquino\nDisallow: /a", "/a", False),
        ("User-agent: pasquino\nDisallow: /a\nUser-agent: b\nDisallow: /\n"
         "User-agent: pasquino\nDisallow: /c", "/c", False),
        ("Disallow: /", "/", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nAllow: /a/b\nDisallow: /a", "/a/c", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?a", True),
        ("User-agent: *\nDisallow: /*?print", "/x?print=1", False),
        ("User-agent: *\nDisallow: /a$", "/ab", True),
        ("User-agent: *\nDisallow: /a$", "/a", False),
        ("User-agent: *\nDisallow: /%7Ejoe", "/~joe/x", False),
        ("User-agent: *\nDisallow: /ä", "/%C3%A4", False),
        ("User-agent: *\nDisallow: /a%2Fb", "/a/b", True),
        ("user-AGENT : *\n  disallow :/a # not here", "/a", False),
        ("\ufeffUser-agent: *\r\nDisallow: /a\r\n", "/a", False),
        ("User-agent: *\nSitemap: /x\nDisallow: /a", "/a", False),
        ("<html>Not found</html>", "/", True),
        ("User-agent: *\nDisallow: *", "/a", False),
    ],
)  # fmt: skip
def test_rules_are_read_as_the_standard_says(text: str, path: str, allowed: bool) -> None:
    assert rules(text.encode()).allow(path) is allowed


def test_a_hostile_pattern_takes_no_time() -> None:
    start = time.monotonic()

    rules(b"User-agent: *\nDisallow: /" + b"*a" * 100_000 + b"b$").allow("/" + "a" * 4000)

    assert time.monotonic() - start < 20  # a pattern tried in all ways never ends
