"""No address leads the fetcher to a machine that is not public, however it is spelled."""

from __future__ import annotations

import ipaddress
import re

import pytest

from pasquino.sources.fetching.addresses import AddressRefused, is_public, target
from tests.fixtures import fixture
from tests.sources.web import PUBLIC, Web, page, to

pytestmark = pytest.mark.once  # no database

HOSTILE = (
    "http://127.0.0.1/", "http://127.1/", "http://127.0.1/", "http://2130706433/",
    "http://0x7f000001/", "http://0x7f.1/", "http://0177.0.0.1/", "http://017700000001/",
    "http://0/", "http://0.0.0.0/", "http://00000000000/", "http://0x/", "http://127.0.0.1./",
    "http://①②⑦.⓪.⓪.①/", "http://127。0。0。1/", "http://127．0．0．1/", "http://%31%32%37.0.0.1/",
    "http://localhost/", "http://LOCALHOST/", "http://localhost./", "http://ⓛocalhost/",
    "http://db/", "http://db.localhost/", "http://printer.local/", "http://metadata.google.internal/",
    "http://router.home.arpa/", "http://10.0.0.1/", "http://172.16.0.1/", "http://192.168.1.1/",
    "http://169.254.169.254/latest/meta-data/", "http://2852039166/", "http://100.64.0.1/",
    "http://192.0.0.8/", "http://198.18.0.1/", "http://224.0.0.1/", "http://240.0.0.1/",
    "http://255.255.255.255/", "http://192.88.99.1/", "http://192.0.2.1/", "http://203.0.113.9/",
    "http://[::1]/", "http://[0000::1]/", "http://[::]/", "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/", "http://[::127.0.0.1]/", "http://[::ffff:0:127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/", "http://[64:ff9b:1::7f00:1]/", "http://[2002:7f00:1::]/",
    "http://[2001:0:53aa:64c:0:7b89:80ff:fffe]/", "http://[fd00::1]/", "http://[fe80::1]/",
    "http://[fe80::1%25eth0]/", "http://[fec0::1]/", "http://[ff02::1]/", "http://[2001:db8::1]/",
    "http://[3fff::1]/", "http://[5f00::1]/", "http://[100::1]/", "http://[2001:20::1]/",
)  # fmt: skip
MISLEADING = (
    "http://news.example@127.0.0.1/", "http://127.0.0.1@news.example/", "http://a:b@news.example/",
    "http://news.example:80@127.0.0.1/", "http://news.example\\@127.0.0.1/",
    "http://127.0.0.1\\.news.example/", "http://news.example#@127.0.0.1:22/x@",
    "http://news.example:22/", "http://news.example:8080/", "http://news.example:0/",
    "http://news.example:99999/", "http://news.example:80a/", "http://[::1/", "http://]/",
    "http://news.example\r\nHost: 127.0.0.1/", "http://news.example/\x00", "http://news example/",
    "http://news..example/", "http://-news.example/", "http://news.example,127.0.0.1/",
    "http:///x", "http://", "", "//", "news.example", "/etc/passwd", "http:news.example",
    "ftp://news.example/", "file:///etc/passwd", "gopher://news.example/", "data:text/html,x",
    "javascript:alert(1)", "dict://news.example:11211/", "http://256.256.256.256/",
    "http://1.2.3.4.5/", "http://0x7g.1/", "http://08.0.0.1/", "http://99999999999/",
    "http://" + "a" * 64 + ".example/", "http://news.example/" + "a" * 5000,
)  # fmt: skip


@pytest.mark.parametrize("url", HOSTILE)
def test_a_private_address_is_not_connected_to(url: str) -> None:
    web = Web({"/": page()})

    fetched = web.fetcher().fetch(url)

    assert (fetched.state, fetched.body) == ("blocked", b"")
    assert fetched.reasons[0] in ("private_address", "bad_address")
    assert not web.connected
    assert not web.resolved


@pytest.mark.parametrize("url", HOSTILE)
def test_no_redirect_leads_to_a_private_address(url: str) -> None:
    web = Web({"/": to(url.encode().decode("latin-1"))})

    fetched = web.fetcher().fetch("http://news.example/")

    assert fetched.state in ("blocked", "unreachable")
    assert {address for address, _ in web.connected} == {PUBLIC}
    assert {line.split("\r\n")[1] for line in web.asked} == {"Host: news.example"}


