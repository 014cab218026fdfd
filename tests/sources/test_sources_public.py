"""Readers see which sources are cited, whether their links work, and never a copy's text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest

from pasquino.sources import citation, citing, naming, parties, works
from pasquino.sources.actions import keep_copy
from pasquino.sources.models import LinkState, Work

pytestmark = pytest.mark.django_db
ROOMS = 4  # stories, figures, outlooks, comments: each is asked how often it cites these works
URL = "https://river.example/weir"
PUBLIC: list[int] = []
COMMENTED: list[int] = []


def citers(name: str, numbers: list[int], *, is_listed: bool = True) -> citing.Citers:
    """A room that cites these works, each as often as it stands there."""
    return citing.Citers(
        order=99,
        name=name,
        works=lambda: Work.objects.filter(pk__in=numbers).values("pk"),
        counts=lambda asked: {n: numbers.count(n) for n in asked if n in numbers},
        context=lambda work: {"cited_here": work.pk in numbers},
        template="sources/_facts.html",
        is_listed=is_listed,
    )


@pytest.fixture(autouse=True)
def _rooms() -> Iterator[None]:
    citing.register(citers("test stories", PUBLIC))
    citing.register(citers("test comments", COMMENTED, is_listed=False))
    yield
    citing.withdraw("test stories")
    citing.withdraw("test comments")
    PUBLIC.clear()
    COMMENTED.clear()


def cited(title: str = "On Weirs", **fields) -> Work:
    work = works.work_for(title=title, **fields)
    PUBLIC.append(work.pk)
    return work


def text_of(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_sources_of_stories_are_listed_newest_first(client) -> None:
    for title in ("Of Beavers", "On Weirs"):
        cited(title, publisher="The River Post", authors=["Ada Quill"])
    PUBLIC.append(PUBLIC[-1])

    page = text_of(client, "/sources/")

    assert page.index("On Weirs") < page.index("Of Beavers")
    assert "Cited 2 times" in page
    assert "Cited once" in page
    assert "Ada Quill" in page


def test_what_nothing_public_cites_is_not_found(client) -> None:
    work = works.work_for(title="A secret")

    assert "A secret" not in text_of(client, "/sources/")
    assert client.get(work.get_absolute_url()).status_code == 404
    assert client.get(f"/sources/{work.pk}/citation.json").status_code == 404
    assert client.get(f"/sources/{10**30}/").status_code == 404


def test_what_only_readers_cite_has_a_page_and_is_not_listed(client) -> None:
    work = works.work_for(title="A reader's find")
    COMMENTED.append(work.pk)

    assert "A reader" not in text_of(client, "/sources/")
    assert "A reader" in text_of(client, work.get_absolute_url())


def test_the_list_goes_on_where_it_ended(client) -> None:
    for number in range(45):
        cited(f"Work no. {number:02}")

    first = text_of(client, "/sources/")
    rest = text_of(client, "/sources/?before=" + re.search(r"\?before=(\d+)", first)[1])

    found = re.findall(r"Work no\. (\d\d)<", first + rest)
    assert found == [f"{number:02}" for number in reversed(range(45))]
    assert 'rel="next"' not in rest


def test_a_source_shows_its_copies_by_date_and_hash_never_by_text(client) -> None:
    work = cited(url=URL)
    capture = keep_copy(
        work, data=b"Nobody asked the beavers.", content_type="text/plain", filename="a.txt",
        reason="From the archive in the cellar.", by=None,
    )  # fmt: skip

    page = text_of(client, work.get_absolute_url())

    assert capture.bytes_hash in page
    assert "beavers" not in page
    assert "cellar" not in page


def test_the_link_and_its_state_are_shown_in_words(client) -> None:
    work = cited(url=URL)
    LinkState.objects.update(state="gone")

    page = text_of(client, work.get_absolute_url())

    assert f'href="{URL}"' in page
    assert "State: gone." in page
    assert "Link: gone" in text_of(client, "/sources/")


def test_a_person_is_shown_under_the_name_that_stays(client) -> None:
    work = cited(authors=["Colin Clark"])
    naming.join(parties.party_for("Colin Clarke"), parties.party_for("Colin Clark"), by=None)

    page = text_of(client, work.get_absolute_url())

    assert "Colin Clarke" in page
    assert "Colin Clark<" not in page


def test_each_room_shows_who_cites_it_there(client) -> None:
    work = cited()

    answer = client.get(work.get_absolute_url())

    assert len(answer.context["cited_by"]) == 2


def test_machines_are_told_where_it_is_archived(client) -> None:
    work = cited("On </script> Weirs", url=URL)
    keep_copy(work, data=b"x", content_type="text/plain", filename="", reason="Mine.", by=None)

    page = text_of(client, work.get_absolute_url())

    found = json.loads(re.search(r'ld\+json">(.*?)</script>', page)[1])
    assert (found["@type"], found["name"]) == ("Article", "On </script> Weirs")
    assert found["url"] == URL
    assert found["archivedAt"].endswith(work.get_absolute_url())


def test_readers_pages_set_no_cookie_and_are_the_same_for_all(client) -> None:
    cited()

    answer = client.get("/sources/")

    assert answer["Cache-Control"] == "no-cache"
    assert not answer.cookies


def test_a_longer_list_asks_no_more_questions(client, django_assert_num_queries) -> None:
    for number in range(30):
        cited(f"Work {number}", publisher=f"Post {number}", authors=[f"Ada Quill {number}"])
    client.get("/sources/")

    with django_assert_num_queries(3 + ROOMS):
        client.get("/sources/")


def a_report() -> citation.Cited:
    return citation.Cited(
        number=12,
        kind="report",
        title="Weirs & {Mills} 100% _true_",
        authors=("Ada Quill", "Ministry"),
        publisher="River Office",
        published="2017-03-07",
        language="en",
        url=URL,
    )


def test_a_source_is_cited_as_csl_json() -> None:
    (item,) = json.loads(citation.csl(a_report()))

    assert item["type"] == "report"
    assert item["author"] == [{"family": "Quill", "given": "Ada"}, {"literal": "Ministry"}]
    assert item["issued"] == {"date-parts": [[2017, 3, 7]]}
    assert (item["publisher"], item["URL"]) == ("River Office", URL)


def test_a_source_is_cited_as_bibtex() -> None:
    entry = citation.bibtex(a_report())

    assert entry.startswith("@techreport{quill2017-12,\n")
    assert r"  title = {{Weirs \& \{Mills\} 100\% \_true\_}}," in entry
    assert "  author = {Ada Quill and Ministry}," in entry
    assert "  date = {2017-03-07}," in entry


def test_a_source_is_cited_as_ris() -> None:
    lines = citation.ris(a_report()).split("\r\n")

    assert lines[0] == "TY  - RPRT"
    assert "AU  - Quill, Ada" in lines
    assert "DA  - 2017/03/07" in lines
    assert lines[-2:] == ["ER  - ", ""]


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("json", "application/vnd.citationstyles.csl+json"),
        ("bib", "application/x-bibtex"),
        ("ris", "application/x-research-info-systems"),
    ],
)
def test_citations_are_saved_as_files(client, form, kind) -> None:
    work = cited(url=URL)

    answer = client.get(f"/sources/{work.pk}/citation.{form}")

    assert answer["Content-Type"].startswith(kind)
    assert answer["Content-Disposition"] == f'attachment; filename="source-{work.pk}.{form}"'
    assert "On Weirs" in answer.content.decode()
