"""The API as a whole: its addresses, its refusals, its description of itself."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from pasquino.accounts.models import Role
from pasquino.config.api import ROUTERS
from pasquino.config.routes import all_routes
from pasquino.discussion.models import Comment
from tests import make

pytestmark = pytest.mark.django_db

DOCUMENT = "/api/v1/openapi.json"
STORIES = "/api/v1/stories"
COMMENTS = f"{STORIES}/2026/03/the-weir/comments"
MILL = {"subject": "The mill", "source": "It was the mill."}
JSON = "application/json"


def post(client: Client, body: Any, kind: str = JSON, **headers: str) -> Any:
    headers = make.bearer(make.reader()) | {"Idempotency-Key": "k"} | headers
    return client.post(COMMENTS, body, kind, headers=headers)


@pytest.fixture
def story() -> None:
    make.comment(make.thread(make.story("The weir")))


def test_reading_is_public_like_a_page(client, story) -> None:
    for address in [STORIES, f"{STORIES}/2026/03/the-weir", COMMENTS, f"{COMMENTS}/1", DOCUMENT]:
        answer = client.get(address)
        again = client.get(address, headers={"If-None-Match": answer["ETag"]})

        assert answer["Content-Type"].startswith(JSON), address
        assert answer["Cache-Control"] == "no-cache"
        assert answer["Vary"] == "Accept-Encoding"
        assert not answer.cookies
        assert "Access-Control-Allow-Origin" not in answer
        assert (again.status_code, again.content) == (304, b"")


def test_reading_is_the_same_with_a_session_or_a_token(client, story) -> None:
    addresses = [STORIES, COMMENTS, f"{COMMENTS}?since=0"]
    before = {address: client.get(address).content for address in addresses}
    admin = make.person(role=Role.ADMIN)
    client.force_login(admin)

    for address in addresses:
        assert client.get(address).content == before[address]
        assert client.get(address, headers=make.bearer(admin)).content == before[address]


def test_a_session_is_not_even_looked_up(client, story, django_assert_num_queries) -> None:
    client.force_login(make.reader())

    with django_assert_num_queries(2):  # the magazine, the stories
        assert client.get(STORIES)["Vary"] == "Accept-Encoding"


def test_answers_are_compressed_and_may_be_asked_for_by_their_head(client, story) -> None:
    for _ in range(5):
        make.story()
    packed = client.get(STORIES, headers={"Accept-Encoding": "gzip"})
    head = client.head(STORIES)

    assert gzip.decompress(packed.content) == client.get(STORIES).content
    assert (head.status_code, head.content) == (200, b"")
    assert head["ETag"] == client.get(STORIES)["ETag"]


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("get", "/api/", 404),
        ("get", "/api/v1/", 404),
        ("get", "/api/v1/docs", 404),
        ("get", "/api/v2/stories", 404),
        ("get", f"{STORIES}/", 404),
        ("get", f"{STORIES}/2026/03/nowhere", 404),
        ("get", f"{STORIES}/2026/03/%00", 404),
        ("get", f"{STORIES}/2026/03/%ff%fe", 404),
        ("delete", STORIES, 405),
        ("post", STORIES, 405),
        ("options", STORIES, 405),
        ("delete", f"{COMMENTS}/1", 405),
        ("post", COMMENTS, 401),
        ("put", f"{COMMENTS}/1/rating", 401),
        ("get", f"{STORIES}?x=1", 422),
        ("get", "/api/v1/me", 401),
    ],
)
def test_every_refusal_has_one_shape(client, story, method, address, status) -> None:
    answer = getattr(client, method)(address)

    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status
    assert set(problem) - {"errors"} == {"type", "title", "status", "detail"}
    assert problem["detail"].endswith(".")
    assert not answer.cookies


def test_a_method_that_is_not_possible_is_answered_with_those_that_are(client, story) -> None:
    answer = client.delete(COMMENTS)

    assert set(answer["Allow"].split(", ")) == {"GET", "POST"}
    assert answer.json()["detail"].startswith("DELETE is not possible here;")


def test_a_failure_tells_nothing_of_our_inside(client, story, monkeypatch) -> None:
    def broken(*arguments: object, **named: object) -> None:
        raise RuntimeError("the cellar is flooded")

    monkeypatch.setattr("pasquino.stories.api.lists.page", broken)
    client.raise_request_exception = False

    answer = client.get(STORIES)

    assert answer.status_code == 500
    assert answer.json()["title"] == "Internal Server Error"
    assert "cellar" not in answer.content.decode()


def test_a_host_that_is_not_ours_gets_a_problem_too(client) -> None:
    answer = client.get(STORIES, headers={"Host": "evil.example"})

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b" ", 400),
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b"NaN", 400),
        (b"[" * 100_000, 400),
        (b'{"a":' * 50_000, 400),
        (b'{"subject": "\\ud800", "source": "x"}', 400),
        (b'{"subject": "x", "source": "x", "parent": 1' + b"0" * 10_000 + b"}", 400),
        (b'{"subject": "x", "source": "x", "parent": 1e400}', 422),
        (b"null", 422),
        (b"[]", 422),
        (b'"subject"', 422),
        (b"{}", 422),
        (b'{"subject": {"subject": "x"}, "source": "x"}', 422),
        (b'{"subject": "x", "source": "x", "__proto__": {}}', 422),
    ],
)
def test_no_body_breaks_it(client, story, body: bytes, status: int) -> None:
    answer = post(client, body)

    assert answer.status_code == status
    assert answer.json()["detail"].endswith(".")
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("size", [1_100_000, 3_000_000, 6_000_000])
def test_a_body_too_long_is_refused_whole(client, story, size: int) -> None:
    answer = post(client, json.dumps(MILL | {"source": "x" * size}))

    assert answer.status_code == 413
    assert answer.json()["detail"].startswith("The body is longer than 1 MiB")


def test_a_text_of_the_greatest_length_fits_however_it_is_escaped(client, story) -> None:
    source = "и" * (32 * 1024)

    answer = post(client, json.dumps(MILL | {"source": source}, ensure_ascii=True))

    assert answer.status_code == 201
    assert answer.json()["source"] == source


def test_a_body_in_chunks_is_refused_in_words(client, story) -> None:
    headers = make.bearer(make.reader()) | {"Transfer-Encoding": "chunked"}

    answer = client.generic("POST", COMMENTS, content_type=JSON, headers=headers)

    assert answer.status_code == 411


@pytest.mark.parametrize(
    "kind", ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]
)
def test_only_json_is_taken(client, story, kind: str) -> None:
    assert post(client, b'{"subject": "x", "source": "x"}', kind).status_code == 415


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Referer": "https://elsewhere.example/page"},
    ],
)
def test_a_browser_elsewhere_writes_nothing_even_with_a_token(client, story, headers) -> None:
    answer = post(client, MILL, **headers)

    assert answer.status_code == 403
    assert answer["Content-Type"] == "application/problem+json"
    assert Comment.objects.count() == 1


def test_a_program_needs_neither_origin_nor_cookie_nor_form_token(story) -> None:
    strict = Client(enforce_csrf_checks=True)

    assert post(strict, MILL).status_code == 201


def test_a_session_writes_nothing(story) -> None:
    signed_in = Client(enforce_csrf_checks=True)
    signed_in.force_login(make.person(role=Role.ADMIN))

    answer = signed_in.post(COMMENTS, MILL, JSON, headers={"Idempotency-Key": "k"})

    assert answer.status_code == 401
    assert Comment.objects.count() == 1


def test_every_address_is_described_and_every_description_has_an_address(client) -> None:
    described = set(client.get(DOCUMENT).json()["paths"])
    routed = {route.address for route in all_routes() if route.address.startswith("/api/")} - {
        DOCUMENT
    }

    assert {path_of(address) for address in routed} == described


def path_of(route: str) -> str:
    """`/api/v1/stories/<int:year>` as OpenAPI writes it."""
    return route.replace("<int:", "{").replace("<slug:", "{").replace(">", "}")


def operations(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield f"{method} {path}", operation


def test_the_document_describes_each_operation(client) -> None:
    document = client.get(DOCUMENT).json()

    assert document["openapi"] == "3.1.0"
    found = dict(operations(document))
    assert len(found) == sum(
        len(view.operations) for router in ROUTERS for view in router.path_operations.values()
    )
    for name, operation in found.items():
        assert operation["summary"], name
        assert operation["description"].endswith("."), name
        needs_token = not name.startswith("get") or "/me" in name
        assert ("security" in operation) is needs_token, name
        assert "422" in operation["responses"], name


def test_every_reference_in_the_document_leads_somewhere(client) -> None:
    document = client.get(DOCUMENT).json()

    for reference in references(document):
        place: Any = document
        for part in reference.removeprefix("#/").split("/"):
            place = place[part]
        assert place


def references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if "$ref" in part:
            yield part["$ref"]
        for value in part.values():
            yield from references(value)
    elif isinstance(part, list):
        for value in part:
            yield from references(value)


def test_the_document_names_no_other_host(client) -> None:
    text = client.get(DOCUMENT).content.decode()

    assert "cdn" not in text
    assert json.loads(text)["servers"] == [{"url": "http://localhost:8000"}]
