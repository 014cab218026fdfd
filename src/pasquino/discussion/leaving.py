"""What becomes of a member's comments when they leave, or turn out to be somebody else too."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import F, Q, QuerySet
from django.dispatch import receiver
from django.utils.translation import gettext as _

from pasquino.accounts.announcements import (
    account_closed,
    account_renamed,
    person_joined,
    person_parted,
)
from pasquino.accounts.models import User
from pasquino.discussion.actions import figuring, quoting
from pasquino.discussion.actions.rating_rules import low
from pasquino.discussion.batches import batches, change, lock_threads, recount
from pasquino.discussion.models import (
    Addition,
    Comment,
    CommentText,
    CommentVersion,
    DiscussionPolicy,
    Draft,
    Rating,
    ReadingPreference,
    Submission,
)

NOT_BY_AUTHOR = (Comment.State.REMOVED_BY_MODERATOR, Comment.State.BRANCH_HIDDEN)


@receiver(account_closed)
def let_go(user: User, keeps_comments: bool, **_signal: Any) -> None:
    """Delete what only its member sees; then rename or blank the comments."""
    Draft.objects.filter(member=user).delete()
    Submission.objects.filter(author=user).delete()
    ReadingPreference.objects.filter(member=user).delete()
    if keeps_comments:
        change(Comment.objects.filter(author=user))
    else:
        blank(user)


def blank(author: User) -> None:
    """Delete all that somebody has written and rated; tombstones keep the replies in place.

    What was still held leaves none.

    What a moderator removed or hid stays removed or hidden, without its text.
    """
    own = Comment.objects.filter(author=author)
    lock_threads(own, Comment.objects.filter(ratings__rater=author))
    uncounted = own.filter(state=Comment.State.FOLDED)
    concerned = set(uncounted.values_list("thread", flat=True))
    _take_ratings_back(Rating.objects.filter(rater=author))
    Rating.objects.filter(comment__author=author).delete()
    CommentVersion.objects.filter(comment__author=author).delete()
    Addition.objects.filter(comment__author=author).delete()
    quoting.forget(own)
    figuring.forget_figures(own)
    CommentText.objects.filter(comment__author=author).update(
        subject=_("Removed by its author"),  # where a moderator shows a hidden branch again
        source="",
        html="",
        fragment="",
        fragment_version=0,  # made anew if it is ever shown
        quoted=[],
        language="",
        edited_at=None,
    )
    moderated = Q(state__in=NOT_BY_AUTHOR)
    change(own.filter(moderated), rating_sum=0, rating_count=0)
    gone = Comment.State.REMOVED_BY_AUTHOR
    unseen = Q(state__in=Comment.UNSEEN)
    change(own.filter(unseen), state=Comment.State.TAKEN_BACK)
    change(own.exclude(moderated | unseen), state=gone, rating_sum=0, rating_count=0)
    recount(concerned, DiscussionPolicy.current())


@receiver(person_joined)
def take_over(source: User, target: User, moved: dict[str, list[int]], **_signal: Any) -> None:
    """An imported reader was a member: comments and ratings become theirs.

    Ratings are dropped where they would be of one's own comment, or a second one of the same.
    """
    comments = Comment.objects.filter(author=source)
    lock_threads(comments, Comment.objects.filter(ratings__rater__in=[source, target]))
    own = Q(rater=target, comment__author=source) | Q(rater=source, comment__author=target)
    own |= Q(rater=source, comment__author=source)
    twice = Rating.objects.filter(rater=target).values("comment")
    _take_ratings_back(Rating.objects.filter(own | Q(rater=source, comment__in=twice)))
    ratings = Rating.objects.filter(rater=source)
    moved["ratings"] = list(ratings.values_list("pk", flat=True))
    ratings.update(rater=target)
    moved["comments"] = change(comments, author=target)


@receiver(person_parted)
def give_back(source: User, target: User, moved: dict[str, list[int]], **_signal: Any) -> None:
    """What was moved goes back; what the member has written or rated since stays theirs."""
    for keys in batches(moved.get("ratings", ())):
        Rating.objects.filter(pk__in=keys, rater=target).update(rater=source)
    for keys in batches(moved.get("comments", ())):
        change(Comment.objects.filter(pk__in=keys, author=target), author=source)


@receiver(account_renamed)
def tell_new_name(user: User, **_signal: Any) -> None:
    """Whoever keeps an author's name beside a comment hears of another one."""
    change(Comment.objects.filter(author=user))


def _take_ratings_back(ratings: QuerySet[Rating]) -> None:
    """Delete these ratings, and take them out of the means of what was rated."""
    by_value: dict[int, list[int]] = defaultdict(list)
    for comment, value in ratings.values_list("comment", "value"):
        by_value[value].append(comment)
    ratings.delete()
    for value, comments in by_value.items():
        for keys in batches(comments):
            change(
                Comment.objects.filter(pk__in=keys),
                rating_sum=F("rating_sum") - value,
                rating_count=F("rating_count") - 1,
            )
            _settle(keys)


def _settle(keys: list[int]) -> None:
    """Fold or unfold these comments as their ratings ask for now."""
    policy = DiscussionPolicy.current()
    rated_low, found = low(policy), Comment.objects.filter(pk__in=keys)
    shown, folded = Comment.State.VISIBLE, Comment.State.FOLDED
    moved = change(found.filter(rated_low, state=shown), state=folded)
    moved += change(found.filter(state=folded).exclude(rated_low), state=shown)
    for batch in batches(moved):
        threads = Comment.objects.filter(pk__in=batch).values_list("thread", flat=True)
        recount(threads, policy)
