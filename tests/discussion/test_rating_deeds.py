"""One rating a reader and comment; low ratings fold; hiding is for few, and rare."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from pasquino.accounts.models import Role, Suspension, User
from pasquino.discussion import actions
from pasquino.discussion.announcements import comments_changed
from pasquino.discussion.models import Comment, DiscussionPolicy, Rating, Thread
from pasquino.discussion.rating import RECOMMENDED, RatingProfile
from tests import make

pytestmark = pytest.mark.django_db


def policy(**fields: object) -> DiscussionPolicy:
    found = DiscussionPolicy.current()
    for name, value in fields.items():
        setattr(found, name, value)
    found.save()
    return found


def trusted() -> User:
    return make.person(role=Role.TRUSTED)


def state(comment: Comment) -> int:
    return Comment.objects.get(pk=comment.pk).state


def sums(comment: Comment) -> tuple[int, int]:
    return Comment.objects.values_list("rating_sum", "rating_count").get(pk=comment.pk)


def test_a_rating_taken_back_is_as_if_it_had_not_been() -> None:
    comment, rater = make.comment(make.thread()), make.reader()
    make.rate(comment, 5)
    actions.rate_comment(comment=comment, rater=rater, value=2)

    actions.take_back_rating(comment=comment, rater=rater)

    assert sums(comment) == (5, 1)
    assert not Rating.objects.filter(rater=rater).exists()


def test_the_same_rating_again_changes_nothing_not_even_the_revision() -> None:
    comment, rater = make.comment(make.thread()), make.reader()
    actions.rate_comment(comment=comment, rater=rater, value=4)
    before = Thread.objects.get().revision

    actions.rate_comment(comment=comment, rater=rater, value=4)

    assert (sums(comment), Thread.objects.get().revision) == ((4, 1), before)


@pytest.mark.parametrize(
    "gone",
    [
        Comment.State.HELD,
        Comment.State.REMOVED_BY_AUTHOR,
        Comment.State.REMOVED_BY_MODERATOR,
        Comment.State.BRANCH_HIDDEN,
    ],
)
def test_nobody_rates_what_nobody_reads(gone: int) -> None:
    comment = make.comment(make.thread())
    Comment.objects.update(state=gone)

    with pytest.raises(actions.NotRatable):
        actions.rate_comment(comment=comment, rater=make.reader(), value=3)


def test_nobody_rates_under_a_hidden_branch_or_in_a_closed_discussion() -> None:
    under, closed = make.comment(make.thread()), make.comment(make.thread())
    Comment.objects.filter(pk=under.pk).update(is_under_hidden=True)
    Thread.objects.filter(pk=closed.thread_id).update(state=Thread.State.CLOSED)

    for comment in (under, closed):
        with pytest.raises(actions.NotRatable):
            actions.rate_comment(comment=comment, rater=make.reader(), value=3)


def test_who_is_suspended_rates_nothing() -> None:
    comment, rater = make.comment(make.thread()), make.reader()
    Suspension.objects.create(user=rater, reason="Spam.")

    with pytest.raises(actions.Suspended):
        actions.rate_comment(comment=comment, rater=rater, value=3)

    assert sums(comment) == (0, 0)


def test_many_ratings_are_recorded_together_and_the_refused_ones_told() -> None:
    thread, rater = make.thread(), make.reader()
    made = make.comments(thread, [None, None, None])
    own = make.comment(thread, by=rater)
    actions.rate_comment(comment=made[2], rater=rater, value=1)
    before = Thread.objects.get().revision

    rated = actions.rate_many(
        thread=thread, rater=rater, values={1: 5, 2: 9, 3: None, own.number: 5, 99: 2}
    )

    assert rated.recorded == [1, 3]
    assert {number: type(why) for number, why in rated.refused.items()} == {
        2: actions.NoSuchRating,
        own.number: actions.OwnComment,
        99: actions.NotRatable,
    }
    assert [sums(comment) for comment in made] == [(5, 1), (0, 0), (0, 0)]
    assert Thread.objects.get().revision == before + 1


def test_hiding_is_for_trusted_readers() -> None:
    comment = make.comment(make.thread())

    with pytest.raises(actions.NoSuchRating):
        actions.rate_comment(comment=comment, rater=make.reader(), value=0)
    actions.rate_comment(comment=comment, rater=trusted(), value=0)

    assert sums(comment) == (0, 1)


def test_five_comments_may_be_hidden_a_day_and_none_is_spent_twice() -> None:
    thread, rater = make.thread(), trusted()
    make.comments(thread, [None] * 7)
    hide = dict.fromkeys(range(1, 6), 0)
    actions.rate_many(thread=thread, rater=rater, values=hide)

    actions.rate_many(thread=thread, rater=rater, values={1: None, 2: 3})
    again = actions.rate_many(thread=thread, rater=rater, values={1: 0, 6: 0, 7: 4})

    assert {number: type(why) for number, why in again.refused.items()} == {
        1: actions.HiddenEnough,
        6: actions.HiddenEnough,
    }
    assert again.recorded == [7]
    assert again.refused[6].until > timezone.now() + timedelta(hours=23)


def test_what_is_rated_below_one_folds_and_unfolds() -> None:
    comment, rater = make.comment(make.thread()), trusted()
    told: list[list[int]] = []

    def hear(comments: list[int], **_: object) -> None:
        told.append(comments)

    comments_changed.connect(hear)
    actions.rate_comment(comment=comment, rater=rater, value=0)
    folded = state(comment)
    make.rate(comment, 3)
    make.rate(comment, 3)
    comments_changed.disconnect(hear)

    assert (folded, state(comment)) == (Comment.State.FOLDED, Comment.State.VISIBLE)
    assert told == [[comment.pk], [comment.pk]]


def test_one_rating_folds_nothing_where_more_are_needed() -> None:
    policy(ratings_to_count=2)
    comment = make.comment(make.thread())

    actions.rate_comment(comment=comment, rater=trusted(), value=0)
    first = state(comment)
    actions.rate_comment(comment=comment, rater=trusted(), value=0)

    assert (first, state(comment)) == (Comment.State.VISIBLE, Comment.State.FOLDED)


def test_where_readers_recommend_three_times_as_many_and_one_more_hide() -> None:
    policy(rating_profile=RatingProfile.RECOMMEND)
    comment = make.comment(make.thread())
    make.rate(comment, RECOMMENDED)

    for _ in range(3):
        actions.rate_comment(comment=comment, rater=trusted(), value=0)
    three = state(comment)
    actions.rate_comment(comment=comment, rater=trusted(), value=0)

    assert (three, state(comment)) == (Comment.State.VISIBLE, Comment.State.FOLDED)
    with pytest.raises(actions.NoSuchRating):
        make.rate(comment, 5)


def test_where_nobody_rates_no_rating_is_taken() -> None:
    comment = make.comment(make.thread())
    policy(rating_profile=RatingProfile.OFF)

    with pytest.raises(actions.NoSuchRating):
        make.rate(comment, 3)


def test_what_is_hidden_by_rating_is_rated_by_trusted_readers_alone_and_counts_no_more() -> None:
    policy(low_rating_hides=True)
    thread = make.thread()
    comment = make.comments(thread, [None, 1])[0]

    actions.rate_comment(comment=comment, rater=trusted(), value=0)
    hidden = Thread.objects.get().visible_count

    with pytest.raises(actions.NotRatable):
        make.rate(comment, 5)
    actions.rate_comment(comment=comment, rater=trusted(), value=5)
    assert (hidden, Thread.objects.get().visible_count) == (1, 2)


def test_the_count_stays_right_when_an_author_takes_back_what_readers_hid() -> None:
    policy(low_rating_hides=True)
    comment = make.comments(make.thread(), [None, None])[0]
    actions.rate_comment(comment=comment, rater=trusted(), value=0)

    actions.remove_own_comment(comment=comment)

    assert Thread.objects.get().visible_count == 2  # a tombstone keeps its place


def test_rules_set_anew_fold_and_unfold_what_was_rated_before() -> None:
    thread = make.thread()
    low, better = make.comments(thread, [None, None])
    for comment in (low, better):
        actions.rate_comment(comment=comment, rater=trusted(), value=0)
    make.rate(better, 5)
    policy(ratings_to_count=2)

    moved = actions.reapply_rating_rules()

    assert (moved, state(low)) == (1, Comment.State.VISIBLE)
    policy(ratings_to_count=1, low_rating_hides=True)
    assert (actions.reapply_rating_rules(), state(low)) == (1, Comment.State.FOLDED)
    assert Thread.objects.get().visible_count == 1
    policy(low_rating_hides=False)
    assert actions.reapply_rating_rules() == 0
    assert Thread.objects.get().visible_count == 2
    policy(rating_profile=RatingProfile.OFF)
    assert (actions.reapply_rating_rules(), state(low)) == (1, Comment.State.VISIBLE)


def test_saving_the_policy_has_its_rules_applied_in_the_background(
    django_capture_on_commit_callbacks,
) -> None:
    from django_tasks_db.models import DBTaskResult

    with django_capture_on_commit_callbacks(execute=True):
        policy(ratings_to_count=3)

    tasks = DBTaskResult.objects.values_list("task_path", flat=True)
    assert "pasquino.discussion.listeners.apply_rating_rules" in tasks


def test_an_import_s_low_rating_folds_too() -> None:
    comment = make.comment(make.thread())

    actions.take_over_rating(comment=comment, rating_sum=1, rating_count=3)

    assert (sums(comment), state(comment)) == ((1, 3), Comment.State.FOLDED)
