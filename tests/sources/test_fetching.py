"""Fetching other people's pages: politely, honestly, never too much, and never raising."""

from __future__ import annotations

import gzip
import itertools
import json
import os
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator

import brotli
import pytest

from pasquino import __version__
from pasquino.cli.bench.hostile_web import LARGE, SLOW, Attack, connector, resolver
from pasquino.sources.fetching import Fetched, Fetcher, Limits
from tests.sources.web import PUBLIC, Web, page, to

pytestmark = pytest.mark.once  # no database

URL = "http://news.example/"
WORDS = b"<p>The minister said so."
GOOD = b"HTTP/1.1 200 OK\r\n"


def _packed(data: bytes) -> bytes:
    """The same bytes each time: a test's name is made of them."""
    return gzip.compress(data, mtime=0)


def test_a_page_is_fetched_as_it_is() -> None:
    web = Web({"/": page(WORDS, "Content-Type: text/html; charset=koi8-r")})

    fetched = web.fetcher().fetch(URL)

    assert (fetched.state, fetched.reasons, fetched.status) == ("complete", (), 200)
    assert fetched.body == WORDS
    assert fetched.content_type == "text/html; charset=koi8-r"
    assert fetched.raw_size == len(WORDS)


@pytest.mark.parametrize(
    ("packed", "how"),
    [
        (_packed(WORDS), "gzip"),
        (_packed(WORDS[:5]) + _packed(WORDS[5:]), "gzip"),
        (zlib.compress(WORDS), "deflate"),
        (zlib.compress(WORDS, wbits=-15), "deflate"),
        (brotli.compress(WORDS), "br"),
        (_packed(brotli.compress(WORDS)), "br, gzip"),
        (WORDS, "identity"),
        (WORDS, "gzip"),
    ],
)
def test_a_packed_page_is_unpacked(packed: bytes, how: str) -> None:
    web = Web({"/": page(packed, f"Content-Encoding: {how}")})

    fetched = web.fetcher().fetch(URL)

    assert (fetched.body, fetched.raw_size) == (WORDS, len(packed))


@pytest.mark.parametrize(
    ("packed", "how"),
    [
        (_packed(WORDS)[:-9], "gzip"),
        (brotli.compress(WORDS)[:-3], "br"),
        (b"nonsense", "deflate"),
        (b"nonsense", "br"),
        (WORDS, "zstd"),
        (_packed(_packed(_packed(WORDS))), "gzip, gzip, gzip"),
    ],
)
def test_a_page_that_cannot_be_unpacked_is_unreadable(packed: bytes, how: str) -> None:
    fetched = Web({"/": page(packed, f"Content-Encoding: {how}")}).fetcher().fetch(URL)

    assert (fetched.state, fetched.reasons, fetched.body) == ("unreadable", ("packed",), b"")


def test_a_page_of_many_thousand_empty_parts_ends_at_once() -> None:
    many = gzip.compress(b"") * 400_000
    began = time.monotonic()

    fetched = (
        Web({"/": page(gzip.compress(many), "Content-Encoding: gzip, gzip")}).fetcher().fetch(URL)
    )

    assert (fetched.state, fetched.reasons) == ("unreadable", ("too_large",))
    assert time.monotonic() - began < 30  # within one; hours were possible


def test_a_page_packed_in_some_hundred_parts_is_unpacked_once_each() -> None:
    parts = b"".join(gzip.compress(WORDS) for _ in range(900))

    fetched = Web({"/": page(parts, "Content-Encoding: gzip")}).fetcher().fetch(URL)

    assert fetched.body == WORDS * 900


def test_we_say_who_we_are_and_send_nothing_else_of_us() -> None:
    web = Web({"/": page(WORDS, "Set-Cookie: a=b"), "/2": page(WORDS)})
    fetcher = web.fetcher()

    fetcher.fetch(URL)
    fetcher.fetch(URL + "2")

    for head in web.asked:
        assert f"User-Agent: Pasquino/{__version__} (+https://magazine.example/)\r\n" in head
        names = {line.partition(":")[0] for line in head.strip().split("\r\n")[1:]}
        assert names == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}


