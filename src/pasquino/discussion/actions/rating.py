"""The deeds of rating: a reader rates, an import brings what was rated elsewhere."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from pasquino.accounts.models import User
from pasquino.discussion.actions.refusals import NoSuchRating, NotRatable, OwnComment
from pasquino.discussion.actions.revisions import next_revision
from pasquino.discussion.models import Comment, Rating

LOWEST, HIGHEST = 1, 5


@transaction.atomic
def rate_comment(*, comment: Comment, rater: User, value: int) -> Rating:
    """Record what a reader thinks of a comment, in place of what they thought before.

    Raises OwnComment, NotRatable or NoSuchRating.
    """
    if comment.state not in (Comment.State.VISIBLE, Comment.State.FOLDED):
        raise NotRatable
    if comment.author_id == rater.pk:
        raise OwnComment
    if not LOWEST <= value <= HIGHEST:
        raise NoSuchRating
    revision = next_revision(comment.thread_id)  # first: its row lock orders the raters
    before = Rating.objects.filter(comment=comment, rater=rater).first()
    rating, is_new = Rating.objects.update_or_create(
        comment=comment, rater=rater, defaults={"value": value, "rated_at": timezone.now()}
    )
    Comment.objects.filter(pk=comment.pk).update(
        rating_sum=F("rating_sum") + value - (before.value if before else 0),
        rating_count=F("rating_count") + int(is_new),
        revision=revision,
    )
    return rating


@transaction.atomic
def take_over_rating(*, comment: Comment, rating_sum: int, rating_count: int) -> None:
    """Give an imported comment the rating it had; who gave it is not known here."""
    revision = next_revision(comment.thread_id)
    Comment.objects.filter(pk=comment.pk).update(
        rating_sum=rating_sum, rating_count=rating_count, revision=revision
    )
