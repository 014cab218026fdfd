"""The deeds of rating: a reader rates, one comment or all on a page; an import brings ratings.

The thread's row is locked first, so raters of a thread come one after the other, and sums can be
worked out from what was read (specs/discussion.md e4).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from pasquino.accounts import limits, standing
from pasquino.accounts.limit import Limit
from pasquino.accounts.models import User
from pasquino.discussion.actions.rating_rules import announce, settle
from pasquino.discussion.actions.refusals import (
    HiddenEnough,
    NoSuchRating,
    NotRatable,
    OwnComment,
)
from pasquino.discussion.actions.revisions import next_revision
from pasquino.discussion.actions.submitting import check_may_write
from pasquino.discussion.models import Comment, DiscussionPolicy, Rating, Thread
from pasquino.discussion.rating import HIDE, HIGHEST, LOWEST, values

__all__ = [
    "HIDES_A_DAY",
    "HIGHEST",
    "LOWEST",
    "Rated",
    "rate_comment",
    "rate_many",
    "take_back_rating",
    "take_over_rating",
]

HIDES_A_DAY = 5  # unlimited failed (specs/discussion.md a10)
RATABLE = (Comment.State.VISIBLE, Comment.State.FOLDED)
REFUSALS = (OwnComment, NotRatable, NoSuchRating, HiddenEnough)
Refusal = OwnComment | NotRatable | NoSuchRating | HiddenEnough


@dataclass(frozen=True)
class Rated:
    """What came of ratings, by the numbers of the comments; what stood already is in neither."""

    recorded: list[int] = field(default_factory=list)
    refused: dict[int, Refusal] = field(default_factory=dict)


def rate_comment(*, comment: Comment, rater: User, value: int) -> Rating:
    """Record what a reader thinks of a comment, in place of what they thought before.

    Raises Suspended, MayNotWrite, OwnComment, NotRatable, NoSuchRating or HiddenEnough.
    """
    _raise_refused(rate_many(thread=comment.thread, rater=rater, values={comment.number: value}))
    return Rating.objects.get(comment=comment, rater=rater)


def take_back_rating(*, comment: Comment, rater: User) -> None:
    """Have a reader think nothing of a comment again; a day's hidings do not come back.

    Raises Suspended, MayNotWrite or NotRatable.
    """
    _raise_refused(rate_many(thread=comment.thread, rater=rater, values={comment.number: None}))


def _raise_refused(rated: Rated) -> None:
    for refusal in rated.refused.values():
        raise refusal


@transaction.atomic
def rate_many(*, thread: Thread, rater: User, values: Mapping[int, int | None]) -> Rated:
    """Record what a reader thinks of comments of a thread, by number; None takes a rating back.

    All in one transaction and with one revision; those that are refused leave the others be.
    Raises Suspended or MayNotWrite, which refuse all.
    """
    check_may_write(rater)
    thread = Thread.objects.select_for_update().get(pk=thread.pk)
    rater_here = _Rater(thread, rater, values)
    rated = Rated()
    changes: list[_Change] = []
    for number, value in sorted(values.items()):
        try:
            change = rater_here.change(number, value)
        except REFUSALS as refusal:
            rated.refused[number] = refusal
        else:
            if change is not None:
                changes.append(change)
                rated.recorded.append(number)
    if changes:
        _write(thread, rater, changes, rater_here.policy)
    return rated


@transaction.atomic
def take_over_rating(*, comment: Comment, rating_sum: int, rating_count: int) -> None:
    """Give an imported comment the rating it had; who gave it is not known here."""
    revision = next_revision(comment.thread_id)
    policy = DiscussionPolicy.current()
    fresh = Comment.objects.get(pk=comment.pk)
    fresh.rating_sum, fresh.rating_count = rating_sum, rating_count
    moved = settle(fresh, policy)
    fresh.revision = revision
    fresh.save(update_fields=["rating_sum", "rating_count", "state", "revision"])
    announce(comment.thread, [fresh] if moved else [])


@dataclass(frozen=True, slots=True)
class _Change:
    """A comment's new rating by somebody, beside the one it replaces."""

    comment: Comment
    before: int | None
    value: int | None


class _Rater:
    """Somebody who rates comments of a locked thread: what they may, and thought before."""

    def __init__(self, thread: Thread, rater: User, numbers: Mapping[int, object]) -> None:
        self.rater, self.policy = rater, DiscussionPolicy.current()
        self.is_trusted = standing.is_trusted(rater)
        self.allowed = values(self.policy, is_trusted=self.is_trusted)
        found = thread.comments.filter(number__in=list(numbers))
        self.comments = {comment.number: comment for comment in found}
        own = Rating.objects.filter(rater=rater, comment__in=self.comments.values())
        self.before = dict(own.values_list("comment_id", "value"))
        self.is_open = thread.state == Thread.State.OPEN

    def change(self, number: int, value: int | None) -> _Change | None:
        """What a rating would change, if anything; raises one of REFUSALS."""
        comment = self.comments.get(number)
        if comment is None or not self._is_ratable(comment):
            raise NotRatable
        if comment.author_id == self.rater.pk:
            raise OwnComment
        before = self.before.get(comment.pk)
        if value == before:
            return None
        if value is not None and value not in self.allowed:
            raise NoSuchRating
        if value == HIDE:
            self._spend_hide()
        return _Change(comment, before, value)

    def _is_ratable(self, comment: Comment) -> bool:
        """Nobody rates what they do not see, or where nothing is added any more."""
        is_hidden = comment.is_under_hidden or comment.state not in RATABLE
        if comment.state == Comment.State.FOLDED and self.policy.low_rating_hides:
            is_hidden = is_hidden or not self.is_trusted
        return self.is_open and not is_hidden

    def _spend_hide(self) -> None:
        """One of the day's hidings; none comes back when the rating is changed later."""
        try:
            limits.take("hides", self.rater.pk, limit=Limit(HIDES_A_DAY, 24 * 3600))
        except limits.TooOften as often:
            raise HiddenEnough(often.until) from often


def _write(thread: Thread, rater: User, changes: list[_Change], policy: DiscussionPolicy) -> None:
    """Write the ratings, and what they make of their comments."""
    now, revision = timezone.now(), next_revision(thread.pk)
    moved = []
    for change in changes:
        comment = change.comment
        comment.rating_sum += (change.value or 0) - (change.before or 0)
        comment.rating_count += (change.value is not None) - (change.before is not None)
        comment.revision = revision
        if settle(comment, policy):
            moved.append(comment)
    given = [
        Rating(comment=change.comment, rater=rater, value=change.value, rated_at=now)
        for change in changes
        if change.value is not None
    ]
    Rating.objects.bulk_create(
        given,
        update_conflicts=True,
        unique_fields=["comment", "rater"],
        update_fields=["value", "rated_at"],
    )
    gone = [change.comment for change in changes if change.value is None]
    Rating.objects.filter(rater=rater, comment__in=gone).delete()
    Comment.objects.bulk_update(
        [change.comment for change in changes],
        ["rating_sum", "rating_count", "state", "revision"],
        batch_size=200,
    )
    announce(thread, moved)
