"""A reader's way through a discussion, without script."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pasquino.discussion import actions
from pasquino.discussion.models import (
    Comment,
    CommentText,
    DiscussionPolicy,
    ReadingPreference,
    Thread,
)
from pasquino.stories.models import PublishedStory
from tests import make

pytestmark = pytest.mark.django_db


def numbers(client, address: str) -> list[int]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    soup = BeautifulSoup(answer.content, "html.parser")
    return [int(str(tag["data-number"])) for tag in soup.select(".thread article.comment")]


@pytest.fixture
def story() -> PublishedStory:
    return make.story("The weir")


def test_answers_stand_under_what_they_answer(client, story) -> None:
    make.comments(make.thread(story), [None, None, 1, 3])

    assert numbers(client, story.get_absolute_url()) == [1, 3, 4, 2]


def test_the_highest_rated_comes_first_at_every_level(client, story) -> None:
    comments = make.comments(make.thread(story), [None, None, 2, 2])
    make.rate(comments[1], 4)
    make.rate(comments[3], 5)

    assert numbers(client, story.get_absolute_url()) == [2, 4, 3, 1]


def test_the_choice_is_carried_on_by_the_pages_links(client, story) -> None:
    make.comments(make.thread(story), [None] * 130)
    address = story.get_absolute_url()

    page = client.get(address + "?display=flat&sort=newest").content.decode()

    assert re.search(
        r'href="[^"]*\?display=flat&amp;sort=newest&amp;page=2[^"]*"[^>]*rel="next"', page
    ) or ("?display=flat&amp;sort=newest&amp;page=2" in page)
    assert numbers(client, address + "?display=flat&sort=newest&page=2") == list(range(30, 0, -1))


def test_pages_hold_all_comments_once(client, story) -> None:
    make.comments(make.thread(story), [None, *[1] * 119, *[50] * 100])
    address = story.get_absolute_url()

    seen = [number for page in (1, 2, 3) for number in numbers(client, f"{address}?page={page}")]

    assert sorted(seen) == list(range(1, 221))
    assert client.get(f"{address}?page=4").status_code == 404


def test_a_page_that_starts_inside_a_branch_says_what_it_answers(client, story) -> None:
    make.comments(make.thread(story), [None, *range(1, 110)])

    soup = BeautifulSoup(client.get(story.get_absolute_url() + "?page=2").content, "html.parser")

    strip = [int(str(tag["data-number"])) for tag in soup.select(".ancestors article")]
    assert strip == list(range(81, 101))
    assert "in reply to #100" in soup.select_one("#c101").get_text(" ")


def test_at_leads_to_the_page_that_holds_a_comment(client, story) -> None:
    make.comments(make.thread(story), [None] * 130)
    address = story.get_absolute_url()

    assert client.get(address + "?at=117")["Location"] == address + "?page=2#c117"
    assert client.get(address + "?at=999").status_code == 404
    assert client.get(address + "?at=x").status_code == 404


def test_a_comment_has_a_page_with_its_ancestors_and_its_branch(client, story) -> None:
    make.comments(make.thread(story), [None, 1, 2, 2, None])

    soup = BeautifulSoup(
        client.get(story.get_absolute_url() + "comments/2/").content, "html.parser"
    )

    shown = [int(str(tag["data-number"])) for tag in soup.select("article.comment")]
    assert shown == [1, 2, 3, 4]
    assert client.get(story.get_absolute_url() + "comments/6/").status_code == 404


def test_a_removed_comment_keeps_its_place_and_its_answers(client, story) -> None:
    comments = make.comments(make.thread(story), [None, 1])
    actions.remove_own_comment(comment=comments[0])

    page = BeautifulSoup(client.get(story.get_absolute_url()).content, "html.parser")

    assert numbers(client, story.get_absolute_url()) == [1, 2]
    assert "Removed by its author." in page.select_one("#c1").get_text(" ")
    assert len(page.select(".comment__body")) == 1


def test_a_held_comment_is_nowhere_to_be_found(client, story) -> None:
    comment = make.comment(make.thread(story), source="Buy my watches")
    Comment.objects.update(state=Comment.State.HELD)

    for address in ("", "comments/1/", "?display=minimal", "?at=1"):
        answer = client.get(story.get_absolute_url() + address)
        assert b"watches" not in answer.content
    assert client.get(comment.author.get_absolute_url()).content.count(b"watches") == 0


def test_a_chain_of_answers_is_never_nested_deeper_than_eight(client, story) -> None:
    thread, author = make.thread(story), make.reader()
    parent = None
    for _number in range(300):
        parent = make.comment(thread, by=author, answers=parent)

    soup = BeautifulSoup(client.get(story.get_absolute_url() + "?page=2").content, "html.parser")

    deepest = max(len(tag.find_parents("ol")) for tag in soup.select("article.comment"))
    assert deepest <= 8
    assert soup.select_one("#c150")["data-depth"] == "149"


def test_a_story_with_a_hundred_comments_takes_few_queries(client, story) -> None:
    make.comments(make.thread(story), [None] * 100)
    client.get(story.get_absolute_url())

    with CaptureQueriesContext(connection) as queries:
        client.get(story.get_absolute_url())

    assert len(queries) <= 12


def test_a_comment_written_under_an_earlier_template_is_shown_by_todays(client, story) -> None:
    make.comment(make.thread(story), source="It was the *mill*.")
    CommentText.objects.update(fragment="<p>old</p>", fragment_version=0)

    page = BeautifulSoup(client.get(story.get_absolute_url()).content, "html.parser")

    assert page.select_one("#c1 .comment__body em").get_text() == "mill"


def test_the_address_goes_before_the_members_preference_and_that_before_the_site(
    client, story
) -> None:
    make.comments(make.thread(story), [None, None, None])
    DiscussionPolicy.objects.create(sort="newest")
    member = make.reader()
    ReadingPreference.objects.create(member=member, sort="oldest")
    address = story.get_absolute_url()
    assert numbers(client, address) == [3, 2, 1]

    client.force_login(member)

    assert numbers(client, address) == [1, 2, 3]
    assert numbers(client, address + "?sort=newest") == [3, 2, 1]
    assert "no-store" in client.get(address)["Cache-Control"]


def test_with_more_comments_than_the_site_says_the_other_display_is_used(client, story) -> None:
    make.comments(make.thread(story), [None, 1, 1])
    DiscussionPolicy.objects.create(overflow_at=2, overflow_display="minimal")

    page = BeautifulSoup(client.get(story.get_absolute_url()).content, "html.parser")

    assert len(page.select(".comment--line")) == 3


@pytest.mark.parametrize("state", ["REMOVED_BY_AUTHOR", "REMOVED_BY_MODERATOR", "BRANCH_HIDDEN"])
def test_nothing_of_a_removed_comment_is_told_on_its_own_page(client, story, state: str) -> None:
    thread, author = make.thread(story), make.reader("Mallory Grudge")
    gone = make.comment(thread, by=author, subject="Unspeakable")
    make.comment(thread, answers=gone)
    Comment.objects.filter(pk=gone.pk).update(state=Comment.State[state], revision=99)
    Thread.objects.update(revision=99)

    for address in ("comments/1/", "comments/2/", "", "?display=minimal", "?display=flat"):
        answer = client.get(story.get_absolute_url() + address)
        assert b"Unspeakable" not in answer.content
        assert b"Mallory" not in answer.content
    assert b"noindex" in client.get(story.get_absolute_url() + "comments/1/").content


@pytest.mark.parametrize("display", ["nested", "threaded", "minimal"])
def test_what_readers_rated_low_folds_into_one_line_with_its_answers(
    client, story, display: str
) -> None:
    make.comments(make.thread(story), [None, 1, 2, None])
    Comment.objects.filter(number=1).update(state=Comment.State.FOLDED, revision=99)
    Thread.objects.update(revision=99)

    page = BeautifulSoup(
        client.get(f"{story.get_absolute_url()}?display={display}").content, "html.parser"
    )

    folds = page.select("details.comment__folded")
    assert len(folds) == 1
    assert [tag["data-number"] for tag in folds[0].select("article")] == ["1", "2", "3"]
    assert page.select_one("#c4").find_parent("details") is None


def test_without_threads_each_folded_comment_has_its_own_line(client, story) -> None:
    make.comments(make.thread(story), [None, 1, None])
    Comment.objects.filter(number=1).update(state=Comment.State.FOLDED, revision=99)
    Thread.objects.update(revision=99)

    page = BeautifulSoup(
        client.get(story.get_absolute_url() + "?display=flat_unthread").content, "html.parser"
    )

    assert len(page.select("details.comment__folded")) == 2
    assert "under #1" in page.select("details summary")[1].get_text()


def test_a_folded_comment_stands_open_on_its_own_page(client, story) -> None:
    make.comments(make.thread(story), [None, 1])
    Comment.objects.filter(number=1).update(state=Comment.State.FOLDED, revision=99)
    Thread.objects.update(revision=99)

    page = BeautifulSoup(
        client.get(story.get_absolute_url() + "comments/1/").content, "html.parser"
    )

    assert page.select("details") == []


def test_the_form_shows_the_display_that_is_used(client, story) -> None:
    make.comments(make.thread(story), [None, 1, 1])
    DiscussionPolicy.objects.create(overflow_at=2, overflow_display="minimal")

    page = BeautifulSoup(client.get(story.get_absolute_url()).content, "html.parser")

    assert page.select_one("select[name=display] option[selected]")["value"] == "minimal"


def test_a_comment_of_a_switched_off_discussion_is_listed_nowhere(client, story) -> None:
    comment = make.comment(make.thread(story), subject="Nowhere to be found")
    Thread.objects.update(state=Thread.State.NONE)

    for address in ("/", comment.author.get_absolute_url(), "/feeds/comments.atom"):
        assert b"Nowhere to be found" not in client.get(address).content
