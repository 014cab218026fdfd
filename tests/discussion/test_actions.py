"""Comments get numbers that are never reused, and ratings that count once a reader."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from pasquino.discussion import actions
from pasquino.discussion.models import Comment, Rating, Thread
from pasquino.discussion.threads import State
from tests import make

pytestmark = pytest.mark.django_db


def test_numbers_run_from_one_in_each_thread() -> None:
    first, second = make.thread(), make.thread()

    numbers = [make.comment(first).number, make.comment(first).number, make.comment(second).number]

    assert numbers == [1, 2, 1]


def test_an_answer_is_one_deeper_than_what_it_answers() -> None:
    thread = make.thread()

    comments = make.comments(thread, [None, 1, 2])

    assert [(comment.parent_number, comment.depth) for comment in comments] == [
        (0, 0),
        (1, 1),
        (2, 2),
    ]


def test_every_change_takes_a_new_revision_of_the_thread() -> None:
    comment = make.comment(make.thread())
    make.rate(comment, 4)
    actions.remove_own_comment(comment=comment)

    comment.refresh_from_db()

    assert comment.revision == Thread.objects.get().revision == 3


def test_a_closed_discussion_takes_no_comment() -> None:
    thread = make.thread()
    thread.state = Thread.State.CLOSED

    with pytest.raises(actions.DiscussionClosed):
        make.comment(thread)

    assert not Comment.objects.exists()


def test_an_answer_to_another_threads_comment_is_refused() -> None:
    elsewhere = make.comment(make.thread())

    with pytest.raises(actions.ReplyElsewhere):
        make.comment(make.thread(), answers=elsewhere)


@pytest.mark.parametrize(("subject", "source"), [("", "x"), ("x", ""), (" ", "x"), ("x", "\n ")])
def test_a_comment_says_something(subject: str, source: str) -> None:
    with pytest.raises(actions.NothingSaid):
        make.comment(make.thread(), subject=subject, source=source)


def test_too_long_a_text_is_refused_and_not_cut() -> None:
    with pytest.raises(actions.TooLong):
        make.comment(make.thread(), source="a" * 65_537)

    assert make.comment(make.thread(), source="ä" * 32_768).text.source == "ä" * 32_768


def test_a_newer_rating_by_the_same_reader_replaces_the_older() -> None:
    comment, rater = make.comment(make.thread()), make.reader()
    actions.rate_comment(comment=comment, rater=rater, value=2)

    actions.rate_comment(comment=comment, rater=rater, value=5)

    comment.refresh_from_db()
    assert (comment.rating_sum, comment.rating_count) == (5, 1)


def test_ratings_that_came_with_an_import_count_beside_later_ones() -> None:
    comment = make.comment(make.thread())
    actions.take_over_rating(comment=comment, rating_sum=7, rating_count=2)

    make.rate(comment, 5)

    comment.refresh_from_db()
    assert (comment.rating_sum, comment.rating_count) == (12, 3)


def test_nobody_rates_their_own_comment() -> None:
    author = make.reader()
    comment = make.comment(make.thread(), by=author)

    with pytest.raises(actions.OwnComment):
        actions.rate_comment(comment=comment, rater=author, value=5)


@pytest.mark.parametrize("value", [-1, 0, 6, 100])
def test_a_rating_is_from_one_to_five(value: int) -> None:
    with pytest.raises(actions.NoSuchRating):
        actions.rate_comment(comment=make.comment(make.thread()), rater=make.reader(), value=value)


def test_the_database_itself_lets_a_reader_rate_once() -> None:
    comment, rater = make.comment(make.thread()), make.reader()
    Rating.objects.create(comment=comment, rater=rater, value=3, rated_at=make.NOON)

    with pytest.raises(IntegrityError), transaction.atomic():
        Rating.objects.create(comment=comment, rater=rater, value=4, rated_at=make.NOON)


def test_the_states_of_table_and_skeleton_are_the_same() -> None:
    assert {state.name: state.value for state in State} == {
        state.name: state.value for state in Comment.State
    }