def test_redirects_are_followed_a_few_times() -> None:
    steps: dict[str, bytes] = {f"/{number}": to(f"/{number + 1}") for number in range(20)}
    web = Web({**steps, "/5": page(WORDS)})

    assert web.fetcher().fetch(URL + "0").url_final == URL + "5"

    web.answers["/5"] = to("/6")
    fetched = web.fetcher().fetch(URL + "0")
    assert (fetched.state, fetched.reasons) == ("unreachable", ("too_many_redirects",))
    assert len(fetched.hops) == 6


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See", "307 Same", "308 Always"])
def test_a_redirect_may_lead_to_another_host(status: str) -> None:
    web = Web({"/": to("//other.example/page", status), "other.example/page": page(WORDS)})

    fetched = web.fetcher().fetch(URL)

    assert fetched.hops == (URL, "http://other.example/page")
    assert fetched.state == "complete"


@pytest.mark.parametrize(
    ("status", "state", "reason"),
    [
        ("401 No", "blocked", "forbidden"),
        ("402 Pay", "blocked", "payment"),
        ("403 No", "blocked", "forbidden"),
        ("404 Not", "gone", "not_found"),
        ("410 Gone", "gone", "removed"),
        ("429 Slow", "unreachable", "too_many_requests"),
        ("451 Legal", "blocked", "legal"),
        ("500 Oops", "unreachable", "server_error"),
        ("503 Later", "unreachable", "server_error"),
        ("418 Tea", "unreachable", "refused"),
        ("302 Nowhere", "unreachable", "refused"),
    ],
)
def test_each_status_has_its_outcome(status: str, state: str, reason: str) -> None:
    fetched = Web({"/": page(WORDS, status=status)}).fetcher().fetch(URL)

    assert (fetched.state, fetched.reasons) == (state, (reason,))
    assert fetched.body == b""


@pytest.mark.parametrize(
    "header",
    ["X-Robots-Tag: noarchive", "X-Robots-Tag: noindex, NoArchive", "X-Robots-Tag: none",
     "X-Robots-Tag: pasquino: noarchive", "X-Robots-Tag: noai", "TDM-Reservation: 1"],
)  # fmt: skip
def test_who_opts_out_by_a_header_is_blocked(header: str) -> None:
    fetched = Web({"/": page(WORDS, header)}).fetcher().fetch(URL)

    assert (fetched.state, fetched.reasons, fetched.body) == ("blocked", ("opt_out",), b"")


@pytest.mark.parametrize(
    "header",
    ["X-Robots-Tag: noindex", "X-Robots-Tag: otherbot: noarchive, noindex", "TDM-Reservation: 0",
     "X-Robots-Tag: unavailable_after: 25 Jun 2030 15:00:00 PST"],
)  # fmt: skip
def test_other_wishes_do_not_keep_us_out(header: str) -> None:
    assert Web({"/": page(WORDS, header)}).fetcher().fetch(URL).state == "complete"


def test_a_challenge_is_no_page() -> None:
    web = Web({"/": page(WORDS, "CF-Mitigated: challenge")})

    assert web.fetcher().fetch(URL).reasons == ("challenge",)


def test_a_host_rests_between_two_visits_but_not_within_one() -> None:
    web = Web({"/": to("/page"), "/page": page(WORDS)})
    fetcher = web.fetcher()

    assert fetcher.pause_needed(URL) == 0
    fetcher.fetch(URL)
    assert web.slept == []
    assert 1.5 < fetcher.pause_needed(URL) <= 2
    assert fetcher.pause_needed("http://other.example/") == 0
    fetcher.fetch(URL)

    assert len(web.slept) == 1
    assert 1.5 < web.slept[0] <= 2


def test_waiting_for_a_host_does_not_cost_the_time_for_its_page() -> None:
    web = Web({"/": page(WORDS)})
    fetcher = web.fetcher(seconds=1.0, pause=1.5)
    fetcher.clock = type(fetcher.clock)(sleep=time.sleep)

    fetcher.fetch(URL)

    assert fetcher.fetch(URL).state == "complete"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (b"", "bad_answer"),
        (b"<html>HTTP/0.9 has no head", "bad_answer"),
        (b"\x00\x01\x02\x03\r\n\r\n", "bad_answer"),
        (b"HTTP/1.1 abc OK\r\n\r\n", "bad_answer"),
        (GOOD + b"Content-Length: 1000\r\n\r\nshort", "broken_off"),
        (GOOD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nwords", "broken_off"),
        (GOOD + b"Transfer-Encoding: chunked\r\n\r\nffff\r\nwords", "broken_off"),
        (GOOD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nwords\r\n", "broken_off"),
    ],
)
def test_an_answer_that_is_none_leaves_the_page_unreachable(answer: bytes, reason: str) -> None:
    fetched = Web({"/": lambda head: [answer]}).fetcher().fetch(URL)

    assert (fetched.state, fetched.reasons) == ("unreachable", (reason,))


