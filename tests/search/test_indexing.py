"""The index follows what is published, said, hidden and taken back; in the same transaction."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection, transaction
from django.utils import timezone

from pasquino.accounts.models import Role
from pasquino.discussion import actions
from pasquino.discussion.actions.rating_rules import reapply_rating_rules
from pasquino.discussion.announcements import comments_changed, thread_changed
from pasquino.discussion.models import Comment, DiscussionPolicy, Thread
from pasquino.search import indexing
from pasquino.search.engines import ALL, Entry, engine
from pasquino.search.finding import find
from pasquino.search.models import Document, comment_id, story_id
from pasquino.search.words import words
from pasquino.stories.actions import withdraw
from pasquino.stories.announcements import everything_replaced
from tests import make

pytestmark = pytest.mark.django_db


def addresses(text: str) -> set[str]:
    return {found.address for found in find(text).found}


def words_kept() -> int:
    """How many texts have words in the index, whatever the documents say."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT count(*) FROM search_document WHERE words IS NOT NULL")
        else:
            cursor.execute("SELECT count(*) FROM search_words")
        return cursor.fetchone()[0]


def announce(thread: Thread, *comments: Comment) -> None:
    comments_changed.send(sender=Comment, thread=thread, comments=[one.pk for one in comments])


def set_state(comment: Comment, state: Comment.State, *, hides: bool = False) -> None:
    """As a moderator's deed does it, announced."""
    Comment.objects.filter(pk=comment.pk).update(state=state)
    below = Comment.objects.filter(parent=comment)
    below.update(is_under_hidden=hides)
    announce(comment.thread, comment, *below)


def test_what_is_published_and_posted_is_found_at_once() -> None:
    story = make.story("The weir")
    comment = make.comment(make.thread(story), subject="The weir again")

    assert addresses("weir") == {story.get_absolute_url(), comment.get_absolute_url()}


def test_a_new_edition_is_found_by_its_new_words_only() -> None:
    story = make.story("The weir")

    make.story("The dam", again=story.story, address=story.slug)

    assert addresses("weir") == set()
    assert addresses("dam") == {story.get_absolute_url()}
    assert words_kept() == 1


def test_corrections_and_standfirst_are_searched() -> None:
    note = (make.NOON, "<p>It was <b>Tuesday</b>.</p>", None)
    make.story("The weir", standfirst="Who pays?", corrections=[note])

    assert len(addresses("tuesday pays")) == 1
    assert addresses("b") == set()


def test_a_withdrawn_story_is_not_found_and_nothing_below_it() -> None:
    story = make.story("The weir")
    make.comment(make.thread(story), subject="The weir again")

    withdraw(story.story)

    assert addresses("weir") == set()
    assert words_kept() == 0


def test_a_story_published_again_is_found_again_with_its_comments() -> None:
    story = make.story("The weir")
    make.comment(make.thread(story), subject="The weir again")
    withdraw(story.story)

    make.story("The weir", again=story.story, address=story.slug)

    assert len(addresses("weir")) == 2


def test_comments_move_with_their_story_to_another_section() -> None:
    story = make.story("The weir", section=make.section("River"))
    make.comment(make.thread(story), subject="The weir again")

    make.story("The weir", section=make.section("Mill"), again=story.story, address=story.slug)

    assert len(addresses("section:mill weir")) == 2
    assert addresses("section:river") == set()


def test_what_its_author_removes_is_not_found_and_its_replies_are() -> None:
    thread = make.thread()
    comment = make.comment(thread, subject="The weir")
    reply = make.comment(thread, subject="Re: the weir", answers=comment)

    actions.remove_own_comment(comment=comment)

    assert addresses("weir") == {reply.get_absolute_url()}
    assert words_kept() == 2  # the story's and the reply's


@pytest.mark.parametrize(
    "state",
    [
        Comment.State.HELD,
        Comment.State.REMOVED_BY_MODERATOR,
        Comment.State.REMOVED_BY_AUTHOR,
    ],
)
def test_what_is_not_shown_in_full_is_not_found_until_it_is_again(state: Comment.State) -> None:
    comment = make.comment(make.thread(), subject="The weir")

    set_state(comment, state)
    assert addresses("weir") == set()

    set_state(comment, Comment.State.VISIBLE)
    assert addresses("weir") == {comment.get_absolute_url()}


def test_what_readers_folded_is_found_unless_the_magazine_hides_it() -> None:
    comment = make.comment(make.thread(), subject="The weir")
    trusted = make.person(role=Role.TRUSTED)

    actions.rate_comment(comment=comment, rater=trusted, value=0)
    assert addresses("weir") == {comment.get_absolute_url()}

    policy = DiscussionPolicy(low_rating_hides=True)
    for hides, kept in ((True, 1), (False, 2)):
        policy.low_rating_hides = hides
        policy.save()
        reapply_rating_rules()

        assert (len(addresses("weir")), words_kept()) == (kept - 1, kept)


def test_a_hidden_branch_is_not_found_until_it_is_shown_again() -> None:
    thread = make.thread()
    top = make.comment(thread, subject="The weir")
    make.comment(thread, subject="Re: the weir", answers=top)

    set_state(top, Comment.State.BRANCH_HIDDEN, hides=True)
    assert addresses("weir") == set()

    set_state(top, Comment.State.VISIBLE, hides=False)
    assert len(addresses("weir")) == 2


