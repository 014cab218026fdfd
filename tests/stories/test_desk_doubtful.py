"""Editors work through the published quotations that are in doubt."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from pasquino.accounts.models import Role
from pasquino.quotations import records
from pasquino.sources.models import CaptureRequest
from pasquino.stories import desk_doubtful
from pasquino.stories.models import StoryQuotation
from tests import make
from tests.stories import desk

pytestmark = pytest.mark.django_db

LINK = "https://example.org/weir"
SOURCE = "The keeper said in March that the old weir will not hold another winter of floods."
TRUE = "the old weir will not hold another winter"
FALSE = "the old weir will hold another winter of floods"
ABSENT = "Seven purple lanterns sang quietly underneath forgotten marble staircases yesterday."
ADDRESS = "/desk/quotations/"


def published(*words: str, **source: str) -> None:
    """A published story that quotes the page, as an import brings it."""
    blocks = [make.quotation(text, **{"link": LINK, **source}) for text in words]
    make.story(f"About {words[0][:20]}", blocks=blocks)


def test_the_list_shows_what_is_in_doubt_and_nothing_else(client) -> None:
    desk.copy_of(LINK, SOURCE)
    published(TRUE)
    published(FALSE)
    published(ABSENT)
    desk.signed_in(client, Role.EDITOR)

    page = client.get(ADDRESS).content.decode()

    assert page.index(ABSENT[:30]) < page.index(FALSE[:30])
    assert "“the old weir will not hold" not in page
    assert "Differs from the source" in page
    assert "Not found in the copy we hold" in page


def test_the_list_shows_one_kind_alone(client) -> None:
    desk.copy_of(LINK, SOURCE)
    published(FALSE)
    published(ABSENT)
    published(TRUE, link="https://example.org/uncopied")
    desk.signed_in(client, Role.EDITOR)

    altered = client.get(f"{ADDRESS}?kind=altered").content.decode()
    unsure = client.get(f"{ADDRESS}?kind=cannot-tell").content.decode()

    assert FALSE in altered
    assert ABSENT not in altered
    assert TRUE in unsure
    assert FALSE not in unsure


def test_a_drafts_quotation_is_no_published_doubt(client) -> None:
    desk.copy_of(LINK, SOURCE)
    desk.signed_in(client, Role.EDITOR)
    desk.write(client, blocks=[desk.quotation(FALSE, link=LINK)])

    assert not desk_doubtful.doubtful().exists()


def test_a_withdrawn_story_is_no_doubt_of_anybodys(client) -> None:
    desk.copy_of(LINK, SOURCE)
    published(FALSE)
    StoryQuotation.objects.get().story.unpublish()

    assert not desk_doubtful.doubtful().exists()


def test_what_somebody_vouches_for_is_no_doubt_unless_a_copy_has_other_words() -> None:
    desk.copy_of(LINK, SOURCE)
    published(FALSE)
    published(ABSENT, link="https://example.org/uncopied")
    for cited in StoryQuotation.objects.all():
        records.attest(cited.quotation, how="print", note="Page 3", name="A. N.")

    assert [check.quotation.text for check in desk_doubtful.doubtful()] == [FALSE]


def test_words_that_are_gone_from_the_page_are_in_doubt(client) -> None:
    work = desk.copy_of(LINK, SOURCE)
    published(TRUE)
    desk.another_copy(work, "The whole page is about something else these days, and longer.")
    records.check_work_again(work)
    desk.signed_in(client, Role.EDITOR)

    page = client.get(f"{ADDRESS}?kind=changed").content.decode()

    assert "page changed, quoted words gone" in page


def test_a_long_list_goes_on_at_the_next_page(client, monkeypatch) -> None:
    monkeypatch.setattr(desk_doubtful, "SHOWN", 2)
    desk.copy_of(LINK, SOURCE)
    for number in range(3):
        published(f"{ABSENT} {number}")
    desk.signed_in(client, Role.EDITOR)

    first = client.get(ADDRESS)
    second = client.get(f"{ADDRESS}{first.context['older']}").content.decode()

    assert len(first.context["rows"]) == 2
    assert f"{ABSENT} 0" in second


def test_the_front_of_the_desk_counts_them(client) -> None:
    desk.copy_of(LINK, SOURCE)
    desk.signed_in(client, Role.EDITOR)
    assert "in doubt" not in client.get("/desk/").content.decode()

    published(FALSE)

    assert "1 quotation in published stories is in doubt" in client.get("/desk/").content.decode()


def test_the_list_is_the_editors(client) -> None:
    client.force_login(make.reader())

    assert client.get(ADDRESS).status_code in {302, 403}


def test_saving_a_draft_asks_for_a_copy_of_the_linked_page_once(client) -> None:
    desk.signed_in(client, Role.WRITER)
    block = desk.quotation(TRUE, link=LINK)

    story = desk.write(client, blocks=[block])
    desk.edit(client, story, blocks=[block])

    assert [request.url for request in CaptureRequest.objects.all()] == [LINK]


def test_publishing_asks_for_a_copy_of_that_day(client, time_machine) -> None:
    desk.copy_of(LINK, SOURCE)
    desk.signed_in(client, Role.EDITOR)
    story = desk.write(client, "One", blocks=[desk.quotation(TRUE, link=LINK)], **desk.PUBLISH)
    assert not CaptureRequest.objects.exists()

    time_machine.move_to(timezone.now() + timedelta(days=2))
    desk.signed_in(client, Role.EDITOR)
    desk.edit(client, story, "Two", blocks=[desk.quotation(TRUE, link=LINK)], **desk.PUBLISH)

    assert [request.purpose for request in CaptureRequest.objects.all()] == ["publish"]


@pytest.mark.parametrize(
    ("reason", "days", "asked"), [("opt_out", 30, 0), ("forbidden", 0, 0), ("forbidden", 2, 1)]
)
def test_saving_does_not_ask_again_what_was_refused(
    client, time_machine, reason: str, days: int, asked: int
) -> None:
    desk.copy_of(LINK, "", state="blocked", reasons=[reason])
    time_machine.move_to(timezone.now() + timedelta(days=days))
    desk.signed_in(client, Role.WRITER)

    desk.write(client, blocks=[desk.quotation(TRUE, link=LINK)])

    assert CaptureRequest.objects.count() == asked


def test_imports_ask_for_no_copies() -> None:
    published(TRUE)

    assert not CaptureRequest.objects.exists()