@pytest.mark.parametrize("url", MISLEADING)
def test_an_address_that_can_be_read_in_two_ways_is_not_fetched(url: str) -> None:
    web = Web({"/": page()})

    fetched = web.fetcher().fetch(url)

    if fetched.state == "complete":
        assert fetched.url_final == "http://news.example/"
    else:
        assert fetched.state == "blocked"
        assert web.connected == []


@pytest.mark.parametrize("url", HOSTILE)
def test_a_name_that_resolves_to_a_private_address_is_not_connected_to(url: str) -> None:
    host = re.sub(r"%25\w+", "", url.split("/")[2].strip("[]"))
    try:
        address = str(ipaddress.ip_address(host))
    except ValueError:
        address = "127.0.0.1"
    web = Web({"/": page()}, names={"news.example": [address]})

    assert web.fetcher().fetch("http://news.example/").reasons == ("private_address",)
    assert web.connected == []


@pytest.mark.parametrize("private", ["127.0.0.1", "::1", "10.0.0.7", "fd00::1"])
def test_a_name_with_one_private_address_among_public_ones_is_refused(private: str) -> None:
    web = Web({"/": page()}, names={"news.example": [PUBLIC, private, "2606:2800:21f::1"]})

    assert web.fetcher().fetch("http://news.example/").reasons == ("private_address",)
    assert web.connected == []


def test_a_name_that_resolves_differently_each_time_is_connected_to_as_it_was_checked() -> None:
    answers = iter([[PUBLIC], [PUBLIC], ["127.0.0.1"], ["127.0.0.1"]])
    web = Web({"/": to("/again"), "/again": page()})
    fetcher = web.fetcher()
    fetcher.resolver = lambda host, port: next(answers)

    fetched = fetcher.fetch("http://news.example/")

    assert fetched.reasons == ("private_address",)
    assert {address for address, _ in web.connected} == {PUBLIC}


def test_hostile_addresses_that_others_collected_reach_nothing() -> None:
    lines = fixture("fixtures/urls/ssrf-a.txt").read_text().splitlines()
    web = Web({"/": page()})
    web.names = {"307.r3dir.me": ["127.0.0.1"]}

    fetched = [web.fetcher(seconds=0.5).fetch(line.partition(" = ")[0]) for line in lines]

    open_to_all = [one.url_requested for one in fetched if "r3dir" not in one.url_requested]
    assert len(open_to_all) > 15
    assert {one.state for one in fetched if "r3dir" not in one.url_requested} == {"blocked"}
    assert {address for address, _ in web.connected} <= {PUBLIC}


def test_where_a_redirect_leads_is_read_as_browsers_read_it() -> None:
    lines = fixture("fixtures/urls/openredirects.txt").read_text().splitlines()

    for line in lines:
        web = Web({"/start": to(line.encode().decode("latin-1"))})
        web.fetcher().fetch("http://news.example/start")
        assert {address for address, _ in web.connected} == {PUBLIC}


def test_environment_proxies_are_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "http_proxy",
        "https_proxy",
        "all_proxy",
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
    ):
        monkeypatch.setenv(name, "http://127.0.0.1:3128/")
    web = Web({"/": page()})

    assert web.fetcher().fetch("http://news.example/").state == "complete"
    assert {address for address, _ in web.connected} == {PUBLIC}


@pytest.mark.parametrize(
    ("url", "spelled"),
    [
        ("HTTP://News.Example", "http://news.example/"),
        ("http://news.example:80/a?b=c#d", "http://news.example/a?b=c"),
        ("https://news.example:80/", "https://news.example:80/"),
        (
            "http://bücher.example/ä ö".replace(" ", ""),
            "http://xn--bcher-kva.example/%C3%A4%C3%B6",
        ),
        ("http://news。example/", "http://news.example/"),
        ("http://8.8.8.8/", "http://8.8.8.8/"),
        ("http://0x08080808/", "http://8.8.8.8/"),
        ("http://[2606:2800:21F::1]/", "http://[2606:2800:21f::1]/"),
    ],
)
def test_a_public_address_has_one_spelling(url: str, spelled: str) -> None:
    assert target(url).url == spelled


@pytest.mark.parametrize("address", ["8.8.8.8", PUBLIC, "2606:2800:21f::1", "2a00:1450:4001::1"])
def test_public_machines_are_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


def test_a_refused_address_says_why() -> None:
    with pytest.raises(AddressRefused, match="port"):
        target("http://news.example:22/")
