"""Works are found again by their address, else by title and publisher."""

from __future__ import annotations

import pytest

from pasquino.sources import web_addresses, works
from pasquino.sources.models import Work

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "again",
    [
        "https://example.org/report",
        "http://EXAMPLE.org:80/report#page=3",
        "  https://example.org./report ",
    ],
)
def test_an_address_written_otherwise_leads_to_the_same_work(again: str) -> None:
    work = works.work_for(url="https://example.org/report", title="The report")

    assert works.work_for(url=again, title="Another title") == work


def test_two_who_name_an_address_at_once_make_one_work(monkeypatch) -> None:
    first = works.work_for(url="https://example.org/report")
    monkeypatch.setattr(works, "work_at", lambda _url: None)  # as the second saw it a moment ago

    assert works.work_for(url="https://example.org/report", authors=["Ada Quill"]) == first
    assert Work.objects.count() == 1


@pytest.mark.parametrize(
    "other", ["https://example.org/Report", "https://example.org/report?page=2"]
)
def test_another_path_or_query_is_another_work(other: str) -> None:
    work = works.work_for(url="https://example.org/report")

    assert works.work_for(url=other) != work


@pytest.mark.parametrize(
    "address",
    [
        "", "report", "ftp://example.org/", "javascript:alert(1)", "https://", "https://a b.org/",
        "https://user:secret@example.org/", "https://example.org:99999/", "https://[::1",
        "https://example.org/" + "x" * 2000,
    ],
)  # fmt: skip
def test_what_is_no_web_address_is_refused(address: str) -> None:
    with pytest.raises(web_addresses.NoWebAddress):
        web_addresses.key_of(address)


def test_a_work_without_address_is_known_by_title_and_publisher() -> None:
    work = works.work_for(title="On Weirs", publisher="The River Post", authors=["Ada Quill"])

    same = works.work_for(title="on weirs", publisher="the  river post")
    other = works.work_for(title="On Weirs", publisher="The Lake Post")

    assert same == work
    assert other != work
    assert [str(author) for author in work.authors.all()] == ["Ada Quill"]


def test_a_work_needs_an_address_or_a_title() -> None:
    with pytest.raises(ValueError, match="address or by its title"):
        works.work_for(publisher="The River Post")

    assert not Work.objects.exists()