def test_what_stands_behind_the_announced_length_is_not_read() -> None:
    answer = GOOD + b"Content-Length: 9\r\n\r\n<p>Words.HTTP/1.1 200 OK\r\n\r\nInjected"

    assert Web({"/": answer}).fetcher().fetch(URL).body == b"<p>Words."


@pytest.mark.parametrize("line", ["Content-Length: -1", "Content-Length: x", "X: " + "a" * 70_000])
def test_headers_that_lie_raise_nothing(line: str) -> None:
    answer = GOOD + f"{line}\r\n\r\n<p>Words.".encode()

    assert Web({"/": answer}).fetcher().fetch(URL).state in ("complete", "unreachable")


def attacked(attack: Attack, limits: Limits) -> Fetched:
    fetcher = Fetcher(resolver=resolver, connector=connector(attack), limits=limits)
    return fetcher.fetch("http://hostile.example/")


@pytest.mark.parametrize("attack", SLOW)
def test_a_slow_server_is_left_in_time(attack: str) -> None:
    start = time.monotonic()

    fetched = attacked(SLOW[attack], Limits(seconds=0.3))

    assert time.monotonic() - start < 20  # the servers never end by themselves
    assert fetched.state == "unreachable"


@pytest.mark.parametrize("attack", LARGE)
def test_too_much_is_not_taken(attack: str) -> None:
    fetched = attacked(LARGE[attack], Limits(seconds=3))

    assert fetched.state in ("unreadable", "unreachable")
    assert fetched.body == b""


def test_a_slow_resolver_is_left_in_time() -> None:
    web = Web({"/": page(WORDS)})
    fetcher = web.fetcher(seconds=0.3)

    def resolve(host: str, port: int) -> list[str]:
        time.sleep(40)
        return [PUBLIC]

    fetcher.resolver = resolve

    start = time.monotonic()

    assert fetcher.fetch(URL).reasons == ("too_slow",)
    assert time.monotonic() - start < 20


def test_a_name_that_nobody_has_is_unreachable() -> None:
    web = Web(names={"news.example": []})

    assert web.fetcher().fetch(URL).reasons == ("no_such_host",)


def test_a_machine_that_does_not_answer_is_unreachable_and_the_next_is_tried() -> None:
    web = Web({"/": page(WORDS)}, names={"news.example": ["8.8.8.8", "9.9.9.9"]})
    fetcher = web.fetcher()

    def refuse(address: str, port: int, seconds: float) -> object:
        if address == "8.8.8.8":
            raise ConnectionRefusedError
        return web.connect(address, port, seconds)

    fetcher.connector = refuse  # type: ignore[assignment] # a socket, when it returns
    assert fetcher.fetch(URL).state == "complete"
    assert {address for address, _ in web.connected} == {"9.9.9.9"}

    web.names["news.example"] = ["8.8.8.8"]
    assert fetcher.fetch(URL).reasons == ("no_connection",)


def test_a_whole_day_of_attacks_leaves_the_process_small() -> None:
    variables = {name: value for name, value in os.environ.items() if "PASQUINO" not in name}
    measured = subprocess.run(
        [sys.executable, "-m", "pasquino.cli.bench", "pasquino.cli.bench.fetching:measure", "1"],
        env=variables, capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip

    rows = {row["id"]: row for row in map(json.loads, measured.stdout.splitlines())}

    assert set(rows) == {"F1", "F2", "F3", "F4"}
    assert rows["F3"]["ok"] is not False, rows["F3"]


def test_a_body_of_drops_is_counted_too() -> None:
    def drops(head: bytes) -> Iterator[bytes]:
        return itertools.chain([GOOD + b"\r\n"], itertools.repeat(b"x" * 100, 20_000))

    fetched = Web({"/": drops}).fetcher(raw=1_000_000, seconds=10).fetch(URL)

    assert fetched.reasons == ("too_large",)
