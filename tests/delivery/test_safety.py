"""What every answer carries, whoever asks and whatever went wrong."""

from __future__ import annotations

import gzip
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import make

pytestmark = pytest.mark.django_db

PUBLIC = ["/", "/archive/", "/corrections/", "/contribute/", "/robots.txt", "/no/such/page/"]


@pytest.mark.parametrize("path", [*PUBLIC, "/desk/", "/account/login/", "/account/link/none/"])
def test_every_kind_of_page_carries_the_headers(client, path: str) -> None:
    make.magazine()

    answer = client.get(path)

    policy = answer["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert answer["X-Frame-Options"] in ("DENY", "SAMEORIGIN")
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    if not path.startswith("/desk/"):
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_sets_no_cookie_and_varies_by_encoding_alone(client, path: str) -> None:
    answer = client.get(path)

    assert not answer.cookies
    assert answer.get("Vary", "Accept-Encoding") == "Accept-Encoding"


def test_a_page_with_a_members_name_in_it_is_kept_by_nobody(client) -> None:
    make.magazine()
    client.force_login(make.person("Ada"))

    page = client.get("/")

    assert "Ada" in page.content.decode()
    assert page["Cache-Control"] == "private, no-store"
    assert "ETag" not in page


def test_what_a_browser_kept_before_signing_in_is_not_confirmed_after(client) -> None:
    make.magazine()
    tag = client.get("/")["ETag"]
    client.force_login(make.person("Ada"))

    assert client.get("/", headers={"If-None-Match": tag}).status_code == 200


def test_an_expired_session_gets_the_page_of_all_visitors(client) -> None:
    make.magazine()
    before = client.get("/")
    client.force_login(make.person("Ada"))
    client.session.flush()

    page = client.get("/")

    assert page.content == before.content
    assert (page["Cache-Control"], page["ETag"]) == (before["Cache-Control"], before["ETag"])


def test_pictures_and_feeds_are_the_same_for_members(client) -> None:
    make.magazine()
    make.story()
    before = {
        path: client.get(path).headers["Cache-Control"] for path in ["/robots.txt", "/favicon.ico"]
    }
    client.force_login(make.person("Ada"))

    assert {path: client.get(path).headers["Cache-Control"] for path in before} == before


def test_a_visitor_without_a_session_costs_no_look_at_sessions_and_accounts(client) -> None:
    make.magazine()

    with CaptureQueriesContext(connection) as asked:
        client.get("/")

    looks = re.compile('FROM "(django_session|accounts_user)"')
    assert [query["sql"] for query in asked if looks.search(query["sql"])] == []


def test_what_an_editor_was_shown_changes_nothing_for_the_public(client) -> None:
    make.magazine()
    make.comments(make.thread(make.story("The weir")), [None, 1])
    paths = ["/", "/2026/03/the-weir/", "/2026/03/the-weir/comments/1/"]
    before = {path: client.get(path).content for path in paths}
    editor = Client()
    editor.force_login(make.person(role=make.Role.ADMIN))

    seen = {path: editor.get(path) for path in paths}

    assert {path: client.get(path).content for path in paths} == before
    for path in paths[1:]:  # those are made for whoever is signed in
        assert seen[path]["Cache-Control"] == "private, no-store"
        assert seen[path].content != before[path]


def test_an_unknown_query_changes_nothing(client) -> None:
    make.magazine()

    assert client.get("/?utm_source=x&fbclid=y").content == client.get("/").content


def test_a_page_that_did_not_change_is_not_sent_again(client) -> None:
    make.magazine()
    tag = client.get("/")["ETag"]

    again = client.get("/", headers={"If-None-Match": tag})

    assert (again.status_code, again.content) == (304, b"")


def test_a_page_is_compressed_for_who_can_read_it(client) -> None:
    make.story()

    packed = client.get("/", headers={"Accept-Encoding": "gzip"})

    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == client.get("/").content


def test_private_pages_are_never_stored(client) -> None:
    assert "no-store" in client.get("/account/login/")["Cache-Control"]
    assert "no-store" in client.get("/account/link/none/")["Cache-Control"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Referer": "https://elsewhere.example/page"},
    ],
)
def test_a_form_from_another_site_is_refused(client, headers: dict[str, str]) -> None:
    answer = client.post("/account/link/none/", headers=headers)

    assert answer.status_code == 403


def test_a_host_that_is_not_ours_gets_no_page(client) -> None:
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400
