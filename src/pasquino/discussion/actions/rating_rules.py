"""What ratings do to a comment: rated low it is folded, rated up again it stands as before."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F, Q, QuerySet

from pasquino.discussion.actions.revisions import next_revision
from pasquino.discussion.announcements import comments_changed
from pasquino.discussion.batches import recount
from pasquino.discussion.models import Comment, DiscussionPolicy, Thread
from pasquino.discussion.rating import FOLDS_BELOW, RatingProfile, is_low

BY_READERS = (Comment.State.VISIBLE, Comment.State.FOLDED)  # the states that readers decide


def settle(comment: Comment, policy: DiscussionPolicy) -> bool:
    """Give a comment the state its ratings ask for, unsaved; True when it is another one."""
    if comment.state not in BY_READERS:
        return False
    low = is_low(comment.rating_sum, comment.rating_count, policy)
    before, comment.state = comment.state, Comment.State.FOLDED if low else Comment.State.VISIBLE
    return before != comment.state


def announce(thread: Thread, moved: Sequence[Comment]) -> None:
    """Tell the rooms above, and this one's count, whose comments moved."""
    if moved:
        keys = [comment.pk for comment in moved]
        comments_changed.send(sender=Comment, thread=thread, comments=keys)


def reapply_rating_rules() -> int:
    """Fold and unfold what the policy of today asks for; gives how many comments changed.

    One transaction a thread, so that nobody waits for long; done again, it changes nothing.
    """
    policy = DiscussionPolicy.current()
    rated_low, decided = low(policy), Comment.objects.filter(state__in=BY_READERS)
    unsettled = decided.filter(state=Comment.State.VISIBLE).filter(rated_low)
    unsettled |= decided.filter(state=Comment.State.FOLDED).exclude(rated_low)
    concerned = unsettled | decided.filter(state=Comment.State.FOLDED)
    threads = Thread.objects.filter(pk__in=concerned.order_by().values("thread"))
    return sum(_reapply(thread, unsettled, policy) for thread in threads)


def low(policy: DiscussionPolicy) -> Q:
    """The same as `rating.is_low`, for the database."""
    if policy.rating_profile == RatingProfile.OFF:
        return Q(pk__in=[])
    enough = Q(rating_count__gte=max(policy.ratings_to_count, 1))
    return enough & Q(rating_sum__lt=FOLDS_BELOW * F("rating_count"))


@transaction.atomic
def _reapply(thread: Thread, unsettled: QuerySet[Comment], policy: DiscussionPolicy) -> int:
    """Settle the comments of a thread; all folded ones are announced.

    Who may read those, and the thread's count, change also when only the policy did.
    """
    thread = Thread.objects.select_for_update().get(pk=thread.pk)
    moved = [comment for comment in unsettled.filter(thread=thread) if settle(comment, policy)]
    if moved:
        revision = next_revision(thread.pk)
        for comment in moved:
            comment.revision = revision
        Comment.objects.bulk_update(moved, ["state", "revision"], batch_size=200)
    announce(thread, [*moved, *thread.comments.filter(state=Comment.State.FOLDED)])
    recount([thread.pk], policy)
    return len(moved)
