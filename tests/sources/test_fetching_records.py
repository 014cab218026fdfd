"""What was fetched is kept as web archives keep it."""

from __future__ import annotations

import gzip

import pytest

from pasquino.sources.records import read_back, warc_record
from tests.sources.web import PUBLIC, Web, page, to

pytestmark = pytest.mark.once  # no database


def test_a_record_holds_every_exchange_with_its_request_and_digest() -> None:
    packed = gzip.compress(b"<p>Said.")
    web = Web({"/old": to("/new"), "/new": page(packed, "Content-Encoding: gzip")})
    fetched = web.fetcher().fetch("http://news.example/old")

    records = read_back(warc_record(fetched))

    assert [record.kind for record in records] == [
        "warcinfo", "response", "request", "response", "request"
    ]  # fmt: skip
    assert [record.url for record in records[1::2]] == [
        "http://news.example/old", "http://news.example/new"
    ]  # fmt: skip
    last = records[3]
    assert last.first_line == "HTTP/1.1 200 OK"
    assert gzip.decompress(last.body) == b"<p>Said."
    assert last.digest.startswith("sha1:")
    assert last.at == fetched.at.replace(microsecond=0)
    assert records[4].first_line == "GET /new HTTP/1.1"


def test_a_record_does_not_claim_chunks_that_it_does_not_hold() -> None:
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nwords\r\n0\r\n\r\n"
    fetched = Web({"/": chunked}).fetcher().fetch("http://news.example/")

    response = read_back(warc_record(fetched))[1]

    assert response.body == b"words"
    assert ("X-Archive-Orig-Transfer-Encoding", "chunked") in response.headers


def test_nothing_is_recorded_of_a_page_that_we_may_not_keep() -> None:
    web = Web({"/": page(b"<p>Private.", "X-Robots-Tag: noarchive")})

    assert warc_record(web.fetcher().fetch("http://news.example/")) == b""


def test_a_damaged_record_is_told_from_a_whole_one() -> None:
    record = warc_record(Web({"/": page()}).fetcher().fetch("http://news.example/"))

    with pytest.raises(ValueError, match="no whole WARC file"):
        read_back(b"<p>" + record)


def test_the_address_that_was_reached_stands_in_the_record() -> None:
    fetched = Web({"/": page()}).fetcher().fetch("http://news.example/")

    assert fetched.exchanges[0].address == PUBLIC
    assert PUBLIC.encode() in gzip.decompress(warc_record(fetched))
