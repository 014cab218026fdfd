"""Authors edit for a while, add later, and take back; what was said before stays readable."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from pasquino.accounts.limit import Limit
from pasquino.accounts.models import Suspension
from pasquino.discussion import actions
from pasquino.discussion.announcements import comments_changed
from pasquino.discussion.models import Comment, CommentVersion, DiscussionPolicy, Thread
from tests import make

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def mine(source: str = "The weir is low.") -> Comment:
    return make.comment(make.thread(), source=source, at=make.NOON)


def edit(comment: Comment, source: str = "The weir is high.", version: int = 1) -> None:
    actions.edit_comment(
        comment=comment, author=comment.author, version=version, subject="A word", source=source
    )


def add(comment: Comment, source: str = "And the mill.") -> None:
    actions.add_to_comment(comment=comment, author=comment.author, network="n", source=source)


@time_machine.travel(make.NOON + timedelta(minutes=1), tick=False)
def test_an_edit_keeps_what_was_said_and_takes_a_new_revision() -> None:
    comment = mine()
    told: list[list[int]] = []

    def listen(comments: list[int], **_given: object) -> None:
        told.append(comments)

    comments_changed.connect(listen)
    edit(comment)
    comments_changed.disconnect(listen)

    comment = Comment.objects.select_related("text").get()
    version = CommentVersion.objects.get()
    assert (version.version, version.source, version.written_at) == (
        1,
        "The weir is low.",
        make.NOON,
    )
    assert "The weir is high." in comment.text.fragment
    assert comment.text.edited_at == make.NOON + timedelta(minutes=1)
    assert comment.revision == Thread.objects.get().revision == 2
    assert told == [[comment.pk]]


@pytest.mark.parametrize(("late", "is_taken"), [(0, True), (1, False)])
def test_the_time_for_editing_ends_to_the_second(late: int, is_taken: bool) -> None:
    comment = mine()
    with time_machine.travel(make.NOON + timedelta(minutes=15) + late * SECOND, tick=False):
        if is_taken:
            edit(comment)
        else:
            with pytest.raises(actions.TooLate):
                edit(comment)

    assert CommentVersion.objects.exists() == is_taken


def test_the_editors_set_how_long_one_may_edit() -> None:
    DiscussionPolicy.objects.create(edit_minutes=60)
    comment = mine()

    with time_machine.travel(make.NOON + timedelta(minutes=59), tick=False):
        edit(comment)

    assert CommentVersion.objects.exists()


@time_machine.travel(make.NOON, tick=False)
def test_what_was_answered_is_not_edited_any_more() -> None:
    comment = mine()
    make.comment(comment.thread, answers=comment)

    with pytest.raises(actions.TooLate):
        edit(comment)


@time_machine.travel(make.NOON, tick=False)
def test_of_two_edits_at_once_the_second_is_told() -> None:
    comment = mine()
    edit(comment, "From one window")

    with pytest.raises(actions.ChangedMeanwhile):
        edit(comment, "From the other", version=1)

    assert Comment.objects.get().text.source == "From one window"


@time_machine.travel(make.NOON, tick=False)
def test_an_edit_sent_twice_is_one() -> None:
    comment = mine()
    edit(comment)
    edit(comment)

    assert CommentVersion.objects.count() == 1


@time_machine.travel(make.NOON, tick=False)
def test_a_comment_is_edited_ten_times_at_most() -> None:
    comment = mine()
    for version in range(1, actions.MOST_EDITS + 1):
        edit(comment, f"Version {version}", version)

    with pytest.raises(actions.TooManyChanges):
        edit(comment, "Once more", actions.MOST_EDITS + 1)


@time_machine.travel(make.NOON, tick=False)
@pytest.mark.parametrize(
    ("state", "refusal"),
    [
        (Comment.State.REMOVED_BY_AUTHOR, actions.NotEditable),
        (Comment.State.REMOVED_BY_MODERATOR, actions.NotEditable),
        (Comment.State.BRANCH_HIDDEN, actions.NotEditable),
    ],
)
def test_what_is_gone_is_neither_edited_nor_added_to(
    state: Comment.State, refusal: type[Exception]
) -> None:
    comment = mine()
    Comment.objects.update(state=state)

    for change in (edit, add):
        with pytest.raises(refusal):
            change(comment)


def test_closed_and_suspended_change_nothing() -> None:
    closed, suspended, others = mine(), mine(), mine()
    Thread.objects.filter(pk=closed.thread_id).update(state=Thread.State.CLOSED)
    Suspension.objects.create(user=suspended.author, reason="Shouting.", began_at=make.NOON)

    with time_machine.travel(make.NOON, tick=False):
        for change in (edit, add):
            with pytest.raises(actions.DiscussionClosed):
                change(closed)
            with pytest.raises(actions.Suspended):
                change(suspended)
    with pytest.raises(actions.NotTheAuthor):
        actions.add_to_comment(comment=others, author=make.reader(), network="n", source="x")


def test_additions_are_few_and_together_no_longer_than_a_comment(settings) -> None:
    settings.LIMITS = settings.LIMITS | {"posts": Limit(100, 600)}
    comment, long = mine(), mine()
    for number in range(actions.MOST_ADDITIONS):
        add(comment, f"Addition {number}")

    with pytest.raises(actions.TooManyChanges):
        add(comment, "One more")
    add(long, "a" * (actions.LONGEST_TEXT - 1))
    with pytest.raises(actions.TooLong):
        add(long, "bb")


def test_an_addition_sent_twice_is_one() -> None:
    comment = mine()
    add(comment)
    add(comment)

    assert comment.additions.count() == 1


def test_additions_survive_a_fragment_of_an_earlier_template(client) -> None:
    comment = mine()
    add(comment, "And *the mill*.")
    comment.text.fragment_version, comment.text.fragment = 2, "<p>old</p>"
    comment.text.save(update_fields=["fragment", "fragment_version"])

    page = client.get(comment.get_absolute_url()).content.decode()

    assert "And <em>the mill</em>." in page
    assert "<!--at" not in page


def test_feeds_tell_what_was_edited_and_added_and_when(client) -> None:
    comment = mine()
    with time_machine.travel(make.NOON + timedelta(minutes=20), tick=False):
        add(comment, "And *the mill*.")

    (entry,) = client.get("/feeds/comments.json").json()["items"]

    assert "<em>the mill</em>" in entry["content_html"]
    assert entry["date_published"] == "2026-03-07T12:00:00+00:00"
    assert entry["date_modified"] == "2026-03-07T12:20:00+00:00"


@pytest.mark.parametrize(
    ("state", "counted"), [(Comment.State.FOLDED, 1), (Comment.State.HELD, 2)]
)
def test_folded_and_held_comments_are_taken_back_too(state: Comment.State, counted: int) -> None:
    comment = mine()
    Comment.objects.update(state=state)

    actions.remove_own_comment(comment=comment)

    assert Comment.objects.get().state == Comment.State.REMOVED_BY_AUTHOR
    assert Thread.objects.get().visible_count == counted


def test_what_moderators_hid_or_removed_its_author_does_not_bring_forward() -> None:
    comment = mine()
    Comment.objects.update(state=Comment.State.BRANCH_HIDDEN)

    actions.remove_own_comment(comment=comment)

    assert Comment.objects.get().state == Comment.State.BRANCH_HIDDEN
