"""At the desk sources are added, looked over and given copies; people are told apart or not."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from warcio.archiveiterator import ArchiveIterator

from pasquino.accounts.models import Role
from pasquino.sources import jobs, parties, works
from pasquino.sources.actions import keep_copy
from pasquino.sources.models import Capture, CaptureRequest, PartyDifference, Work
from tests.sources.world import GONE, page, world
from tests.stories import desk

pytestmark = pytest.mark.django_db
URL = "https://river.example/weir"
LOOK_UP = "/desk/sources/look-up/"


@pytest.fixture(autouse=True)
def _at_the_desk(client) -> None:
    desk.signed_in(client, Role.WRITER, "Wanda Writer")


def fetched(answer=None) -> Capture | None:
    """What the worker does with the newest request."""
    with world({URL: answer or page()}):
        return jobs.run_request(CaptureRequest.objects.latest("pk").pk)


def a_copy(work: Work, data: bytes = b"The weir holds.", **given) -> Capture:
    values = {
        "content_type": "text/plain",
        "filename": "weir.txt",
        "reason": "My notes.",
        "by": None,
    }
    return keep_copy(work, data=data, **{**values, **given})


def shown(client, work: Work) -> str:
    answer = client.get(f"/desk/sources/{work.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_pasted_address_becomes_a_source_with_a_copy(client) -> None:
    answer = client.post("/desk/sources/add/", {"url": URL})

    work = Work.objects.get()
    assert answer["Location"] == f"/desk/sources/{work.pk}/"
    assert "The page waits to be fetched." in shown(client, work)
    capture = fetched()
    after = shown(client, work)
    assert "The weir holds" in after
    assert "The River Post" in after
    assert capture.bytes_hash in after
    assert "waits to be fetched" not in after


def test_an_address_that_is_known_leads_to_its_source(client) -> None:
    work = works.work_for(url=URL)

    answer = client.post("/desk/sources/add/", {"url": URL + "#top"})

    assert answer["Location"] == f"/desk/sources/{work.pk}/"
    assert Work.objects.count() == 1


def test_what_is_no_address_is_refused_with_a_sentence(client) -> None:
    answer = client.post("/desk/sources/add/", {"url": "river.example/weir"})

    assert answer.status_code == 422
    assert "not the address of a web page" in answer.content.decode()
    assert "river.example/weir" in answer.content.decode()
    assert not Work.objects.exists()


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        (
            "http://localhost:8620/",
            "No page can be fetched from this address: only the usual ports",
        ),
        ("http://127.1/", "leads into a private network"),
        ("http://[::1]/", "leads into a private network"),
        ("http://router/", "leads into a private network"),
        ("https://printer.local/x", "leads into a private network"),
        ("http://example.com:8080/", "only the usual ports are asked"),
        ("http://user:pw@example.com/", "there is a name or password in the address"),
        ("https://example.com/a b", "there is a space in it"),
    ],
)
def test_an_address_that_is_never_fetched_is_refused_with_the_reason(
    client, url: str, sentence: str
) -> None:
    for path in ("/desk/sources/add/", LOOK_UP):
        answer = client.post(path, {"url": url})

        assert answer.status_code == 422
        assert sentence in answer.content.decode()
    assert not Work.objects.exists()


def test_nothing_is_fetched_while_a_page_is_asked_for(client) -> None:
    with world({URL: page()}) as outside:
        client.post("/desk/sources/add/", {"url": URL})
        client.get("/desk/sources/")

    assert outside.asked == []


def test_a_page_that_is_gone_says_so(client) -> None:
    client.post("/desk/sources/add/", {"url": URL})

    fetched(GONE)

    assert "The page is gone" in shown(client, Work.objects.get())


def looked_over(client, work: Work, **fields):
    given = {
        "title": "The weir holds still", "author_names": "Ada Quill\nBo Stanza",
        "publisher_name": "The Post", "published": "2026-03", "language": "en",
        "kind": "report", "access": "open",
        "licence": "", "note": "", "address": "", "is_filled": "on",
    }  # fmt: skip
    return client.post(f"/desk/sources/{work.pk}/", {**given, **fields})


def test_an_editor_corrects_what_the_page_says(client) -> None:
    work = works.work_for(url=URL)

    answer = looked_over(client, work)

    assert answer.status_code == 302
    work.refresh_from_db()
    assert (work.title, work.kind, work.published) == ("The weir holds still", "report", "2026-03")
    assert work.is_filled
    assert work.publisher.name == "The Post"
    assert [row.party.name for row in work.author_rows.all()] == ["Ada Quill", "Bo Stanza"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"published": "March 2026"}, "Give the date as exactly as it is known"),
        ({"author_names": "x" * 201}, "A name has at most 200 characters"),
        ({"address": "weir"}, "not the address of a web page"),
        ({"language": "English, mostly"}, "such as en"),
    ],
)
def test_a_wrong_field_comes_back_with_a_sentence(client, fields, sentence) -> None:
    work = works.work_for(url=URL, title="As it was")

    answer = looked_over(client, work, **fields)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "The weir holds still" in answer.content.decode()
    work.refresh_from_db()
    assert work.title == "As it was"


def test_what_is_found_while_an_editor_types_is_not_blanked(client) -> None:
    work = works.work_for(url=URL)
    opened = client.get(f"/desk/sources/{work.pk}/").context["form"]
    works.name_authors(work, ["Ada Quill"])
    Work.objects.filter(pk=work.pk).update(title="On weirs")
    written = {"title": "", "note": "Ask Bo.", "seen": opened.initial["seen"]}

    answer = looked_over(client, work, **written, author_names="")
    form = answer.context["form"]
    again = looked_over(
        client,
        work,
        **{**written, **{n: form[n].value() for n in ("title", "seen")}},
        author_names=form["author_names"].value(),
    )

    assert not opened.initial["is_filled"]
    assert answer.status_code == 422
    assert "While you wrote" in answer.content.decode()
    assert again.status_code == 302
    work.refresh_from_db()
    assert (work.title, work.note, str(work.authors.get())) == ("On weirs", "Ask Bo.", "Ada Quill")


def test_a_source_is_given_another_address_to_be_cited_by(client) -> None:
    work = works.work_for(url=URL)
    old = work.addresses.get()
    looked_over(client, work, address="https://river.example/new")
    new = work.addresses.exclude(pk=old.pk).get()

    looked_over(client, work, canonical=new.pk, remove=[old.pk])

    assert [(a.url, a.is_canonical) for a in work.addresses.all()] == [(new.url, True)]


def test_another_sources_address_is_refused_with_its_title(client) -> None:
    other = works.work_for(url=URL, title="The other one")
    work = works.work_for(title="This one")

    answer = looked_over(client, work, address=URL)

    assert answer.status_code == 422
    assert (
        f"This address belongs to source {other.pk}, “The other one”." in answer.content.decode()
    )


def test_two_addresses_that_turn_out_to_be_one_page_are_pointed_out(client) -> None:
    other = works.work_for(url="https://river.example/final", title="Known before")
    client.post("/desk/sources/add/", {"url": URL})

    fetched(page(url_final="https://river.example/final"))

    assert "Known before" in shown(client, Work.objects.exclude(pk=other.pk).get())


def uploaded(client, work: Work, data: bytes = b"The weir holds.", **fields):
    file = SimpleUploadedFile("weir.txt", data, content_type="text/plain")
    given = {"file": file, "reason": "Saved by hand from the archive.", **fields}
    return client.post(f"/desk/sources/{work.pk}/upload/", given, follow=True)


def test_a_file_is_kept_as_a_copy_of_the_editors(client) -> None:
    work = works.work_for(url=URL)

    answer = uploaded(client, work)

    capture = work.captures.get()
    assert (capture.state, capture.method, capture.text) == (
        "staff_copy",
        "upload",
        "The weir holds.",
    )
    assert capture.by.name == "Wanda Writer"
    assert "The copy is kept." in answer.content.decode()
    assert "Saved by hand from the archive." in answer.content.decode()


def test_a_part_is_kept_as_a_part(client) -> None:
    work = works.work_for(url=URL)

    uploaded(client, work, is_part="on")

    capture = work.captures.get()
    assert (capture.state, capture.reasons) == ("partial", ["part"])


def test_a_picture_is_kept_though_nothing_can_be_read_in_it(client) -> None:
    work = works.work_for(url=URL)

    answer = uploaded(client, work, data=b"\x89PNG\r\n\x1a\n" + bytes(50))

    capture = work.captures.get()
    assert (capture.state, capture.text, capture.size) == ("unreadable", "", 58)
    assert "no text can be read in it" in answer.content.decode()


@pytest.mark.parametrize(
    ("data", "fields", "sentence"),
    [
        (b"The weir holds.", {"reason": " "}, "Say where this copy is from"),
        (b"", {}, "The file is empty."),
        (b"x" * (10 * 2**20 + 1), {}, "The file has more than 10 MB."),
    ],
)
def test_an_upload_that_cannot_be_kept_is_refused(client, data, fields, sentence) -> None:
    work = works.work_for(url=URL)

    answer = uploaded(client, work, data=data, **fields)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not work.captures.exists()


def test_a_saved_page_fills_in_its_source(client) -> None:
    work = works.work_for(url=URL)

    a_copy(work, page().body, content_type="text/html", filename="weir.html")

    work.refresh_from_db()
    assert work.title == "The weir holds"


def test_the_text_of_a_copy_is_shown_as_text(client) -> None:
    work = works.work_for(url=URL)
    html = b"<p>It says &lt;script&gt;alert(1)&lt;/script&gt; and nothing else.</p>"
    capture = a_copy(work, html, content_type="text/html")

    answer = client.get(f"/desk/sources/copies/{capture.pk}/")

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in answer.content.decode()
    assert "<script>alert" not in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


def test_the_record_is_saved_and_who_took_it_is_told(client, caplog) -> None:
    capture = a_copy(works.work_for(url=URL))

    answer = client.get(f"/desk/sources/copies/{capture.pk}/record/")

    assert answer.content[:2] == b"\x1f\x8b"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert "no-store" in answer["Cache-Control"]
    assert "Wanda Writer" in caplog.text


def test_an_uploaded_file_lies_in_a_warc_record(client) -> None:
    capture = a_copy(works.work_for(url=URL), b"The weir holds.")

    answer = client.get(f"/desk/sources/copies/{capture.pk}/record/")

    (found,) = [
        (r.rec_type, r.content_stream().read()) for r in ArchiveIterator(BytesIO(answer.content))
    ]
    assert found == ("resource", b"The weir holds.")


def test_a_new_copy_is_asked_for_by_a_button(client) -> None:
    work = works.work_for(url=URL)
    a_copy(work)

    client.post(f"/desk/sources/{work.pk}/fetch/")
    fetched()

    assert work.captures.count() == 2
    assert CaptureRequest.objects.get().purpose == "editor"


def test_a_source_without_address_says_what_to_do(client) -> None:
    work = works.work_for(title="On Weirs")

    answer = client.post(f"/desk/sources/{work.pk}/fetch/", follow=True)

    assert "This source has no web address." in answer.content.decode()


def test_sources_are_found_by_title_publisher_and_address(client) -> None:
    works.work_for(url="https://mill.example/a", title="On Weirs", publisher="The River Post")
    works.work_for(url="https://other.example/b", title="Of Beavers", publisher="The Lake Post")

    for words in ("weirs", "river", "mill.example", "post weirs"):
        found = client.get("/desk/sources/", {"q": words}).content.decode()
        assert "On Weirs" in found, words
        assert "Of Beavers" not in found, words


def test_the_list_goes_on_where_it_ended(client) -> None:
    for number in range(45):
        works.work_for(title=f"Work no. {number:02}")

    first = client.get("/desk/sources/")
    older = client.get(f"/desk/sources/{first.context['older']}")

    titles = [str(row.work) for answer in (first, older) for row in answer.context["rows"]]
    assert titles == [f"Work no. {number:02}" for number in reversed(range(45))]


def test_a_longer_list_asks_no_more_questions(client, django_assert_num_queries) -> None:
    a_copy(works.work_for(title="Work", publisher="Post"))
    client.get("/desk/sources/")
    with CaptureQueriesContext(connection) as one:
        client.get("/desk/sources/")
    for number in range(20):
        a_copy(works.work_for(title=f"Work {number}", publisher=f"Post {number}"))

    with django_assert_num_queries(len(one)):
        client.get("/desk/sources/")


def asked(client, url: object):
    return client.post(LOOK_UP, json.dumps({"url": url}), content_type="application/json")


def test_a_script_looks_an_address_up_and_follows_its_copy(client) -> None:
    told = asked(client, URL).json()
    assert (told["title"], told["state"], told["waiting"]) == ("", "none", "queued")
    assert told["said"] == "The page waits to be fetched."

    fetched()

    told = client.get(told["ask"]).json()
    assert told == {
        "id": Work.objects.get().pk,
        "title": "The weir holds",
        "authors": ["Ada Quill"],
        "publisher": "The River Post",
        "published": "2026-03-07",
        "state": "complete",
        "waiting": "",
        "said": told["said"],
        "is_filled": False,
        "url": URL,
        "page": f"/desk/sources/{told['id']}/",
        "ask": f"/desk/sources/{told['id']}/state/",
    }
    assert told["said"].startswith("A copy of ")


def test_looking_up_again_asks_for_no_second_copy(client) -> None:
    asked(client, URL)
    fetched()
    asked(client, URL)

    assert CaptureRequest.objects.count() == 1


@pytest.mark.parametrize("url", ["weir", "", None, 7, ["https://river.example/"]])
def test_looking_up_no_address_is_refused_with_a_sentence(client, url) -> None:
    answer = asked(client, url)

    assert answer.status_code == 422
    assert "not the address of a web page" in answer.json()["error"]


def test_people_under_two_spellings_are_joined_by_one_click(client) -> None:
    clark, clarke = parties.party_for("Colin P. Clark"), parties.party_for("Colin P. Clarke")
    before = client.get("/desk/sources/people/").content.decode()

    client.post(f"/desk/sources/people/{clark.pk}/{clarke.pk}/", {"stays": clarke.pk})

    assert "One person under two spellings?" in before
    assert parties.find("Colin P. Clark") == clarke
    after = client.get("/desk/sources/people/").content.decode()
    assert "One person under two spellings?" not in after
    assert "Colin P. Clark" in after

    client.post(f"/desk/sources/people/{clark.pk}/part/")
    assert parties.find("Colin P. Clark") == clark


def test_who_is_not_the_same_is_not_proposed_again(client) -> None:
    clark, clarke = parties.party_for("Colin P. Clark"), parties.party_for("Colin P. Clarke")

    client.post(f"/desk/sources/people/{clark.pk}/{clarke.pk}/", {"no": "1"})

    assert PartyDifference.objects.get().by.name == "Wanda Writer"
    assert "two spellings?" not in client.get("/desk/sources/people/").content.decode()


PAGES = [
    "/desk/sources/",
    "/desk/sources/add/",
    "/desk/sources/people/",
    "/desk/sources/{work}/",
    "/desk/sources/{work}/state/",
    "/desk/sources/copies/{copy}/",
    "/desk/sources/copies/{copy}/record/",
]


@pytest.mark.parametrize("role", [None, Role.READER, Role.TRUSTED, Role.MODERATOR])
def test_copies_are_for_the_desk_alone(client, role) -> None:
    work = works.work_for(url=URL, title="A private matter")
    capture = a_copy(work)
    client.logout()
    if role:
        desk.signed_in(client, role)

    for address in PAGES:
        answer = client.get(address.format(work=work.pk, copy=capture.pk))
        assert answer.status_code in (302, 403), address
        assert b"weir" not in answer.content.lower()


def test_a_number_that_no_database_holds_is_not_found(client) -> None:
    for address in PAGES[3:]:
        huge = 10**30
        assert client.get(address.format(work=huge, copy=huge)).status_code == 404, address
