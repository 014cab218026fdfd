"""Programs check quotations by the API: within limits, without a fetch, with a token."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from pasquino.accounts.limit import Limit
from pasquino.quotations import SourceText, check
from tests import make
from tests.discussion import quoting_made as quoting

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/quotations/check"


def ask(client: Client, headers: dict[str, str] | None = None, **question: object):
    headers = make.bearer(make.reader()) if headers is None else headers
    return client.post(ADDRESS, json.dumps(question), "application/json", headers=headers)


def test_the_answer_is_the_one_of_the_command(client: Client) -> None:
    answer = ask(client, quote=quoting.CUT, text=quoting.REPORT)

    assert answer.status_code == 200
    assert answer.json() == check(quoting.CUT, SourceText(quoting.REPORT)).as_json()
    assert answer.json()["words_omitted"] == 17


def test_of_a_part_nothing_is_said_to_be_missing(client: Client) -> None:
    answer = ask(client, quote=quoting.CUT, text=quoting.REPORT, evidence="partial")

    assert answer.json()["status"] == "cannot_tell"


def test_a_source_that_is_cited_in_public_is_held_against_by_its_number(client: Client) -> None:
    quoting.story()
    work = quoting.work()
    quoting.copy(
        work, quoting.REPORT.replace("asked to", "asked " + "time and again " * 20 + "to")
    )

    answer = ask(client, quote=quoting.CUT, work=work.pk)

    assert answer.json()["words_omitted"] == 77
    (dropped,) = [change for change in answer.json()["diff"] if change["op"] == "dropped"]
    assert len(dropped["source"].split()) < 45


def test_a_copy_cannot_be_read_out_by_quoting_nothing_but_cuts(client: Client) -> None:
    quoting.story()
    work = quoting.work()
    quoting.copy(work)

    for quote in (" … ".join(["the"] * 4), "the", "[x] the [x] had its [x] wheel"):
        answer = ask(client, quote=quote, work=work.pk)
        assert answer.status_code == 422
        assert "at least 4 words must stand together" in answer.json()["detail"]


def test_of_a_copy_neither_what_a_mark_takes_out_nor_where_it_stands_is_told(
    client: Client,
) -> None:
    quoting.story()
    work = quoting.work()
    quoting.copy(work)
    quote = "stood at four metres on Monday. […] the mill had lost its wheel."

    said = ask(client, quote=quote, work=work.pk).json()
    unknown = ask(client, quote="Not one of these words stands there", work=work.pk).json()

    assert (said["status"], said["words_omitted"]) == ("verbatim_marked", 28)
    assert {change["source"] for change in said["diff"]} == {""}
    assert {tuple(change["source_span"]) for change in said["diff"]} == {()}
    assert (said["spans"], said["places"], unknown["nearest"]) == ([], [], None)


def test_of_a_copy_no_more_words_are_told_than_the_quotation_has(client: Client) -> None:
    quoting.story()
    work = quoting.work()
    quoting.copy(work)
    quote = "The gauge stood at four metres on Monday. Two families left their houses before dark."

    said = ask(client, quote=quote, work=work.pk).json()

    assert (said["status"], said["words_omitted"]) == ("altered", 34)
    words = [word for change in said["diff"] for word in change["source"].split()]
    assert len(words) - words.count("…") == 15


def test_copies_are_asked_for_less_often_than_texts(client: Client, settings) -> None:
    settings.LIMITS = settings.LIMITS | {"checks_of_sources": Limit(1, 600)}
    quoting.story()
    work = quoting.work()
    quoting.copy(work)
    headers = make.bearer(make.reader())

    first = ask(client, headers, quote=quoting.WHOLE, work=work.pk)
    second = ask(client, headers, quote=quoting.WHOLE, work=work.pk)
    text = ask(client, headers, quote="a", text="a")

    assert [one.status_code for one in (first, second, text)] == [200, 429, 200]


def test_a_source_that_nobody_cites_in_public_is_not_there(client: Client) -> None:
    work = quoting.work()
    quoting.copy(work)

    assert ask(client, quote=quoting.CUT, work=work.pk).status_code == 404
    assert ask(client, quote=quoting.CUT, work=999_999).status_code == 404


def test_a_token_is_needed(client: Client) -> None:
    assert ask(client, headers={}, quote="a", text="a").status_code == 401
    rating = make.bearer(make.reader(), "rate")
    assert ask(client, headers=rating, quote="a", text="a").status_code == 403


@pytest.mark.parametrize(
    ("question", "status", "words"),
    [
        ({"quote": "a"}, 422, "Send either"),
        ({"quote": "a", "text": "a", "work": 1}, 422, "Send either"),
        ({"quote": "", "text": "a"}, 422, "quote"),
        ({"quote": "a" * (64 * 1024 + 1), "text": "a"}, 413, "“quote” has 65537 bytes"),
        ({"quote": "a", "text": "é" * 500_001}, 413, "“text” has 1000002 bytes"),
        ({"quote": "a", "text": "a", "evidence": "sure"}, 422, "evidence"),
        ({"quote": "a", "text": "a", "url": "https://a.example"}, 422, "url"),
        ({"quote": "a", "work": 10**20}, 422, "work"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(
    client: Client, question: dict[str, object], status: int, words: str
) -> None:
    headers = make.bearer(make.reader())
    body = json.dumps(question, ensure_ascii=False)
    answer = client.post(ADDRESS, body, "application/json", headers=headers)

    assert answer.status_code == status
    assert words in answer.json()["detail"]


def test_a_large_text_counts_as_several_checks(client: Client, settings) -> None:
    settings.LIMITS = settings.LIMITS | {"checks": Limit(4, 600)}
    headers = make.bearer(make.reader())

    large = ask(client, headers, quote="a", text="a " * 150_000)
    small = ask(client, headers, quote="a", text="a")

    assert (large.status_code, small.status_code) == (200, 429)


def test_checks_are_limited(client: Client, settings) -> None:
    settings.LIMITS = settings.LIMITS | {"checks": Limit(1, 600)}
    headers = make.bearer(make.reader())

    first = ask(client, headers, quote="a", text="a")
    second = ask(client, headers, quote="a", text="a")

    assert (first.status_code, second.status_code) == (200, 429)
    assert int(second.headers["Retry-After"]) > 0


def test_it_stands_in_the_document(client: Client) -> None:
    document = client.get("/api/v1/openapi.json").json()

    assert "/api/v1/quotations/check" in document["paths"]


def test_comments_tell_of_their_quotations(client: Client) -> None:
    story = quoting.story()
    quoting.copy(quoting.work())
    thread = make.thread(story)
    make.comment(thread)
    comment = make.comment(thread, source=f"> {quoting.CUT}\n\n> Words nobody knows of.")
    quoting.settled(comment)

    answer = client.get(f"/api/v1/stories{story.get_absolute_url()}comments")

    plain, quoting_one = answer.json()["comments"]
    assert plain["quotations"] == []
    first, second = quoting_one["quotations"]
    assert (first["place"], first["verdict"], first["words_omitted"]) == (1, "altered", 17)
    assert (first["origin"], first["work"]) == ("none", quoting.work().pk)
    assert (second["verdict"], second["said"]) == (None, "Source not given")