def test_a_discussion_that_is_put_away_is_not_found_until_it_is_back() -> None:
    thread = make.thread()
    make.comment(thread, subject="The weir")
    for state, count in (("none", 0), ("closed", 1), ("none", 0), ("open", 1)):
        Thread.objects.filter(pk=thread.pk).update(state=state)
        thread_changed.send(sender=Thread, thread=thread)

        assert len(addresses("weir")) == count
        assert words_kept() == count + 1


def test_a_deed_that_is_taken_back_leaves_nothing_in_the_index() -> None:
    thread = make.thread()
    with transaction.atomic():
        make.comment(thread, subject="The weir")
        transaction.set_rollback(True)

    assert addresses("weir") == set()
    assert words_kept() == 1


def test_the_same_announcement_twice_changes_nothing() -> None:
    thread = make.thread()
    comment = make.comment(thread, subject="The weir")
    before = list(Document.objects.order_by("pk").values())

    announce(thread, comment, comment)

    assert list(Document.objects.order_by("pk").values()) == before
    assert words_kept() == 2


def test_an_edited_comment_keeps_its_place_on_further_pages() -> None:
    thread = make.thread()
    comments = [make.comment(thread, subject=f"Weir {number}") for number in range(6)]
    first = find("weir", limit=3)
    last = find("weir").found[-1].comment
    assert last is not None

    comments[0].text.html = "<p>Edited.</p>"
    announce(thread, last)

    assert last in [found.comment for found in find("weir", cursor=first.next_cursor).found]


def test_a_great_branch_is_hidden_in_few_statements(django_assert_max_num_queries) -> None:
    thread = make.thread()
    top = make.comment(thread, subject="The weir")
    by = make.reader()
    for _number in range(60):
        make.comment(thread, by=by, answers=top, subject="Weir")
    Comment.objects.filter(thread=thread).update(is_under_hidden=True)
    keys = list(Comment.objects.filter(thread=thread).values_list("pk", flat=True))

    with django_assert_max_num_queries(8):
        comments_changed.send(sender=Comment, thread=thread, comments=keys)

    assert addresses("weir") == set()


def test_texts_from_before_there_was_a_search_are_indexed() -> None:
    story = make.story("The weir")
    make.comment(make.thread(story), subject="The weir again")
    make.comment(make.thread(), subject="Another")
    Document.objects.all().delete()
    assert words_kept() == 0

    assert indexing.complete() == 4
    assert indexing.complete() == 0
    assert len(addresses("weir")) == 2


def test_a_restored_magazine_is_indexed() -> None:
    story = make.story("The weir")
    Document.objects.all().delete()

    everything_replaced.send(sender=None)

    assert addresses("weir") == {story.get_absolute_url()}


def test_what_should_not_be_in_the_index_is_taken_out() -> None:
    story = make.story("The weir")
    comment = make.comment(make.thread(), subject="The weir again")
    Comment.objects.filter(pk=comment.pk).update(state=Comment.State.HELD)
    type(story).objects.filter(pk=story.pk).update(withdrawn_at=timezone.now())

    indexing.complete()

    assert words_kept() == 1


def test_a_text_under_another_date_is_in_the_index_once() -> None:
    story = make.story("The weir")
    comment = make.comment(make.thread(story), subject="The weir again")
    Comment.objects.filter(pk=comment.pk).update(posted_at=datetime(2001, 1, 1, tzinfo=UTC))

    announce(comment.thread, comment)

    assert addresses("weir before:2002") == {comment.get_absolute_url()}
    assert words_kept() == 2


def of(comment: Comment) -> int:
    return comment_id(comment.pk, comment.posted_at)


def test_ids_keep_the_order_of_time() -> None:
    thread = make.thread(make.story("A", at=datetime(2026, 1, 1, tzinfo=UTC)))
    early = make.comment(thread, at=datetime(2026, 1, 2, 10, 0, 0, tzinfo=UTC))
    late = make.comment(thread, at=datetime(2026, 1, 2, 10, 0, 1, tzinfo=UTC))
    past = make.comment(thread, at=datetime(1950, 1, 1, tzinfo=UTC))

    assert of(past) < story_id(thread.story) < of(early) < of(late)


LONGEST = ["word " * 13_000, "".join(f"w{n} " for n in range(9_000)), "ﷺ " * 16_000, "a" * 60_000]


@pytest.mark.parametrize("text", LONGEST, ids=("same", "different", "growing", "one"))
def test_the_longest_comments_are_posted_and_found(text: str) -> None:
    comment = make.comment(make.thread(), subject="The weir", source=text[:65_000])

    assert addresses("weir") == {comment.get_absolute_url()}


def test_a_story_longer_than_the_index_takes_is_found_by_its_beginning() -> None:
    story = make.story("The weir")
    body = words("".join(f"wort{number:06}ü " for number in range(100_000)))

    engine().put([Entry(story_id(story), story.pk, None, 1, 0, ["weir"], body, [ALL])])

    assert len(body) < 100_000
    assert len(addresses("weir wort000100ü")) == 1
