"""What is found: the same on both databases."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from pasquino.accounts.models import User
from pasquino.discussion import actions
from pasquino.discussion.models import Comment, Thread
from pasquino.search import engines
from pasquino.search.finding import Sort, find
from pasquino.search.models import Document
from pasquino.search.queries import Kind, Trouble
from pasquino.stories.models import PublishedStory
from tests import make

pytestmark = pytest.mark.django_db


def day(month: int, number: int) -> datetime:
    return datetime(2026, month, number, 12, 0, tzinfo=UTC)


def titles(text: str, **options: Any) -> list[str]:  # what `find` takes
    """The headlines and subjects that are found."""
    results = find(text, **options)
    return ["".join(piece.text for piece in found.title) for found in results.found]


def troubles(text: str) -> list[Trouble]:
    return [note.trouble for note in find(text).notes]


@pytest.fixture
def magazine() -> PublishedStory:
    """Two stories and three comments that the table of cases knows by their first letters."""
    ada = make.writer("Ada Quill")
    story = make.story(
        "S1 The flood wall", at=day(3, 1), section=make.section("River"), bylines=[(ada, "Words")],
        standfirst="Who pays for the closing?",
        blocks=[make.text("The wall costs 2,300 crowns. Über the weir, the old mill stands.")],
    )  # fmt: skip
    make.story(
        "S2 Budget and bread", at=day(4, 1), section=make.section("Town Hall"),
        blocks=[make.text("The mill was old; the wall of the flood is new. 東京の川")],
    )  # fmt: skip
    thread = make.thread(story)
    make.comment(thread, by=make.reader("Joana"), at=day(3, 2), subject="C1 Which mill",
                 source="The *old mill*, of course, not the wall.")  # fmt: skip
    make.comment(thread, by=make.reader("Zoë K"), at=day(3, 31), subject="C2 No",
                 source="A café stood there. Don’t forget the flood.")  # fmt: skip
    make.comment(thread, by=make.reader("Ada Quill"), at=day(4, 2), subject="C3 An answer",
                 source="We asked the council about the wall.")  # fmt: skip
    return story


CASES = {
    "flood": "S1 S2 C2",
    "FLOOD": "S1 S2 C2",
    "flood wall": "S1 S2",
    '"flood wall"': "S1",
    "“flood wall”": "S1",
    "flood-wall": "S1",
    '"wall flood"': "",
    '"flood the"': "",  # the end of a headline and the beginning of a text
    '"wall who"': "",
    "closing": "S1",
    "floods": "",
    "floo": "",
    "floo*": "",
    "flood*": "S1 S2 C2",
    "mill": "S1 S2 C1",
    '"old mill"': "S1 C1",
    "mill -old": "",
    'mill -"old mill"': "S2",
    "wall -flood": "C1 C3",
    "-wall": "C2",
    "-wall -flood": "",
    "uber ÜBER über": "S1",
    "cafe": "C2",
    "don't": "C2",
    "2300": "",
    "2,300": "S1",
    "2.300": "S1",
    "東京": "S2",
    "京東": "",
    "川": "S2",
    "wall OR bread": "",
    "author:joana": "C1",
    "author:JOANA wall": "C1",
    'author:"Ada Quill"': "S1 C3",
    "author:ada-quill": "S1 C3",
    "author:zoe-k": "C2",
    'author:"zoë k"': "C2",
    "author:nobody": "",
    "author:nobody flood": "",
    "-author:nobody flood": "S1 S2 C2",
    "wall -author:ada-quill": "S2 C1",
    "author:joana author:ada-quill": "",
    "section:river": "S1 C1 C2 C3",
    'section:"town hall"': "S2",
    "section:town-hall flood": "S2",
    "section:nowhere": "",
    "wall -section:river": "S2",
    "in:comments": "C1 C2 C3",
    "in:stories wall": "S1 S2",
    "in:comments wall": "C1 C3",
    "in:stories in:comments wall": "",
    "after:2026-04": "S2 C3",
    "before:2026-04": "S1 C1 C2",
    "after:2026-03-02 before:2026-04-01": "C1 C2",
    "after:2027": "",
    "before:0001": "",
    "after:9999": "",
    "wall after:2026-03-02": "S2 C1 C3",
    "wall before:yesterday": "S1 S2 C1 C3",
    "***": "",
    "s1": "S1",
    "all": "",  # words and keys never meet
    "story user1 section1": "",
}


@pytest.mark.parametrize("text", CASES)
@pytest.mark.parametrize("sort", Sort)
def test_the_query_language_means_the_same_everywhere(
    magazine: PublishedStory, text: str, sort: Sort
) -> None:
    found = {title[:2] for title in titles(text, sort=sort)}

    assert found == set(CASES[text].split())


def test_days_are_those_of_the_current_zone(magazine: PublishedStory) -> None:
    make.story("S3 Late", at=datetime(2026, 5, 31, 23, 0, tzinfo=UTC))

    with timezone.override("Europe/Rome"):
        assert titles("late before:2026-06") == []
        assert titles("late after:2026-06") == ["S3 Late"]
    with timezone.override("America/New_York"):
        assert titles("late before:2026-06") == ["S3 Late"]


def test_a_word_in_the_headline_counts_more_than_one_in_the_text() -> None:
    make.story("Newer", at=day(3, 2), blocks=[make.text("The weir and so on and on.")])
    make.story("The weir", at=day(3, 1), blocks=[make.text("Something and so on and on.")])

    assert titles("weir") == ["The weir", "Newer"]


def test_by_date_the_newest_is_first() -> None:
    for number in (2, 1, 3):
        make.story(f"Weir {number}", at=day(3, number))

    assert titles("weir", sort=Sort.DATE) == ["Weir 3", "Weir 2", "Weir 1"]


def test_without_words_the_newest_is_first(magazine: PublishedStory) -> None:
    results = find("section:river")

    assert results.sort == Sort.DATE
    assert results.found[0].dated_at == day(4, 2)


def test_a_result_tells_what_it_is_and_where(magazine: PublishedStory) -> None:
    story, comment = find("closing").found[0], find("cafe").found[0]

    assert (story.kind, comment.kind) == (Kind.STORY, Kind.COMMENT)
    assert story.address == magazine.get_absolute_url()
    assert comment.address == f"{story.address}comments/2/"
    assert "café" in [piece.text for piece in comment.snippet if piece.is_match]


def test_who_changed_their_name_is_found_by_the_new_one(magazine: PublishedStory) -> None:
    joana = User.objects.get(name="Joana")
    joana.name = "Joan Miller"
    joana.clean()
    joana.save()

    assert titles('author:"joan miller"') == ["C1 Which mill"]
    assert troubles('author:"someone else"') == [Trouble.NO_AUTHOR]


def test_a_writer_s_account_is_the_writer(magazine: PublishedStory) -> None:
    writer = make.writer("Ada Quill")
    writer.account = User.objects.get(name="Joana")
    writer.save()

    assert {title[:2] for title in titles("author:joana")} == {"S1", "C1"}


def test_pages_follow_each_other_without_gap_or_repetition() -> None:
    thread = make.thread()
    by = make.reader()
    for number in range(1, 26):
        make.comment(thread, by=by, subject=f"Weir {number:02}", source="weir " * (number % 7 + 1))
    for sort in Sort:
        seen: list[str] = []
        cursor = ""
        for _page in range(9):
            results = find("weir", sort=sort, cursor=cursor, limit=7)
            assert len(results.found) <= 7
            seen += [found.address for found in results.found]
            cursor = results.next_cursor
            if not cursor:
                break
        assert len(seen) == len(set(seen)) == 25, sort


@pytest.mark.parametrize("sort", Sort)
def test_what_is_written_meanwhile_does_not_shift_the_pages(sort: Sort) -> None:
    thread = make.thread()
    for number in range(1, 11):
        make.comment(thread, subject=f"Weir {number}", at=day(3, number))
    before = titles("weir", sort=sort, limit=10)
    first = find("weir", sort=sort, limit=5)
    make.comment(thread, subject="Weir weir", source="weir", at=day(3, 20))
    make.comment(thread, subject="Weir 0", at=day(2, 1))

    second = titles("weir", sort=sort, limit=5, cursor=first.next_cursor)

    assert second == before[5:]


@pytest.mark.parametrize("sort", Sort)
def test_the_last_one_seen_may_be_gone_on_the_next_page(sort: Sort) -> None:
    thread = make.thread()
    for number in range(1, 11):
        make.comment(thread, subject=f"Weir {number}", at=day(3, number))
    before = titles("weir", sort=sort, limit=10)
    first = find("weir", sort=sort, limit=5)
    last = first.found[-1].comment
    assert last is not None
    actions.remove_own_comment(comment=last)

    second = titles("weir", sort=sort, limit=5, cursor=first.next_cursor)

    assert set(second) <= set(before[5:])
    assert len(second) >= 4


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize(
    "cursor", ["x", "0" * 5_000, "a-b-c-d", "ffffffff-1-1-1", "\0", "é", "-1", "%s"]
)
def test_a_cursor_that_is_none_gives_the_first_page(
    magazine: PublishedStory, cursor: str, sort: Sort
) -> None:
    results = find("flood", cursor=cursor, sort=sort)

    assert len(results.found) == 3
    assert [note.trouble for note in results.notes] == [Trouble.OLD_CURSOR]


def test_of_very_many_matches_the_newest_are_ranked(monkeypatch: pytest.MonkeyPatch) -> None:
    from pasquino.search.engines import fts5, tsvector

    for module in (fts5, tsvector):
        monkeypatch.setattr(module, "RANKED", 5)
    thread = make.thread()
    for number in range(1, 9):
        make.comment(thread, subject="Weir", source=f"Number{number}.", at=day(3, number))

    results = find("weir")

    assert len(results.found) == 5
    assert min(found.dated_at for found in results.found) == day(3, 4)
    assert [note.trouble for note in results.notes] == [Trouble.CAPPED]
    assert len(titles("weir", sort=Sort.DATE)) == 8


def test_further_than_the_deepest_result_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    from pasquino.search.engines import fts5, tsvector

    for module in (engines, fts5, tsvector):
        monkeypatch.setattr(module, "DEEPEST", 4)
    thread = make.thread()
    for _number in range(6):
        make.comment(thread, subject="Weir")

    results = find("weir")

    assert len(results.found) == 4
    assert [note.trouble for note in results.notes] == [Trouble.DEEPEST]


def test_what_the_index_holds_wrongly_is_not_shown(magazine: PublishedStory) -> None:
    Comment.objects.filter(number=1).update(state=Comment.State.HELD)
    Comment.objects.filter(number=2).update(is_under_hidden=True)
    PublishedStory.objects.exclude(pk=magazine.pk).update(withdrawn_at=timezone.now())

    assert Document.objects.count() == 5
    assert {title[:2] for title in titles("-zzz")} == {"S1", "C3"}
    Thread.objects.update(state=Thread.State.NONE)
    assert {title[:2] for title in titles("-zzz")} == {"S1"}


def test_pages_are_filled_up_when_some_may_not_be_shown() -> None:
    thread = make.thread()
    for number in range(1, 21):
        make.comment(thread, subject=f"Weir {number}", at=day(3, number))
    Comment.objects.filter(number__gt=8).update(state=Comment.State.REMOVED_BY_MODERATOR)

    assert len(titles("weir", limit=5)) == 5
    assert len(titles("weir", limit=5, sort=Sort.DATE)) == 5


def test_the_number_of_queries_does_not_grow_with_results(
    django_assert_max_num_queries, magazine: PublishedStory
) -> None:
    thread = make.thread(magazine)
    for _number in range(30):
        make.comment(thread, subject="Weir and flood")

    with django_assert_max_num_queries(14):  # on PostgreSQL some of them are settings
        find("flood")


def test_what_is_older_or_newer_than_an_id_can_say_is_found_too() -> None:
    make.story("Ancient", at=datetime(1600, 1, 2, tzinfo=UTC))
    make.story("Far", at=datetime(2400, 1, 2, tzinfo=UTC))

    assert titles("ancient before:1700") == ["Ancient"]
    assert titles("far after:2200") == ["Far"]


def test_a_search_that_takes_too_long_is_given_up_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from pasquino.search.engines import tsvector

    slow = "SELECT pg_sleep(9) WHERE %s <> '' AND %s < %s AND %s > 0"
    monkeypatch.setattr(tsvector, "_NEWEST", slow)
    monkeypatch.setattr(tsvector, "PATIENCE", 50)
    make.section("River")
    # SQLite cannot be stopped once it runs: there the size of queries is limited.
    on_postgresql = connection.vendor == "postgresql"

    assert (Trouble.TOO_LONG in troubles("section:river")) == on_postgresql
